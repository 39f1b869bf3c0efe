internal import Kafka

// What happened. Each of these leaves the loop ready for `next`.

// MARK: - Steps that succeeded

extension TransactionLoop {
    mutating func started() { proceed(to: .open) }

    /// A group decides what is read.
    mutating func subscribed() { proceed(to: nil) }

    /// - Parameters:
    ///   - starts: partitions that are read from now on.
    ///   - hasMarks: something is to be committed before anything is read.
    mutating func opened(starts: [RecordKey], hasMarks: Bool) {
        for start in starts { ledger.assign(start.partition, start: start.offset) }
        if hasMarks { proceed(to: .mark(starts)) } else { read(starts) }
    }

    mutating func marked() {
        guard case .mark(let starts) = step else { return }
        read(starts)
    }

    private mutating func read(_ starts: [RecordKey]) { proceed(to: starts.isEmpty ? nil : .assign(starts)) }

    /// The consumer reads exactly what it was told to.
    mutating func assigned() {
        comeUnpaused()
        proceed(to: nil)
    }

    /// In a rebalance: where the new partitions start.
    mutating func resolved(_ starts: [RecordKey]) {
        for start in starts { ledger.assign(start.partition, start: start.offset) }
        comeUnpaused()
        proceed(to: nil)
    }

    /// Partitions come unpaused, also while others are paused.
    private mutating func comeUnpaused() {
        if fetching == .none { fetching = .some }
        mayRegulate = true
    }

    mutating func produced(at now: Duration) {
        openRecords += 1
        if openSince == nil { openSince = now }
        proceed(to: nil)
    }

    /// - Returns: the offsets that are committed now.
    @discardableResult
    mutating func committed() -> [(partition: TopicPartition, offset: Int64)] {
        let offsets = ledger.offsetsToCommit
        ledger.committed(offsets)
        for (partition, offset) in offsets { refusals.committed(partition, offset) }
        closeTransaction()
        undoing = Retry()
        answered()
        proceed(to: nil)
        return offsets
    }

    /// Everything since the last commit is undone: every partition starts again there.
    /// - Parameter named: inputs whose outputs the broker refused.
    mutating func aborted(refused named: [RecordKey], at now: Duration) {
        guard case .abort(let cause) = step else { return }
        guard refusals.note(Set(refused + named), cause) else { return end(Self.refusedLetter(cause)) }
        refused = []
        closeTransaction()
        pendingDiscard = .some(nil)
        ledger.rewind()
        proceed(to: nil)
        if cause.code != .assignmentLost, !undoing.failed(at: now, bounds.retries, jitter: &jitter) {
            end(Self.undone(cause))
        }
    }

    private mutating func closeTransaction() {
        openRecords = 0
        openSince = nil
    }

    private mutating func proceed(to step: Step?) {
        self.step = step
        retry = Retry()
    }
}

// MARK: - Steps that failed

extension TransactionLoop {
    /// The step under way failed, or between two steps an output of the open transaction did.
    mutating func failed(_ failure: SinkFailure, at now: Duration) {
        switch failure {
        case .stop(let reason): end(reason)
        case .retry(let error):
            guard step != nil, !retry.failed(at: now, bounds.retries, jitter: &jitter) else { return }
            end(Self.unavailable(error))
        case .rewind(let error, let named):
            switch step {
            case nil, .produce, .commit:
                refused = named
                proceed(to: .abort(error))
            default: end(ServiceFailure(stopping: error))
            }
        }
    }

    /// The producer is full after so many outputs of the input were taken.
    mutating func blocked(taken: Int, at now: Duration) {
        guard case .produce(let output, let key, let before) = step else { return }
        if taken > before { proceed(to: .produce(output, for: key, taken: taken)) }
        var policy = bounds.retries
        // Room comes with every delivery: nothing is gained by long pauses.
        policy.longest = min(policy.longest, .milliseconds(20))
        if !retry.failed(at: now, policy, jitter: &jitter) {
            end(Self.unavailable(KafkaError(code: .queueFull, operation: "produce")))
        }
    }

    /// The consumer could not go back; polling goes on, since a rebalance may be what it waits for.
    mutating func seekFailed(_ error: KafkaError, at now: Duration) {
        if error.isFatal { return end(ServiceFailure(stopping: error)) }
        if !seeking.failed(at: now, bounds.retries, jitter: &jitter) { end(Self.unavailable(error)) }
    }

    mutating func sought() {
        ledger.sought()
        seeking = Retry()
    }
}

// MARK: - Records and results

extension TransactionLoop {
    /// What a record's result must bring back, and what is known against it.
    struct Ticket {
        let epoch: Int
        let condemned: Rejection?
    }

    /// False: nothing of the partition is wanted now, neither its records nor its end.
    func takes(_ partition: TopicPartition) -> Bool { ledger.takes(partition) }

    /// A record arrived: submit it with this ticket; nil: it was taken before, or is not wanted now.
    mutating func arrived(_ key: RecordKey, bytes: Int) -> Ticket? {
        guard let epoch = ledger.take(key.partition, offset: key.offset, bytes: bytes) else { return nil }
        running[key.partition, default: 0] += 1
        if silence.since != nil { answered() }
        return Ticket(epoch: epoch, condemned: refusals.rejection(of: key))
    }

    mutating func finished(_ key: RecordKey, epoch: Int, output: Output, bytes: Int) {
        returned(key.partition)
        _ = ledger.finish(key.partition, offset: key.offset, epoch: epoch, output: output, bytes: bytes)
    }

    /// A submitted record was dropped before it started.
    mutating func discarded(_ partition: TopicPartition) { returned(partition) }

    private mutating func returned(_ partition: TopicPartition) {
        let left = (running[partition] ?? 0) - 1
        running[partition] = left > 0 ? left : nil
    }

    mutating func reachedEnd(_ partition: TopicPartition, at offset: Int64) {
        ledger.reachedEnd(partition, offset: offset)
        if silence.since != nil { answered() }
    }

    /// None of the partitions is fetched. A pause or a resumption that fails is tried again after the next poll.
    mutating func paused() { fetching = .none }

    /// All of them are fetched again.
    mutating func resumed() { fetching = .all }
}

// MARK: - The group, the brokers, the end

extension TransactionLoop {
    /// Partitions come; ask on until `settled`.
    mutating func assigning(_ partitions: [TopicPartition]) {
        rebalance = .assign
        proceed(to: .resolve(partitions))
    }

    /// Partitions go; ask on until `settled`. With `lost` another member may have them: nothing can be committed.
    mutating func revoking(_ partitions: [TopicPartition], lost: Bool, at now: Duration) {
        rebalance = .revoke(partitions, by: lost ? now : now + bounds.drain)
        pendingDiscard = .some(Set(partitions))
        guard lost else { return }
        for partition in partitions { ledger.revoke(partition) }
        proceed(to: .abort(KafkaError(code: .assignmentLost, operation: "rebalance")))
    }

    /// Everything is assigned anew at these offsets, behind what was taken.
    mutating func reassign(_ positions: [RecordKey]) { proceed(to: .assign(positions)) }

    /// The brokers seem to be gone, or the topic is.
    mutating func silent(_ error: KafkaError, at now: Duration) {
        if silence.since == nil { _ = silence.failed(at: now, bounds.retries, jitter: &jitter) }
    }

    mutating func probeFailed(_ error: KafkaError, at now: Duration) {
        if error.isFatal { return end(ServiceFailure(stopping: error)) }
        if !silence.failed(at: now, bounds.retries, jitter: &jitter) { end(Self.unavailable(error)) }
    }

    mutating func answered() { silence = Retry() }

    /// Finish what was taken, commit, leave. Before anything is read there is nothing to leave.
    mutating func stop(at now: Duration) {
        guard stopping == nil, ending == nil else { return }
        switch step {
        case .start, .open, .mark: ending = .finished
        default:
            stopping = Stopping(
                drainedBy: now + bounds.shutdown * 3 / 4, deadline: now + bounds.shutdown)
        }
    }

    mutating func closed() {
        guard ending == nil else { return }
        if stopping?.isCutShort == true { end(Self.late) } else { ending = .finished }
    }

    /// Nothing helps.
    mutating func end(_ failure: ServiceFailure) { if ending == nil { ending = .failed(failure) } }
}

// MARK: - Why it ended

extension TransactionLoop {
    static var late: ServiceFailure {
        ServiceFailure(
            status: .deadlineExceeded,
            description: "shutdown did not finish within shutdown_deadline_ms; what is not committed is processed again"
        )
    }

    private static func unavailable(_ error: KafkaError) -> ServiceFailure {
        let reason = ServiceFailure(stopping: error)
        guard reason.status == .unavailable else { return reason }
        return ServiceFailure(
            status: .unavailable,
            description: "\(reason.description); check kafka.bootstrap.servers and the brokers, or raise "
                + "broker_deadline_ms")
    }

    private static func undone(_ error: KafkaError) -> ServiceFailure {
        ServiceFailure(
            status: .rejected,
            description: "\(error): no transaction could be committed for broker_deadline_ms; see the brokers' logs")
    }

    private static func refusedLetter(_ error: KafkaError) -> ServiceFailure {
        ServiceFailure(
            status: .rejected,
            description: "\(error): the dead-letter topic takes no letter; raise its max.message.bytes")
    }
}
