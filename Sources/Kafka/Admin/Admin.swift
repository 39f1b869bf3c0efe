internal import Crdkafka
public import Logging

/// Creates, describes and deletes topics, and looks after groups' offsets.
///
/// Every call blocks until the brokers have answered or the deadline has passed, so it belongs on a thread of its own.
/// After a timeout the change may or may not have happened.
public final class Admin: Sendable {
    let client: Client

    /// Creates a client for administration; it connects in the background.
    public init(configuration: Configuration, logger: Logger) throws(KafkaError) {
        client = try Client(
            RD_KAFKA_PRODUCER, configuration: configuration, logger: logger, callbacks: Callbacks(onStatistics: nil))
    }

    /// One topic with its partitions.
    ///
    /// - Throws: `UNKNOWN_TOPIC_OR_PART` when there is none of that name. A broker that creates topics on demand may
    ///   do so.
    public func describe(_ topic: String, by deadline: ContinuousClock.Instant) throws(KafkaError) -> TopicDescription {
        defer { client.serveLogs() }
        return try client.describe(topic, by: deadline)
    }

    /// All topics, sorted by name.
    public func topics(by deadline: ContinuousClock.Instant) throws(KafkaError) -> [TopicDescription] {
        defer { client.serveLogs() }
        return try client.describeAll(by: deadline)
    }

    /// Asks the broker for a partition's ends.
    public func watermarks(
        of partition: TopicPartition, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> Watermarks {
        try client.watermarks(of: partition, by: deadline)
    }

    /// What has kept this client from speaking to a broker at all since the last call: a certificate or a login that was
    /// not accepted. Nil where the brokers are merely away.
    public func refusal() -> KafkaError? {
        // Errors of connections come through callbacks, which run in here.
        _ = unsafe rd_kafka_poll(client.handle, 0)
        client.serveLogs()
        return client.callbacks.takeProblems().first { $0.code == .ssl || $0.code == .authentication }
    }

    /// Sends one request and hands its answer to `read`.
    ///
    /// - Parameter send: called with options that hold the deadline, and the queue on which the answer comes.
    func request<Answer>(
        _ operation: String, _ kind: rd_kafka_admin_op_t, by deadline: ContinuousClock.Instant,
        send: (_ options: OpaquePointer?, _ queue: OpaquePointer?) -> Void,
        read: (_ event: OpaquePointer) throws(KafkaError) -> Answer
    ) throws(KafkaError) -> Answer {
        let wait = deadline.millisecondsLeft(cap: longestQuery)
        guard wait > 0 else { throw .timedOut(operation) }
        let options = unsafe rd_kafka_AdminOptions_new(client.handle, kind)
        defer { unsafe rd_kafka_AdminOptions_destroy(options) }
        unsafe setTimeouts(wait, on: options)
        let queue = unsafe rd_kafka_queue_new(client.handle)
        defer { unsafe rd_kafka_queue_destroy(queue) }
        unsafe send(options, queue)
        repeat {
            client.serveLogs()
            // Nothing but the answer comes on this queue.
            guard let event = unsafe rd_kafka_queue_poll(queue, deadline.millisecondsLeft()) else { continue }
            defer { unsafe rd_kafka_event_destroy(event) }
            if let error = unsafe KafkaError(
                rd_kafka_event_error(event), operation: operation, message: string(rd_kafka_event_error_string(event)))
            {
                throw error
            }
            return try unsafe read(event)
        } while !deadline.hasPassed
        throw .timedOut(operation)
    }

    /// How long librdkafka tries, and how long the brokers may take to carry a change through. Where an operation does
    /// not know a timeout, the setting is refused and the deadline above ends the wait.
    private func setTimeouts(_ milliseconds: Int32, on options: OpaquePointer?) {
        _ = unsafe withErrorText { (text, size) in
            _ = unsafe rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, text, size)
            _ = unsafe rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, text, size)
        }
    }
}

/// The outcome of a change for one topic.
public struct TopicOutcome: Hashable, Sendable {
    public let name: String
    /// Nil for success.
    public let error: KafkaError?
}

/// Reads an answer that has a result for each topic.
func topicOutcomes(
    _ results: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int, _ operation: String
) -> [TopicOutcome] {
    unsafe UnsafeBufferPointer(start: results, count: results == nil ? 0 : count).map { result in
        let text = unsafe rd_kafka_topic_result_error_string(result)
        return unsafe TopicOutcome(
            name: string(rd_kafka_topic_result_name(result)),
            error: KafkaError(
                rd_kafka_topic_result_error(result), operation: operation, message: text.map { unsafe string($0) }))
    }
}
