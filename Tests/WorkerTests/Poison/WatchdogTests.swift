import Testing

@testable import Worker

@Suite struct WatchdogTests {
    private static let key = PoisonRollTests.key

    @Test func aRecordIsLateAfterItsWholeTimeAndNotBefore() {
        var watch = Watchdog.Watch()
        _ = watch.begin(Self.key(1, 0))
        for _ in 0..<3 { #expect(watch.tick(limit: 3) == nil) }
        #expect(watch.tick(limit: 3) == Self.key(1, 0))
    }

    @Test func whatIsFinishedIsNeverLateAndItsPlaceIsUsedAgain() {
        var watch = Watchdog.Watch()
        for offset in 0..<100 {
            let place = watch.begin(Self.key(Int64(offset), 0))
            #expect(place == 0)
            #expect(watch.tick(limit: 1) == nil)
            watch.end(place)
        }
        #expect(watch.tick(limit: 0) == nil)
    }

    @Test func ofSeveralOnlyTheLateOneIsNamed() {
        var watch = Watchdog.Watch()
        let first = watch.begin(Self.key(1, 0))
        #expect(watch.tick(limit: 2) == nil)
        let second = watch.begin(Self.key(2, 1))
        #expect(first != second)
        #expect(watch.tick(limit: 2) == nil && watch.tick(limit: 2) == Self.key(1, 0))
        watch.end(first)
        #expect(watch.tick(limit: 2) == Self.key(2, 1))
    }
}
