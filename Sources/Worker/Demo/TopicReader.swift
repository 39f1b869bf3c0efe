internal import Kafka
internal import Logging

/// Reads topics from beginning to end with a consumer of its own.
struct TopicReader {
    let brokers: String
    let logger: Logger

    /// All records, in order of topic, partition and offset. Those of aborted transactions are not among them.
    /// - Throws: `KafkaError`, `_TIMED_OUT` when the ends are not reached by `deadline`.
    func readAll(_ topics: [String], by deadline: ContinuousClock.Instant) throws -> [Record] {
        var configuration = Configuration()
        for (name, value) in [
            ("bootstrap.servers", brokers), ("group.id", "demo-reader"), ("enable.partition.eof", "true"),
            ("isolation.level", "read_committed"), ("fetch.wait.max.ms", "10"),
        ] {
            try configuration.set(name, to: value)
        }
        let consumer = try Consumer(configuration: configuration, logger: logger)
        var open: Set<TopicPartition> = []
        for topic in topics { open.formUnion(try consumer.partitions(of: topic, by: deadline)) }
        try consumer.assign(open.sorted().map { Position($0, .beginning) })
        var records: [Record] = []
        while !open.isEmpty {
            let batch = try consumer.poll(max: 1000, timeout: .milliseconds(100))
            records += batch.records
            for end in batch.ends { open.remove(end.topicPartition) }
            if let problem = batch.problems.first(where: { $0.error.isFatal }) { throw problem.error }
            if ContinuousClock.now > deadline { throw KafkaError(code: .timedOut, operation: "read back") }
        }
        try consumer.close(by: .now.advanced(by: .seconds(10)))
        return records.sorted { ($0.topicPartition, $0.offset) < ($1.topicPartition, $1.offset) }
    }
}
