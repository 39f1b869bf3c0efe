/// What extraction reads: one raw article as decoded from the wire.
public struct Document: Sendable {
    public enum Markup: Sendable { case plain, html }

    /// The contract's `document_id`.
    public var id: String
    /// The raw body, valid UTF-8.
    public var body: [UInt8]
    public var markup: Markup
    public var title: String
    public var author: String
    public var source: String
    public var url: String
    /// RFC 3339, or empty when unknown.
    public var publishedAt: String
    /// `given`, `header` or `none`.
    public var publishedAtSource: String
    /// RFC 3339 time at which the record reached the topic, or empty; names are looked up as of this when `publishedAt`
    /// is empty.
    public var observedAt: String

    public init(
        id: String, body: [UInt8], markup: Markup = .plain, title: String = "", author: String = "",
        source: String = "", url: String = "", publishedAt: String = "",
        publishedAtSource: String = "given", observedAt: String = ""
    ) {
        self.id = id
        self.body = body
        self.markup = markup
        self.title = title
        self.author = author
        self.source = source
        self.url = url
        self.publishedAt = publishedAt
        self.publishedAtSource = publishedAtSource
        self.observedAt = observedAt
    }
}
