internal import Crdkafka
internal import Synchronization

/// The callbacks of a producer: deliveries, besides what every client has.
// SAFETY: its only state is behind a `Mutex`.
final class ProducerCallbacks: Callbacks, @unchecked Sendable {
    /// Deliveries that nobody has taken yet.
    private let deliveries = Mutex<[Delivery]>([])

    override func register(with native: OpaquePointer) {
        unsafe super.register(with: native)
        // A callback, not events: flush, commit and abort then serve the deliveries themselves.
        unsafe rd_kafka_conf_set_dr_msg_cb(native) { (_, message, opaque) in
            guard let message = unsafe message else { return }
            unsafe ProducerCallbacks.from(opaque)?.add(message)
        }
    }

    var uncollectedCount: Int { deliveries.withLock { $0.count } }

    func takeDeliveries() -> [Delivery] {
        deliveries.withLock { list in
            guard !list.isEmpty else { return [] }
            defer { list = [] }
            return list
        }
    }

    private func add(_ pointer: UnsafePointer<rd_kafka_message_t>) {
        let message = unsafe pointer.pointee
        let error: KafkaError? =
            unsafe message.err == RD_KAFKA_RESP_ERR_NO_ERROR
            ? nil
            : unsafe KafkaError(
                message.err,
                operation: "deliver to \(string(message.rkt.map { unsafe rd_kafka_topic_name($0) } ?? nil))"
                    + "[\(message.partition)]")
        let delivery = unsafe Delivery(
            id: crdkafka_message_opaque(pointer),
            partition: error == nil ? message.partition : -1,
            offset: message.offset >= 0 && error == nil ? message.offset : nil,
            error: error
        )
        deliveries.withLock { $0.append(delivery) }
    }
}
