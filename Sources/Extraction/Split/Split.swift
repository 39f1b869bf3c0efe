/// The articles of a page: one for an ordinary document, several for a newspaper page or a digest.
///
/// An article is bounded by its source in closing brackets (`(36氪財經)`), by headline and byline before or after its
/// body, by the page's own markup, or by a change of topic; each marks its own title, author, source and date.
public func split(_ page: Page, document: Document) -> [ArticleText] {
    let publisher = Publisher.named(in: page.notices)
    let parts = Boundaries(page).parts()
    let known = parts.count == 1 ? document.title : ""
    return parts.compactMap { part in
        ArticleBuilder(page: page, document: document, publisher: publisher).article(part, givenTitle: known)
    }
}

/// Paragraphs of one article, before its parts are told from each other.
struct ArticlePart: Equatable {
    var paragraphs: Range<Int>
    /// The headline follows its body: the last heading of `paragraphs` is the title.
    var titleIsLast = false
    /// Brackets at the end of the last paragraph name the source.
    var hasClosingSource = false
}
