/// Tells title, byline and body of one part from each other and writes the article's text, title first.
struct ArticleBuilder {
    let page: Page
    let document: Document
    let publisher: String

    /// Lines after a title that may be bylines.
    private static let bylineReach = 4

    func article(_ part: ArticlePart, givenTitle: String) -> ArticleText? {
        var article = ArticleText()
        var byline = Byline()
        var body: [Span] = []
        var bounds: [Span] = []
        let title = titleIndex(part, givenTitle)
        for index in part.paragraphs {
            let paragraph = page.paragraphs[index]
            bounds.append(page.text.rawSpan(of: paragraph.span))
            if index == title { continue }
            if let found = self.byline(index, title: title, part) {
                merge(found, into: &byline)
                continue
            }
            body.append(paragraph.span)
        }
        if part.hasClosingSource, let last = body.last, let source = Byline.closingSource(page.text, last) {
            byline.source = source.name
            body[body.count - 1] = last.lowerBound..<trimmedEnd(last.lowerBound, source.at.lowerBound)
        }
        guard !body.isEmpty || title != nil else { return nil }
        write(&article, title: title.map { page.paragraphs[$0].span }, body: body)
        article.title = title.map { page.text.string(page.paragraphs[$0].span) } ?? givenTitle
        if !givenTitle.isEmpty { article.title = givenTitle }
        article.rawSpan = (bounds.map(\.lowerBound).min() ?? 0)..<(bounds.map(\.upperBound).max() ?? 0)
        name(&article, byline)
        article.language = LanguageGuess.language(of: article.text)
        article.removed = removals(in: article.rawSpan)
        article.repairs = page.repairs.filter { article.rawSpan.overlaps($0.span) }
        return article
    }

    /// Those inside `span`. They are in order, and a page may have thousands of them in hundreds of articles.
    private func removals(in span: Span) -> [Removal] {
        let first = page.removed.firstPlace { $0.span.lowerBound >= span.lowerBound }
        return Array(page.removed[first...].prefix { $0.span.lowerBound < span.upperBound })
    }

    // MARK: - Title

    private func titleIndex(_ part: ArticlePart, _ given: String) -> Int? {
        let range = part.paragraphs
        if part.titleIsLast { return range.last { page.paragraphs[$0].kind == .heading } }
        let head = range.prefix(5)
        if !given.isEmpty {
            let wanted = Text(given).folded.filter { $0 != 0x20 }
            return head.first { index in
                page.text.folded[page.paragraphs[index].span].lazy.filter { $0 != 0x20 }.elementsEqual(wanted)
            }
        }
        if let repeated = head.first(where: { page.paragraphs[$0].isRepeated && isHeadline($0) }) { return repeated }
        if let heading = head.first(where: { page.paragraphs[$0].kind == .heading && isHeadline($0) }) {
            return heading
        }
        guard let first = range.first(where: { page.paragraphs[$0].kind != .byline }), isHeadline(first),
            range.count > 1
        else { return nil }
        let next = first + 1
        guard range.contains(next) else { return nil }
        // A list of short lines has no headline.
        return page.paragraphs[next].kind == .byline || range.dropFirst().contains { isBody($0) } ? first : nil
    }

    private func isBody(_ index: Int) -> Bool {
        let span = page.paragraphs[index].span
        return span.count >= 40 || span.count >= 16 && ParagraphMarks.endsSentence(page.text, span)
    }

    private func isHeadline(_ index: Int) -> Bool { Headline.isLikely(page.text, page.paragraphs[index]) }

    // MARK: - Byline

    private func byline(_ index: Int, title: Int?, _ part: ArticlePart) -> Byline? {
        let paragraph = page.paragraphs[index]
        let near =
            title.map { abs(index - $0) <= ArticleBuilder.bylineReach } ?? (index - part.paragraphs.lowerBound < 3)
        let isEdge = index == part.paragraphs.upperBound - 1
        guard paragraph.kind == .byline || near || isEdge else { return nil }
        return Byline.parse(page.text, paragraph.span)
    }

    private func merge(_ found: Byline, into byline: inout Byline) {
        if byline.author.isEmpty { byline.author = found.author }
        if byline.source.isEmpty { byline.source = found.source }
        if byline.date.isEmpty { byline.date = found.date }
    }

    private func name(_ article: inout ArticleText, _ byline: Byline) {
        article.author = byline.author.isEmpty ? document.author : byline.author
        let named = byline.source.isEmpty ? publisher : byline.source
        article.source = named.isEmpty ? document.source : named
        if !byline.source.isEmpty, !document.source.isEmpty, byline.source != document.source {
            article.via = document.source
        }
        if !document.publishedAt.isEmpty {
            article.publishedAt = document.publishedAt
            article.publishedAtSource = "given"
        } else if !byline.date.isEmpty {
            article.publishedAt = byline.date
            article.publishedAtSource = "inferred_from_text"
        }
    }

    // MARK: - Text

    private func write(_ article: inout ArticleText, title: Span?, body: [Span]) {
        article.text.reserve(body.reduce(1) { $0 + $1.count + 1 } + (title?.count ?? 0))
        if let title {
            article.text.append(page.text, title)
            article.titleSpan = 0..<title.count
            article.text.append(0x0A, origin: Int(article.text.origin.last ?? 0))
        }
        for span in body where !span.isEmpty {
            article.text.append(page.text, span)
            article.text.append(0x0A, origin: Int(article.text.origin.last ?? 0))
        }
    }

    private func trimmedEnd(_ low: Int, _ high: Int) -> Int {
        var end = high
        while end > low, page.text.scalars[end - 1] == 0x20 { end -= 1 }
        return end
    }
}
