internal import Extraction
internal import Kafka
internal import Logging
internal import Schema
internal import SwiftProtobuf

/// Gathers the statements of a capital network from records of events and flows.
struct NetworkReader {
    /// Statements kept at most: about a gigabyte.
    static let capacity = 1_000_000

    private var statements: [CapitalNetwork.Statement] = []
    private var names: [String: String] = [:]
    /// One line per record that could not be read.
    private(set) var problems: [String] = []

    var network: CapitalNetwork { CapitalNetwork(statements, names: names) }

    /// Takes in one record; articles, sentiments and anything else are passed over.
    mutating func add(json bytes: [UInt8], place: String) {
        do {
            switch OutputKind(of: try JSONValue(json: bytes)) {
            case .event: add(try Schema.Event(json: bytes))
            case .flow: add(try Schema.Flow(json: bytes))
            case .article, .sentiment, nil: break
            }
        } catch {
            problems.append("\(place): \(error.code.rawValue): \(error.description)")
        }
    }

    mutating func add(_ event: Schema.Event) {
        for participant in event.participants where !participant.entity.name.isEmpty {
            names[participant.entity.id] = participant.entity.name
        }
        if let statement = CapitalNetwork.Statement(event) { statements.append(statement) }
    }

    mutating func add(_ flow: Schema.Flow) {
        if let statement = CapitalNetwork.Statement(flow) { statements.append(statement) }
    }

    /// - Throws: `ServiceFailure` for a file that cannot be read or for more records than fit.
    mutating func read(files: [String]) throws {
        try InputReader.forEachBatchOfLines(of: files) { batch in
            for line in batch { add(json: line.bytes, place: line.place) }
            try checkCapacity()
        }
    }

    /// Reads the topics of events and flows from their beginnings to the ends that they have now.
    mutating func read(from settings: WorkSettings, logger: Logger) throws {
        var reading = settings
        // A reader of its own: no offsets are committed and no partition is taken from the workers.
        reading.group = settings.group + "-graph"
        reading.staticMembership = false
        let configuration = try ClientConfiguration(settings.kafkaProperties).consumer(reading)
        let reader = TopicReader(configuration: configuration, logger: logger)
        let topics = [settings.topics.events, settings.topics.flows]
        try reader.forEach(of: topics, patience: settings.brokerDeadline ?? .seconds(60)) { record in
            add(record, isEvent: record.topicPartition.topic == settings.topics.events)
            try checkCapacity()
        }
    }

    private mutating func add(_ record: Record, isEvent: Bool) {
        guard let value = record.value else { return }
        let place = "\(record.topicPartition)@\(record.offset)"
        let type = record.headers.last { $0.name == "content-type" }?.value
        guard type.map({ $0.elementsEqual(OutputEncoding.protobuf.contentType.utf8) }) == true else {
            return add(json: ConfluentFrame.payload(of: value, .json), place: place)
        }
        let message = ConfluentFrame.payload(of: value, .protobuf)
        do {
            if isEvent {
                add(try Schema.Event(serializedBytes: message))
            } else {
                add(try Schema.Flow(serializedBytes: message))
            }
        } catch {
            problems.append("\(place): tapereader.decode.invalid_protobuf: not a record of its topic")
        }
    }

    private func checkCapacity() throws {
        guard statements.count > Self.capacity else { return }
        throw ServiceFailure(
            status: .badInput,
            description: "more than \(Self.capacity) flows: give a part of them, as one topic or month")
    }
}

extension CapitalNetwork.Statement {
    /// Nil for an event that moves no money between two parties.
    init?(_ event: Schema.Event) {
        guard !event.negated, let certainty = Extraction.Event.Certainty(rawValue: event.certainty),
            let course = Extraction.Flow.Course(
                ofType: event.type, certainty: certainty, isInKind: event.attributes["instrument"] == "warrant"),
            let from = event.participants.first(where: { $0.role == course.from })?.entity,
            let to = event.participants.first(where: { $0.role == course.to })?.entity
        else { return nil }
        let amount = event.measures.first { $0.name == "amount" }
        self.init(
            from: from.id, to: to.id, kind: course.kind, nature: course.nature,
            amount: amount.flatMap { Decimal($0.value) }, unit: amount?.unit ?? "", certainty: certainty,
            start: event.hasPeriod ? event.period.start : event.eventDate,
            end: event.hasPeriod ? event.period.end : event.eventDate, factKey: event.factKey, eventID: event.eventID,
            articleID: event.articleID, quote: event.evidence.text)
    }

    init?(_ flow: Schema.Flow) {
        guard let kind = Extraction.Flow.Kind(rawValue: flow.kind),
            let nature = Extraction.Flow.Nature(rawValue: flow.nature),
            let certainty = Extraction.Event.Certainty(rawValue: flow.certainty)
        else { return nil }
        self.init(
            from: flow.from, to: flow.to, kind: kind, nature: nature, amount: Decimal(flow.amount), unit: flow.unit,
            certainty: certainty, start: flow.period.start, end: flow.period.end, factKey: flow.factKey,
            eventID: flow.eventID, articleID: flow.articleID)
    }
}
