import Testing

@testable import Worker

@Suite struct LagTrackerTests {
    @Test func secondsAreTheAgeOfTheFirstRecordThatIsNotCommitted() {
        var lag = LagTracker(start: 10)
        #expect(lag.lag(end: 10, now: 1000) == (0, 0))
        lag.took(10, milliseconds: 1500)
        lag.took(11, milliseconds: 2500)
        #expect(lag.lag(end: 12, now: 4000) == (2, 2.5))
        lag.committed(upTo: 11)
        #expect(lag.lag(end: 12, now: 4000) == (1, 1.5))
        lag.committed(upTo: 12)
        #expect(lag.lag(end: 12, now: 9000) == (0, 0))
    }

    /// A record that is there but not read yet came after the last committed one, and after there was last none.
    @Test func whatIsNotReadYetIsAsOldAsItCanBe() {
        var lag = LagTracker(start: 0)
        #expect(lag.lag(end: 5, now: 100).seconds == nil)
        lag.took(0, milliseconds: 1000)
        lag.committed(upTo: 1)
        #expect(lag.lag(end: 5, now: 3000) == (4, 2))
        lag.committed(upTo: 5)
        #expect(lag.lag(end: 5, now: 60_000) == (0, 0))
        #expect(lag.lag(end: 6, now: 61_000) == (1, 1))
    }

    @Test func anAbortChangesNothingAndARecordWithoutATimestampGivesNoSeconds() {
        var lag = LagTracker(start: 0)
        lag.took(0, milliseconds: 1000)
        lag.took(1, milliseconds: nil)
        lag.took(0, milliseconds: 1000)
        #expect(lag.lag(end: nil, now: 2000) == (2, 1))
        lag.committed(upTo: 1)
        #expect(lag.lag(end: nil, now: 2000).records == 1)
        #expect(lag.lag(end: nil, now: 2000).seconds == nil)
    }

    /// A clock that is behind the producer's gives 0, an end that lies behind control markers counts them.
    @Test func clocksAndMarkersCannotMakeItNegative() {
        var lag = LagTracker(start: 0)
        lag.took(0, milliseconds: 9000)
        #expect(lag.lag(end: 3, now: 1000) == (3, 0))
        lag.committed(upTo: 9)
        #expect(lag.lag(end: 3, now: 1000) == (0, 0))
    }

    /// Against the definition: the first record at or after the committed offset.
    @Test func itAgreesWithTheDefinitionOnRandomStreams() {
        var random = SeededGenerator(seed: 7)
        var lag = LagTracker(start: 0)
        var times: [Int64] = []
        var committed = 0
        for step in 0..<20_000 {
            if Bool.random(using: &random) {
                times.append(Int64(step))
                lag.took(Int64(times.count - 1), milliseconds: Int64(step))
            } else if committed < times.count {
                committed += Int.random(in: 0...min(5, times.count - committed), using: &random)
                lag.committed(upTo: Int64(committed))
            }
            let expected = committed < times.count ? Double(Int64(step) - times[committed]) / 1000 : 0
            let found = lag.lag(end: Int64(times.count), now: Int64(step))
            guard found == (Int64(times.count - committed), expected) else {
                Issue.record("step \(step): \(found), expected \(times.count - committed), \(expected)")
                return
            }
        }
    }
}
