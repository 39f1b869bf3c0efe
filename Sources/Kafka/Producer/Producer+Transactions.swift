internal import Crdkafka

// Every call here is cut into waits of at most a second, so that the deadline is kept and logs flow. An error with
// `requiresAbort` asks for `abortTransaction`; a retriable one means that the deadline passed: the same call may be
// made again; any other is the end of this producer or a mistake of the caller.
extension Producer {
    /// Registers the `transactional.id`, fencing an older producer of that id and ending what it left open. Call once.
    public func initTransactions(by deadline: ContinuousClock.Instant) throws(KafkaError) {
        try unsafe insist("init transactions", by: deadline) { (client, wait) in
            unsafe rd_kafka_init_transactions(client, wait)
        }
    }

    /// Begins a transaction; all that is produced until its end belongs to it.
    public func beginTransaction() throws(KafkaError) {
        try unsafe check(taking: rd_kafka_begin_transaction(client.handle), "begin transaction")
    }

    /// Adds a consumer's positions (last finished offset + 1 of each partition) to the transaction.
    ///
    /// - Parameter member: a fresh ``Consumer/groupMetadata()``.
    public func sendOffsets(
        _ positions: [Position], of member: ConsumerGroupMetadata, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) {
        guard !positions.isEmpty else { return }
        let list = PartitionList(positions)
        let pointer = unsafe list.pointer
        // Cannot be resumed: cut short, a slow broker would never get to its end.
        try unsafe insist("send offsets to transaction", by: deadline, longestWait: longestQuery) { (client, wait) in
            unsafe rd_kafka_send_offsets_to_transaction(client, pointer, member.pointer, wait)
        }
        _ = consume list
    }

    /// Flushes and commits. After a timeout call it again: it goes on where it was.
    public func commitTransaction(by deadline: ContinuousClock.Instant) throws(KafkaError) {
        try unsafe insist("commit transaction", by: deadline) { (client, wait) in
            unsafe rd_kafka_commit_transaction(client, wait)
        }
    }

    /// Gives the transaction up, with what is queued of it. After a timeout call it again: it goes on where it was.
    public func abortTransaction(by deadline: ContinuousClock.Instant) throws(KafkaError) {
        try unsafe insist("abort transaction", by: deadline) { (client, wait) in
            unsafe rd_kafka_abort_transaction(client, wait)
        }
    }

    /// Makes a call again and again while its error is retriable and time is left.
    private func insist(
        _ operation: String, by deadline: ContinuousClock.Instant, longestWait: Int32 = longestWaitMilliseconds,
        _ call: (OpaquePointer, Int32) -> OpaquePointer?
    ) throws(KafkaError) {
        var last = KafkaError.timedOut(operation)
        while !deadline.hasPassed {
            client.serveLogs()
            let error = unsafe KafkaError(
                taking: call(client.handle, deadline.millisecondsLeft(cap: longestWait)), operation: operation)
            guard let error else { return }
            guard error.isRetriable, !error.requiresAbort, !error.isFatal else { throw error }
            last = error
            // A timeout has waited already; another retriable error came at once and wants a pause.
            if error.code != .timedOut { _ = unsafe rd_kafka_poll(client.handle, deadline.millisecondsLeft(cap: 50)) }
        }
        throw last
    }
}
