import Foundation
import Testing

@testable import Worker

/// `lexicon check`, `try`, `why-not` and `new` on rules, as a user runs them.
@Suite struct LexiconRulesCommandTests {
    static let rule = """
        type supply_contract
        rule my.sound
          status draft
          reason a way to buy that nobody has written yet
          trigger 敲下订金
          role buyer org subject
          role supplier org @toward
          + [buyer:甲骨文]向[supplier:英伟达]敲下订金
          - 甲骨文没有向英伟达敲下订金

        """
    static let news =
        "{\"body\":\"甲骨文向英伟达敲下订金。\",\"article_id\":\"a\"}\n{\"body\":\"英伟达股价上涨3%。\",\"article_id\":\"b\"}\n"

    private func file(_ text: String, _ name: String) throws -> (folder: URL, path: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return (folder, file.path)
    }

    @Test func tryPrintsWhatIsAddedByRuleWithItsSentenceAndFailsPastTheBound() throws {
        let (folder, rules) = try file(Self.rule, "my.rules")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (corpus, _) = try file(Self.news, "news.jsonl")
        defer { try? FileManager.default.removeItem(at: corpus) }
        let result = try WorkerProcess.output(["lexicon", "try", rules, "--against", corpus.path, "--max-changed", "0"])
        #expect(result.status == Worker.ExitStatus.failed.rawValue, "\(result.errors)")
        #expect(result.output.contains("my.sound: 1 added, 0 removed, 0 changed"))
        #expect(result.output.contains("+ supply_contract in a: 甲骨文向英伟达敲下订金。"))
        #expect(result.output.contains("1 added, 0 removed, 0 changed; 1 events in 2 documents before"))
        #expect(
            try WorkerProcess.output(["lexicon", "try", rules, "--against", corpus.path, "--max-changed", "1"]).status
                == 0)
    }

    @Test func tryPrintsWhatIsRemovedAndChanged() throws {
        let retired = """
            type price_move
            rule price_move.change
              status retired
              reason tried without
              trigger @price-move
              + x
              - y

            """
        let (folder, rules) = try file(retired, "my.rules")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (corpus, news) = try file(Self.news, "news.jsonl")
        defer { try? FileManager.default.removeItem(at: corpus) }
        let output = try WorkerProcess.output(["lexicon", "try", rules, "--against", news]).output
        #expect(output.contains("price_move.change: 0 added, 1 removed, 0 changed"), "\(output)")
        #expect(output.contains("- price_move in b: 英伟达股价上涨3%。"), "\(output)")
    }

    @Test func whyNotNamesTheFirstFailedConstraintAndRefusesUnknownTypes() throws {
        let result = try WorkerProcess.output(["lexicon", "why-not", "英伟达没有收购Groq。", "--type", "acquisition"])
        #expect(result.output.contains("at 收购: its trigger is negated"))
        let wrong = try WorkerProcess.output(["lexicon", "why-not", "x", "--type", "takeover"])
        #expect(wrong.status == Worker.ExitStatus.usage.rawValue)
    }

    @Test func aDraftPassesTheCheckAndTheRulesOfTheUserAreRead() throws {
        let sentence = "[buyer:甲骨文]向[supplier:英伟达]敲下订金"
        let draft = try WorkerProcess.output(
            ["lexicon", "new", "--from", sentence, "--type", "supply_contract", "--trigger", "敲下订金"])
        #expect(draft.status == 0, "\(draft.errors)")
        let (folder, rules) = try file(draft.output.replacing("status draft", with: "status active"), "my.rules")
        defer { try? FileManager.default.removeItem(at: folder) }
        let check = try WorkerProcess.output(["lexicon", "check", "--strict", rules])
        #expect(check.status == 0, "\(check.output)")
        let read = try WorkerProcess.output(
            ["analyze", "--emit", "events", "--rules", rules], input: "{\"body\":\"甲骨文向英伟达敲下订金。\"}\n")
        #expect(read.output.contains("\"rule\":\"supply_contract.draft\""), "\(read.errors)")
    }
}
