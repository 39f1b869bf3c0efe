internal import Foundation
internal import Kafka
internal import Synchronization

/// What the health endpoints and the status page tell: written by the relay's thread, read by any.
final class WorkStatus: Sendable {
    /// The life of the service, in the order in which it passes.
    enum Phase: String, Sendable, Encodable {
        /// The brokers are asked for the topics, or the group is being joined.
        case starting
        /// In the group, and reading.
        case assigned
        /// In the group, without a partition: there are more workers than partitions.
        case standby
        /// Finishing what was read.
        case stopping
    }

    struct Partition: Sendable, Encodable {
        let topic: String
        let partition: Int
        let committed: Int64
        let lagRecords: Int64
        let lagSeconds: Double?
    }

    struct Death: Sendable, Encodable {
        let topic: String
        let partition: Int
        let offset: Int64
        let reason: String
        let message: String
    }

    private struct State {
        var phase = Phase.starting
        var hasJoined = false
        var standing = RelayStanding()
        var partitions: [Partition] = []
        var counters = RelayCounters()
        var aborted = 0
        /// Of the monotonic clock: the relay's last sign of life, and the last moment without unfinished business.
        var turned: ContinuousClock.Instant?
        var settled: ContinuousClock.Instant?
        var committed: ContinuousClock.Instant?
        var rates: [(time: ContinuousClock.Instant, records: Int)] = []
    }

    /// A relay's calls last 10 s at most; one that has not turned for this long is stuck.
    private static let longestTurn = Duration.seconds(120)
    /// The rate shown is that of this stretch.
    private static let rateStretch = Duration.seconds(10)
    /// Where `broker_deadline_ms` sets none.
    private static let defaultPatience = Duration.seconds(60)

    private let patience: Duration
    private let started = ContinuousClock.now
    private let state = Mutex(State())
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - patience: records may be in flight without a transaction for this long before the worker is not ready.
    ///   - clock: Unix milliseconds.
    init(patience: Duration?, clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }) {
        self.patience = patience ?? Self.defaultPatience
        self.clock = clock
    }

    /// Unix milliseconds.
    var now: Int64 { clock() }

    // MARK: - What the relay tells

    func rebalanced(_ kind: RebalanceKind) {
        guard kind == .assigned else { return }
        state.withLock { $0.hasJoined = true }
    }

    func stands(_ standing: RelayStanding, _ partitions: [Partition]) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.turned = now
            state.standing = standing
            state.partitions = partitions
            if standing.openRecords == 0 { state.settled = now }
            state.phase = Self.phase(standing, hasJoined: state.hasJoined)
            state.rates.append((now, state.counters.done.records))
            state.rates.removeAll { now - $0.time > Self.rateStretch }
        }
    }

    private static func phase(_ standing: RelayStanding, hasJoined: Bool) -> Phase {
        if standing.isStopping { return .stopping }
        if !standing.partitions.isEmpty { return .assigned }
        return hasJoined ? .standby : .starting
    }

    func committed(_ counters: RelayCounters) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.counters = counters
            state.committed = now
            state.settled = now
        }
    }

    func aborted() { state.withLock { $0.aborted += 1 } }

    // MARK: - What is asked

    /// A verdict and one line that says why.
    struct Answer: Sendable, Equatable {
        let isYes: Bool
        let text: String
    }

    /// The process: whether the relay's thread still turns. A broker that is down changes nothing.
    var isLive: Answer {
        guard let turned = state.withLock({ $0.turned }) else { return Answer(isYes: true, text: "live: starting") }
        let age = .now - turned
        guard age < Self.longestTurn else {
            return Answer(isYes: false, text: "not live: the relay has not moved for \(Int(age / .seconds(1))) s")
        }
        return Answer(isYes: true, text: "live")
    }

    /// Joined its group once.
    var isStarted: Answer {
        state.withLock(\.hasJoined)
            ? Answer(isYes: true, text: "started") : Answer(isYes: false, text: "not started: joining the group")
    }

    /// In the group, and what is read becomes committed. Never the lag: a worker that is behind must not be taken away.
    var isReady: Answer {
        let (phase, settled) = state.withLock { ($0.phase, $0.settled) }
        switch phase {
        case .starting: return Answer(isYes: false, text: "not ready: joining the group")
        case .stopping: return Answer(isYes: false, text: "not ready: stopping")
        case .assigned, .standby:
            let age = .now - (settled ?? started)
            guard age <= patience else {
                return Answer(
                    isYes: false,
                    text: "not ready: records are in flight, but none was committed for \(Int(age / .seconds(1))) s")
            }
            return Answer(isYes: true, text: "ready: \(phase.rawValue)")
        }
    }

    /// Everything that the status page shows, as JSON.
    struct Snapshot: Encodable {
        let phase: Phase
        let ready: Bool
        let why: String
        let uptimeSeconds: Double
        let records: Int
        let recordsPerSecond: Double
        let events: [String: Int]
        let deadLetters: [String: Int]
        let lastDeadLetters: [Death]
        let transactions: Int
        let aborted: Int
        let lastTransactionSecondsAgo: Double?
        let inflightRecords: Int
        let inflightBytes: Int
        let paused: Bool
        let partitions: [Partition]
    }

    var snapshot: Snapshot {
        let now = ContinuousClock.now
        let ready = isReady
        return state.withLock { state in
            let done = state.counters.done
            return Snapshot(
                phase: state.phase, ready: ready.isYes, why: ready.text, uptimeSeconds: (now - started) / .seconds(1),
                records: done.records, recordsPerSecond: Self.rate(state, now), events: done.events,
                deadLetters: done.deadLetters, lastDeadLetters: done.lastDeaths.reversed().map(Death.init),
                transactions: state.counters.commits, aborted: state.aborted,
                lastTransactionSecondsAgo: state.committed.map { (now - $0) / .seconds(1) },
                inflightRecords: state.standing.openRecords, inflightBytes: state.standing.openBytes,
                paused: state.standing.isPaused, partitions: state.partitions)
        }
    }

    private static func rate(_ state: State, _ now: ContinuousClock.Instant) -> Double {
        guard let first = state.rates.first, now > first.time else { return 0 }
        return Double(state.counters.done.records - first.records) / ((now - first.time) / .seconds(1))
    }
}

extension WorkStatus.Death {
    fileprivate init(_ death: RelayCounters.Death) {
        topic = death.source.partition.topic
        partition = Int(death.source.partition.partition)
        offset = death.source.offset
        reason = death.rejection.code
        message = death.rejection.message
    }
}
