internal import Kafka
internal import Logging

/// Reads topics from beginning to end with a consumer of its own; commits nothing.
struct TopicReader {
    let configuration: Configuration
    let logger: Logger

    init(configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    init(brokers: String, logger: Logger) throws {
        var configuration = Configuration()
        for (name, value) in [
            ("bootstrap.servers", brokers), ("group.id", "demo-reader"), ("enable.partition.eof", "true"),
            ("isolation.level", "read_committed"), ("fetch.wait.max.ms", "10"),
        ] {
            try configuration.set(name, to: value)
        }
        self.init(configuration: configuration, logger: logger)
    }

    /// All records, in order of topic, partition and offset. Those of aborted transactions are not among them.
    /// - Throws: `KafkaError`, `_TIMED_OUT` when nothing arrives for `patience`.
    func readAll(_ topics: [String], patience: Duration) throws -> [Record] {
        var records: [Record] = []
        try forEach(of: topics, patience: patience) { records.append($0) }
        return records.sorted { ($0.topicPartition, $0.offset) < ($1.topicPartition, $1.offset) }
    }

    /// Calls `body` with every record up to the ends of now, partitions in any order. What is written meanwhile is not
    /// waited for: a partition is done at its last stable offset of the beginning.
    /// - Throws: `KafkaError`, `_TIMED_OUT` when nothing arrives for `patience`, and whatever `body` throws.
    func forEach(of topics: [String], patience: Duration, _ body: (Record) throws -> Void) throws {
        let consumer = try Consumer(configuration: configuration, logger: logger)
        var deadline = ContinuousClock.now.advanced(by: patience)
        var open: Set<TopicPartition> = []
        var ends: [TopicPartition: Int64] = [:]
        for partition in try topics.flatMap({ try consumer.partitions(of: $0, by: deadline) }) {
            open.insert(partition)
            ends[partition] = try consumer.watermarks(of: partition, by: deadline).high
        }
        try consumer.assign(open.sorted().map { Position($0, .beginning) })
        while !open.isEmpty {
            let batch = try consumer.poll(max: 1000, timeout: .milliseconds(100))
            for record in batch.records where open.contains(record.topicPartition) {
                let end = ends[record.topicPartition] ?? .max
                if record.offset < end { try body(record) }
                if record.offset + 1 >= end { open.remove(record.topicPartition) }
            }
            // A busy broker may answer that a partition has ended before it shows what it has.
            for end in batch.ends where (end.offset.number ?? 0) >= ends[end.topicPartition] ?? 0 {
                open.remove(end.topicPartition)
            }
            if let problem = batch.problems.first(where: { $0.error.isFatal }) { throw problem.error }
            if !batch.records.isEmpty { deadline = .now.advanced(by: patience) }
            if ContinuousClock.now > deadline { throw KafkaError(code: .timedOut, operation: "read back") }
        }
        try consumer.close(by: .now.advanced(by: .seconds(10)))
    }
}
