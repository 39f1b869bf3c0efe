internal import Kafka

/// Offsets on their way to the broker, for a worker that repeats rather than waits.
///
/// While a member joins its group, the coordinator answers nothing else on that connection until every other member has
/// joined too: a worker that waited for its commits would stand still on partitions that it keeps. So one commit is under
/// way at a time, what comes meanwhile goes out with the next, and one that was refused (of an earlier generation of the
/// group, say) goes out again. Used from one thread.
struct OffsetCommits {
    private var waiting: [TopicPartition: Position] = [:]
    private var underWay: (commit: PendingCommit, offsets: [Position])?
    /// The first failure since the last success, and when the next try is due.
    private var failure: (since: ContinuousClock.Instant, due: ContinuousClock.Instant)?

    /// Between two tries of what was refused.
    private static let pause = Duration.milliseconds(250)

    var isEmpty: Bool { waiting.isEmpty && underWay == nil }

    /// No commit has succeeded for this long, though some were tried.
    func isFailing(for time: Duration) -> Bool { failure.map { .now - $0.since >= time } ?? false }

    /// Each the last finished offset + 1; an offset replaces the earlier one of its partition.
    mutating func add(_ offsets: [Position]) {
        for offset in offsets { waiting[offset.topicPartition] = offset }
    }

    /// Takes the answer if it has come, and sends what waits if nothing is under way. Waits for nothing.
    mutating func advance(_ consumer: Consumer) {
        let now = ContinuousClock.now
        do throws(KafkaError) {
            guard try collect(by: now), !waiting.isEmpty, failure.map({ now >= $0.due }) ?? true else { return }
            try send(consumer)
        } catch {
            failure = (failure?.since ?? now, now + Self.pause)
        }
    }

    /// Waits until everything is committed, and tries once more what was refused, unless the member must join its group
    /// again first: until then nothing of it is taken.
    /// - Throws: the last failure; what is not committed waits on.
    mutating func settle(_ consumer: Consumer, by deadline: ContinuousClock.Instant) throws(KafkaError) {
        do throws(KafkaError) { _ = try collect(by: deadline) } catch {
            failure = failure ?? (.now, .now)
            if error.code == .illegalGeneration || error.code == .unknownMemberID { throw error }
        }
        while !isEmpty {
            if underWay == nil { try send(consumer) }
            guard try collect(by: deadline) else {
                throw KafkaError(code: .timedOut, operation: "commit offsets", isRetriable: true)
            }
        }
    }

    /// Another member may have these partitions: nothing of them is sent any more.
    mutating func forget(_ partitions: [TopicPartition]) {
        for partition in partitions { waiting[partition] = nil }
        underWay?.offsets.removeAll { partitions.contains($0.topicPartition) }
        if underWay?.offsets.isEmpty == true { underWay = nil }
    }

    private mutating func send(_ consumer: Consumer) throws(KafkaError) {
        let offsets = waiting.values.sorted { $0.topicPartition < $1.topicPartition }
        underWay = (try consumer.beginCommit(offsets), offsets)
        waiting.removeAll(keepingCapacity: true)
    }

    /// False: a commit is under way and has no answer by the deadline. What was refused waits again, unless a later offset
    /// of its partition does.
    private mutating func collect(by deadline: ContinuousClock.Instant) throws(KafkaError) -> Bool {
        guard let (commit, offsets) = underWay else { return true }
        do {
            guard try commit.isDone(by: deadline) else { return false }
        } catch {
            underWay = nil
            for offset in offsets where waiting[offset.topicPartition] == nil {
                waiting[offset.topicPartition] = offset
            }
            throw error
        }
        underWay = nil
        failure = nil
        return true
    }
}
