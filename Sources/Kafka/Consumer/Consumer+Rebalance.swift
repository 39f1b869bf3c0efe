internal import Crdkafka
internal import Dispatch
internal import Synchronization

extension Consumer {
    /// Lets the delegate act, then applies what the group decided.
    ///
    /// The order is what keeps records from being lost or doubled: whether the assignment is lost is asked first,
    /// because assigning anew forgets it; the delegate drains and commits while the partitions are still ours; only
    /// then they go.
    ///
    /// - Parameter deadline: while closing, when to give up.
    func rebalance(
        _ code: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?,
        _ delegate: (any RebalanceDelegate)?, closingBy deadline: ContinuousClock.Instant? = nil
    ) {
        let partitions = unsafe results(of: list).map(\.position.topicPartition)
        let change: AssignmentChange
        switch code {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            state.withLock { $0.hasBeenAssigned = true }
            let starts = delegate?.consumer(self, willAssign: partitions) ?? []
            unsafe Self.set(starts, on: list)
            change = unsafe AssignmentChange(client, copy: list, isCooperative ? .add : .replace)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            let lost = unsafe rd_kafka_assignment_lost(client.handle) != 0
            if !partitions.isEmpty { delegate?.consumer(self, willRevoke: partitions, lost: lost) }
            let gone = isCooperative ? Set(partitions) : paused.union(partitions)
            state.withLock { $0.dropped.formUnion(partitions) }
            change = unsafe AssignmentChange(
                client, copy: list, isCooperative ? .remove : .clear, resuming: forgetPaused(gone))
        default:
            if let error = KafkaError(code, operation: "rebalance") { callbacks.add(problem: error) }
            change = unsafe AssignmentChange(client, copy: nil, .clear, resuming: forgetPaused(paused))
        }
        guard let deadline else { return note(change.apply()) }
        switch change.apply(by: deadline) {
        case .some(let error): note(error)
        case .none: client.abandon()
        }
    }

    /// Which of these are paused; from now on they are not.
    private func forgetPaused(_ partitions: Set<TopicPartition>) -> [TopicPartition] {
        state.withLock { state in
            let gone = state.paused.intersection(partitions)
            state.paused.subtract(gone)
            return gone.sorted()
        }
    }

    private func note(_ error: KafkaError?) { if let error { callbacks.add(problem: error) } }

    /// Sets where reading starts. Positions of partitions that are not on the list are left out.
    private static func set(
        _ starts: [Position], on list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
    ) {
        for start in starts where start.offset != .none {
            let partition = start.topicPartition
            // Does nothing for a partition that is not there.
            _ = unsafe rd_kafka_topic_partition_list_set_offset(
                list, partition.topic, partition.partition, start.offset.native)
        }
    }
}

/// A change of the assignment that the group has decided, to be applied once.
// SAFETY: the list is this object's own copy, made at creation and only read afterwards.
@safe private final class AssignmentChange: @unchecked Sendable {
    enum Kind {
        case add, remove, replace, clear
    }

    private let client: Client
    private let list: PartitionList
    private let kind: Kind
    private let paused: PartitionList

    /// - Parameter paused: partitions that go and are paused. Librdkafka remembers that after they went, and would not
    ///   fetch them when they come back (confluent-kafka-go #193).
    init(
        _ client: Client, copy list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _ kind: Kind,
        resuming paused: [TopicPartition] = []
    ) {
        self.client = client
        self.kind = kind
        self.paused = PartitionList(paused)
        self.list =
            unsafe PartitionList(taking: list.map { unsafe rd_kafka_topic_partition_list_copy($0) })
            ?? PartitionList([Position]())
    }

    func apply() -> KafkaError? {
        let unresumed = resume()
        return change() ?? unresumed
    }

    private func resume() -> KafkaError? {
        guard unsafe paused.pointer.pointee.cnt > 0 else { return nil }
        return KafkaError(unsafe rd_kafka_resume_partitions(client.handle, paused.pointer), operation: "resume")
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
