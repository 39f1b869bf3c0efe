import Foundation
import Schema
import Testing

@testable import Worker

@Suite struct DiffRunTests {
    private static func compare(_ left: [[UInt8]], _ right: [[UInt8]], _ run: DiffRun = DiffRun()) throws -> DiffSummary
    {
        try DiffFixtures.withFiles(left, right) { try run.compare(.files([$0]), .files([$1])) }
    }

    /// Also with buckets so small that each is divided until only one document is left in it.
    @Test(arguments: [64 << 20, 1])
    func theComparisonOnDiskGivesWhatTheOneInMemoryGives(bucketBytes: Int) throws {
        var generator = SeededGenerator(seed: 5)
        var matched: [EventPair.Reason: Int] = [:]
        for round in 0..<20 {
            let sides = DiffFixtures.sides(documents: 12, using: &generator)
            let (left, right) = (sides.left.map { $0.json() }, sides.right.map { $0.json() })
            var run = DiffRun(examplesPerGroup: 2, bucketBytes: bucketBytes)
            run.ignored = round % 2 == 0 ? IgnoredFields() : IgnoredFields(["confidence", "event_id"])
            let summary = try Self.compare(left, right, run)
            let naive = try NaiveDiff.compare(left, right, ignoring: run.ignored)
            #expect(summary.types == naive.types)
            #expect(summary.matched == naive.matched)
            #expect(summary.groups.mapValues(\.count) == naive.groups)
            for (group, tally) in summary.groups {
                let first = (naive.examples[group] ?? []).sorted().prefix(2)
                #expect(tally.examples.map { $0.document + "/" + $0.event } == Array(first))
            }
            matched.merge(summary.matched, uniquingKeysWith: +)
        }
        #expect(EventPair.Reason.allCases.allSatisfy { (matched[$0] ?? 0) > 10 }, "\(matched)")
    }

    @Test func theOrderOfTheDocumentsDoesNotMatter() throws {
        var generator = SeededGenerator(seed: 8)
        let sides = DiffFixtures.sides(documents: 40, using: &generator)
        let (left, right) = (sides.left.map { $0.json() }, sides.right.map { $0.json() })
        let first = DiffReport(names: Both(left: "a", right: "b"), summary: try Self.compare(left, right))
        let second = DiffReport(
            names: Both(left: "a", right: "b"),
            summary: try Self.compare(left.reversed(), right.shuffled(using: &generator)))
        #expect(first.json == second.json)
        #expect(first.text == second.text)
        #expect(DiffPage.html(first) == DiffPage.html(second))
    }

    @Test func anEmptySideAddsOrRemovesEverything() throws {
        let events = ["1", "2"].map { DiffFixtures.event($0).json() }
        #expect(try Self.compare(events, []).total == .init(removed: 2))
        #expect(try Self.compare([], events).total == .init(added: 2))
        #expect(try Self.compare([], []).union == 0)
    }

    @Test func ofRecordsWithOneIdTheLatestCounts() throws {
        let old = DiffFixtures.event("1") { $0.provenance.observedAt = "2025-01-01T00:00:00.000Z" }
        let new = DiffFixtures.event("1") {
            $0.provenance.observedAt = "2025-01-02T00:00:00.000Z"
            $0.certainty = "completed"
        }
        let summary = try Self.compare([new.json(), old.json()], [new.json()])
        #expect(summary.total == .init(same: 1))
        #expect(summary.repeated == Both(left: 1, right: 0))
    }

    @Test func sentimentShiftsAreMeansOverWhatBothSidesHave() throws {
        let left = DiffFixtures.event("1")
        let right = DiffFixtures.event("1") { $0.participantSentiment[1] = DiffFixtures.sentiment("openai", -0.2) }
        var record = EntitySentiment()
        record.articleID = "d#0"
        record.entity.id = "nvidia"
        record.entity.name = "NVIDIA"
        record.score = 0.5
        record.label = "positive"
        var other = record
        other.score = 0.25
        var alone = record
        alone.articleID = "e#0"
        let summary = try Self.compare(
            [left.json(), record.json(), alone.json()], [right.json(), other.json()])
        let shifts = summary.orderedShifts
        #expect(shifts.map(\.key.entityID) == ["openai", "nvidia"])
        #expect(shifts.map(\.key.source) == [.events, .articles])
        #expect(shifts.map(\.shift.meanBefore) == [0.6, 0.5])
        #expect(shifts.map(\.shift.meanAfter) == [-0.2, 0.25])
        #expect(shifts.map(\.shift.flips) == [1, 0])
        #expect(shifts.map(\.shift.compared) == [1, 1])
        #expect(shifts.map(\.shift.name) == ["OPENAI", "NVIDIA"])
    }

    @Test func linesOfAReplaysFileAreRead() throws {
        let event = DiffFixtures.event("1").json()
        let wrapped = Array(#"{"topic":"events","key":"k","partition":0,"offset":7,"value":"#.utf8) + event + [0x7D]
        let dead = Array(#"{"topic":"dead","key":"k","value_base64":"AA=="}"#.utf8)
        let summary = try Self.compare([wrapped, dead, [], [0x20]], [event, Array(#"{"nature":"cash"}"#.utf8)])
        #expect(summary.total == .init(same: 1))
        #expect(summary.others == Both(left: 1, right: 1))
    }

    @Test(arguments: [
        "broken", "{\"event_id\":\"1\",\"document_id\":\"d\"", "{\"event_id\":\"1\",\"document_id\":\"d\",\"x\":tru}",
        "{\"event_id\":\"1\",\"document_id\":\"d\"} {}", "{\"event_id\":\"1\",\"document_id\":\"d\",\"x\":\"\u{1}\"}",
        "[]",
    ])
    func whatCannotBeReadIsCountedAndNamed(line: String) throws {
        let event = DiffFixtures.event("1").json()
        let summary = try Self.compare([event, Array(line.utf8), event], [event])
        #expect(summary.unreadable == Both(left: 1, right: 0))
        #expect(summary.problems.count == 1)
        #expect(summary.total.same == 1)
    }

    /// Bytes cut anywhere and changed anywhere end in an answer.
    @Test func damagedRecordsNeverEndTheComparison() throws {
        var generator = SeededGenerator(seed: 4)
        let event = DiffFixtures.event("1").json()
        let damaged = (0..<300).map { _ in
            var bytes = Array(event.prefix(Int.random(in: 1...event.count, using: &generator)))
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = UInt8.random(in: 0x20...0xFF, using: &generator)
            return bytes
        }
        let summary = try Self.compare(damaged, [event])
        #expect(summary.unreadable.left > 200)
        #expect(summary.events.left + summary.others.left + summary.unreadable.left == 300)
    }
}
