import Testing

@testable import Worker

@Suite struct PartitionCourseTests {
    private static let range = ScanRange(partition: 0, start: 10, end: 20)

    @Test func markersAndAbortedBatchesAreNoGaps() {
        var course = PartitionCourse(Self.range, position: 10)
        #expect(course.arrive(10) == .inside)
        #expect(course.arrive(14) == .inside)
        #expect(course.arrive(13) == .before)
        #expect(course.gaps.isEmpty)
        #expect(!course.isDone)
    }

    @Test func aPartitionIsDoneAtTheFirstRecordBehindItsEndOrAtTheReportedEnd() {
        var byRecord = PartitionCourse(Self.range, position: 10)
        #expect(byRecord.arrive(23) == .behindTheEnd)
        #expect(byRecord.isDone)
        var byEnd = PartitionCourse(Self.range, position: 10)
        #expect(byEnd.end(at: 17) == 17)
        #expect(!byEnd.isDone)
        #expect(byEnd.end(at: 22) == 20)
        #expect(byEnd.isDone)
        #expect(PartitionCourse(Self.range, position: 20).isDone)
        #expect(PartitionCourse(ScanRange(partition: 0, start: 5, end: 5), position: 5).isDone)
    }

    @Test func aFirstOffsetAboveTheExpectedOneIsAGapOfThatSize() {
        var course = PartitionCourse(Self.range, position: 10)
        do {
            let isLoss = course.firstOffset(is: 10)
            #expect(!isLoss)
        }
        let isLoss = course.firstOffset(is: 13)
        #expect(isLoss)
        #expect(course.gaps == [Gap(start: 10, end: 13)])
        #expect(course.arrive(13) == .inside)
        let isMore = course.firstOffset(is: 40)
        #expect(isMore)
        #expect(course.gaps.map(\.size) == [3, 6])
        #expect(course.isDone)
    }

    @Test func goingBackForgetsGapsThatWereNotCommittedAndReopensThePartition() {
        var course = PartitionCourse(Self.range, position: 10)
        _ = course.firstOffset(is: 12)
        _ = course.arrive(12)
        _ = course.firstOffset(is: 15)
        _ = course.arrive(25)
        #expect(course.isDone)
        course.rewind(to: 13)
        #expect(!course.isDone)
        #expect(course.gaps == [Gap(start: 10, end: 12)])
        #expect(course.expected == 13)
    }

    /// A log with markers, aborted batches and retention that moves while it is read, interrupted again and again.
    @Test(arguments: Array(1...20) as [UInt64])
    func whatIsReadAndWhatIsLostMakeUpTheRange(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let size = Int64.random(in: 0...60, using: &generator)
            let records = (0..<size).filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }
            let start = Int64.random(in: 0...size, using: &generator)
            let range = ScanRange(partition: 0, start: start, end: Int64.random(in: start...size, using: &generator))
            var low: Int64 = 0
            var course = PartitionCourse(range, position: start)
            var committed = (offset: start, read: [Int64](), gaps: [Gap]())
            var read: [Int64] = []
            for _ in 0..<10_000 where !course.isDone {
                if Int.random(in: 0..<20, using: &generator) == 0 {
                    low = max(low, Int64.random(in: 0...size, using: &generator))
                }
                switch Int.random(in: 0..<12, using: &generator) {
                case 0:
                    course = PartitionCourse(range, position: committed.offset, gaps: committed.gaps)
                    read = committed.read
                case 1:
                    course.rewind(to: committed.offset)
                    read = committed.read
                case 2:
                    committed = (course.expected, read, course.gaps(before: course.expected))
                default:
                    if course.firstOffset(is: low) { continue }
                    guard let next = records.first(where: { $0 >= course.expected }) else {
                        _ = course.end(at: size)
                        continue
                    }
                    if course.arrive(next) == .inside { read.append(next) }
                }
            }
            #expect(course.isDone)
            let lost = course.gaps.flatMap { Array($0.start..<$0.end) }
            #expect(Set(read).isDisjoint(with: lost))
            #expect(Set(read).count == read.count)
            let expected = records.filter { range.start <= $0 && $0 < range.end }
            #expect(Set(read).union(lost).isSuperset(of: expected))
            #expect(Set(read).isSubset(of: expected))
            #expect(course.gaps.allSatisfy { $0.end <= low && $0.size > 0 })
        }
    }
}
