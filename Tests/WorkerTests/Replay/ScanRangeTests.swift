import Testing

@testable import Worker

@Suite struct ScanRangeTests {
    @Test(arguments: [
        (ReplayBound.beginning, ReplayBound.end, 10, 90), (.offset(20), .offset(40), 20, 40),
        (.offset(3), .end, 3, 90), (.offset(40), .offset(20), 20, 20), (.beginning, .offset(500), 10, 90),
        (.end, .end, 90, 90), (.time(7), .time(9), 55, 90), (.time(7), .offset(60), 55, 60),
        (.beginning, .time(9), 10, 90), (.offsets([1: 30]), .end, 30, 90), (.beginning, .beginning, 10, 10),
        (.offset(200), .end, 90, 90),
    ])
    func theEndIsFixedAndNeverBehindTheLastStableOffset(
        from: ReplayBound, to: ReplayBound, start: Int64, end: Int64
    ) {
        let range = ScanRange(partition: 1, from: from, to: to, low: 10, stable: 90, firstAtFrom: 55)
        #expect(range == ScanRange(partition: 1, start: start, end: end))
    }

    @Test func aPartitionThatIsNotNamedIsNotReplayed() {
        let named = ReplayBound.offsets([0: 5])
        #expect(ScanRange(partition: 1, from: named, to: .end, low: 0, stable: 9, firstAtFrom: nil) == nil)
        #expect(ScanRange(partition: 1, from: .beginning, to: named, low: 0, stable: 9, firstAtFrom: nil) == nil)
    }

    @Test func aTimeThatNoRecordReachesGivesAnEmptyRange() {
        let range = ScanRange(partition: 0, from: .time(5), to: .end, low: 0, stable: 9, firstAtFrom: nil)
        #expect(range?.offsets == 0)
    }

    @Test func theFilterTakesTheFirstMomentAndNotTheLast() {
        let filter = TimeFilter(from: 10, to: 20)
        #expect([nil, 9, 10, 19, 20].map { filter.contains($0) } == [false, false, true, true, false])
        #expect(TimeFilter(from: nil, to: nil).contains(nil))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func everyPartitionIsInExactlyOneShareAndTheSharesAreEven(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let ranges = (0..<Int32.random(in: 1...40, using: &generator)).map { partition in
                ScanRange(partition: partition, start: 5, end: 5 + Int64.random(in: 0...1000, using: &generator))
            }
            let count = Int.random(in: 1...ranges.count, using: &generator)
            let shares = Shares.assign(ranges.shuffled(using: &generator), count: count)
            #expect(shares.count == count)
            #expect(shares.flatMap { $0 }.sorted { $0.partition < $1.partition } == ranges)
            #expect(shares == Shares.assign(ranges, count: count))
            // The longest-first rule is never worse than 4/3 of the best, which is at least the mean and the longest.
            let sizes = shares.map { $0.reduce(0) { $0 + $1.offsets } }
            let best = max(Double(sizes.reduce(0, +)) / Double(count), Double(ranges.map(\.offsets).max() ?? 0))
            #expect(Double(sizes.max() ?? 0) <= best * 2)
            #expect(shares.allSatisfy { !$0.isEmpty })
        }
    }
}
