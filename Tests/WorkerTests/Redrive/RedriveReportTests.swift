import Foundation
import Testing

@testable import Worker

@Suite struct RedriveReportTests {
    private static func report(_ columns: [RedriveReport.Column]) -> RedriveReport {
        var report = RedriveReport(topic: "articles.dead", act: .dryRun, columns: columns)
        report.add(LetterFixtures.letter(), .sent)
        report.add(LetterFixtures.letter(LetterFixtures.record(time: LetterFixtures.time + 86_400_000)), .redriven)
        report.add(
            LetterFixtures.letter(
                LetterFixtures.record(value: LetterFixtures.cut, code: "tapereader.decode.invalid_json")), .fails,
            failure: "tapereader.decode.invalid_json")
        return report
    }

    @Test func lettersAreCountedByReasonAndSourceInByteOrder() throws {
        let groups = Self.report([.reason, .source]).sorted
        #expect(
            groups.map(\.key) == [
                ["tapereader.decode.invalid_json", "新浪财经"], ["tapereader.extract.budget_exceeded", "证券日报"],
            ])
        #expect(groups.map(\.group.letters) == [1, 2])
        let last = try #require(groups.last).group
        #expect(last.oldest == LetterFixtures.time && last.newest == LetterFixtures.time + 86_400_000)
    }

    @Test func lettersAreCountedByDay() {
        #expect(Self.report([.day]).sorted.map(\.key) == [["2025-09-27"], ["2025-09-28"]])
        #expect(Self.report([]).sorted.map(\.group.letters) == [3])
    }

    @Test func theSummaryCountsEveryVerdict() {
        #expect(
            Self.report([.reason]).summary == "articles.dead: 3 letters, 1 redriven before, 1 would be sent, "
                + "1 would die again (tapereader.decode.invalid_json 1)")
    }

    @Test func theTableShowsEachGroupOnce() {
        let lines = Self.report([.reason, .source]).text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0].contains("WOULD PASS") && lines[0].contains("FAILS"))
        #expect(lines[3].contains("证券日报"))
        #expect(
            RedriveReport(topic: "articles.dead", act: .list, columns: [.reason]).text == "articles.dead: 0 letters")
    }

    @Test func theJSONIsOneObjectThatNamesItsGroups() throws {
        let text = try Self.report([.reason, .source]).json()
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let groups = try #require(object["groups"] as? [[String: Any]])
        #expect(object["letters"] as? Int == 3 && groups.count == 2)
        #expect(groups[0]["source"] as? String == "新浪财经" && groups[0]["day"] == nil)
        #expect((groups[1]["verdicts"] as? [String: Int]) == ["sent": 1, "redriven": 1])
    }
}
