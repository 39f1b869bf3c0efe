import Testing

@testable import Worker

@Suite struct PaceTests {
    /// A reader that takes all it may, polled at random moments, on a clock of its own.
    @Test(arguments: [(Rate.records(500), 1), (.records(3), 2), (.bytes(2e6), 3), (.records(100_000), 4)])
    func overAnyTimeNoMoreIsReadThanTheRateAllows(rate: Rate, seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let start = ContinuousClock.now
        var now = start
        var pace = Pace(rate, now: start)
        var read = 0.0
        let perSecond: Double
        let countsBytes: Bool
        switch rate {
        case .records(let number): (perSecond, countsBytes) = (number, false)
        case .bytes(let number): (perSecond, countsBytes) = (number, true)
        }
        while now - start < .seconds(60) {
            now += .milliseconds(Int.random(in: 1...40, using: &generator))
            guard let allowance = pace.allowance(now: now) else { continue }
            let (records, bytes) = (allowance.records, allowance.bytes)
            pace.spend(records: records, bytes: bytes)
            read += Double(countsBytes ? bytes : records)
            let most = perSecond * ((now - start) / .seconds(1)) + max(1, perSecond / 4)
            #expect(read <= most + 1)
        }
        let largest = Double(countsBytes ? Pace.Allowance.largest.bytes : Pace.Allowance.largest.records) * 25
        #expect(read >= min(perSecond, largest) * 60 * 0.8)
    }

    @Test func aBatchThatOverdrawsIsPaidBackBeforeTheNext() {
        let start = ContinuousClock.now
        var pace = Pace(.bytes(1000), now: start)
        #expect(pace.allowance(now: start)?.bytes == 250)
        pace.spend(records: 1, bytes: 2250)
        #expect(pace.allowance(now: start + .seconds(1)) == nil)
        #expect(pace.allowance(now: start + .seconds(3))?.bytes == 250)
    }
}
