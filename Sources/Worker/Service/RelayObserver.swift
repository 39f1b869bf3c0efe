internal import Kafka

/// Told what a relay does, to be counted and shown. It changes nothing and must return at once.
protocol RelayObserver: AnyObject, Sendable {
    /// A record was processed; called on the thread that did it. Everything else is called on the relay's own.
    @Sendable func processed(_ times: StageTimes)
    /// Records arrived, in offset order within each partition.
    func took(_ records: [Record])
    /// Outputs and offsets are final.
    func committed(
        _ offsets: [(partition: TopicPartition, offset: Int64)], _ counters: RelayCounters, after duration: Duration)
    func aborted(after duration: Duration)
    /// The assignment changed by so many partitions, of which an empty one is news too: the worker stands by.
    func rebalanced(_ kind: RebalanceKind, partitions: Int, after duration: Duration)
    /// Several times a second while the relay turns.
    func stands(_ standing: RelayStanding)
}

enum RebalanceKind: String, Sendable, CaseIterable { case assigned, revoked, lost }

/// Where a relay stands.
struct RelayStanding: Sendable {
    struct Partition: Sendable {
        let partition: TopicPartition
        /// Where it would start again.
        let committed: Int64
        /// The offset that its next record takes, as far as the client knows.
        let end: Int64?
    }

    /// In order of topic and number.
    var partitions: [Partition] = []
    /// Read and not yet released.
    var openRecords = 0
    var openBytes = 0
    var isPaused = false
    var isStopping = false
}

extension Relay {
    var standing: RelayStanding {
        RelayStanding(
            partitions: loop.ledger.committedEnds.map { partition, offset in
                RelayStanding.Partition(
                    partition: partition, committed: offset, end: consumer.cachedEnd(of: partition))
            },
            openRecords: loop.ledger.openRecords, openBytes: loop.ledger.openBytes, isPaused: loop.fetching == .none,
            isStopping: loop.stopping != nil)
    }
}
