/// Finds where one article ends and the next begins.
struct Boundaries {
    /// A body shorter than this is no article of its own when only its end is marked.
    private static let shortestBody = 120
    private let page: Page

    init(_ page: Page) { self.page = page }

    func parts() -> [ArticlePart] {
        let all = 0..<page.paragraphs.count
        guard !all.isEmpty else { return [] }
        var parts = closedBySource(all) ?? bylined(all) ?? opened(all) ?? [ArticlePart(paragraphs: all)]
        parts = parts.flatMap { divided($0, several: parts.count > 1) }
        return parts
    }

    // MARK: - Marks

    /// A digest: each article closed by its source in brackets.
    private func closedBySource(_ all: Range<Int>) -> [ArticlePart]? {
        let ends = all.filter { index in
            let span = page.paragraphs[index].span
            guard span.count >= 40, let source = Byline.closingSource(page.text, span) else { return false }
            var before = source.at.lowerBound - 1
            while before > span.lowerBound, page.text.scalars[before] == 0x20 { before -= 1 }
            let sign = SignClass.of(page.text.scalars[before])
            return sign.contains(.terminal) || sign.contains(.closer) || page.text.scalars[before] == 0x2E
        }
        guard ends.count >= 2 || ends.count == 1 && ends.first == all.last else { return nil }
        var parts: [ArticlePart] = []
        var start = all.lowerBound
        for end in ends {
            parts.append(ArticlePart(paragraphs: start..<end + 1, hasClosingSource: true))
            start = end + 1
        }
        if start < all.upperBound {
            if length(start..<all.upperBound) >= Boundaries.shortestBody {
                parts.append(ArticlePart(paragraphs: start..<all.upperBound))
            } else if let last = parts.indices.last {
                parts[last].paragraphs = parts[last].paragraphs.lowerBound..<all.upperBound
            }
        }
        return parts
    }

    /// Headline and byline together, before or after the body.
    private func bylined(_ all: Range<Int>) -> [ArticlePart]? {
        let pairs = all.dropFirst().filter { page.paragraphs[$0].kind == .byline && isHeadline($0 - 1) }
        guard let first = pairs.first, let last = pairs.last else { return nil }
        let before = length(all.lowerBound..<first - 1)
        let after = length(last + 1..<all.upperBound)
        if before >= Boundaries.shortestBody, pairs.count > 1 || after < before {
            return trailing(pairs, all)
        }
        guard pairs.count > 1 else { return nil }
        var starts = pairs.map { $0 - 1 }
        if before < Boundaries.shortestBody { starts[0] = all.lowerBound } else { starts.insert(all.lowerBound, at: 0) }
        return parts(from: starts, all)
    }

    private func trailing(_ pairs: [Int], _ all: Range<Int>) -> [ArticlePart] {
        var parts: [ArticlePart] = []
        var start = all.lowerBound
        for end in pairs {
            parts.append(ArticlePart(paragraphs: start..<end + 1, titleIsLast: true))
            start = end + 1
        }
        if start < all.upperBound { parts.append(ArticlePart(paragraphs: start..<all.upperBound)) }
        return parts
    }

    /// Several `<article>` elements, each with a body of its own.
    private func opened(_ all: Range<Int>) -> [ArticlePart]? {
        var starts = all.filter { page.paragraphs[$0].opensArticle }
        guard starts.count > 1 else { return nil }
        starts[0] = all.lowerBound
        let found = parts(from: starts, all)
        return found.allSatisfy { length($0.paragraphs) >= Boundaries.shortestBody } ? found : nil
    }

    private func parts(from starts: [Int], _ all: Range<Int>) -> [ArticlePart] {
        starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : all.upperBound
            return ArticlePart(paragraphs: starts[index]..<end)
        }
    }

    // MARK: - No mark

    /// Splits a part where the topic changes without any mark: a paragraph set off or opened like a report, with
    /// hardly a
    /// word in common with what stands before. On a page of several articles that is how a lost headline looks.
    private func divided(_ part: ArticlePart, several: Bool) -> [ArticlePart] {
        let body = part.paragraphs
        var starts: [Int] = []
        for index in body.dropFirst() where opensReport(index, several: several) {
            let from = starts.last ?? body.lowerBound
            guard length(from..<index) >= 300, length(index..<body.upperBound) >= 300 else { continue }
            let threshold = several ? TopicShift.threshold : TopicShift.threshold / 2
            if TopicShift.isChange(page, before: from..<index, after: index..<body.upperBound, threshold: threshold) {
                starts.append(isHeadline(index - 1) && !isBody(index - 1) && index - 1 > from ? index - 1 : index)
            }
        }
        guard !starts.isEmpty else { return [part] }
        var parts: [ArticlePart] = []
        var from = body.lowerBound
        for start in starts {
            parts.append(ArticlePart(paragraphs: from..<start))
            from = start
        }
        var last = part
        last.paragraphs = from..<body.upperBound
        return parts + [last]
    }

    /// On a page of several articles an indented paragraph may open one; alone, only a headline followed by a report's
    /// opening may.
    private func opensReport(_ index: Int, several: Bool) -> Bool {
        let paragraph = page.paragraphs[index]
        guard paragraph.kind == .text, isBody(index) else { return false }
        let isOpening = Openings.begins(page.text, paragraph.span)
        if several { return isOpening || paragraph.isIndented }
        return isOpening && index > 0 && isHeadline(index - 1) && !isBody(index - 1)
    }

    // MARK: - Paragraphs

    private func isHeadline(_ index: Int) -> Bool {
        page.paragraphs.indices.contains(index) && Headline.isLikely(page.text, page.paragraphs[index])
    }

    private func isBody(_ index: Int) -> Bool {
        let span = page.paragraphs[index].span
        return span.count >= 40 || ParagraphMarks.endsSentence(page.text, span)
    }

    private func length(_ range: Range<Int>) -> Int {
        range.isEmpty ? 0 : range.reduce(0) { $0 + page.paragraphs[$1].span.count }
    }
}
