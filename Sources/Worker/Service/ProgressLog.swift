internal import Logging
internal import Synchronization

/// One line of progress at most every ten seconds.
final class ProgressLog: Sendable {
    private static let interval = Duration.seconds(10)
    private let logger: Logger
    private let last = Mutex<(time: ContinuousClock.Instant, records: Int)>((.now, 0))

    init(logger: Logger) { self.logger = logger }

    @Sendable func note(_ counters: RelayCounters) {
        let rate: Double? = last.withLock { last in
            let elapsed = ContinuousClock.now - last.time
            guard elapsed >= Self.interval else { return nil }
            let rate = Double(counters.done.records - last.records) / (elapsed / .seconds(1))
            last = (.now, counters.done.records)
            return rate
        }
        guard let rate else { return }
        let done = counters.done
        logger.info(
            """
            committed \(done.records) records (\(Int(rate))/s), \(done.eventCount) events, \(done.deadLetterCount) dead letters, \
            \(counters.commits) transactions, \(counters.aborts) aborted
            """)
    }
}
