/// Author, source and date as a line beside the headline names them.
struct Byline: Equatable {
    var author = ""
    var source = ""
    /// ISO date.
    var date = ""

    var isEmpty: Bool { author.isEmpty && source.isEmpty && date.isEmpty }

    /// Is `span` a line that says nothing but who wrote it, where and when?
    static func isLine(_ text: Text, _ span: Span) -> Bool { parse(text, span) != nil }

    static func parse(_ text: Text, _ span: Span) -> Byline? {
        guard span.count >= 3, span.count <= 90, let last = span.last,
            !SignClass.of(text.scalars[last]).contains(.terminal), text.scalars[last] != 0xFF0C
        else { return nil }
        if let author = marked(text, span) { return Byline(author: author) }
        if let source = closingSource(text, span), source.at.lowerBound == span.lowerBound {
            return Byline(source: source.name)
        }
        return labelled(text, span)
    }

    // MARK: - `■ 李春莲`

    private static let marks: Set<UInt32> = [0x25A0, 0x25A1, 0x25C6, 0x25C7, 0x25CE, 0x25CF, 0x2588, 0x258C]

    private static func marked(_ text: Text, _ span: Span) -> String? {
        guard marks.contains(text.scalars[span.lowerBound]) else { return nil }
        let rest = names(text, span.lowerBound + 1..<span.upperBound, labels: true)
        return rest
    }

    /// Two to four Chinese characters, blanks inside allowed; several names parted by blanks; a role in front left out.
    private static func names(_ text: Text, _ span: Span, labels: Bool) -> String? {
        var characters: [UInt32] = []
        for position in span {
            let scalar = text.scalars[position]
            if scalar == 0x20 { continue }
            guard SignClass.of(scalar).contains(.han) || scalar == 0xB7 else { return nil }
            characters.append(scalar)
        }
        var name = Text.string(of: characters[...])
        for role in ["本报记者", "本刊记者", "特约评论员", "记者", "评论员", "实习记者"] where labels && name.hasPrefix(role) {
            name.removeFirst(role.count)
        }
        return (2...8).contains(name.unicodeScalars.count) ? name : nil
    }

    // MARK: - `(36氪財經)`

    /// A source in brackets at the very end of `span`: its name and where the brackets stand.
    static func closingSource(_ text: Text, _ span: Span) -> (name: String, at: Span)? {
        guard let last = span.last, text.folded[last] == 0x29 else { return nil }
        var open = last
        while open > span.lowerBound, last - open <= 18, text.folded[open] != 0x28 { open -= 1 }
        guard text.folded[open] == 0x28, (2...16).contains(last - open - 1) else { return nil }
        let inside = open + 1..<last
        var words = 0
        for position in inside {
            let sign = SignClass.of(text.scalars[position])
            if sign.contains(.han) || sign.contains(.letter) { words += 1 }
            let isInner = sign.contains(.digit) || [0x20, 0xB7, 0x26, 0x2F, 0x2D].contains(text.folded[position])
            if sign.isDisjoint(with: .word) && !isInner { return nil }
        }
        guard words >= 2, !text.scalars[inside].allSatisfy({ $0 < 0x80 && $0 > 0x60 }) else { return nil }
        return (text.string(inside), open..<last + 1)
    }
}
