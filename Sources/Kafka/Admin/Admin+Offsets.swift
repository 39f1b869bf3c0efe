internal import Crdkafka

extension Admin {
    /// A group's committed positions with their metadata; ``Offset/none`` where nothing is committed. Joins no group.
    ///
    /// - Parameter partitions: nil asks for all that the group has committed.
    public func committed(
        group: String, _ partitions: [TopicPartition]? = nil, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [Position] {
        let operation = "committed offsets of \(group)"
        let list = PartitionList(partitions ?? [])
        guard
            let native = unsafe rd_kafka_ListConsumerGroupOffsets_new(group, partitions == nil ? nil : list.pointer)
        else { throw KafkaError(code: .invalidArgument, operation: operation, isRetriable: false) }
        defer { unsafe rd_kafka_ListConsumerGroupOffsets_destroy(native) }
        var requests: [OpaquePointer?] = unsafe [native]
        return try unsafe request(
            operation, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, by: deadline,
            send: { (options, queue) in
                unsafe rd_kafka_ListConsumerGroupOffsets(client.handle, &requests, 1, options, queue)
            },
            read: { (event) throws(KafkaError) -> [Position] in
                var count = 0
                let groups = unsafe rd_kafka_ListConsumerGroupOffsets_result_groups(
                    rd_kafka_event_ListConsumerGroupOffsets_result(event), &count)
                return try unsafe groupPositions(groups, count, operation)
            }
        ).sorted { $0.topicPartition < $1.topicPartition }
    }

    /// Sets a group's committed positions. The group must have no members, or the brokers refuse.
    public func setCommitted(
        group: String, _ positions: [Position], by deadline: ContinuousClock.Instant
    ) throws(KafkaError) {
        guard !positions.isEmpty else { return }
        let operation = "set committed offsets of \(group)"
        let list = PartitionList(positions)
        guard let native = unsafe rd_kafka_AlterConsumerGroupOffsets_new(group, list.pointer) else {
            throw KafkaError(code: .invalidArgument, operation: operation, isRetriable: false)
        }
        defer { unsafe rd_kafka_AlterConsumerGroupOffsets_destroy(native) }
        var requests: [OpaquePointer?] = unsafe [native]
        _ = try unsafe request(
            operation, RD_KAFKA_ADMIN_OP_ALTERCONSUMERGROUPOFFSETS, by: deadline,
            send: { (options, queue) in
                unsafe rd_kafka_AlterConsumerGroupOffsets(client.handle, &requests, 1, options, queue)
            },
            read: { (event) throws(KafkaError) -> [Position] in
                var count = 0
                let groups = unsafe rd_kafka_AlterConsumerGroupOffsets_result_groups(
                    rd_kafka_event_AlterConsumerGroupOffsets_result(event), &count)
                return try unsafe groupPositions(groups, count, operation)
            })
    }

    /// Deletes all records before the given positions; ``Offset/end`` empties a partition.
    ///
    /// - Returns: the first offset that is left of each partition.
    public func deleteRecords(
        before positions: [Position], by deadline: ContinuousClock.Instant
    ) throws(KafkaError) -> [Position] {
        guard !positions.isEmpty else { return [] }
        let list = PartitionList(positions)
        guard let native = unsafe rd_kafka_DeleteRecords_new(list.pointer) else {
            throw KafkaError(code: .invalidArgument, operation: "delete records", isRetriable: false)
        }
        defer { unsafe rd_kafka_DeleteRecords_destroy(native) }
        var requests: [OpaquePointer?] = unsafe [native]
        return try unsafe request(
            "delete records", RD_KAFKA_ADMIN_OP_DELETERECORDS, by: deadline,
            send: { (options, queue) in unsafe rd_kafka_DeleteRecords(client.handle, &requests, 1, options, queue) },
            read: { (event) throws(KafkaError) -> [Position] in
                let offsets = unsafe rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event))
                return try unsafe Kafka.positions(of: UnsafeMutablePointer(mutating: offsets), "delete records")
            })
    }
}

/// Reads an answer that has the positions of each group; throws the first error of a group or a partition.
private func groupPositions(
    _ groups: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int, _ operation: String
) throws(KafkaError) -> [Position] {
    var all: [Position] = []
    for index in 0..<count {
        guard let group = unsafe groups?[index] else { continue }
        if let error = unsafe rd_kafka_group_result_error(group) {
            throw unsafe KafkaError(borrowing: error, operation: operation)
        }
        let partitions = unsafe rd_kafka_group_result_partitions(group)
        all += try unsafe positions(of: UnsafeMutablePointer(mutating: partitions), operation)
    }
    return all
}
