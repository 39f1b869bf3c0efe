import Foundation
import Testing

@testable import Worker

/// `normalize` as a user runs it.
@Suite struct NormalizeCommandTests {
    private static func lines(_ kind: String, _ input: [String]) throws -> [[String: Any]] {
        let result = try WorkerProcess.output(
            ["normalize", "--kind", kind], input: input.joined(separator: "\n") + "\n")
        #expect(result.status == 0, "\(result.errors)")
        return try result.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test(arguments: [
        ("money", "😀回购3.5亿元", "350000000", "CNY"), ("percent", "同比增长30.8%", "30.8", "percent"),
        ("number", "买了 25 个", "25", ""),
    ])
    func aValueStandsWithUnitAndSpan(kind: String, text: String, value: String, unit: String) throws {
        let answer = try #require(try Self.lines(kind, ["{\"id\": 7, \"text\": \"\(text)\"}"]).first)
        let found = try #require((answer["results"] as? [[String: Any]])?.first)
        #expect(answer["id"] as? Int == 7)
        #expect(found["value"] as? String == value)
        #expect(found["unit"] as? String ?? "" == unit)
        #expect(found["upper"] == nil)
        let (start, end) = (try #require(found["start"] as? Int), try #require(found["end"] as? Int))
        let quote = String(String.UnicodeScalarView(Array(text.unicodeScalars)[start..<end]))
        #expect(quote == found["text"] as? String)
    }

    @Test func relativeDatesCountFromTheReferenceTime() throws {
        let input = "{\"id\": \"a\", \"text\": \"上周五\", \"reference_time\": \"2025-10-20T09:00:00+08:00\"}"
        let answer = try #require(try Self.lines("time", [input]).first)
        let found = try #require((answer["results"] as? [[String: Any]])?.first)
        #expect(found["from"] as? String == "2025-10-17")
        #expect(found["to"] as? String == "2025-10-17")
    }

    @Test func scriptFoldsToSimplifiedCharacters() throws {
        let answer = try #require(try Self.lines("script", ["{\"id\": \"a\", \"text\": \"輝達營收\"}"]).first)
        #expect(answer["text"] as? String == "辉达营收")
    }

    @Test func answersStandInInputOrderAndABadLineStopsNothing() throws {
        let bad = [
            "{\"id\": 1, \"text\": 5}", "{\"id\": 1}", "[1]", "{\"text", "{\"id\": [], \"text\": \"\"}",
            "{\"id\": 1, \"text\": \"明天\", \"reference_time\": \"soon\"}", "\"\\ud800\"",
        ]
        let good = (0..<600).map { "{\"id\": \($0), \"text\": \"涨\($0)%\"}" }
        let answers = try Self.lines("percent", good + [""] + bad + ["{\"text\": \"跌3%\"}"])
        #expect(answers.count == 608)
        for (index, answer) in answers.prefix(600).enumerated() { #expect(answer["id"] as? Int == index) }
        for answer in answers[600..<607] { #expect(answer["error"] is String, "\(answer)") }
        #expect(answers.last?["id"] is NSNull)
        #expect((answers.last?["results"] as? [Any])?.count == 1)
    }

    @Test func anUnknownKindIsAnsweredWithTheKindsThereAre() throws {
        let result = try WorkerProcess.output(["normalize", "--kind", "weight"])
        #expect(result.status == Worker.ExitStatus.usage.rawValue)
        #expect(result.errors.contains("money"))
    }
}
