/// What a headline looks like.
enum Headline {
    /// Longer lines are paragraphs, in cells of a grid (a Chinese character takes two).
    private static let widest = 120

    static func isLikely(_ text: Text, _ paragraph: Page.Paragraph) -> Bool {
        guard paragraph.kind == .text || paragraph.kind == .heading, paragraph.span.count >= 4 else { return false }
        var cells = 0
        for position in paragraph.span {
            cells += SignClass.cells(text.scalars[position])
            if cells > widest { return false }
        }
        guard let last = paragraph.span.last else { return false }
        if [0x3002, 0xFF1B, 0xFF0C, 0x2C, 0x3001, 0x3A, 0xFF1A].contains(text.scalars[last]) { return false }
        if text.scalars[last] == 0x2E, paragraph.kind != .heading { return false }
        return !text.scalars[paragraph.span].contains(0x3002)
    }
}

/// How reports open: 日前, 近日, 本报讯, a dateline.
enum Openings {
    private static let words: [[UInt16]] = [
        "日前", "近日", "近期", "最近", "今日", "昨日", "今天", "昨天", "本报讯", "本报记者", "据", "记者从", "北京时间", "当地时间",
    ].map { Fold.folded($0) }

    static func begins(_ text: Text, _ span: Span) -> Bool {
        if words.contains(where: { word in
            word.count <= span.count && word.indices.allSatisfy { text.folded[span.lowerBound + $0] == word[$0] }
        }) {
            return true
        }
        // A date within the first twelve code points: `9月24日，…`, `2025年…`.
        let head = span.prefix(12)
        return head.contains { text.folded[$0] == 0x6708 || text.folded[$0] == 0x5E74 }
            && head.contains { SignClass.of(text.scalars[$0]).contains(.digit) }
    }
}

/// Tells by shared word pairs whether two stretches of text are about the same thing.
enum TopicShift {
    /// Share of the new text's pairs that the old text knows, below which the topic changed. News on one topic repeats
    /// about a fifth of its pairs; two articles of one page share function words only.
    static let threshold = 0.11
    /// Code points compared on each side.
    private static let reach = 900

    /// - Parameter threshold: lower where nothing else speaks for several articles.
    static func isChange(_ page: Page, before: Range<Int>, after: Range<Int>, threshold: Double = threshold) -> Bool {
        // The opening paragraph must be new as well, not only what follows it.
        overlap(page, before: before, after: after) < threshold
            && overlap(page, before: before, after: after.lowerBound..<after.lowerBound + 1) < threshold
    }

    static func overlap(_ page: Page, before: Range<Int>, after: Range<Int>) -> Double {
        guard !before.isEmpty, !after.isEmpty else { return 1 }
        let low = page.paragraphs[before.lowerBound].span.lowerBound
        let middle = page.paragraphs[after.lowerBound].span.lowerBound
        let high = page.paragraphs[after.upperBound - 1].span.upperBound
        let old = pairs(page.text, max(low, middle - reach)..<middle)
        let new = pairs(page.text, middle..<min(high, middle + reach))
        guard !new.isEmpty else { return 1 }
        return Double(new.intersection(old).count) / Double(new.count)
    }

    private static func pairs(_ text: Text, _ span: Span) -> Set<UInt32> {
        var pairs: Set<UInt32> = []
        for position in span where position + 1 < span.upperBound {
            let both = SignClass.of(text.scalars[position]).intersection(SignClass.of(text.scalars[position + 1]))
            if both.isDisjoint(with: [.han, .letter]) { continue }
            pairs.insert(UInt32(text.folded[position]) << 16 | UInt32(text.folded[position + 1]))
        }
        return pairs
    }
}
