/// Marks lines that are no running text before lines are joined: bylines and the headline before them, navigation,
/// captions, social links, repetitions.
enum LineMarks {
    static func mark(_ draft: inout Draft) {
        markRepetitions(&draft)
        let cues = Boilerplate.standard
        var isUnderLinks = false
        for index in draft.lines.indices where draft.lines[index].mark == .text {
            let line = draft.lines[index]
            if let reason = reason(draft, line, cues) {
                draft.lines[index].mark = .removed(reason)
                isUnderLinks = reason == .navigation && cues.score(draft.text, line.span).heading == .navigation
            } else if isUnderLinks, line.cells <= 110, !ParagraphMarks.endsSentence(draft.text, line.span) {
                draft.lines[index].mark = .removed(.navigation)
            } else {
                isUnderLinks = false
            }
        }
        markMenus(&draft, cues)
        for index in draft.lines.indices where draft.lines[index].mark == .text {
            if Byline.isLine(draft.text, draft.lines[index].span) { draft.lines[index].mark = .byline }
        }
        markHeadlines(&draft)
    }

    /// Short lines only: what is longer is judged as a paragraph.
    private static func reason(_ draft: Draft, _ line: Line, _ cues: Boilerplate) -> Removal.Reason? {
        guard line.cells <= 160 else { return nil }
        let text = draft.text
        if isFigureNumber(text, line.span) { return .caption }
        if isHashtag(text, line.span) { return .navigation }
        let score = cues.score(text, line.span)
        if score[.navigation] >= 2, isCrumbs(text, line.span) || line.span.count <= score.covered * 3 + 6 {
            return .navigation
        }
        if score[.navigation] >= 1, isCrumbs(text, line.span) { return .navigation }
        if score[.social] >= 2, line.span.count <= score.covered * (score[.social] > 2 ? 6 : 3) + 16 { return .social }
        if score[.own] >= 1, onlyNetworks(text, line.span, score) { return .social }
        if score[.caption] >= 2, line.span.count <= score.covered * 6 + 20 { return .caption }
        return nil
    }

    /// `… 第3张`, the label of a gallery; `图1：…`, `▲…`, `Figure 2.` when the line is short.
    private static func isFigureNumber(_ text: Text, _ span: Span) -> Bool {
        let count = span.count
        guard count >= 3 else { return false }
        let folded = text.folded
        if folded[span.upperBound - 1] == 0x5F20 {
            var position = span.upperBound - 2
            while position > span.lowerBound, (0x30...0x39).contains(folded[position]) { position -= 1 }
            if position < span.upperBound - 2, folded[position] == 0x7B2C { return true }
        }
        guard count <= 60, !SignClass.of(text.scalars[span.upperBound - 1]).contains(.terminal) else { return false }
        let first = text.scalars[span.lowerBound]
        if first == 0x25B2 || first == 0x25B3 || first == 0x25BC { return true }
        guard first == 0x56FE || first == 0x5716 else { return false }
        var position = span.lowerBound + 1
        while position < span.upperBound, SignClass.of(text.scalars[position]).contains(.digit) { position += 1 }
        return position < span.upperBound && (folded[position] == 0x3A || folded[position] == 0x2F)
    }

    /// `#百度`: labels above a text.
    private static func isHashtag(_ text: Text, _ span: Span) -> Bool {
        guard text.scalars[span.lowerBound] == 0x23, span.count <= 40, span.count >= 2 else { return false }
        return text.scalars[span.lowerBound + 1] != 0x20
    }

    /// `首页 > 科技资讯 > 正文`.
    private static func isCrumbs(_ text: Text, _ span: Span) -> Bool {
        guard span.count <= 80 else { return false }
        return text.scalars[span].contains { $0 == 0x3E || $0 == 0xBB || $0 == 0x203A || $0 == 0x2192 || $0 == 0x25B8 }
    }

    private static func onlyNetworks(_ text: Text, _ span: Span, _ score: Boilerplate.Score) -> Bool {
        let words = text.scalars[span].reduce(0) { $0 + (SignClass.of($1).isDisjoint(with: .word) ? 0 : 1) }
        return words <= score.covered + 1
    }
}
