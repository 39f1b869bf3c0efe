import Logging
import Testing

@testable import Kafka

@Suite struct LogThrottleTests {
    @Test func repeatsOfAFacilityAreCountedAndNotPrinted() {
        var throttle = LogThrottle()
        let start = ContinuousClock.now
        for _ in 0..<LogThrottle.burst {
            #expect(throttle.judge("FAIL", at: start) == .pass(suppressedBefore: 0))
        }
        for second in 1..<20 { #expect(throttle.judge("FAIL", at: start + .seconds(second)) == .suppress) }
        #expect(throttle.judge("FAIL", at: start + LogThrottle.window) == .pass(suppressedBefore: 19))
        #expect(throttle.judge("FAIL", at: start + LogThrottle.window) == .pass(suppressedBefore: 0))
    }

    @Test func facilitiesDoNotSilenceEachOther() {
        var throttle = LogThrottle()
        let start = ContinuousClock.now
        for _ in 0..<100 { _ = throttle.judge("FAIL", at: start) }
        #expect(throttle.judge("REBALANCE", at: start) == .pass(suppressedBefore: 0))
    }

    @Test func theTableOfFacilitiesIsBounded() {
        var throttle = LogThrottle()
        let start = ContinuousClock.now
        for number in 0..<10_000 { _ = throttle.judge("F\(number)", at: start) }
        #expect(throttle.judge("F9999", at: start) == .pass(suppressedBefore: 0))
    }

    @Test(arguments: [
        (Int32(0), Logger.Level.critical), (2, .critical), (3, .error), (4, .warning), (5, .notice), (6, .info),
        (7, .debug),
        (99, .debug), (-1, .critical),
    ])
    func syslogSeveritiesBecomeLevels(_ severity: Int32, _ level: Logger.Level) {
        #expect(Client.level(ofSeverity: severity) == level)
    }
}
