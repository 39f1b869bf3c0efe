/// Notices and picture captions that stand inside a paragraph.
enum InlineNotices {
    /// Longest sentence or bracket that may be a notice.
    private static let longest = 120

    /// Brackets and sentences of an otherwise good paragraph that are disclaimers (`(本文…不构成任何投资建议)`).
    static func find(_ text: Text, _ span: Span, _ cues: Boilerplate) -> [(span: Span, reason: Removal.Reason)] {
        var found: [(span: Span, reason: Removal.Reason)] = []
        for piece in pieces(text, span) where piece.count <= longest && piece.count < span.count {
            let score = cues.score(text, piece)
            if score[.disclaimer] >= 2, ParagraphMarks.isDense(score[.disclaimer], piece.count, score) {
                found.append((piece, .disclaimer))
            }
        }
        return found
    }

    /// Brackets first; the rest by sentences.
    private static func pieces(_ text: Text, _ span: Span) -> [Span] {
        var pieces: [Span] = []
        var start = span.lowerBound
        var opened: Int?
        for position in span {
            let scalar = text.scalars[position]
            if scalar == 0x28 || scalar == 0xFF08 {
                opened = position
            } else if scalar == 0x29 || scalar == 0xFF09, let from = opened {
                pieces.append(from..<position + 1)
                if start <= from, position - from > 30 { start = position + 1 }
                opened = nil
            } else if SignClass.of(scalar).contains(.terminal) || scalar == 0x2E && isEnd(text, position, span) {
                if start < position { pieces.append(start..<position + 1) }
                start = position + 1
            }
        }
        if start < span.upperBound { pieces.append(start..<span.upperBound) }
        return disjoint(pieces)
    }

    private static func isEnd(_ text: Text, _ position: Int, _ span: Span) -> Bool {
        position + 1 >= span.upperBound || text.scalars[position + 1] == 0x20
    }

    private static func disjoint(_ pieces: [Span]) -> [Span] {
        var result: [Span] = []
        for piece in pieces.sorted(by: { ($0.lowerBound, $0.count) < ($1.lowerBound, $1.count) }) {
            if let last = result.last, last.upperBound > piece.lowerBound { continue }
            result.append(piece)
        }
        return result
    }

    /// `图:…资料来源:…整理` and `来源:笔者整理`, as a digest runs them into its text.
    static func figures(_ text: Text, _ span: Span) -> [(span: Span, reason: Removal.Reason)] {
        var found: [(span: Span, reason: Removal.Reason)] = []
        let folded = text.folded
        var position = span.lowerBound
        while position + 2 < span.upperBound {
            // 来源: … 整理
            guard folded[position] == 0x6765, folded[position + 1] == 0x6E90, folded[position + 2] == 0x3A,
                let end = credit(text, position + 3, span.upperBound)
            else {
                position += 1
                continue
            }
            found.append((figureStart(text, position, span.lowerBound)..<end, .caption))
            position = end
        }
        return found
    }

    /// End of a credit of at most 24 code points that closes with a word of making (整理, 绘制, 截图).
    private static func credit(_ text: Text, _ from: Int, _ limit: Int) -> Int? {
        let folded = text.folded
        let limit = min(limit, from + 24)
        var position = from
        while position + 1 < limit {
            let pair = (folded[position], folded[position + 1])
            if pair == (0x6574, 0x7406) || pair == (0x7ED8, 0x5236) || pair == (0x622A, 0x56FE) { return position + 2 }
            if SignClass.of(text.scalars[position]).contains(.terminal) { return nil }
            position += 1
        }
        return nil
    }

    /// Back from 来源 over 资料 to `图:` when that stands within the same run, else to 资料 or 来源 itself.
    private static func figureStart(_ text: Text, _ at: Int, _ lowest: Int) -> Int {
        let folded = text.folded
        var start = at
        if at - 2 >= lowest, [0x8D44, 0x6570, 0x56FE].contains(folded[at - 2]) { start = at - 2 }
        var position = start
        while position > lowest, start - position < 48 {
            position -= 1
            if SignClass.of(text.scalars[position]).contains(.terminal) { return start }
            if folded[position] == 0x56FE, position + 1 < start, folded[position + 1] == 0x3A { return position }
        }
        return start
    }
}
