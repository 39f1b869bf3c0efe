import Extraction
import Foundation
import Schema
import SwiftProtobuf
import Testing

@testable import Worker

@Suite struct GraphCommandTests {
    /// What the five documents say, analyzed once.
    private static let seeds = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../seeds").standardized
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".txt") || $0.hasSuffix(".json") || $0.hasSuffix(".html") || $0.hasSuffix(".jsonl") }
            .map { folder.appending(path: $0).path }
        return try WorkerProcess.output(["analyze", "--emit", "events"] + files, input: "").output
    }

    private static func graph(_ input: String, _ format: NetworkPicture.Format) -> String {
        var reader = NetworkReader()
        for line in input.split(separator: "\n") { reader.add(json: Array(line.utf8), place: "test") }
        let picture = NetworkPicture(reader.network, limits: LoopSearch.Limits())
        return String(decoding: picture.rendered(format), as: UTF8.self)
    }

    @Test func theLoopsOfTheSeedsComeOutOfTheDocumentsAlone() throws {
        let network = try JSONValue(json: Array(Self.graph(Self.seeds.get(), .json).utf8))
        let loops = (network["loops"]?.array ?? []).map { ($0["parties"]?.array ?? []).compactMap(\.string) }
        for wanted in [["nvidia", "openai", "oracle"], ["coreweave", "nvidia"], ["nvidia", "openai"]] {
            let turned = wanted.indices.map { Array(wanted[$0...] + wanted[..<$0]) }
            #expect(loops.contains { turned.contains($0) }, "\(wanted)")
        }
        #expect(loops.contains { Set($0) == ["openai", "coreweave", "nvidia"] })
        #expect(network["loops_complete_up_to"]?.integer == 8)
    }

    @Test func anAmountStandsOnlyWhereTheTextStatesOne() throws {
        let network = try JSONValue(json: Array(Self.graph(Self.seeds.get(), .json).utf8))
        let facts = (network["arrows"]?.array ?? []).flatMap { arrow in
            (arrow["facts"]?.array ?? []).map { (arrow["from"]?.string, arrow["to"]?.string, $0) }
        }
        let oracle = facts.filter { $0.0 == "oracle" && $0.1 == "nvidia" }
        #expect(!oracle.isEmpty)
        #expect(oracle.allSatisfy { $0.2["amount"] == nil })
        #expect(facts.contains { $0.0 == "nvidia" && $0.1 == "openai" && $0.2["amount"]?.string == "100000000000" })
    }

    @Test func flowsAloneGiveTheSameArrowsAsTheirEvents() throws {
        let body = #"{"article_id":"a","body":"英伟达宣布向OpenAI投资1000亿美元。OpenAI向甲骨文购买算力。"}"#
        let origin = RecordOrigin(topic: "articles.raw", partition: 0, offset: 0, timestampMilliseconds: 0)
        let records = try DocumentAnalyzer().analyze(value: Array(body.utf8), headers: [], origin: origin)
        func lines(_ kind: OutputKind) -> String {
            records.filter { $0.kind == kind }.map { String(decoding: $0.value(.json), as: UTF8.self) + "\n" }.joined()
        }
        func ends(_ text: String) throws -> [[String?]] {
            let network = try JSONValue(json: Array(Self.graph(text, .json).utf8))
            return (network["arrows"]?.array ?? []).map { [$0["from"]?.string, $0["to"]?.string, $0["kind"]?.string] }
        }
        #expect(try ends(lines(.flow)) == [["nvidia", "openai", "investment"], ["openai", "oracle", "purchase"]])
        #expect(try ends(lines(.event)) == ends(lines(.flow)))
        #expect(try ends(lines(.event) + lines(.flow)) == ends(lines(.flow)))
    }

    /// An event whose texts try to leave their places.
    private static func hostile(_ text: String) -> String {
        var event = Schema.Event()
        event.eventID = "e1"
        (event.slotKey, event.factKey, event.type, event.certainty) = ("s", "f", "investment", "completed")
        event.articleID = text
        event.participants = [("investor", "x"), ("target", "y")].map { role, id in
            .with {
                $0.role = role
                $0.entity.id = id
                $0.entity.name = text
            }
        }
        event.measures = [.with { ($0.name, $0.value, $0.unit) = ("amount", "5", text) }]
        event.evidence.text = text
        return String(decoding: event.json(), as: UTF8.self) + "\n"
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "</style><script>", "--><b>",
        "a\"];evil [label=\"b", "x\\", "\"] --> evil[\"", "\u{1B}[31mred\u{7}", "a\u{202E}b",
    ])
    func textOfAnArticleNeverBecomesMarkup(text: String) throws {
        let input = Self.hostile(text)
        let page = Self.graph(input, .html)
        #expect(!page.contains(text) || text == "x\\", "a backslash means nothing in a page")
        #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"))
        #expect(page.contains("default-src 'none'"))
        for format in [NetworkPicture.Format.text, .dot, .mermaid, .html] {
            let drawn = Self.graph(input, format)
            #expect(!drawn.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x07 || $0.value == 0x202E })
        }
        let dot = Self.graph(input, .dot)
        #expect(!dot.contains("evil [label=\"b\""))
        #expect(Self.stringsClose(dot))
        #expect(!Self.graph(input, .mermaid).contains("\"] --> evil"))
    }

    /// Every string of a DOT text that opens also closes on its line.
    private static func stringsClose(_ dot: String) -> Bool {
        dot.split(separator: "\n").allSatisfy { line in
            var (isOpen, isEscaped) = (false, false)
            for scalar in line.unicodeScalars {
                if isEscaped {
                    isEscaped = false
                } else if scalar == "\\" {
                    isEscaped = true
                } else if scalar == "\"" {
                    isOpen.toggle()
                }
            }
            return !isOpen
        }
    }

    @Test func thePageNeedsNothingFromElsewhere() throws {
        let page = try Self.graph(Self.seeds.get(), .html)
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"))
        for part in ["<svg", "id=\"l0\"", "href=\"#l0\"", "prefers-color-scheme:dark", "USD 100 bn"] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func theFileOfAPictureIsWrittenInTheFormatOfItsName() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "graph-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "network.html").path
        let result = try WorkerProcess.output(["graph", "--output", path], input: Self.hostile("A"))
        #expect(result.status == 0, "\(result.errors)")
        let written = try String(contentsOfFile: path, encoding: .utf8)
        #expect(written == Self.graph(Self.hostile("A"), .html))
        #expect(try WorkerProcess.output(["graph", "-o", folder.path + "/none/a.dot"], input: "").status != 0)
    }

    @Test func whatIsNoEventOrFlowIsPassedOverAndABrokenLineIsNamed() throws {
        let result = try WorkerProcess.output(["graph"], input: "{\"a\":1}\n{\"nature\":1,\"from\":2}\n{oops\n")
        #expect(result.status == 0)
        #expect(result.output.contains("no loop"))
        #expect(result.errors.contains(":3: ") && result.errors.contains("invalid_json"))
    }

    @Test(arguments: [["--format", "png"], ["--max-parties", "1"], ["--brokers", "a:1", "b.jsonl"]])
    func wrongArgumentsAreRefused(arguments: [String]) throws {
        #expect(try WorkerProcess.output(["graph"] + arguments, input: "").status == 64)
    }
}
