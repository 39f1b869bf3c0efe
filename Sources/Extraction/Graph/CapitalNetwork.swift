/// Who puts money into whom, and who buys from whom, as many articles tell it: parties and arrows between them.
///
/// A fact that is told several times (one fact key) counts once and keeps every place where it is told. Amounts are never
/// added up: a later statement may hold an earlier one. Equal statements give an equal network, in whatever order they
/// come.
public struct CapitalNetwork: Sendable, Equatable {
    /// One place that states an edge.
    public struct Statement: Sendable, Equatable {
        public var from: String
        public var to: String
        public var kind: Flow.Kind
        public var nature: Flow.Nature
        public var amount: Decimal?
        /// ISO currency of `amount`.
        public var unit: String
        public var certainty: Event.Certainty
        /// ISO dates, or empty where open or unknown.
        public var start: String
        public var end: String
        public var factKey: String
        public var eventID: String
        public var articleID: String
        /// The words that say so; empty where only a flow was read, not its event.
        public var quote: String

        public init(
            from: String, to: String, kind: Flow.Kind, nature: Flow.Nature, amount: Decimal? = nil, unit: String = "",
            certainty: Event.Certainty = .completed, start: String = "", end: String = "", factKey: String,
            eventID: String, articleID: String = "", quote: String = ""
        ) {
            self.from = from
            self.to = to
            self.kind = kind
            self.nature = nature
            self.amount = amount
            self.unit = unit
            self.certainty = certainty
            self.start = start
            self.end = end
            self.factKey = factKey
            self.eventID = eventID
            self.articleID = articleID
            self.quote = quote
        }
    }

    public struct Party: Sendable, Equatable {
        public let id: String
        public let name: String
    }

    /// One fact and every place that tells it, by event id.
    public struct Fact: Sendable, Equatable {
        /// The firmest of the statements; among equals the one with an amount, then by event id.
        public let main: Statement
        public let statements: [Statement]
    }

    /// All facts of one kind from one party to another.
    public struct Arrow: Sendable, Equatable {
        /// Places in `parties`.
        public let from: Int
        public let to: Int
        public let kind: Flow.Kind
        public let facts: [Fact]
    }

    /// By id.
    public let parties: [Party]
    /// By `from`, `to` and kind.
    public let arrows: [Arrow]

    /// - Parameter names: by entity id; an id without a name is shown as it is.
    public init(_ statements: some Sequence<Statement>, names: [String: String] = [:]) {
        var byEvent: [String: Statement] = [:]
        for statement in statements where statement.from != statement.to {
            let known = byEvent[statement.eventID]
            // A flow repeats its event without the quote.
            if known == nil || known?.quote.isEmpty == true { byEvent[statement.eventID] = statement }
        }
        let told = byEvent.values.sorted { Self.precedes($0.eventID, $1.eventID) }
        let ids = Set(told.flatMap { [$0.from, $0.to] }).sorted(by: Self.precedes)
        let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        parties = ids.map { Party(id: $0, name: names[$0] ?? $0) }
        let groups = Dictionary(grouping: told) {
            Ends(from: places[$0.from] ?? 0, to: places[$0.to] ?? 0, kind: $0.kind)
        }
        arrows = groups.sorted { $0.key < $1.key }.map { ends, statements in
            Arrow(from: ends.from, to: ends.to, kind: ends.kind, facts: Self.facts(statements))
        }
    }

    private struct Ends: Hashable, Comparable {
        let from: Int
        let to: Int
        let kind: Flow.Kind

        static func < (a: Ends, b: Ends) -> Bool {
            (a.from, a.to, a.kind.rawValue) < (b.from, b.to, b.kind.rawValue)
        }
    }

    private static func facts(_ statements: [Statement]) -> [Fact] {
        let groups = Dictionary(grouping: statements) { $0.factKey.isEmpty ? $0.eventID : $0.factKey }
        return groups.sorted { precedes($0.key, $1.key) }.compactMap { _, told in
            let order = told.indices.sorted { rank(told[$0], $0) < rank(told[$1], $1) }
            return order.first.map { Fact(main: told[$0], statements: told) }
        }
    }

    private static func rank(_ statement: Statement, _ place: Int) -> (Int, Int, Int) {
        (statement.certainty.doubt, statement.amount == nil ? 1 : 0, place)
    }

    private static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}

extension Event.Certainty {
    /// How far from done: 0 for what has happened, rising to what is only rumoured or did not happen.
    public var doubt: Int {
        switch self {
        case .completed, .ongoing: 0
        case .planned: 1
        case .forecast: 2
        case .conditional: 3
        case .opinion: 4
        case .rumoured: 5
        case .cancelled, .denied: 6
        }
    }
}
