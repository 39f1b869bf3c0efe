/// One event of one article, in the contract's terms. Spans are code points of the raw body.
public struct Event: Sendable {
    public struct Participant: Sendable {
        public var role: String
        public var entity: Entity
        public var mention: String
        public var span: Span
        public var how: Mention.How
        public var listing: Entity.Listing?
    }

    public struct Measure: Sendable {
        public var name: String
        public var value: Decimal
        public var upper: Decimal?
        public var unit: String
        public var qualifier: Quantity.Qualifier
        /// `total`, `year`, `quarter`, `month`, `unit` or empty.
        public var per: String
        /// `yoy`, `qoq`, `mom`, `ytd`, `day`, `week`, `month`, `year`, `total` or empty.
        public var basis: String
        public var unitInferred: Bool
        public var text: String
        public var span: Span
    }

    public struct Period: Sendable {
        /// ISO dates, or empty where open or unresolved.
        public var start: String
        public var end: String
        public var precision: String
        public var basis: String
        public var text: String
    }

    public struct Attribution: Sendable {
        public var name: String
        public var kind: String
        public var entity: Entity?
    }

    public enum Certainty: String, Sendable {
        case completed, ongoing, planned, forecast, opinion, rumoured, conditional, denied, cancelled
    }

    public var eventID = ""
    public var slotKey = ""
    public var factKey = ""
    public var factProbes: [String] = []
    public var type = ""
    public var subtype = ""
    public var participants: [Participant] = []
    public var measures: [Measure] = []
    /// In byte order of the names.
    public var attributes: [(name: String, value: String)] = []
    public var period: Period?
    public var eventDate = ""
    public var effective: (start: String, end: String)?
    public var certainty = Certainty.completed
    public var negated = false
    public var timeliness = "news"
    public var prominence = "body"
    public var attributions: [Attribution] = []
    public var sentiment: Sentiment?
    public var participantSentiment: [Sentiment] = []
    /// Calibrated probability that type, required roles and main measure are right.
    public var confidence = 0.0
    public var evidence: Span = 0..<0
    public var evidenceText = ""
    public var evidenceParts: [Span] = []
    public var alsoAt: [Span] = []
    public var rule = ""

    public init() {}
}

/// Sentiment towards an entity as an investment (or of an article when `entityID` is empty).
public struct Sentiment: Sendable, Equatable {
    public enum Label: String, Sendable { case positive, neutral, negative }
    public enum Basis: String, Sendable { case fundamental, opinion, price }

    public var entityID: String
    /// −1 … 1.
    public var score: Double
    public var label: Label
    /// Probabilities, summing to 1.
    public var positive: Double
    public var neutral: Double
    public var negative: Double
    public var basis: Basis

    public init(
        entityID: String, score: Double, label: Label, positive: Double, neutral: Double, negative: Double,
        basis: Basis = .fundamental
    ) {
        self.entityID = entityID
        self.score = score
        self.label = label
        self.positive = positive
        self.neutral = neutral
        self.negative = negative
        self.basis = basis
    }
}

/// One edge of the capital network, pointing the way the money goes.
public struct Flow: Sendable {
    public enum Kind: String, Sendable { case investment, purchase, stake, financing }
    public enum Nature: String, Sendable {
        case cash, commitment, holding
        case inKind = "in_kind"
    }
    public var from: String
    public var to: String
    public var kind: Kind
    public var nature: Nature
    public var amount: Decimal?
    public var unit: String
    public var certainty: Event.Certainty
    public var period: Event.Period?
    public var factKey: String
    public var eventID: String
}
