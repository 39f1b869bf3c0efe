/// Takes out of the page what only shows once lines are joined: disclaimers, link lists, promotion, paragraphs told
/// twice.
enum ParagraphMarks {
    static func sweep(_ page: inout Page) {
        var drop: [(paragraph: Int, reason: Removal.Reason)] = []
        var cuts: [(span: Span, reason: Removal.Reason)] = []
        let cues = Boilerplate.standard
        var under: Boilerplate.Reason?
        for (index, paragraph) in page.paragraphs.enumerated() {
            if paragraph.kind == .byline {
                under = nil
                continue
            }
            let score = cues.score(page.text, paragraph.span)
            if let reason = verdict(page.text, paragraph, score, under) {
                drop.append((index, reason))
                if let heading = score.heading { under = heading }
                continue
            }
            under = nil
            if score[.disclaimer] >= 2 || score.covered > 0, paragraph.span.count > 60 {
                cuts += InlineNotices.find(page.text, paragraph.span, cues)
            }
            cuts += InlineNotices.figures(page.text, paragraph.span)
        }
        let told = Repetition.containedParagraphs(page).filter { index in !drop.contains { $0.paragraph == index } }
        drop += told.map { ($0, .duplicate) }
        rebuild(&page, drop, cuts)
    }

    /// Why the whole paragraph goes, if it does.
    private static func verdict(
        _ text: Text, _ paragraph: Page.Paragraph, _ score: Boilerplate.Score, _ under: Boilerplate.Reason?
    ) -> Removal.Reason? {
        let length = paragraph.span.count
        let isChinese = text.scalars[paragraph.span].contains { $0 >= 0x2E80 }
        // Length that one unit of weight vouches for, in code points.
        let reach = isChinese ? 40 : 120
        if score.heading == .disclaimer, length <= 12 + score.covered || score[.disclaimer] >= 3 || length <= 120 {
            return .disclaimer
        }
        if score.heading == .navigation, length <= 6 + score.covered { return .navigation }
        if score[.disclaimer] >= 2, length <= score[.disclaimer] * reach, isDense(score[.disclaimer], length, score) {
            return .disclaimer
        }
        if under == .disclaimer, score[.disclaimer] >= 1 { return .disclaimer }
        if under == .navigation, length <= 60, !endsSentence(text, paragraph.span) { return .navigation }
        if score[.social] >= 2, length <= score[.social] * reach / 2 + 20, isDense(score[.social], length, score) {
            return .social
        }
        return nil
    }

    /// One cue alone may stand in a sentence about the market; it speaks for a short paragraph only.
    static func isDense(_ weight: Int, _ length: Int, _ score: Boilerplate.Score) -> Bool {
        weight >= 3 || length <= score.covered * 8 + 8
    }

    static func endsSentence(_ text: Text, _ span: Span) -> Bool {
        guard let last = span.last else { return false }
        return SignClass.of(text.scalars[last]).contains(.terminal) || text.scalars[last] == 0x2E
    }

    /// Writes the page anew without the dropped paragraphs and cuts.
    private static func rebuild(
        _ page: inout Page, _ drop: [(paragraph: Int, reason: Removal.Reason)],
        _ cuts: [(span: Span, reason: Removal.Reason)]
    ) {
        guard !drop.isEmpty || !cuts.isEmpty else { return }
        var reasons = [Removal.Reason?](repeating: nil, count: page.paragraphs.count)
        for entry in drop { reasons[entry.paragraph] = entry.reason }
        var text = Text()
        text.reserve(page.text.count)
        var paragraphs: [Page.Paragraph] = []
        var cut = 0
        let cuts = cuts.sorted { $0.span.lowerBound < $1.span.lowerBound }
        var carriesOpening = false
        for (index, paragraph) in page.paragraphs.enumerated() {
            if let reason = reasons[index] {
                page.removed.append(Removal(span: page.text.rawSpan(of: paragraph.span), reason: reason))
                page.notices.append(page.text.string(paragraph.span.prefix(400)))
                carriesOpening = carriesOpening || paragraph.opensArticle
                continue
            }
            var next = paragraph
            let start = text.count
            var position = paragraph.span.lowerBound
            while cut < cuts.count, cuts[cut].span.lowerBound < paragraph.span.upperBound {
                let span = cuts[cut].span
                if span.lowerBound >= position {
                    text.append(page.text, position..<span.lowerBound)
                    page.removed.append(Removal(span: page.text.rawSpan(of: span), reason: cuts[cut].reason))
                    position = span.upperBound
                }
                cut += 1
            }
            text.append(page.text, position..<paragraph.span.upperBound)
            guard text.count > start else { continue }
            next.span = start..<text.count
            next.opensArticle = next.opensArticle || carriesOpening
            carriesOpening = false
            paragraphs.append(next)
            text.append(0x0A, origin: Int(text.origin.last ?? 0))
        }
        page.text = text
        page.paragraphs = paragraphs
    }
}
