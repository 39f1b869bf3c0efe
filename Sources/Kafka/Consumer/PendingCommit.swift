internal import Crdkafka

/// A commit of offsets whose answer has not been taken yet. Dropping it leaves the commit to the broker.
// SAFETY: librdkafka locks a queue's every use; `deinit` alone frees it.
@safe public final class PendingCommit: @unchecked Sendable {
    private let queue: OpaquePointer

    init(taking queue: OpaquePointer) { unsafe self.queue = queue }

    deinit { unsafe rd_kafka_queue_destroy(queue) }

    /// Waits for the broker's answer. False: none has come by the deadline; ask again.
    ///
    /// - Throws: when the commit failed, also when the broker refuses only one of its positions.
    public func isDone(by deadline: ContinuousClock.Instant) throws(KafkaError) -> Bool {
        repeat {
            guard let event = unsafe rd_kafka_queue_poll(queue, deadline.millisecondsLeft()) else { continue }
            defer { unsafe rd_kafka_event_destroy(event) }
            guard unsafe rd_kafka_event_type(event) == crdkafka_event_offset_commit() else { continue }
            try check(unsafe rd_kafka_event_error(event), PendingCommit.operation)
            _ = try unsafe positions(of: rd_kafka_event_topic_partition_list(event), PendingCommit.operation)
            return true
        } while !deadline.hasPassed
        return false
    }

    static let operation = "commit offsets"
}
