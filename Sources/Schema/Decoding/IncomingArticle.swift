/// A raw article as decoded from a record, whatever form it came in.
public struct IncomingArticle: Sendable, Equatable {
    /// The contract's `document_id`.
    public var documentID = ""
    /// As given, or empty.
    public var articleID = ""
    public var source = ""
    public var url = ""
    public var title = ""
    public var author = ""
    /// Well-formed UTF-8, never blank. Spans that are published count its code points.
    public var body: [UInt8] = []
    public var isHTML = false
    /// As given, or empty.
    public var publishedAt = ""
    /// `given` in the article, `header`, or `none`.
    public var publishedAtSource = "none"
    public var fetchedAt = ""
    /// In order of arrival, the last of equal names kept.
    public var metadata: [String: String] = [:]

    public init() {}
}
