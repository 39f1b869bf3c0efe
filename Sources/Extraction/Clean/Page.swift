/// A document after cleaning: paragraphs of joined lines, and what was taken out of them.
public struct Page: Sendable {
    /// One paragraph, heading, table row or list item.
    public struct Paragraph: Sendable, Equatable {
        public enum Kind: Sendable { case text, heading, row, item, byline }
        /// Positions in `Page.text`, without the closing line feed.
        public var span: Span
        public var kind: Kind
        /// Blank lines before it in the raw body.
        public var gap: Int
        /// Begins with blanks where its neighbours do not.
        public var isIndented: Bool
        /// The same line stands elsewhere in the body, so that it is likely the headline.
        public var isRepeated = false
        /// The first of an element that holds one article (`<article>`).
        public var opensArticle = false
    }

    /// The paragraphs in their order, each closed by U+000A.
    public var text = Text()
    public var paragraphs: [Paragraph] = []
    public var removed: [Removal] = []
    public var repairs: [Repair] = []
    /// Text of removed notices and navigation, which may name the publisher.
    public var notices: [String] = []

    public init() {}
}

/// One line of the body while it is being cleaned; spans are positions in the draft's text, blanks trimmed.
struct Line {
    enum Mark: Equatable { case text, byline, title, removed(Removal.Reason) }
    var span: Span
    /// Blank code points before the first character.
    var indent: Int
    /// Blank lines before it.
    var gap: Int
    /// Width in cells.
    var cells: Int
    var kind = Page.Paragraph.Kind.text
    var mark = Mark.text
    var isRepeated = false
    var opensArticle = false
}

/// Characters without damage of their own, in lines.
struct Draft {
    var text = Text()
    var lines: [Line] = []
    var removed: [Removal] = []
    /// Lines are whole paragraphs already (HTML), so that none is joined to the next.
    var isStructured = false

    func last(_ line: Line) -> UInt32 { line.span.isEmpty ? 0 : text.scalars[line.span.upperBound - 1] }
    func first(_ line: Line) -> UInt32 { line.span.isEmpty ? 0 : text.scalars[line.span.lowerBound] }
}
