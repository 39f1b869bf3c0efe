internal import Crdkafka
internal import Synchronization

extension Consumer {
    /// Lets the delegate act, then applies what the group decided.
    ///
    /// The order is what keeps records from being lost or doubled: whether the assignment is lost is asked first, because
    /// assigning anew forgets it; the delegate drains and commits while the partitions are still ours; only then they go.
    func rebalance(
        _ code: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?,
        _ delegate: (any RebalanceDelegate)?
    ) {
        let partitions = unsafe results(of: list).map(\.position.topicPartition)
        switch code {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            for start in delegate?.consumer(self, willAssign: partitions) ?? [] {
                let partition = start.topicPartition
                guard start.offset != .none, partitions.contains(partition) else { continue }
                _ = unsafe rd_kafka_topic_partition_list_set_offset(
                    list, partition.topic, partition.partition, start.offset.native)
            }
            unsafe apply(list, isAssignment: true)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            let lost = unsafe rd_kafka_assignment_lost(client.handle) != 0
            if !partitions.isEmpty { delegate?.consumer(self, willRevoke: partitions, lost: lost) }
            state.withLock { state in
                state.dropped.formUnion(partitions)
                state.paused.subtract(partitions)
            }
            unsafe apply(list, isAssignment: false)
        default:
            if let error = KafkaError(code, operation: "rebalance") { callbacks.add(problem: error) }
            _ = unsafe rd_kafka_assign(client.handle, nil)
        }
    }

    private func apply(_ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, isAssignment: Bool) {
        let error: KafkaError?
        if unsafe string(rd_kafka_rebalance_protocol(client.handle)) == "COOPERATIVE" {
            unsafe error = KafkaError(
                taking: isAssignment
                    ? rd_kafka_incremental_assign(client.handle, list)
                    : rd_kafka_incremental_unassign(client.handle, list),
                operation: isAssignment ? "assign" : "unassign")
        } else {
            error = KafkaError(
                unsafe rd_kafka_assign(client.handle, isAssignment ? list : nil),
                operation: isAssignment ? "assign" : "unassign")
        }
        if let error { callbacks.add(problem: error) }
    }
}
