internal import Crdkafka
internal import Synchronization

extension Consumer {
    /// Joins the group for these topics; a name that begins with `^` is a regular expression. Partitions come with
    /// `poll`.
    public func subscribe(to topics: [String]) throws(KafkaError) {
        let list = PartitionList(topics.map { TopicPartition(topic: $0, partition: crdkafka_partition_any()) })
        state.withLock { $0.isSubscribed = true }
        try check(unsafe rd_kafka_subscribe(client.handle, list.pointer), "subscribe")
    }

    /// Ends the subscription; the partitions are revoked in a later `poll`.
    public func unsubscribe() throws(KafkaError) {
        try check(unsafe rd_kafka_unsubscribe(client.handle), "unsubscribe")
    }

    /// Reads exactly these partitions from these positions, without the group deciding; replaces what was assigned.
    public func assign(_ positions: [Position]) throws(KafkaError) {
        try read(PartitionList(positions), .replace)
    }

    /// Reads nothing any more.
    public func unassign() throws(KafkaError) {
        try read(PartitionList([Position]()), .clear)
    }

    private func read(_ list: consuming PartitionList, _ kind: AssignmentChange.Kind) throws(KafkaError) {
        if let error = AssignmentChange(client, list, kind, resuming: forgetPaused(paused)).apply() { throw error }
    }

    /// The partitions that this consumer reads now, sorted.
    public func assignment() throws(KafkaError) -> [TopicPartition] {
        var pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        try check(unsafe rd_kafka_assignment(client.handle, &pointer), "assignment")
        guard let list = unsafe PartitionList(taking: pointer) else { return [] }
        return unsafe results(of: list.pointer).map(\.position.topicPartition).sorted()
    }

    /// The partitions that are paused.
    public var paused: Set<TopicPartition> { state.withLock { $0.paused } }

    /// Stops fetching these partitions; what was fetched and not yet polled comes again after `resume`. Paused ones
    /// stay so.
    public func pause(_ partitions: [TopicPartition]) throws(KafkaError) {
        let new = state.withLock { state in partitions.filter { !state.paused.contains($0) } }
        guard !new.isEmpty else { return }
        let list = PartitionList(new)
        try check(unsafe rd_kafka_pause_partitions(client.handle, list.pointer), "pause")
        let done = unsafe results(of: list.pointer).filter { $0.response == RD_KAFKA_RESP_ERR_NO_ERROR }
        state.withLock { $0.paused.formUnion(done.map(\.position.topicPartition)) }
        _ = try unsafe Kafka.positions(of: list.pointer, "pause")
    }

    /// Fetches paused partitions again, from where `poll` stopped. Those that are not paused are left alone:
    /// librdkafka 2.0.2 would deliver records of such a partition a second time.
    public func resume(_ partitions: [TopicPartition]) throws(KafkaError) {
        let old = state.withLock { state in partitions.filter { state.paused.contains($0) } }
        guard !old.isEmpty else { return }
        let list = PartitionList(old)
        try check(unsafe rd_kafka_resume_partitions(client.handle, list.pointer), "resume")
        let done = unsafe results(of: list.pointer).filter { $0.response == RD_KAFKA_RESP_ERR_NO_ERROR }
        state.withLock { $0.paused.subtract(done.map(\.position.topicPartition)) }
        _ = try unsafe Kafka.positions(of: list.pointer, "resume")
    }

    /// Goes on reading assigned partitions from other positions. Records of them that a running `poll` has gathered
    /// before (when called by its delegate) are dropped; those that `poll` returned earlier are the caller's to forget.
    public func seek(_ positions: [Position], by deadline: ContinuousClock.Instant) throws(KafkaError) {
        guard !positions.isEmpty else { return }
        state.withLock { state in
            if state.isInside { state.dropped.formUnion(positions.map(\.topicPartition)) }
        }
        let list = PartitionList(positions)
        try unsafe check(
            taking: rd_kafka_seek_partitions(client.handle, list.pointer, deadline.millisecondsLeft(cap: longestQuery)),
            "seek")
        _ = try unsafe Kafka.positions(of: list.pointer, "seek")
    }
}
