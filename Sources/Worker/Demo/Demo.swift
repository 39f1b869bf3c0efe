internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// The main job on real input, in one process: embedded broker, topics, producer, worker, and a consumer that reads all
/// outputs back.
struct Demo: Sendable {
    struct Outcome: Sendable {
        let report: String
        let summary: String
        /// The first difference between what arrived and what the analysis gives; nil when there is none.
        let difference: String?
    }

    private static let partitions = 4
    private static let patience = Duration.seconds(120)
    let logger: Logger

    func run(paths: [String]) throws -> Outcome {
        let started = ContinuousClock.now
        let broker = try EmbeddedBroker()
        let settings = WorkSettings(
            try SettingSources(flags: Self.flags(broker.bootstrapServers), environment: [:], filePath: nil))
        for topic in settings.topics.all { try broker.createTopic(topic, partitions: Self.partitions) }
        let inputs = try DemoInput.send(
            paths, to: settings.topics.raw, brokers: broker.bootstrapServers, logger: logger)
        let analyzer = try DocumentAnalyzer(settings)
        let ready = ContinuousClock.now
        try work(settings: settings, analyzer: analyzer, until: inputs.count)
        let worked = ContinuousClock.now - ready
        let arrived = try TopicReader(brokers: broker.bootstrapServers, logger: logger)
            .readAll(settings.topics.outputs, patience: Self.patience)
        let expected = expectation(inputs, settings: settings, analyzer: analyzer)
        return Outcome(
            report: try report(arrived, topics: settings.topics),
            summary: summary(arrived, topics: settings.topics, inputs: inputs.count, worked: worked, started: started),
            difference: Self.difference(arrived, expected))
    }

    private static func flags(_ brokers: String) -> [String] {
        [
            "kafka.bootstrap.servers=\(brokers)", "instance_id=demo", "group=demo",
            "kafka.consumer.fetch.wait.max.ms=10",
            "kafka.consumer.partition.assignment.strategy=range", "broker_deadline_ms=60000",
            "topic_max_bytes=\(RecordProcessor.defaultSizeLimit)",
        ]
    }

    private func work(settings: WorkSettings, analyzer: DocumentAnalyzer, until count: Int) throws {
        let stop = StopFlag()
        let giveUp = ContinuousClock.now.advanced(by: Self.patience)
        let service = WorkService(settings: settings, analyzer: analyzer, logger: logger) { counters in
            if counters.done.records >= count { stop.set() }
        }
        try service.runBlocking(until: { stop.isSet || .now > giveUp })
        guard stop.isSet else {
            throw ServiceFailure(
                status: .failed, description: "the worker did not finish \(count) documents in \(Self.patience)")
        }
    }

    /// What the same documents give without a broker.
    private func expectation(_ inputs: [DemoInput], settings: WorkSettings, analyzer: DocumentAnalyzer)
        -> [OutgoingRecord]
    {
        let processor = RecordProcessor(
            analyzer: analyzer, topics: settings.topics, encoding: .json, group: settings.group, sizeLimits: [:])
        return inputs.flatMap { processor.process($0.record).outputs }
    }

    private static func difference(_ arrived: [Record], _ expected: [OutgoingRecord]) -> String? {
        let got = arrived.map { RecordDigest(topic: $0.topic, key: $0.key, value: $0.value, headers: $0.headers) }
        let want = expected.map { RecordDigest(topic: $0.topic, key: $0.key, value: $0.value, headers: $0.headers) }
        var missing: [RecordDigest: Int] = [:]
        for digest in want { missing[digest, default: 0] += 1 }
        for digest in got {
            guard let count = missing[digest], count > 0 else { return "\(digest.place) arrived and was not expected" }
            missing[digest] = count - 1
        }
        let absent = want.first { (missing[$0] ?? 0) > 0 }
        return absent.map { "\($0.place) did not arrive" }
    }

    private func report(_ records: [Record], topics: TopicNames) throws -> String {
        let articles = try records.filter { $0.topic == topics.analyzed }
            .map { try Schema.AnalyzedArticle(json: $0.value ?? []) }
            .sorted { ($0.documentID, $0.segment) < ($1.documentID, $1.segment) }
        let events = try records.filter { $0.topic == topics.events }.map { try Schema.Event(json: $0.value ?? []) }
            .sorted { ($0.documentID, $0.evidence.start, $0.eventID) < ($1.documentID, $1.evidence.start, $1.eventID) }
        return DemoReport(articles: articles, events: events).text
    }

    private func summary(
        _ records: [Record], topics: TopicNames, inputs: Int, worked: Duration, started: ContinuousClock.Instant
    ) -> String {
        let counts = topics.outputs.map { topic in "\(topic) \(records.count { $0.topic == topic })" }
        let seconds = { (duration: Duration) in String(format: "%.2f s", duration / .seconds(1)) }
        return "\(inputs) documents in; out: \(counts.joined(separator: ", ")). "
            + "Worker \(seconds(worked)) (most of it joining the group), all \(seconds(.now - started))."
    }
}

/// A record reduced to what must be equal.
private struct RecordDigest: Hashable {
    let topic: String
    let key: [UInt8]?
    let value: [UInt8]?
    let headers: [Header]

    var place: String { "\(topic) \(String(decoding: key ?? [], as: UTF8.self)) (\(value?.count ?? 0) bytes)" }
}
