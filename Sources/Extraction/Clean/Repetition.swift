/// Paragraphs that are told again, word for word, inside another one (a lead that repeats a sentence of the body).
enum Repetition {
    private static let gram = 16
    /// Shorter paragraphs may be quoted for good reasons.
    private static let shortest = 24

    /// Indices of the paragraphs whose whole text stands elsewhere on the page. Rabin–Karp on the first 16 code points.
    static func containedParagraphs(_ page: Page) -> [Int] {
        var heads: [UInt64: Int] = [:]
        // One array access settles most positions; only a mark there is worth the dictionary.
        var marks = [Bool](repeating: false, count: markCount)
        let folded = page.text.folded
        for (index, paragraph) in page.paragraphs.enumerated()
        where paragraph.kind == .text && paragraph.span.count >= shortest
            && ParagraphMarks.endsSentence(page.text, paragraph.span)
        {
            let key = hash(folded, paragraph.span.lowerBound)
            if heads[key] == nil { heads[key] = index }
            marks[Int(truncatingIfNeeded: key >> 24) & (markCount - 1)] = true
        }
        guard heads.count > 1 else { return [] }
        var contained: Set<Int> = []
        // Comparing costs at most a few passes over the page, whatever repeats in it.
        var allowance = 4 * folded.count
        roll(folded) { key, position in
            guard marks[Int(truncatingIfNeeded: key >> 24) & (markCount - 1)], let index = heads[key],
                !contained.contains(index), allowance > 0
            else { return }
            let span = page.paragraphs[index].span
            guard position != span.lowerBound, position + span.count <= folded.count else { return }
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

    private static func roll(_ folded: [UInt16], _ body: (UInt64, Int) -> Void) {
        guard folded.count >= gram else { return }
        var power: UInt64 = 1
        for _ in 1..<gram { power = power &* base }
        var value = hash(folded, 0)
        body(value, 0)
        for position in 1..<max(1, folded.count - gram + 1) {
            value = (value &- UInt64(folded[position - 1]) &* power) &* base &+ UInt64(folded[position + gram - 1])
            body(value, position)
        }
    }
}
