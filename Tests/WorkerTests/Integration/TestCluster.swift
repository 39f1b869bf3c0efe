import BrokerSupport
import Foundation
import Kafka
import Logging

@testable import Worker

/// Topics, inputs and outputs of one test on a real broker.
struct TestCluster {
    let bootstrap: String
    let topics: TopicNames
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// - Parameter raw: the input topic, where it is another cluster's.
    init(bootstrap: String, prefix: String, raw: String? = nil) {
        self.bootstrap = bootstrap
        topics = TopicNames(
            raw: raw ?? prefix + ".raw", analyzed: prefix + ".analyzed", events: prefix + ".events",
            sentiment: prefix + ".sentiment", flows: prefix + ".flows", dead: prefix + ".dead",
            redriven: prefix + ".redriven", parked: prefix + ".parked")
    }

    init(bootstrap: String, topics: TopicNames) {
        self.bootstrap = bootstrap
        self.topics = topics
    }

    /// How long anything is waited for: many times what a busy machine needs, since it is the bound of a test that fails.
    static let patience = Duration.seconds(300)
    private static let quiet = Duration.seconds(3)

    private var deadline: ContinuousClock.Instant { .now.advanced(by: Self.patience) }

    func createTopics(partitions: Int) throws { try create(topics.all, partitions: partitions) }

    func createTopic(_ name: String, partitions: Int) throws { try create([name], partitions: partitions) }

    /// Records keep the time of their article, which may be years ago: a broker's usual retention would delete them while
    /// the test reads.
    private func create(_ names: [String], partitions: Int) throws {
        let admin = try Admin(configuration: configuration([:]), logger: logger)
        let outcomes = try admin.createTopics(
            names.map {
                NewTopic(name: $0, partitions: partitions, replication: 1, configuration: ["retention.ms": "-1"])
            },
            by: deadline)
        for outcome in outcomes {
            if let error = outcome.error, error.code != .topicAlreadyExists { throw error }
        }
    }

    /// Raises the input topic's number of partitions.
    func addPartitions(total: Int) throws {
        try Admin(configuration: configuration([:]), logger: logger).createPartitions(
            of: topics.raw, total: total, by: deadline)
    }

    func produce(_ records: [OutgoingRecord], properties: [String: String] = [:]) throws {
        let producer = try Producer(configuration: configuration(properties), logger: logger)
        for record in records {
            while try producer.produce(record) == .queueFull { producer.poll(timeout: .milliseconds(50)) }
        }
        try producer.flush(by: deadline)
        for delivery in producer.takeDeliveries() { if let error = delivery.error { throw error } }
    }

    /// Everything on `topics` that a `read_committed` consumer sees now.
    func read(_ topics: [String]) throws -> [Record] {
        var ended: Set<TopicPartition> = []
        return try read(topics) { batch, _, all in
            for end in batch.ends { ended.insert(end.topicPartition) }
            return ended.isSuperset(of: all)
        }
    }

    /// Reads as records arrive until `isEnough`, or throws when `patience` has passed.
    func read(_ topics: [String], until isEnough: ([Record]) -> Bool) throws -> [Record] {
        try read(topics) { _, records, _ in isEnough(records) }
    }

    private func read(
        _ topics: [String], until isDone: (Batch, [Record], Set<TopicPartition>) -> Bool
    ) throws -> [Record] {
        let consumer = try Consumer(
            configuration: configuration([
                "group.id": "reader", "enable.partition.eof": "true", "isolation.level": "read_committed",
                "receive.message.max.bytes": "1000000000",
            ]), logger: logger)
        defer { try? consumer.close(by: .now.advanced(by: .seconds(10))) }
        let deadline = deadline
        var partitions: Set<TopicPartition> = []
        for topic in topics { partitions.formUnion(try consumer.partitions(of: topic, by: deadline)) }
        let beginnings = partitions.sorted().map { Position($0, .beginning) }
        try consumer.assign(beginnings)
        var records: [Record] = []
        var quietSince = ContinuousClock.now
        while true {
            let batch = try consumer.poll(max: 1000, timeout: .milliseconds(100))
            records += batch.records
            if isDone(batch, records, partitions) { return records }
            if !batch.records.isEmpty { quietSince = .now }
            // A reader that waits at the end while a transaction commits may be sent the broker's marker and not the
            // records before it: whoever misses something begins anew.
            if .now > quietSince.advanced(by: Self.quiet) {
                (records, quietSince) = ([], .now)
                try consumer.assign(beginnings)
            }
            if .now > deadline {
                throw KafkaError(code: .timedOut, message: "only \(records.count) records", operation: "read \(topics)")
            }
        }
    }

    /// Flags of `work` that fit noida: static membership, range assignor, one Fetch may bring the whole backlog.
    func workArguments(instance: String, settings: [String] = []) -> [String] {
        let flags =
            [
                "http=off", "instance_id=\(instance)", "static_membership=true", "group=\(topics.raw)-group",
                "kafka.consumer.partition.assignment.strategy=range",
                "kafka.consumer.receive.message.max.bytes=1000000000",
                "kafka.consumer.session.timeout.ms=6000", "topics.raw=\(topics.raw)",
                "topics.analyzed=\(topics.analyzed)",
                "topics.events=\(topics.events)", "topics.sentiment=\(topics.sentiment)",
                "topics.flows=\(topics.flows)",
                "topics.dead=\(topics.dead)",
            ] + settings
        return ["work", "--brokers", bootstrap] + flags.flatMap { ["--set", $0] }
    }

    private func configuration(_ properties: [String: String]) throws -> Configuration {
        try Configuration(properties.merging(["bootstrap.servers": bootstrap]) { mine, _ in mine })
    }
}
