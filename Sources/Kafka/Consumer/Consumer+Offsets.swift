internal import Crdkafka

/// The longest that one question to a broker may take, however far its deadline is.
let longestQuery: Int32 = 60_000

/// The ends of a partition: the first offset still there, and the offset of the next record to be written.
public struct Watermarks: Hashable, Sendable {
    public let low: Int64
    public let high: Int64

    public init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }
}

extension Consumer {
    /// Asks the broker for a partition's ends.
    public func watermarks(
        of partition: TopicPartition, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> Watermarks {
        try client.watermarks(of: partition, by: deadline)
    }

    /// The ends as the last fetch saw them, without asking; nil before the first fetch.
    public func cachedWatermarks(of partition: TopicPartition) -> Watermarks? {
        var low: Int64 = 0
        var high: Int64 = 0
        let result = unsafe rd_kafka_get_watermark_offsets(
            client.handle, partition.topic, partition.partition, &low, &high)
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR, low >= 0, high >= 0 else { return nil }
        return Watermarks(low: low, high: high)
    }

    /// The offset that the partition's next record takes, as the last fetch saw it; nil before the first fetch. Known also
    /// where the low end, which older versions ask for only now and then, is not.
    public func cachedEnd(of partition: TopicPartition) -> Int64? {
        var low: Int64 = 0
        var high: Int64 = 0
        let result = unsafe rd_kafka_get_watermark_offsets(
            client.handle, partition.topic, partition.partition, &low, &high)
        return result == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }

    /// For each partition the first record at or after a time; ``Offset/end`` where there is none.
    ///
    /// - Parameter milliseconds: since 1970-01-01 UTC.
    public func offsets(
        of partitions: [TopicPartition], atMilliseconds milliseconds: Int64, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [Position] {
        let list = PartitionList(partitions.map { Position($0, milliseconds) })
        try check(
            unsafe rd_kafka_offsets_for_times(
                client.handle, list.pointer, deadline.millisecondsLeft(cap: longestQuery)), "offsets for times")
        return try unsafe Kafka.positions(of: list.pointer, "offsets for times")
    }

    /// An end of each partition, in one question to each broker: the first offset still there, or the one that the next
    /// record takes.
    public func ends(
        of partitions: [TopicPartition], atBeginning: Bool, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [Position] {
        // Kafka's protocol asks for both as times, by the numbers that librdkafka has for these two offsets.
        let time = Int64(atBeginning ? RD_KAFKA_OFFSET_BEGINNING : RD_KAFKA_OFFSET_END)
        return try offsets(of: partitions, atMilliseconds: time, by: deadline)
    }

    /// The group's committed positions with their metadata; ``Offset/none`` where nothing is committed.
    public func committed(
        _ partitions: [TopicPartition], by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [Position] {
        let list = PartitionList(partitions)
        try check(
            unsafe rd_kafka_committed(client.handle, list.pointer, deadline.millisecondsLeft(cap: longestQuery)),
            "committed offsets")
        return try unsafe Kafka.positions(of: list.pointer, "committed offsets")
    }

    /// Where the next `poll` goes on reading: behind the last record it returned; ``Offset/none`` before the first.
    /// Not a position to commit unless everything returned is finished.
    public func positions(_ partitions: [TopicPartition]) throws(KafkaError) -> [Position] {
        let list = PartitionList(partitions)
        try check(unsafe rd_kafka_position(client.handle, list.pointer), "positions")
        return try unsafe Kafka.positions(of: list.pointer, "positions")
    }

    /// Remembers positions for the next automatic commit (`enable.auto.commit=true`): give the last finished offset +
    /// 1.
    public func store(_ positions: [Position]) throws(KafkaError) {
        let list = PartitionList(positions)
        let response = unsafe rd_kafka_offsets_store(client.handle, list.pointer)
        _ = try unsafe Kafka.positions(of: list.pointer, "store offsets")
        try check(response, "store offsets")
    }

    /// Commits positions (the last finished offset + 1 of each partition) and waits for the broker's answer.
    ///
    /// - Throws: also when the broker refuses one of them. After a timeout the commit may or may not have happened.
    public func commit(_ positions: [Position], by deadline: ContinuousClock.Instant) throws(KafkaError) {
        guard !positions.isEmpty else { return }
        guard try beginCommit(positions).isDone(by: deadline) else { throw .timedOut(PendingCommit.operation) }
    }

    /// Commits positions without waiting: while a member joins its group the coordinator answers nothing else.
    public func beginCommit(_ positions: [Position]) throws(KafkaError) -> PendingCommit {
        let list = PartitionList(positions)
        guard let queue = unsafe rd_kafka_queue_new(client.handle) else { throw .closed(PendingCommit.operation) }
        let pending = unsafe PendingCommit(taking: queue)
        try check(
            unsafe rd_kafka_commit_queue(client.handle, list.pointer, queue, nil, nil), PendingCommit.operation)
        return pending
    }

    /// Which member this is, for ``Producer/sendOffsets(_:of:by:)``; nil before the group has answered.
    public func groupMetadata() -> ConsumerGroupMetadata? {
        unsafe ConsumerGroupMetadata(taking: rd_kafka_consumer_group_metadata(client.handle))
    }

    /// The partitions of a topic, in order.
    public func partitions(of topic: String, by deadline: ContinuousClock.Instant) throws(KafkaError)
        -> [TopicPartition]
    {
        try client.describe(topic, by: deadline).partitions.map { TopicPartition(topic: topic, partition: $0.number) }
    }
}
