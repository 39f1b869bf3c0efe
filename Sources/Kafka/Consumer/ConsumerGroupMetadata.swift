internal import Crdkafka

/// Which member of which generation of a group a consumer is, as a transaction needs it. Ask for a fresh one each time.
// SAFETY: the object behind the pointer is never changed after creation; `deinit` alone frees it.
@safe public final class ConsumerGroupMetadata: @unchecked Sendable {
    let pointer: OpaquePointer

    init?(taking pointer: OpaquePointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe rd_kafka_consumer_group_metadata_destroy(pointer) }
}
