/// Paragraphs that are told again, word for word, inside another one (a lead that repeats a sentence of the body).
enum Repetition {
    private static let gram = 16
    /// Shorter paragraphs may be quoted for good reasons.
    private static let shortest = 24

    /// Indices of the paragraphs whose whole text stands elsewhere on the page. By the hash of the first 16 code points.
    static func containedParagraphs(_ page: Page) -> [Int] {
        var heads: [UInt64: Int] = [:]
        // Four code units and one array access settle most positions; only a mark there is worth the whole hash.
        var marks = [Bool](repeating: false, count: markCount)
        let folded = page.text.folded
        for (index, paragraph) in page.paragraphs.enumerated()
        where paragraph.kind == .text && paragraph.span.count >= shortest
            && ParagraphMarks.endsSentence(page.text, paragraph.span)
        {
            let key = hash(folded, paragraph.span.lowerBound)
            if heads[key] == nil { heads[key] = index }
            marks[mark(window(folded, paragraph.span.lowerBound))] = true
        }
        guard heads.count > 1 else { return [] }
        var contained: Set<Int> = []
        // Comparing costs at most a few passes over the page, whatever repeats in it.
        var allowance = 4 * folded.count
        var seen = window(folded, 0)
        for position in 0..<max(0, folded.count - gram + 1) {
            if position > 0 { seen = seen << 16 | UInt64(folded[position + 3]) }
            guard marks[mark(seen)] else { continue }
            guard let index = heads[hash(folded, position)], !contained.contains(index), allowance > 0 else { continue }
            let span = page.paragraphs[index].span
            guard position != span.lowerBound, position + span.count <= folded.count else { continue }
            var length = 0
            while length < span.count, folded[position + length] == folded[span.lowerBound + length] { length += 1 }
            allowance -= length
            if length == span.count { contained.insert(index) }
        }
        return contained.sorted()
    }

    private static let markCount = 1 << 12
    private static let base: UInt64 = 0x100_0000_01B3

    private static func hash(_ folded: [UInt16], _ start: Int) -> UInt64 {
        var value: UInt64 = 0
        for position in start..<start + gram { value = value &* base &+ UInt64(folded[position]) }
        return value
    }

    /// The four code units from `start` on.
    private static func window(_ folded: [UInt16], _ start: Int) -> UInt64 {
        folded[start..<min(start + 4, folded.count)].reduce(0) { $0 << 16 | UInt64($1) }
    }

    @inline(__always)
    private static func mark(_ window: UInt64) -> Int {
        Int(truncatingIfNeeded: (window &* 0x9E37_79B9_7F4A_7C15) >> 40) & (markCount - 1)
    }
}
