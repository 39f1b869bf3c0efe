internal import Crdkafka

/// A topic as the brokers describe it.
public struct TopicDescription: Hashable, Sendable {
    public struct Partition: Hashable, Sendable {
        public let number: Int32
        /// The leading broker's id; nil while there is none.
        public let leader: Int32?
        public let replicas: Int
        public let inSyncReplicas: Int
    }

    public let name: String
    /// In the order of their numbers.
    public let partitions: [Partition]
}

extension Client {
    func watermarks(
        of partition: TopicPartition, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> Watermarks {
        var low: Int64 = 0
        var high: Int64 = 0
        let wait = deadline.millisecondsLeft(cap: longestQuery)
        try check(
            unsafe rd_kafka_query_watermark_offsets(
                handle, partition.topic, partition.partition, &low, &high, wait),
            "watermarks of \(partition)")
        return Watermarks(low: low, high: high)
    }

    /// Describes one topic.
    ///
    /// - Throws: `UNKNOWN_TOPIC_OR_PART` when there is none of that name.
    func describe(_ topic: String, by deadline: ContinuousClock.Instant) throws(KafkaError) -> TopicDescription {
        let operation = "describe \(topic)"
        guard let native = unsafe rd_kafka_topic_new(handle, topic, nil) else {
            throw KafkaError(code: KafkaError.Code(rd_kafka_last_error()), operation: operation)
        }
        defer { unsafe rd_kafka_topic_destroy(native) }
        guard let description = try unsafe metadata(native, by: deadline, operation).first else {
            throw KafkaError(code: .unknownTopicOrPartition, operation: operation)
        }
        return description
    }

    /// Describes all topics, sorted by name.
    func describeAll(by deadline: ContinuousClock.Instant) throws(KafkaError) -> [TopicDescription] {
        try unsafe metadata(nil, by: deadline, "list topics").sorted { $0.name < $1.name }
    }

    private func metadata(
        _ topic: OpaquePointer?, by deadline: ContinuousClock.Instant, _ operation: String
    ) throws(KafkaError) -> [TopicDescription] {
        var pointer: UnsafePointer<rd_kafka_metadata>?
        let wait = deadline.millisecondsLeft(cap: longestQuery)
        try check(unsafe rd_kafka_metadata(handle, topic == nil ? 1 : 0, topic, &pointer, wait), operation)
        guard let pointer = unsafe pointer else { return [] }
        defer { unsafe rd_kafka_metadata_destroy(pointer) }
        let topics = unsafe UnsafeBufferPointer(start: pointer.pointee.topics, count: Int(pointer.pointee.topic_cnt))
        var descriptions: [TopicDescription] = []
        for index in topics.indices {
            let entry = unsafe topics[index]
            try check(unsafe entry.err, operation)
            unsafe descriptions.append(TopicDescription(entry))
        }
        return descriptions
    }
}

extension TopicDescription {
    fileprivate init(_ entry: rd_kafka_metadata_topic) {
        unsafe name = string(entry.topic)
        let native = unsafe UnsafeBufferPointer(start: entry.partitions, count: Int(entry.partition_cnt))
        var partitions: [Partition] = []
        for index in native.indices {
            let entry = unsafe native[index]
            unsafe partitions.append(
                Partition(
                    number: entry.id, leader: entry.leader >= 0 ? entry.leader : nil, replicas: Int(entry.replica_cnt),
                    inSyncReplicas: Int(entry.isr_cnt)))
        }
        self.partitions = partitions.sorted { $0.number < $1.number }
    }
}
