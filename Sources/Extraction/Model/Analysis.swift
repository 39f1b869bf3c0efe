/// What one document says: the result of `Extractor.analyze`.
public struct Analysis: Sendable {
    public var articles: [Article] = []
    public init() {}
}

/// One analyzed article with everything that is published about it.
public struct Article: Sendable {
    public struct EntitySummary: Sendable {
        public var entity: Entity
        public var mentions: Int
        /// 0 … 1.
        public var relevance: Double
        public var sentiment: Sentiment
        /// Raw code point offset of the first mention.
        public var firstMention: Int
        /// Raw code point spans of the sentences that decided the sentiment.
        public var evidence: [Span]
    }

    public var text: ArticleText
    /// Cleaned body: joined lines, boilerplate gone, title and byline not repeated.
    public var body = ""
    public var sourceType = "unknown"
    public var topics: [(name: String, score: Double)] = []
    public var marketRelevance = 0.0
    public var sentiment: Sentiment
    public var entities: [EntitySummary] = []
    public var events: [Event] = []
    public var flows: [Flow] = []
    /// Near-duplicate sketch, hex.
    public var similarity = ""
}
