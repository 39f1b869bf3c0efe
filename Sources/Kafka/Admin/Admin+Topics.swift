internal import Crdkafka

/// A topic to be created.
public struct NewTopic: Hashable, Sendable {
    public var name: String
    public var partitions: Int
    /// Copies of each partition; nil is the brokers' default.
    public var replication: Int?
    /// Settings of the topic, as `cleanup.policy`.
    public var configuration: [String: String]

    public init(name: String, partitions: Int, replication: Int? = nil, configuration: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.configuration = configuration
    }
}

extension Admin {
    /// Creates topics. One that is there already has the outcome `topicAlreadyExists`.
    ///
    /// - Throws: when the request as a whole fails, or a topic is described wrongly (a name, a number of partitions).
    public func createTopics(
        _ topics: [NewTopic], by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [TopicOutcome] {
        guard !topics.isEmpty else { return [] }
        var native: [OpaquePointer?] = unsafe []
        defer { for index in unsafe native.indices { unsafe rd_kafka_NewTopic_destroy(native[index]) } }
        for topic in topics { try unsafe native.append(make(topic)) }
        return try unsafe request(
            "create topics", RD_KAFKA_ADMIN_OP_CREATETOPICS, by: deadline,
            send: { (options, queue) in
                unsafe rd_kafka_CreateTopics(client.handle, &native, native.count, options, queue)
            },
            read: { event in
                var count = 0
                let results = unsafe rd_kafka_CreateTopics_result_topics(
                    rd_kafka_event_CreateTopics_result(event), &count)
                return unsafe topicOutcomes(results, count, "create topic")
            })
    }

    /// Deletes topics with all their records.
    public func deleteTopics(
        _ names: [String], by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [TopicOutcome] {
        guard !names.isEmpty else { return [] }
        var native = unsafe names.map { unsafe rd_kafka_DeleteTopic_new($0) }
        defer { for index in unsafe native.indices { unsafe rd_kafka_DeleteTopic_destroy(native[index]) } }
        return try unsafe request(
            "delete topics", RD_KAFKA_ADMIN_OP_DELETETOPICS, by: deadline,
            send: { (options, queue) in
                unsafe rd_kafka_DeleteTopics(client.handle, &native, native.count, options, queue)
            },
            read: { event in
                var count = 0
                let results = unsafe rd_kafka_DeleteTopics_result_topics(
                    rd_kafka_event_DeleteTopics_result(event), &count)
                return unsafe topicOutcomes(results, count, "delete topic")
            })
    }

    /// Raises a topic's number of partitions to `total`. Keys then go to other partitions than before.
    public func createPartitions(
        of topic: String, total: Int, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) {
        var created: OpaquePointer?
        let text = unsafe withErrorText { (text, size) in
            unsafe created = rd_kafka_NewPartitions_new(topic, max(total, 0), text, size)
        }
        guard let native = unsafe created else { throw refused(text, "create partitions of \(topic)") }
        defer { unsafe rd_kafka_NewPartitions_destroy(native) }
        var list: [OpaquePointer?] = unsafe [native]
        let outcomes = try unsafe request(
            "create partitions of \(topic)", RD_KAFKA_ADMIN_OP_CREATEPARTITIONS, by: deadline,
            send: { (options, queue) in unsafe rd_kafka_CreatePartitions(client.handle, &list, 1, options, queue) },
            read: { event in
                var count = 0
                let results = unsafe rd_kafka_CreatePartitions_result_topics(
                    rd_kafka_event_CreatePartitions_result(event), &count)
                return unsafe topicOutcomes(results, count, "create partitions")
            })
        for case let error? in outcomes.map(\.error) { throw error }
    }

    private func make(_ topic: NewTopic) throws(KafkaError) -> OpaquePointer {
        let operation = "create topic \(topic.name)"
        guard let partitions = Int32(exactly: topic.partitions), partitions > 0,
            let replication = Int32(exactly: topic.replication ?? -1)
        else { throw refused("a number of partitions or replicas is out of range", operation) }
        var created: OpaquePointer?
        let text = unsafe withErrorText { (text, size) in
            unsafe created = rd_kafka_NewTopic_new(topic.name, partitions, replication, text, size)
        }
        guard let native = unsafe created else { throw refused(text, operation) }
        for (name, value) in topic.configuration.sorted(by: { $0.key < $1.key }) {
            let response = unsafe rd_kafka_NewTopic_set_config(native, name, value)
            if let error = KafkaError(response, operation: "\(operation) (\(name))") {
                unsafe rd_kafka_NewTopic_destroy(native)
                throw error
            }
        }
        return unsafe native
    }

    private func refused(_ text: String, _ operation: String) -> KafkaError {
        KafkaError(code: .invalidArgument, message: text, operation: operation, isRetriable: false)
    }
}
