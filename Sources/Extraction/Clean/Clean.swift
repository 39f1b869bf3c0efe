/// The article text of a document: what a reader would read aloud, in paragraphs, with its way back to the raw body.
///
/// Lines broken at a column's edge are joined, letter-spaced runs closed up, control and zero-width characters dropped,
/// full-width figures folded; navigation, captions, social links, disclaimers and repetitions stand in `removed`.
/// Linear in the size of the body.
/// - Throws: `ExtractionError.emptyBody` when nothing but blanks and markup is left, `.budgetExceeded` in stage
///   `clean`.
public func clean(_ document: Document, budget: inout Budget) throws(ExtractionError) -> Page {
    try budget.spend(document.body.count, in: "clean")
    if document.markup == .html { try HtmlReader.chargeAttributes(of: document.body, &budget) }
    var draft = document.markup == .html ? HtmlReader.read(document.body) : PlainReader.read(document.body)
    guard !draft.lines.isEmpty else { throw .emptyBody }
    LetterSpacing.close(&draft)
    LineMarks.mark(&draft)
    var page = LineJoining.page(of: draft)
    ParagraphMarks.sweep(&page)
    Repairs.apply(to: &page)
    TableRows.apply(to: &page)
    page.removed.sort { ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound) }
    return page
}
