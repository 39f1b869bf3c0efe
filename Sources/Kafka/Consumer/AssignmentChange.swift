internal import Crdkafka
internal import Dispatch
internal import Synchronization

/// A change of what a consumer reads, to be applied once.
// SAFETY: the lists are this object's own, and only read after its creation.
@safe final class AssignmentChange: @unchecked Sendable {
    enum Kind {
        case add, remove, replace, clear
    }

    private let client: Client
    private let list: PartitionList
    private let kind: Kind
    private let paused: PartitionList

    /// - Parameters:
    ///   - list: what comes or goes, or all that is read from now on; owned by the change.
    ///   - paused: partitions that go and are paused. Librdkafka remembers that after they went, and would not fetch them
    ///     when they come back (confluent-kafka-go #193).
    init(_ client: Client, _ list: consuming PartitionList, _ kind: Kind, resuming paused: [TopicPartition] = []) {
        self.client = client
        self.list = list
        self.kind = kind
        self.paused = PartitionList(paused)
    }

    func apply() -> KafkaError? {
        resume()
        return change()
    }

    /// A partition that librdkafka does not know any more is not paused either.
    private func resume() {
        guard unsafe paused.pointer.pointee.cnt > 0 else { return }
        _ = unsafe rd_kafka_resume_partitions(client.handle, paused.pointer)
    }

    private func change() -> KafkaError? {
        switch kind {
        case .add:
            unsafe KafkaError(taking: rd_kafka_incremental_assign(client.handle, list.pointer), operation: "assign")
        case .remove:
            unsafe KafkaError(taking: rd_kafka_incremental_unassign(client.handle, list.pointer), operation: "unassign")
        case .replace:
            KafkaError(unsafe rd_kafka_assign(client.handle, list.pointer), operation: "assign")
        case .clear:
            KafkaError(unsafe rd_kafka_assign(client.handle, nil), operation: "unassign")
        }
    }

    /// Applies the change on another thread and waits for it; nil when the deadline passed first.
    ///
    /// While a consumer closes, its group's thread may be gone already, and librdkafka then waits for it for ever
    /// (librdkafka #4884).
    func apply(by deadline: ContinuousClock.Instant) -> KafkaError?? {
        let outcome = Outcome()
        DispatchQueue.global().async { outcome.set(self.apply()) }
        let wait = DispatchTimeInterval.milliseconds(Int(deadline.millisecondsLeft(cap: longestQuery)))
        return outcome.get(by: .now() + wait)
    }

    private final class Outcome: Sendable {
        private let done = DispatchSemaphore(value: 0)
        private let error = Mutex<KafkaError?>(nil)

        func set(_ error: KafkaError?) {
            self.error.withLock { $0 = error }
            done.signal()
        }

        func get(by time: DispatchTime) -> KafkaError?? {
            guard done.wait(timeout: time) == .success else { return .none }
            return .some(error.withLock { $0 })
        }
    }
}
