internal import Crdkafka

/// The settings of a topic, as the brokers apply them, defaults included.
public struct TopicSettings: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        /// Nil for a sensitive one, whose value the brokers keep.
        public let value: String?
        /// The value was not set for this topic.
        public let isDefault: Bool
    }

    public let entries: [String: Entry]

    public init(entries: [String: Entry]) { self.entries = entries }

    public subscript(name: String) -> String? { entries[name]?.value }

    /// The largest batch of records that the topic takes, in bytes (`max.message.bytes`).
    public var maxMessageBytes: Int? { self["max.message.bytes"].flatMap { Int($0) } }

    /// How long records are kept (`retention.ms`); −1 is for ever.
    public var retentionMilliseconds: Int64? { self["retention.ms"].flatMap { Int64($0) } }

    /// `delete`, `compact` or both (`cleanup.policy`).
    public var cleanupPolicy: String? { self["cleanup.policy"] }
}

extension Admin {
    /// The settings of a topic.
    public func settings(
        ofTopic topic: String, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> TopicSettings {
        let operation = "describe settings of \(topic)"
        guard let resource = unsafe rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic) else {
            throw KafkaError(code: .invalidArgument, operation: operation, isRetriable: false)
        }
        defer { unsafe rd_kafka_ConfigResource_destroy(resource) }
        var list: [OpaquePointer?] = unsafe [resource]
        return try unsafe request(
            operation, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, by: deadline,
            send: { (options, queue) in unsafe rd_kafka_DescribeConfigs(client.handle, &list, 1, options, queue) },
            read: { (event) throws(KafkaError) -> TopicSettings in
                var count = 0
                let resources = unsafe rd_kafka_DescribeConfigs_result_resources(
                    rd_kafka_event_DescribeConfigs_result(event), &count)
                guard count > 0, let resource = unsafe resources?.pointee else {
                    throw KafkaError(code: .unknownTopicOrPartition, operation: operation)
                }
                if let error = unsafe KafkaError(
                    rd_kafka_ConfigResource_error(resource), operation: operation,
                    message: string(rd_kafka_ConfigResource_error_string(resource)))
                {
                    throw error
                }
                return unsafe TopicSettings(resource)
            })
    }
}

extension TopicSettings {
    fileprivate init(_ resource: OpaquePointer) {
        var count = 0
        let native = unsafe rd_kafka_ConfigResource_configs(resource, &count)
        var entries: [String: Entry] = [:]
        for index in 0..<count {
            guard let entry = unsafe native?[index] else { continue }
            let value = unsafe rd_kafka_ConfigEntry_value(entry).map { unsafe string($0) }
            entries[unsafe string(rd_kafka_ConfigEntry_name(entry))] = unsafe Entry(
                value: rd_kafka_ConfigEntry_is_sensitive(entry) == 1 ? nil : value,
                isDefault: rd_kafka_ConfigEntry_is_default(entry) == 1)
        }
        self.entries = entries
    }
}
