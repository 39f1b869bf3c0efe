internal import Kafka

/// The service's loop as a value: what happened goes in, what is to be done comes out. No clock, no client, no thread.
///
/// A performer asks `next` what to do, does it, tells how it went, and asks again:
///
///     start → open → (poll → produce … → commit)* → close
///
/// One *step* at a time is under way: it succeeds, is tried again after a pause, is undone, or ends the process. While
/// there is one, nothing is polled, so nothing can be released or revoked beneath it. A rebalance comes from inside a
/// poll or a close: the performer tells it and asks on until the answer is `settled`.
///
/// The promise, after every input: *committed outputs = outputs of the committed prefix*.
struct TransactionLoop<Output> {
    struct Bounds: Hashable, Sendable {
        /// Records and their bytes, read and not yet released; past either nothing more is fetched.
        var inflightRecords: Int
        var inflightBytes: Int
        var commitInterval: Duration
        var commitRecords: Int
        /// How long a revocation waits for what is being processed.
        var drain: Duration
        /// From the wish to stop to the end of the process.
        var shutdown: Duration
        var retries: Retry.Policy
    }

    enum Action {
        /// Shut out earlier owners of the output side.
        case start
        /// Begin to read.
        case open
        /// Commit what opening asked for.
        case mark
        /// Read exactly these partitions from these offsets.
        case assign([RecordKey])
        /// Find the offsets at which these partitions start, as numbers.
        case resolve([TopicPartition])
        /// Look for records, waiting this long.
        case poll(Duration)
        /// Produce what an input became, but for the outputs that were taken already.
        case produce(Output, for: RecordKey, taken: Int)
        /// Commit the offsets of the ledger with all that was produced.
        case commit
        /// Undo all that was produced since the last commit.
        case abort(KafkaError)
        /// Drop submitted work that has not started: of these partitions, or all.
        case discard(Set<TopicPartition>?)
        /// Go back to the ledger's rewind positions.
        case rewind
        case pause
        case resume
        /// Ask the brokers for anything, to see whether they answer.
        case probe
        /// Nothing to do before this has passed, unless a result comes.
        case wait(Duration)
        /// The rebalance may take effect.
        case settled
        /// Leave the group, by this time.
        case close(by: Duration)
        case stop(ServiceFailure)
        case finished
    }

    enum Step {
        case start, open
        /// Then reading begins here.
        case mark([RecordKey])
        case assign([RecordKey])
        case resolve([TopicPartition])
        case produce(Output, for: RecordKey, taken: Int)
        case commit
        case abort(KafkaError)
    }

    enum Rebalance: Hashable {
        case assign
        case revoke([TopicPartition], by: Duration)
    }

    struct Stopping: Hashable {
        /// Until then what is being processed may finish; the rest of the time is for the commit and the goodbye.
        let drainedBy: Duration
        let deadline: Duration
        var isCutShort = false
    }

    /// Which of the assigned partitions are fetched.
    enum Fetching: Hashable {
        case all
        /// Some were paused before others came, or a pause succeeded in part.
        case some
        case none
    }

    enum Ending: Hashable {
        case failed(ServiceFailure)
        case finished
    }

    let bounds: Bounds
    var ledger = OffsetLedger<Output>()
    var refusals = Refusals()
    var step: Step? = .start
    var rebalance: Rebalance?
    var stopping: Stopping?
    var ending: Ending?
    /// Submitted and not yet back, by partition: what a revocation waits for.
    var running: [TopicPartition: Int] = [:]
    /// Inputs whose outputs are in the open transaction, and since when there are any.
    var openRecords = 0
    var openSince: Duration?
    /// Inputs that the failure behind a pending abort named.
    var refused: [RecordKey] = []
    var pendingDiscard: Set<TopicPartition>??
    var fetching = Fetching.all
    /// Once a poll, so that a consumer that refuses to pause is still polled.
    var mayRegulate = true
    var jitter: Jitter

    /// Of the step under way; of transactions, since one was committed; of going back; of brokers that are silent.
    var retry = Retry()
    var undoing = Retry()
    var seeking = Retry()
    var silence = Retry()

    init(bounds: Bounds, jitterSeed: UInt64) {
        self.bounds = bounds
        jitter = Jitter(seed: jitterSeed)
    }

    /// What to do now. The performer tells how it went before it asks again.
    mutating func next(at now: Duration) -> Action {
        if let stopping, ending == nil, now >= stopping.deadline { end(Self.late) }
        switch ending {
        case .failed(let failure): return .stop(failure)
        case .finished: return .finished
        case nil: break
        }
        if let scope = pendingDiscard {
            pendingDiscard = .none
            return .discard(scope)
        }
        if step == nil { step = nextStep(at: now) }
        if let step { return retry.isWaiting(at: now) ? .wait(retry.due - now) : action(step) }
        if let rebalance { return settle(rebalance, at: now) }
        if let stopping { return drain(stopping, at: now) }
        if undoing.isWaiting(at: now) { return .wait(undoing.due - now) }
        return repair(at: now) ?? regulate() ?? poll()
    }

    private func action(_ step: Step) -> Action {
        switch step {
        case .start: .start
        case .open: .open
        case .mark: .mark
        case .assign(let starts): .assign(starts)
        case .resolve(let partitions): .resolve(partitions)
        case .produce(let output, let key, let taken): .produce(output, for: key, taken: taken)
        case .commit: .commit
        case .abort(let cause): .abort(cause)
        }
    }

    /// Everything released is produced before anything is committed; a suspect's outputs are committed alone.
    private mutating func nextStep(at now: Duration) -> Step? {
        if refusals.isIsolating, openRecords > 0 { return .commit }
        if let (partition, offset, output) = ledger.releaseNext() {
            return .produce(output, for: RecordKey(partition: partition, offset: offset), taken: 0)
        }
        return isCommitDue(at: now) ? .commit : nil
    }

    private func isCommitDue(at now: Duration) -> Bool {
        guard !isLettingGo(at: now) else { return ledger.hasOffsetsToCommit }
        // Nothing is produced, but the end of a partition, behind control markers, was reported.
        guard let openSince else { return running.isEmpty && ledger.hasOffsetsToCommit }
        return openRecords >= bounds.commitRecords || now - openSince >= bounds.commitInterval
    }

    /// What could finish has finished, and the partitions are about to go.
    private func isLettingGo(at now: Duration) -> Bool {
        switch rebalance {
        case .revoke(let partitions, let deadline): return !isRunning(partitions) || now >= deadline
        case .assign: return false
        case nil: break
        }
        guard let stopping else { return false }
        return running.isEmpty || now >= stopping.drainedBy
    }

    private func isRunning(_ partitions: [TopicPartition]) -> Bool {
        !running.isEmpty && partitions.contains { running[$0] != nil }
    }

    private mutating func settle(_ rebalance: Rebalance, at now: Duration) -> Action {
        if case .revoke(let partitions, let deadline) = rebalance {
            if isRunning(partitions), now < deadline { return .wait(min(deadline - now, .milliseconds(50))) }
            for partition in partitions {
                ledger.revoke(partition)
                refusals.revoked(partition)
            }
        }
        self.rebalance = nil
        return .settled
    }

    private mutating func drain(_ stopping: Stopping, at now: Duration) -> Action {
        if !running.isEmpty {
            guard now >= stopping.drainedBy else { return .wait(min(stopping.drainedBy - now, .milliseconds(50))) }
            self.stopping?.isCutShort = true
        }
        return .close(by: stopping.deadline)
    }

    private func repair(at now: Duration) -> Action? {
        if ledger.awaitsSeek, !seeking.isWaiting(at: now) { return .rewind }
        if silence.since != nil, !silence.isWaiting(at: now) { return .probe }
        return nil
    }

    /// Past the budget of records or bytes the partitions are paused, below half of it resumed.
    private mutating func regulate() -> Action? {
        guard mayRegulate else { return nil }
        let records = ledger.openRecords
        let bytes = ledger.openBytes
        let isFull = records >= bounds.inflightRecords || bytes >= bounds.inflightBytes
        let isHalfEmpty = records <= bounds.inflightRecords / 2 && bytes <= bounds.inflightBytes / 2
        let action: Action?
        switch fetching {
        case .all: action = isFull ? .pause : nil
        case .some: action = isHalfEmpty ? .resume : .pause
        case .none: action = isHalfEmpty ? .resume : nil
        }
        if action != nil { (fetching, mayRegulate) = (.some, false) }
        return action
    }

    /// Work in flight keeps the loop awake; an idle one waits in the broker's long poll.
    private mutating func poll() -> Action {
        mayRegulate = true
        return .poll(running.isEmpty && openSince == nil ? .milliseconds(100) : .milliseconds(2))
    }
}

extension TransactionLoop.Step: Equatable where Output: Hashable {}
extension TransactionLoop.Step: Hashable where Output: Hashable {}
extension TransactionLoop: Equatable where Output: Hashable {}
extension TransactionLoop: Hashable where Output: Hashable {}
