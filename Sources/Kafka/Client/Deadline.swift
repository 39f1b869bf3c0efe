/// The longest single wait inside librdkafka: a deadline, a cancelled wait or a log line is never noticed later than
/// this.
let longestWaitMilliseconds: Int32 = 1_000

extension ContinuousClock.Instant {
    /// The milliseconds left, rounded up so that a wait does not end just before the deadline, at most `cap`, never
    /// negative.
    func millisecondsLeft(cap: Int32 = longestWaitMilliseconds) -> Int32 {
        let left = ContinuousClock.now.duration(to: self)
        guard left > .zero else { return 0 }
        guard left < .milliseconds(cap) else { return cap }
        let (seconds, attoseconds) = left.components
        return Int32(seconds) * 1_000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    var hasPassed: Bool { ContinuousClock.now >= self }
}

extension Duration {
    /// Whole milliseconds for librdkafka, between 0 and `cap`.
    func wholeMilliseconds(cap: Int32) -> Int32 {
        guard self > .zero else { return 0 }
        guard self < .milliseconds(cap) else { return cap }
        let (seconds, attoseconds) = components
        return Int32(seconds) * 1_000 + Int32(attoseconds / 1_000_000_000_000_000)
    }
}
