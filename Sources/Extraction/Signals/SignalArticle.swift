/// What one analyzed article brings to the signals: its sentiments and events with where and when they were read.
public struct SignalArticle: Sendable {
    /// Milliseconds since 1970 at which the article was observed; the only clock of the signals.
    public var time: Int64
    public var articleID: String
    public var source: String
    /// The near-duplicate sketch (64-bit SimHash), if known.
    public var sketch: UInt64?
    public var sentiments: [SignalSentiment]
    public var events: [Event]

    public init(
        time: Int64, articleID: String, source: String = "", sketch: UInt64? = nil, sentiments: [SignalSentiment] = [],
        events: [Event] = []
    ) {
        self.time = time
        self.articleID = articleID
        self.source = source
        self.sketch = sketch
        self.sentiments = sentiments
        self.events = events
    }
}

/// One entity's sentiment in an article.
public struct SignalSentiment: Sendable, Equatable {
    public var entityID: String
    public var name: String
    /// −1 … 1.
    public var score: Double
    public var label: Sentiment.Label
    public var basis: Sentiment.Basis
    /// 0 … 1.
    public var relevance: Double

    public init(
        entityID: String, name: String, score: Double, label: Sentiment.Label, basis: Sentiment.Basis, relevance: Double
    ) {
        self.entityID = entityID
        self.name = name
        self.score = score
        self.label = label
        self.basis = basis
        self.relevance = relevance
    }
}

/// One entity in one window of time. Formulae and sources: `docs/sentiment.md`.
public struct EntityWindow: Sendable, Equatable {
    public var entityID: String
    public var name: String
    /// Milliseconds since 1970; `end` is the first one after the window.
    public var start: Int64
    public var end: Int64
    /// Articles that speak of the entity, those on prices left out.
    public var count = 0
    /// Articles left out because they only echo a price.
    public var priceEchoes = 0
    public var positive = 0
    public var neutral = 0
    public var negative = 0
    /// Sum of the weights: relevance × certainty × novelty.
    public var weight = 0.0
    /// Weighted mean of the scores, −1 … 1.
    public var mean = 0.0
    /// Weighted standard deviation of the scores, 0 … 1.
    public var dispersion = 0.0
    /// Mean less the decayed mean of the earlier windows; nil for an entity's first window.
    public var momentum: Double?
    /// 0 where all who judge agree, 1 where they are of two minds, 0 where nobody judges.
    public var disagreement = 0.0
    public var sources = 0
    /// Number of equally active sources that would be as concentrated.
    public var effectiveSources = 0.0
    /// Share of articles that nearly repeat an earlier one.
    public var duplicateShare = 0.0
    /// Share of the commoner direction among distinct articles that judge; 0 where none does.
    public var sameDirectionShare = 0.0
    /// How far that share lies above what chance gives so few articles, 0 … 1.
    public var herding = 0.0
    /// Share of the coverage that is repetition or herd, 0 … 1.
    public var crowding = 0.0
}

/// How new an event is among all that were observed before it.
public struct EventNovelty: Sendable, Equatable {
    public struct Contradiction: Sendable, Equatable {
        public enum Kind: String, Sendable { case value, denial }
        /// The latest event that says otherwise.
        public var eventID: String
        public var kind: Kind
    }

    public var eventID: String
    public var articleID: String
    public var type: String
    public var slotKey: String
    public var factKey: String
    public var time: Int64
    /// When and by whom the fact was first told; by itself if it is the first.
    public var firstSeen: Int64
    public var firstSource: String
    /// 1 for the first article that tells the fact; 0 where the key is incomplete.
    public var rank: Int
    /// Earlier articles that told the fact within the last 24 hours, 3 and 7 days.
    public var seen24Hours = 0
    public var seen3Days = 0
    public var seen7Days = 0
    /// Sources that have told it, this one among them.
    public var sources: Int
    /// Days since another article last told anything in the same slot; nil if none is remembered.
    public var daysSinceSlot: Double?
    /// 1 for the first telling, less for each repetition, 0 where the key is incomplete.
    public var novelty: Double
    public var contradictions: [Contradiction] = []
}
