internal import Foundation
internal import Kafka
internal import Logging
internal import Synchronization

/// `--max-lag-of-live tapereader` or `tapereader:500`: a group, and how many records it may lag.
struct LiveLagLimit: Equatable, Sendable {
    let group: String
    let records: Int64

    /// Control markers take offsets, so the lag of an idle group on a transactional topic is seldom 0.
    static let defaultRecords: Int64 = 1000

    init?(_ text: String) {
        let sides = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = sides.first, !name.isEmpty, sides.count <= 2 else { return nil }
        group = String(name)
        if sides.count == 2 {
            guard let records = Int64(sides[1]), records >= 0 else { return nil }
            self.records = records
        } else {
            records = Self.defaultRecords
        }
    }
}

/// Watches how far the live group lags, on a thread of its own. It asks for committed offsets and never joins the
/// group.
final class LiveLag: Sendable {
    private struct State {
        var lag: Int64 = 0
        var isHolding = false
        var isStopped = false
    }

    private static let interval: TimeInterval = 2
    private let limit: LiveLagLimit
    private let partitions: [TopicPartition]
    private let state = Mutex(State())

    init(_ limit: LiveLagLimit, partitions: [TopicPartition]) {
        self.limit = limit
        self.partitions = partitions
    }

    var lag: Int64 { state.withLock { $0.lag } }
    /// Past the limit, until the lag is half of it.
    var isHolding: Bool { state.withLock { $0.isHolding } }

    /// Looks once, then again every two seconds until `stop`.
    func start(_ admin: Admin, logger: Logger) {
        look(admin, logger)
        let thread = Thread {
            while !self.state.withLock({ $0.isStopped }) {
                Thread.sleep(forTimeInterval: Self.interval)
                self.look(admin, logger)
            }
        }
        thread.name = "live-lag"
        thread.start()
    }

    func stop() { state.withLock { $0.isStopped = true } }

    func note(_ lag: Int64) {
        state.withLock { state in
            state.lag = lag
            if lag > limit.records {
                state.isHolding = true
            } else if lag <= limit.records / 2 {
                state.isHolding = false
            }
        }
    }

    private func look(_ admin: Admin, _ logger: Logger) {
        let deadline = ContinuousClock.now.advanced(by: .seconds(10))
        do {
            var lag: Int64 = 0
            let committed = try admin.committed(group: limit.group, partitions, by: deadline)
            for position in committed {
                let ends = try admin.watermarks(of: position.topicPartition, by: deadline)
                lag += max(0, ends.high - (position.offset.number ?? ends.low))
            }
            note(lag)
        } catch {
            logger.warning("the lag of \(limit.group) is not known: \(error)")
        }
    }
}
