import Kafka

@testable import Worker

/// The world around a transaction loop, reduced to what can go wrong: a naive broker with transactions, a consumer with
/// positions, a pool that finishes in any order. A value, so that every order of events can be tried from every state.
///
/// A record's output is its offset. `violation` is set by the first broken promise.
struct LoopWorld: Hashable {
    struct Setup: Hashable {
        var partitions = 2
        /// Offsets of each partition's log, and of the markers in it, which are no records.
        var end: Int64 = 2
        var markers: Set<Int64> = []
        /// The log's first offset: retention took what was before.
        var low: Int64 = 0
        var commitRecords = 2
        var inflightRecords = 8
        var patience: Duration?
        var firstPause = Duration.zero
        /// How much may happen that need not.
        var faults = 0
        var rebalances = 0
        var ticks = 0
        var stops = 0
    }

    struct Job: Hashable {
        let key: RecordKey
        let epoch: Int
    }

    enum Change: Hashable {
        case assign([Int])
        case revoke([Int])
        /// The revocation that comes with closing.
        case close([Int])
    }

    private let fixed: Unhashed<Setup>
    var setup: Setup { fixed.value }
    var loop: TransactionLoop<Int64>
    var now = Duration.zero
    /// What is left of faults, rebalances, ticks and stops.
    var faults: Int
    var rebalances: Int
    var ticks: Int
    var stops: Int

    /// By partition: the broker's committed offset, the outputs of the open transaction.
    var committed: [Int64?]
    var open: [[Int64]]
    /// The broker has committed, but its answer was lost.
    var isCommitHidden = false
    /// By partition: where the consumer reads next; nil: not assigned.
    var position: [Int64?]
    /// Partitions that are not fetched: those that come are.
    var paused: Set<Int> = []
    var hasSeenEnd: [Bool]
    /// Polled before a rebalance, handed out after it.
    var gathered: RecordKey?
    var jobs: [Job] = []
    var change: Change?
    /// Another member may have what is being revoked.
    var isLost = false
    /// Rewound by an abort, and not yet sought.
    var mustSeek: Set<Int> = []
    var refusedPauses = 0
    var hasEnded = false
    var violation: String?

    init(_ setup: Setup, seed: UInt64 = 1) {
        fixed = Unhashed(value: setup)
        (faults, rebalances, ticks, stops) = (setup.faults, setup.rebalances, setup.ticks, setup.stops)
        committed = Array(repeating: nil, count: setup.partitions)
        open = Array(repeating: [], count: setup.partitions)
        position = Array(repeating: nil, count: setup.partitions)
        hasSeenEnd = Array(repeating: false, count: setup.partitions)
        loop = Self.loop(setup, seed: seed)
    }

    static func loop(_ setup: Setup, seed: UInt64) -> TransactionLoop<Int64> {
        TransactionLoop(
            bounds: .init(
                inflightRecords: setup.inflightRecords, inflightBytes: .max, commitInterval: .milliseconds(100),
                commitRecords: setup.commitRecords, drain: .milliseconds(60), shutdown: .milliseconds(400),
                retries: .init(first: setup.firstPause, longest: setup.firstPause * 8, patience: setup.patience)),
            jitterSeed: seed)
    }

    static func partition(_ index: Int) -> TopicPartition { TopicPartition(topic: "t", partition: Int32(index)) }
    static func key(_ index: Int, _ offset: Int64) -> RecordKey {
        RecordKey(partition: partition(index), offset: offset)
    }
    static let error = KafkaError(code: .timedOut, message: "model", isRetriable: true)

    func start(of index: Int) -> Int64 { committed[index] ?? setup.low }
    func records(_ from: Int64, _ to: Int64) -> [Int64] {
        from < to ? (from..<to).filter { !setup.markers.contains($0) } : []
    }

    /// The first record at or after an offset.
    func record(from offset: Int64) -> Int64? {
        var offset = offset
        while offset < setup.end {
            if !setup.markers.contains(offset) { return offset }
            offset += 1
        }
        return nil
    }

    var assigned: [Int] { position.indices.filter { position[$0] != nil } }
    var fetched: [Int] { assigned.filter { !paused.contains($0) } }
    var unassigned: [Int] { position.indices.filter { position[$0] == nil } }
    /// Everything that is there is committed.
    var isComplete: Bool { committed.allSatisfy { record(from: $0 ?? setup.low) == nil } }

    mutating func violate(_ text: String) { if violation == nil { violation = text } }

    /// A process of the same transactional id begins: what was open is aborted, what was in memory is gone.
    mutating func restart() {
        open = open.map { _ in [] }
        position = position.map { _ in nil }
        (jobs, gathered, change, mustSeek) = ([], nil, nil, [])
        isLost = false
        (isCommitHidden, paused, hasEnded, refusedPauses) = (false, [], false, 0)
        loop = Self.loop(setup, seed: 1)
        now = .zero
    }
}

/// The same in every state: neither compared nor hashed.
struct Unhashed<Value>: Hashable {
    let value: Value
    static func == (left: Self, right: Self) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
}
