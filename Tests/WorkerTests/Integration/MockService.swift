import Kafka
import Logging

@testable import Worker

/// The service in this process against the embedded broker, which can be told to answer with errors.
struct MockService {
    static let analyzer = Result { try DocumentAnalyzer() }

    let broker: EmbeddedBroker
    let cluster: TestCluster

    init() throws {
        broker = try EmbeddedBroker()
        let topics = TopicNames()
        for topic in topics.all { try broker.createTopic(topic, partitions: 1) }
        cluster = TestCluster(bootstrap: broker.bootstrapServers, topics: topics)
    }

    func produce(_ values: [String]) throws {
        try cluster.produce(values.map { OutgoingRecord(topic: cluster.topics.raw, value: Array($0.utf8)) })
    }

    /// Runs until `isDone`, which is asked between two steps of the loop, or for the patience of the tests.
    /// - Returns: whether it was done in time.
    func run(settings: [String] = [], until isDone: @escaping (RelayCounters) throws -> Bool) throws -> Bool {
        let flags = [
            "kafka.bootstrap.servers=\(broker.bootstrapServers)", "instance_id=mock", "topic_max_bytes=1000000",
            "kafka.consumer.fetch.wait.max.ms=10", "kafka.consumer.partition.assignment.strategy=range", "workers=2",
        ]
        let sources = try SettingSources(flags: flags + settings, environment: [:], filePath: nil)
        let giveUp = ContinuousClock.now.advanced(by: TestCluster.patience)
        let last = LastCounters()
        let service = WorkService(
            settings: WorkSettings(sources), analyzer: try Self.analyzer.get(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, observe: last.set)
        var outcome = Result<Bool, any Error>.success(false)
        try service.runBlocking(until: {
            outcome = Result { try isDone(last.counters) }
            return .now > giveUp || (try? outcome.get()) != false
        })
        return try outcome.get()
    }
}

// SAFETY: written and read on the one thread that runs the service.
private final class LastCounters: @unchecked Sendable {
    private(set) var counters = RelayCounters()
    @Sendable func set(_ counters: RelayCounters) { self.counters = counters }
}
