/// What stands between two lines that belong together.
enum Glue: Equatable {
    case none, blank, dropHyphen

    /// First halves of compounds that keep their hyphen (`long-\nterm`); any other is a hyphenation undone.
    private static let compounds: Set<String> = [
        "long", "short", "high", "low", "well", "year", "month", "week", "third", "second", "first", "two", "three",
        "four",
        "five", "ten", "non", "self", "co", "ex", "pre", "post", "anti", "multi", "cross", "full", "half", "large",
        "small",
        "mid", "near", "real", "state", "market", "data", "cloud", "cost", "price", "cash", "debt", "equity", "energy",
        "power", "ai", "fast", "double", "single", "triple", "better", "worse", "record", "best", "top", "end", "next",
        "open", "so", "built", "in", "on", "off", "over", "under", "out", "up", "inter", "re", "all", "build", "follow",
    ]

    static func between(_ page: Text, _ last: UInt32, _ draft: Draft, _ line: Line, _ mostlyHan: Bool) -> Glue {
        let first = draft.first(line)
        let left = SignClass.of(last)
        let right = SignClass.of(first)
        if last >= 0x2E80 || first >= 0x2E80 { return .none }
        if isQuote(last) || isQuote(first) { return mostlyHan ? .none : quoteGlue(last, first) }
        if last == 0x2D { return hyphen(page, draft, line) }
        if last == 0x2F || first == 0x2F || last == 0x28 || first == 0x29 { return .none }
        if left.contains(.digit), right.contains(.digit) || first == 0x25 { return mostlyHan ? .none : .blank }
        if mostlyHan, left.isDisjoint(with: .word) || right.isDisjoint(with: .word) { return .none }
        return .blank
    }

    private static func isQuote(_ scalar: UInt32) -> Bool { (0x2018...0x201D).contains(scalar) }

    private static func quoteGlue(_ last: UInt32, _ first: UInt32) -> Glue {
        last == 0x201C || last == 0x2018 || first == 0x201D ? .none : .blank
    }

    private static func hyphen(_ page: Text, _ draft: Draft, _ line: Line) -> Glue {
        let first = draft.first(line)
        guard (0x61...0x7A).contains(first) else { return .none }
        var start = page.count - 1
        while start > 0, SignClass.of(page.scalars[start - 1]).contains(.letter), page.count - start < 20 { start -= 1 }
        let head = page.foldedString(start..<page.count - 1)
        return head.isEmpty || compounds.contains(head) ? .none : .dropHyphen
    }
}
