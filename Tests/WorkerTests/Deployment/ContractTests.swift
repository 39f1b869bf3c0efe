import BrokerSupport
import Foundation
import Testing

@testable import Worker

/// The documents of docs/schemas are what other people's validators take them for, and every record fits them.
@Suite(.waiting, .enabled(if: PythonTools.has("asyncapi3"), "SKIPPED: run scripts/setup --test"))
struct ContractTests {
    private static let folder = WorkerProcess.root.appending(path: "docs/schemas").path

    /// What each kind of output is called in the documents.
    private static let definitions = [
        ("articles", "AnalyzedArticle"), ("events", "Event"), ("sentiment", "EntitySentiment"), ("flows", "Flow"),
    ]

    @Test func everyRecordMadeOfTheSeedsFitsItsDefinition() throws {
        var lines = ["[\"RawArticle\", {\"body\": \"英伟达股价上涨3%。\", \"metadata\": {\"any\": \"text\"}}]"]
        for (kind, definition) in Self.definitions {
            let result = try WorkerProcess.output(["analyze", "--emit", kind] + Self.seeds)
            #expect(result.status == 0, "\(result.errors)")
            lines += result.output.split(separator: "\n").map { "[\"\(definition)\", \($0)]" }
        }
        let found = try Self.check(lines)
        #expect(found.complaints == [])
        #expect(Set(found.records.keys) == Set(Self.definitions.map(\.1) + ["RawArticle"]))
    }

    @Test func aRecordThatBreaksTheContractDoesNotFit() throws {
        let wrong = [
            #"["RawArticle", {"title": "no body"}]"#, #"["CodePointSpan", {"start": -1, "end": 3}]"#,
            #"["Sentiment", {"score": 0, "label": "glad", "p_positive": 1, "p_neutral": 0, "p_negative": 0}]"#,
        ]
        let complaints = try Self.check(wrong).complaints
        try #require(complaints.count == 3)
        #expect(complaints[0] == "RawArticle $: 'body' is a required property")
        #expect(complaints[1].hasPrefix("CodePointSpan $.start"))
        #expect(complaints[2].hasPrefix("Sentiment $.label"))
    }

    @Test func theCommandTellsWhatAnOlderReaderCouldNotReadAndWhichCopyIsStale() throws {
        let text = try String(contentsOfFile: Self.folder + "/tapereader.proto", encoding: .utf8)
        let same = try TemporaryFile(text)
        let older = try TemporaryFile(text.replacingOccurrences(of: "string url = 3;", with: "string address = 3;"))
        #expect(try WorkerProcess.output(["schema", "check", Self.folder, "--against", same.path]).status == 0)
        let result = try WorkerProcess.output(["schema", "check", "--against", older.path])
        #expect(result.status == ExitStatus.failed.rawValue)
        #expect(result.output == "RawArticle.address is now called url\n")
    }

    private static let seeds: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: WorkerProcess.root.path + "/seeds")) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { "seeds/\($0)" }
    }()

    private struct Found: Decodable {
        let records: [String: Int]
        let complaints: [String]
    }

    private static func check(_ lines: [String]) throws -> Found {
        let input = lines.map { $0 + "\n" }.joined()
        return try JSONDecoder().decode(Found.self, from: PythonTools.run("contract.py", [folder], input: input))
    }
}
