internal import Kafka
internal import Logging

/// What a run of the whole service needs around it: a topic filled from standard input, and how far its group has come.
enum Stream {
    private static let timeLimit = Duration.seconds(120)

    /// Produces every line of standard input as a record of its own.
    /// - Returns: the number of records.
    static func send(bootstrap: String, topic: String) throws -> Int {
        let producer = try Producer(
            configuration: Configuration([
                "bootstrap.servers": bootstrap, "linger.ms": "50", "compression.type": "lz4",
                "delivery.report.only.error": "true", "message.max.bytes": "16777216",
            ]), logger: Logger(label: "send"))
        var count = 0
        while let line = readLine() {
            let record = OutgoingRecord(topic: topic, key: Array("\(count)".utf8), value: Array(line.utf8))
            while try producer.produce(record) == .queueFull { producer.poll(timeout: .milliseconds(50)) }
            count += 1
        }
        try producer.flush(by: .now + timeLimit)
        if let failure = producer.takeDeliveries().compactMap(\.error).first { throw failure }
        return count
    }

    /// The sum of a group's committed offsets: on a topic without transactions, the records it is done with.
    static func committed(bootstrap: String, group: String, topic: String) throws -> Int64 {
        let consumer = try Consumer(
            configuration: Configuration(["bootstrap.servers": bootstrap, "group.id": group]),
            logger: Logger(label: "committed"))
        let deadline = ContinuousClock.now + .seconds(10)
        let positions = try consumer.committed(try consumer.partitions(of: topic, by: deadline), by: deadline)
        try consumer.close(by: .now + .seconds(5))
        return positions.reduce(0) { $0 + ($1.offset.number ?? 0) }
    }

    /// Calls `take` with the key of every record that a topic holds now, as readers of committed records see them.
    static func keys(bootstrap: String, topic: String, _ take: ([UInt8]) -> Void) throws {
        let consumer = try Consumer(
            configuration: Configuration([
                "bootstrap.servers": bootstrap, "group.id": "keys-\(topic)", "isolation.level": "read_committed",
                "enable.partition.eof": "true",
            ]), logger: Logger(label: "keys"))
        let deadline = ContinuousClock.now + timeLimit
        var open: Set<TopicPartition> = []
        for partition in try consumer.partitions(of: topic, by: deadline) {
            let ends = try consumer.watermarks(of: partition, by: deadline)
            if ends.high > ends.low { open.insert(partition) }
        }
        try consumer.assign(open.map { Position($0, .beginning) })
        while !open.isEmpty, ContinuousClock.now < deadline {
            let batch = try consumer.poll(max: 10_000, timeout: .seconds(1))
            for record in batch.records { take(record.key ?? []) }
            // The last offset may be the mark of a transaction, which is no record.
            for end in batch.ends { open.remove(end.topicPartition) }
        }
        try consumer.close(by: .now + .seconds(5))
        if !open.isEmpty { throw StreamFailure.notRead(open.count) }
    }
}

enum StreamFailure: Error { case notRead(Int) }
