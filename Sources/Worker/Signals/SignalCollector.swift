internal import Extraction
internal import Schema
internal import SwiftProtobuf

/// Gathers analyzed records into articles, in the order that the signals need, whatever order they were read in.
///
/// Of each record only what the signals look at is kept. Records of one article meet by article id and time.
struct SignalCollector {
    /// Which time of a record counts.
    enum Clock: String, CaseIterable, Sendable {
        /// When the raw article came in: what somebody could have known. The only one that a replay repeats.
        case observed
        /// When the article says that it was published, for records that were analyzed without Kafka.
        case published
    }

    /// Records kept at most: some gigabytes; a longer stretch is read in parts.
    static let capacity = 4_000_000

    struct Counts: Equatable {
        var records = 0
        /// Records without the time that counts.
        var timeless = 0
        /// Records outside the stretch that was asked for.
        var outside = 0
        /// Seen before, as after a restart of a producer without transactions.
        var repeated = 0
    }

    private struct Key: Hashable {
        let time: Int64
        let articleID: String
    }

    private let clock: Clock
    private let stretch: Range<Int64>
    private var articles: [Key: SignalArticle] = [:]
    private(set) var counts = Counts()

    init(clock: Clock = .observed, stretch: Range<Int64> = .min..<(.max)) {
        self.clock = clock
        self.stretch = stretch
    }

    /// Takes in one record. Flows and anything without our members are passed over.
    /// - Throws: `Rejection` when the record cannot be read.
    mutating func add(json bytes: [UInt8]) throws(Rejection) {
        do {
            let value = try JSONValue(json: bytes)
            switch OutputKind(of: value) {
            case .event: add(try Schema.Event(json: bytes))
            case .sentiment: add(try EntitySentiment(json: bytes))
            case .article: add(try AnalyzedArticle(json: bytes))
            case .flow, nil: break
            }
        } catch {
            throw Rejection(code: error.code.rawValue, message: error.description)
        }
    }

    mutating func add(_ record: AnalyzedArticle) {
        guard let key = key(record.articleID, record.provenance, record.publishedAt) else { return }
        articles[key]?.source = record.source
        articles[key]?.sketch = UInt64(record.similarity.prefix(16), radix: 16)
    }

    mutating func add(_ record: EntitySentiment) {
        guard let key = key(record.articleID, record.provenance, record.publishedAt) else { return }
        if articles[key]?.source.isEmpty == true { articles[key]?.source = record.source }
        let sentiment = SignalSentiment(record)
        if articles[key]?.sentiments.contains(where: { $0.entityID == sentiment.entityID }) == true {
            counts.repeated += 1
        } else {
            articles[key]?.sentiments.append(sentiment)
        }
    }

    mutating func add(_ record: Schema.Event) {
        guard let key = key(record.articleID, record.provenance, record.provenance.publishedAt) else { return }
        if articles[key]?.events.contains(where: { $0.eventID == record.eventID }) == true {
            counts.repeated += 1
        } else {
            articles[key]?.events.append(Extraction.Event(signal: record))
        }
    }

    /// The article of a record, made if there is none; nil for a record that does not count.
    private mutating func key(_ articleID: String, _ provenance: Provenance, _ publishedAt: String) -> Key? {
        counts.records += 1
        guard let time = SignalTime.milliseconds(clock == .observed ? provenance.observedAt : publishedAt) else {
            counts.timeless += 1
            return nil
        }
        guard stretch.contains(time) else {
            counts.outside += 1
            return nil
        }
        let key = Key(time: time, articleID: articleID)
        if articles[key] == nil { articles[key] = SignalArticle(time: time, articleID: articleID) }
        return key
    }

    /// All articles by time, equal times by article id; in each, events and sentiments by their ids.
    func ordered() -> [SignalArticle] {
        articles.values.map { article in
            var article = article
            article.events.sort { $0.eventID.utf8.lexicographicallyPrecedes($1.eventID.utf8) }
            article.sentiments.sort { $0.entityID.utf8.lexicographicallyPrecedes($1.entityID.utf8) }
            return article
        }.sorted {
            $0.time != $1.time
                ? $0.time < $1.time : $0.articleID.utf8.lexicographicallyPrecedes($1.articleID.utf8)
        }
    }
}

extension SignalSentiment {
    init(_ record: EntitySentiment) {
        self.init(
            entityID: record.entity.id, name: record.entity.name, score: record.score,
            label: Extraction.Sentiment.Label(rawValue: record.label) ?? .neutral,
            basis: Extraction.Sentiment.Basis(rawValue: record.basis) ?? .fundamental, relevance: record.relevance)
    }
}

extension Extraction.Event {
    /// What the signals look at: keys, parties, figures, time and stance.
    init(signal record: Schema.Event) {
        self.init()
        eventID = record.eventID
        slotKey = record.slotKey
        factKey = record.factKey
        factProbes = record.factProbes
        type = record.type
        certainty = Certainty(rawValue: record.certainty) ?? .completed
        negated = record.negated
        participants = record.participants.map {
            Participant(role: $0.role, entity: Extraction.Entity(id: $0.entity.id, name: $0.entity.name))
        }
        measures = record.measures.compactMap { measure in
            Decimal(measure.value).map { value in
                Measure(
                    name: measure.name, value: value, upper: Decimal(measure.upper), unit: measure.unit,
                    qualifier: Quantity.Qualifier(rawValue: measure.qualifier) ?? .exact)
            }
        }
        if record.hasPeriod {
            period = Period(
                start: record.period.start, end: record.period.end, precision: record.period.precision)
        }
    }
}
