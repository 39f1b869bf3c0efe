/// Everything read off one article before anything is said about it: the interface between reading and relating.
public struct Reading: Sendable {
    public var article: ArticleText
    public var sentences: [Sentence] = []
    /// Entities mentioned, each once; mentions point into this array.
    public var entities: [Entity] = []
    /// In order of position; never overlapping.
    public var mentions: [Mention] = []
    /// In order of position; never overlapping each other.
    public var quantities: [Quantity] = []
    /// In order of position; never overlapping each other.
    public var times: [TimeExpression] = []

    public var text: Text { article.text }
}

public enum Language: String, Sendable { case zhHans = "zh-Hans", zhHant = "zh-Hant", en, und }

/// One article of a document after cleaning and splitting.
public struct ArticleText: Sendable {
    /// Title (if any) first, then the body, each paragraph closed by U+000A. Byline and boilerplate are not in it.
    public var text = Text()
    /// Positions of the title in `text`; empty when there is none or it was given outside the body.
    public var titleSpan: Span = 0..<0
    public var title = ""
    public var author = ""
    /// Source named in the text (a closing `(36氪財經)`), else the document's.
    public var source = ""
    /// The aggregator, when `source` names the original.
    public var via = ""
    /// RFC 3339 or date; empty when unknown.
    public var publishedAt = ""
    /// `given`, `header`, `inferred_from_text` or `none`.
    public var publishedAtSource = "none"
    public var language = Language.und
    /// Code points of the raw body, from the first of title, byline or body to the last of them.
    public var rawSpan: Span = 0..<0
    public var removed: [Removal] = []
    public var repairs: [Repair] = []

    public init() {}
}

/// A stretch of the raw body that is not article text. Offsets are code points of the raw body.
public struct Removal: Sendable, Equatable {
    public enum Reason: String, Sendable {
        case navigation, caption, disclaimer, social, duplicate, markup, advertisement
    }
    public var span: Span
    public var reason: Reason
    public init(span: Span, reason: Reason) {
        self.span = span
        self.reason = reason
    }
}

/// Characters that were certainly lost and are read as if they stood there. Raw code points.
public struct Repair: Sendable, Equatable {
    public var span: Span
    public var reading: String
    public init(span: Span, reading: String) {
        self.span = span
        self.reading = reading
    }
}

/// One sentence with its clauses; spans are positions in the article's `Text`.
public struct Sentence: Sendable, Equatable {
    public var span: Span
    /// Clauses between commas, semicolons and the like; together they cover `span`.
    public var clauses: [Span]
    /// Ordinal of the paragraph in the article, from 0.
    public var paragraph: Int
    public var isTitle: Bool
    public init(span: Span, clauses: [Span], paragraph: Int, isTitle: Bool) {
        self.span = span
        self.clauses = clauses
        self.paragraph = paragraph
        self.isTitle = isTitle
    }
}

extension [Sentence] {
    /// Ordinal of the paragraph at `position`; nil behind the last sentence.
    func paragraph(at position: Int) -> Int? {
        let place = firstPlace { $0.span.upperBound > position }
        return place < count ? self[place].paragraph : nil
    }
}
