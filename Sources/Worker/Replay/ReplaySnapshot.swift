/// How far a share is: what is committed, and nothing that is not.
struct ReplaySnapshot: Sendable {
    struct Lane: Sendable {
        let range: ScanRange
        let offset: Int64
        let progress: PartitionProgress

        var done: Int64 { max(0, min(offset, range.end) - range.start) }
        var isDone: Bool { offset >= range.end }
    }

    var lanes: [Lane] = []
    /// Over all runs.
    let elapsed: Duration
    /// Of this run.
    let running: Duration
    /// Sum of the offsets at which this run began.
    let startOffset: Int64
    /// Why nothing is read just now: how far the live group lags.
    let liveLag: Int64?

    init(elapsed: Duration, running: Duration, startOffset: Int64, liveLag: Int64?) {
        self.elapsed = elapsed
        self.running = running
        self.startOffset = startOffset
        self.liveLag = liveLag
    }

    var isDone: Bool { lanes.allSatisfy(\.isDone) }
    var offsets: Int64 { lanes.reduce(0) { $0 + $1.range.offsets } }
    var done: Int64 { lanes.reduce(0) { $0 + $1.done } }

    var tally: ReplayTally {
        lanes.reduce(into: ReplayTally()) { $0 += $1.progress.tally }
    }

    /// Offsets a second in this run.
    var rate: Double {
        let advanced = lanes.reduce(0) { $0 + $1.offset } - startOffset
        let seconds = running / .seconds(1)
        return seconds > 0 ? Double(max(0, advanced)) / seconds : 0
    }

    /// Nil while nothing is known of the speed.
    var remaining: Duration? {
        if isDone { return .zero }
        return rate > 0 ? .seconds(Double(offsets - done) / rate) : nil
    }
}
