import Extraction
import Schema
import Testing

@testable import Worker

@Suite struct ScoreCommandTests {
    static let answering = Result { ScoreAnswer(scorer: try Scorer(), explains: true) }

    private func answer(_ line: String) throws -> JSONValue {
        let bytes = try Self.answering.get().answer(to: InputReader.Line(bytes: Array(line.utf8), place: "-:3"))
        #expect(bytes.last == 0x0A)
        return try JSONValue(json: bytes)
    }

    @Test func aTargetGetsItsOwnLabel() throws {
        let text = "蓝溪科技净利润大增，北山电子亏损扩大。"
        let good = try answer("{\"id\":\"a\",\"text\":\"\(text)\",\"from\":0,\"to\":4}")
        let bad = try answer("{\"id\":7,\"text\":\"\(text)\",\"from\":10,\"to\":14}")
        #expect(good["label"]?.string == "positive")
        #expect(good["id"]?.string == "a")
        #expect(bad["label"]?.string == "negative")
        #expect(bad["id"]?.integer == 7)
    }

    @Test func contributionsQuoteTheTextAndNameTheLexicon() throws {
        let got = try answer("{\"text\":\"😀蓝溪科技净利润没有增长\",\"from\":1,\"to\":5}")
        let parts = try #require(got["contributions"]?.array)
        let grown = try #require(parts.first { $0["text"]?.string == "增长" })
        #expect(grown["from"]?.integer == 10)
        #expect((grown["value"]?.double ?? 1) < 0)
        #expect(grown["lexicon"]?.string?.hasPrefix("sentiment/zh.sentiment:") == true)
        #expect(got["id"] == nil)
    }

    @Test(arguments: [
        ("no json", "tapereader.decode.invalid_json"), ("[1]", "tapereader.decode.wrong_type"),
        ("{\"id\":\"1\"}", "tapereader.decode.missing_body"), ("{\"text\":5}", "tapereader.decode.wrong_type"),
        ("{\"id\":[],\"text\":\"a\"}", "tapereader.decode.wrong_type"),
        ("{\"text\":\"abc\",\"from\":1}", "tapereader.decode.wrong_type"),
        ("{\"text\":\"abc\",\"from\":1,\"to\":4}", "tapereader.decode.wrong_type"),
        ("{\"text\":\"abc\",\"from\":2,\"to\":2}", "tapereader.decode.wrong_type"),
        ("{\"text\":\"abc\",\"from\":-1,\"to\":2}", "tapereader.decode.wrong_type"),
        ("{\"text\":\"abc\",\"from\":0.5,\"to\":2}", "tapereader.decode.wrong_type"),
    ])
    func aBadLineIsAnsweredWithItsErrorAndItsPlace(line: String, code: String) throws {
        let got = try answer(line)
        #expect(got["error"]?.string == code)
        #expect(got["input"]?.string == "-:3")
    }

    @Test(arguments: ["{\"text\":\"\"}", "{\"text\":\"涨\",\"from\":null,\"to\":null}", "{\"text\":\"涨\\ud800\"}"])
    func anyTextIsAnswered(line: String) throws {
        #expect(try answer(line)["label"]?.string != nil)
    }

    @Test func answersKeepTheOrderOfTheirLines() throws {
        let lines = (0..<9000).map { $0 == 4500 ? "?" : "{\"id\":\($0),\"text\":\"股价上涨\($0)%\"}" }
        let file = try TemporaryFile(lines.joined(separator: "\n") + "\n", suffix: ".jsonl")
        let result = try WorkerProcess.output(["score", file.path])
        #expect(result.status == 0, "\(result.errors)")
        let got = result.output.split(separator: "\n")
        #expect(got.count == lines.count)
        for (number, line) in got.enumerated() {
            #expect(line.contains(number == 4500 ? "invalid_json" : "\"id\":\(number),"))
        }
    }

    @Test func aMissingFileIsNamed() throws {
        let result = try WorkerProcess.output(["score", "no-such.jsonl"])
        #expect(result.status == ExitStatus.badInput.rawValue)
        #expect(result.errors.contains("no-such.jsonl"))
    }
}
