import Testing

@testable import Worker

@Suite struct PartitionWindowTests {
    private func outputs<Output>(of window: inout PartitionWindow<Output>, limit: Int = .max) -> [Output] {
        var list: [Output] = []
        while list.count < limit, let next = window.releaseNext() { list.append(next.output) }
        return list
    }

    @Test(arguments: [(1_000, 0), (65_536, 0), (65_537, 1_703_962), (8_000_000, 208_000_000)])
    func aLargeRecordCountsWhatItsAnalysisTakesUntilItIsAnalyzed(bytes: Int, analysis: Int) {
        #expect(AnalysisCharge.bytes(ofRecord: bytes) == analysis)
        var window = PartitionWindow<String>(start: 0)
        let taken = window.add(offset: 0, bytes: bytes + AnalysisCharge.bytes(ofRecord: bytes))
        #expect(taken && window.bytes == bytes + analysis)
        let noted = window.finish(offset: 0, output: "a", bytes: 7 - AnalysisCharge.bytes(ofRecord: bytes))
        #expect(noted && window.bytes == bytes + 7)
        #expect(outputs(of: &window) == ["a"] && window.bytes == 0)
    }

    @Test func outputsAreReleasedInOffsetOrderWhateverTheOrderOfFinishing() {
        var window = PartitionWindow<String>(start: 10)
        for offset in [10, 11, 13] as [Int64] {
            let taken = window.add(offset: offset, bytes: 5)
            #expect(taken)
        }
        let noted = window.finish(offset: 13, output: "c")
        #expect(noted)
        let released2 = outputs(of: &window)
        #expect(released2.isEmpty)
        #expect(window.releasedEnd == 10)
        let noted3 = window.finish(offset: 10, output: "a")
        #expect(noted3)
        let released4 = outputs(of: &window)
        #expect(released4 == ["a"])
        #expect(window.releasedEnd == 11)
        let noted5 = window.finish(offset: 11, output: "b")
        #expect(noted5)
        let released6 = outputs(of: &window)
        #expect(released6 == ["b", "c"])
        #expect(window.releasedEnd == 14)
        #expect(window.isEmpty)
        #expect(window.bytes == 0)
    }

    @Test func aRepeatedOffsetIsNotTakenAgain() {
        var window = PartitionWindow<Int>(start: 5)
        let takenNow1 = window.add(offset: 5, bytes: 1)
        #expect(takenNow1)
        let taken2 = window.add(offset: 5, bytes: 1)
        #expect(!taken2)
        let taken3 = window.add(offset: 4, bytes: 1)
        #expect(!taken3)
        #expect(window.count == 1)
    }

    @Test func aResultIsTakenOnceAndOnlyForAnOpenRecord() {
        var window = PartitionWindow<Int>(start: 0)
        _ = window.add(offset: 0, bytes: 1)
        let notedNow1 = window.finish(offset: 1, output: 1)
        #expect(!notedNow1)
        let noted2 = window.finish(offset: 0, output: 1)
        #expect(noted2)
        let noted3 = window.finish(offset: 0, output: 2)
        #expect(!noted3)
        let released4 = outputs(of: &window)
        #expect(released4 == [1])
        let noted5 = window.finish(offset: 0, output: 3)
        #expect(!noted5)
    }

    @Test func theReportedEndIsCommittableOnlyWhenNothingIsOpen() {
        var window = PartitionWindow<Int>(start: 0)
        _ = window.add(offset: 0, bytes: 1)
        window.reachedEnd(offset: 3)
        let releasedNow1 = outputs(of: &window)
        #expect(releasedNow1.isEmpty)
        #expect(window.releasedEnd == 0)
        _ = window.finish(offset: 0, output: 1)
        _ = outputs(of: &window)
        #expect(window.releasedEnd == 3)
        window.reachedEnd(offset: 2)
        _ = outputs(of: &window)
        #expect(window.releasedEnd == 3)
    }

    /// Against a naive twin: a sorted list of offsets, searched from the start each time.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func theWindowAgreesWithANaiveOneOverRandomSchedules(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var window = PartitionWindow<Int64>(start: 0)
        var open: [(offset: Int64, isFinished: Bool)] = []
        var released: [Int64] = []
        var next: Int64 = 0
        for step in 0..<40_000 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4:
                next += Int64.random(in: 0...2, using: &generator)
                let taken = window.add(offset: next, bytes: 3)
                #expect(taken)
                open.append((next, false))
                next += 1
            case 4..<8:
                guard !open.isEmpty else { continue }
                let index = Int.random(in: open.indices, using: &generator)
                let noted2 = window.finish(offset: open[index].offset, output: open[index].offset)
                #expect(noted2 == !open[index].isFinished)
                open[index].isFinished = true
            default:
                let limit = Int.random(in: 1...8, using: &generator)
                var want: [Int64] = []
                while want.count < limit, let first = open.first, first.isFinished {
                    want.append(first.offset)
                    open.removeFirst()
                }
                let released3 = outputs(of: &window, limit: limit)
                #expect(released3 == want)
                released += want
            }
            let end = released.last.map { $0 + 1 } ?? 0
            guard window.releasedEnd == end, window.count == open.count, window.bytes == 3 * open.count else {
                Issue.record("step \(step): released to \(window.releasedEnd), naive \(end)")
                return
            }
        }
        #expect(released == released.sorted())
    }
}
