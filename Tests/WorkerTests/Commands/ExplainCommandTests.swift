import Foundation
import Testing

@testable import Worker

/// `explain` as a user runs it.
@Suite struct ExplainCommandTests {
    static let text = "英伟达宣布将向OpenAI投资至多1000亿美元。英伟达没有收购Groq。"

    @Test func pipedItIsPlainAndSaysRuleFillersAndScore() throws {
        let result = try WorkerProcess.output(["explain"], input: Self.text)
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("\u{1B}"))
        #expect(result.output.contains("name     英伟达 → nvidia (company)"))
        #expect(result.output.contains("investor 英伟达 (nvidia), target OpenAI (openai)"))
        #expect(result.output.contains("rules began and failed (--all)"))
    }

    @Test func allShowsWhichConstraintFailed() throws {
        let result = try WorkerProcess.output(["explain", "--all"], input: Self.text)
        #expect(result.output.contains("- acquisition.takes at 收购: its trigger is negated"))
    }

    @Test func noControlOfTheArticleReachesTheTerminal() throws {
        let body = "英伟达\u{1B}[2J\u{1B}]0;owned\u{07}股价上涨3%。\u{202E}OpenAI\n"
        for arguments in [["explain", "--color", "always"], ["explain", "--color", "never"]] {
            let output = try WorkerProcess.output(arguments, input: body).output
            #expect(!output.contains("\u{1B}[2J") && !output.contains("\u{1B}]") && !output.contains("\u{07}"))
            #expect(!output.contains("\u{202E}"))
        }
        #expect(try WorkerProcess.output(["explain", "--color", "always"], input: body).output.contains("\u{1B}[36m"))
    }

    @Test func jsonSpansQuoteTheRawBody() throws {
        let body = "　英伟达宣布将向OpenAI投资至多1000亿美元。"
        let result = try WorkerProcess.output(["explain", "--json"], input: body)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let sentences = try #require(object["sentences"] as? [[String: Any]])
        let scalars = Array(body.unicodeScalars)
        var quoted = 0
        for sentence in sentences {
            for span in try #require(sentence["spans"] as? [[String: Any]]) {
                let start = try #require(span["start"] as? Int)
                let end = try #require(span["end"] as? Int)
                #expect(String(String.UnicodeScalarView(scalars[start..<end])) == span["text"] as? String)
                quoted += 1
            }
        }
        #expect(quoted >= 4)
        let readings = sentences.flatMap { $0["readings"] as? [[String: Any]] ?? [] }
        #expect(readings.contains { $0["outcome"] as? String == "stands" && $0["event_id"] is String })
    }

    @Test func whatCannotBeReadEndsWithItsCode() throws {
        let result = try WorkerProcess.output(["explain", "no-such-file.txt"])
        #expect(result.status == Worker.ExitStatus.badInput.rawValue)
    }
}
