import Foundation
import Schema
import Testing

@testable import Worker

@Suite struct SignalsCommandTests {
    private static let day: Int64 = 86_400_000
    private static let noon: Int64 = 1_761_998_400_000  // 2025-11-01T12:00:00Z

    /// What the worker publishes for two articles on one deal, the second a copy by another source a day later.
    private static let records = Result {
        let analyzer = try DocumentAnalyzer()
        return try (0..<2).flatMap { number in
            let body = #"{"article_id":"a\#(number)","source":"来源\#(number)","body":"英伟达宣布向OpenAI投资1000亿美元。"}"#
            let origin = RecordOrigin(
                topic: "articles.raw", partition: 0, offset: Int64(number),
                timestampMilliseconds: noon + Int64(number) * day)
            return try analyzer.analyze(value: Array(body.utf8), headers: [], origin: origin)
        }
    }

    private func lines(_ records: [OutputRecord]) -> String {
        records.map { String(decoding: $0.value(.json), as: UTF8.self) + "\n" }.joined()
    }

    @Test func aCopyIsOldNewsAndHasItsFirstSource() throws {
        let records = try Self.records.get()
        let result = try WorkerProcess.output(["signals", "--json"], input: lines(records))
        #expect(result.status == 0, "\(result.errors)")
        let signals = try result.output.split(separator: "\n").map { try JSONValue(json: Array($0.utf8)) }
        let deals = signals.filter { $0["type"]?.string == "investment" }
        #expect(deals.map { $0["rank"]?.integer } == [1, 2])
        #expect(deals.last?["first_source"]?.string == "来源0")
        #expect(deals.last?["days_since_slot"]?.double == 1)
        let windows = signals.filter { $0["kind"]?.string == "window" && $0["entity_id"]?.string == "openai" }
        #expect(windows.map { $0["duplicate_share"]?.double } == [0, 1])
        #expect(windows.map { $0["window_start"]?.string } == ["2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"])
    }

    @Test func theOrderInWhichRecordsAreReadDoesNotMatter() throws {
        let records = try Self.records.get()
        let first = try WorkerProcess.output(["signals", "--json"], input: lines(records))
        let second = try WorkerProcess.output(["signals", "--json"], input: lines(records.reversed() + records))
        #expect(!first.output.isEmpty)
        #expect(first.output == second.output)
    }

    @Test func aStretchAndTheStartOfDaysCanBeChosen() throws {
        let arguments = ["signals", "--json", "--emit", "windows", "--utc-offset", "+08:00", "--until", "2025-11-02"]
        let result = try WorkerProcess.output(arguments, input: lines(try Self.records.get()))
        #expect(result.output.contains("\"window_start\":\"2025-10-31T16:00:00Z\""))
        #expect(!result.output.contains("\"window_start\":\"2025-11-01T16:00:00Z\""))
    }

    @Test func recordsWithoutTheTimeThatCountsAreNamed() throws {
        let input = "{\"article_id\":\"a\",\"entity\":{\"id\":\"x\"},\"p_positive\":1}\nbroken\n"
        let result = try WorkerProcess.output(["signals"], input: input)
        #expect(result.status == 0)
        #expect(result.output.contains("ENTITY"))
        #expect(result.errors.contains("--clock published"))
        #expect(result.errors.contains("stdin:2: tapereader.decode.invalid_json"))
    }

    @Test(arguments: [
        ["--window", "1w"], ["--window", "0h"], ["--utc-offset", "8"], ["--emit", "all"], ["--clock", "wall"],
        ["--since", "yesterday"], ["--brokers", "localhost:1", "records.jsonl"],
        ["--publish", "out", "--json"],
    ])
    func aWrongOptionIsAUsageError(arguments: [String]) throws {
        #expect(try WorkerProcess.output(["signals"] + arguments).status == ExitStatus.usage.rawValue)
    }
}
