internal import Crdkafka
internal import Synchronization

/// The callbacks of a consumer: rebalances, besides what every client has.
// SAFETY: `visit` is confined to the polling thread, see there.
final class ConsumerCallbacks: Callbacks, @unchecked Sendable {
    /// What a rebalance needs, there only while `poll` or `close` runs.
    struct Visit {
        let consumer: Consumer
        let delegate: (any RebalanceDelegate)?
    }

    // SAFETY: read and written only by the one thread that polls: `poll` and `close` set it, and librdkafka calls
    // `rebalance` from inside those calls alone. `Consumer.enter` turns a second thread away before it gets here.
    nonisolated(unsafe) var visit: Visit?

    override func register(with native: OpaquePointer) {
        unsafe super.register(with: native)
        unsafe rd_kafka_conf_set_rebalance_cb(native) { (_, code, list, opaque) in
            guard let visit = unsafe ConsumerCallbacks.from(opaque)?.visit else { return }
            unsafe visit.consumer.rebalance(code, list, visit.delegate)
        }
    }
}
