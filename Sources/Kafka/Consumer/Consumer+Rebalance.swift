internal import Crdkafka
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
            change = AssignmentChange(client, unsafe PartitionList(copying: list), isCooperative ? .add : .replace)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            let lost = unsafe rd_kafka_assignment_lost(client.handle) != 0
            if !partitions.isEmpty { delegate?.consumer(self, willRevoke: partitions, lost: lost) }
            let gone = isCooperative ? Set(partitions) : paused.union(partitions)
            state.withLock { $0.dropped.formUnion(partitions) }
            change = AssignmentChange(
                client, unsafe PartitionList(copying: list), isCooperative ? .remove : .clear,
                resuming: forgetPaused(gone))
        default:
            if let error = KafkaError(code, operation: "rebalance") { callbacks.add(problem: error) }
            change = AssignmentChange(client, PartitionList([Position]()), .clear, resuming: forgetPaused(paused))
        }
        guard let deadline else { return note(change.apply()) }
        switch change.apply(by: deadline) {
        case .some(let error): note(error)
        case .none: client.abandon()
        }
    }

    /// Which of these are paused; from now on they are not.
    func forgetPaused(_ partitions: Set<TopicPartition>) -> [TopicPartition] {
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
