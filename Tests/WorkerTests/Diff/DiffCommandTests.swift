import Foundation
import Schema
import Testing

@testable import Worker

@Suite struct DiffCommandTests {
    private static func diff(
        _ left: [Event], _ right: [Event], _ arguments: [String] = []
    ) throws -> (status: Int32, output: String, errors: String) {
        try DiffFixtures.withFiles(left.map { $0.json() }, right.map { $0.json() }) {
            try WorkerProcess.output(["diff", $0, $1] + arguments)
        }
    }

    private static let old = ["1", "2", "3"].map { DiffFixtures.event($0, document: "d" + $0) }
    private static let new = [
        DiffFixtures.event("1", document: "d1"),
        DiffFixtures.event("2", document: "d2") { $0.measures[0].value = "200" },
        DiffFixtures.event("4", document: "d4") { $0.provenance.rule = "investment.takes-part" },
    ]

    @Test func theTablesSayWhatChangedByTypeRuleAndField() throws {
        let result = try Self.diff(Self.old, Self.new)
        #expect(result.status == 0, "\(result.errors)")
        for words in [
            "1 of 4 events are the same; 1 changed, 1 added, 1 removed", "matched 2 by event_id",
            "measures.amount.value", "100 → 200", "investment.takes-part",
        ] { #expect(result.output.contains(words), "\(result.output)") }
    }

    @Test func theJSONHasEverythingInWholeNumbers() throws {
        let result = try Self.diff(Self.old, Self.new, ["--json", "--examples", "1"])
        let json = try JSONValue(json: Array(result.output.utf8))
        #expect(json["events"]?["changed"]?.integer == 1)
        #expect(json["a"]?["fingerprints"]?.array?.map(\.string) == ["aa"])
        let groups = try #require(json["groups"]?.array)
        #expect(groups.map { $0["what"]?.string } == ["added", "changed", "removed"])
        #expect(groups[1]["field"]?.string == "measures.amount.value")
        let example = try #require(groups[1]["examples"]?.array?.first)
        #expect(example["document_id"]?.string == "d2")
        #expect(example["before"]?.string == "100")
        #expect(example["after"]?.string == "200")
        #expect(example["evidence"]?.string == "英伟达向OpenAI投资")
    }

    @Test(arguments: [
        (["--max-changed", "3"], 0), (["--max-changed", "2"], 1), (["--max-changed", "75%"], 0),
        (["--max-changed", "74.9%"], 1), (["--max-changed", "2", "--ignore", "measures"], 0),
    ])
    func theExitCodeIsAGate(arguments: [String], status: Int) throws {
        let result = try Self.diff(Self.old, Self.new, arguments)
        #expect(result.status == Int32(status))
        #expect(result.errors.contains("--max-changed allows") == (status == 1))
    }

    @Test func aSideThatCannotBeReadIsNoSameness() throws {
        let events = Self.old.map { $0.json() }
        try DiffFixtures.withFiles(events, events + [Array("{\"cut".utf8)]) { left, right in
            let result = try WorkerProcess.output(["diff", left, right, "--max-changed", "100%"])
            #expect(result.status == ExitStatus.badInput.rawValue)
            #expect(result.errors.contains("\(right):4: byte"), "\(result.errors)")
            #expect(try WorkerProcess.output(["diff", left, "no-such.jsonl"]).status == ExitStatus.badInput.rawValue)
            let missing = try WorkerProcess.output(["diff", left, right, "--temp", "/no/such/folder"])
            #expect(missing.errors.contains("--temp"))
        }
    }

    @Test func oneSideMayBeStandardInputAndSeveralFiles() throws {
        let lines = Self.old.map { String(decoding: $0.json(), as: UTF8.self) + "\n" }.joined()
        try DiffFixtures.withFiles([Self.old[0].json()], Self.old[1...].map { $0.json() }) { left, right in
            let result = try WorkerProcess.output(
                ["diff", "-", "\(left),\(right)", "--max-changed", "0"], input: lines)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("3 of 3 events are the same"))
        }
    }

    @Test func thePageIsWholeInItselfAndEscapesEverything() throws {
        let hostile = "<script>alert('x')</script>&\"\u{202E}"
        let left = DiffFixtures.event("1") { event in
            event.evidence.text = hostile
            event.type = hostile
            event.provenance.rule = hostile
            event.documentID = hostile
            event.participants[0].entity.name = hostile
            event.participantSentiment[0].entityID = hostile
        }
        var right = left
        right.attributes = [hostile: hostile]
        right.participantSentiment[0].score = -1
        let page = try DiffFixtures.withFiles([left.json()], [right.json()]) { left, right in
            let path = left + ".html"
            #expect(try WorkerProcess.output(["diff", left, right, "--html", path]).status == 0)
            return try String(contentsOfFile: path, encoding: .utf8)
        }
        #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"))
        for forbidden in ["<script", "\u{202E}", "src=", "href=", "url(", "@import", "http:", "https:"] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
        for tag in ["html", "body", "table", "tr", "details", "div", "code", "td"] {
            let opened = page.components(separatedBy: "<\(tag)>").count + page.components(separatedBy: "<\(tag) ").count
            #expect(opened - 1 == page.components(separatedBy: "</\(tag)>").count, "\(tag)")
        }
    }

    @Test(arguments: [
        ["-", "-"], ["a", "b", "--max-changed", "-1"], ["a", "b", "--max-changed", "0.5"], ["a"],
        ["a", "b", "--max-changed", "101%"], ["a", "b", "--examples", "1000"],
    ])
    func aWrongOptionIsAUsageError(arguments: [String]) throws {
        #expect(try WorkerProcess.output(["diff"] + arguments).status == ExitStatus.usage.rawValue)
    }
}
