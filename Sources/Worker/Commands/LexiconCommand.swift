internal import ArgumentParser
internal import Extraction
internal import Foundation

/// What a linguist or analyst does with names and rules: no compiler needed.
struct LexiconCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "Check, try, question and draft names and rules before they ship.",
        discussion: """
            EXAMPLES
              tapereader lexicon check my.names my.rules
              tapereader lexicon why-not "OpenAI租用甲骨文的数据中心。" --type supply_contract
              tapereader lexicon new --from "OpenAI租用甲骨文的数据中心。" --type supply_contract > my.rules
              tapereader lexicon try my.rules --against articles.jsonl --max-changed 20
              tapereader analyze --names my.names --rules my.rules article.txt
            """,
        subcommands: [
            LexiconCheckCommand.self, LexiconTryCommand.self, LexiconWhyNotCommand.self, LexiconNewCommand.self,
        ])
}

struct LexiconCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong with files of names, rules or words: line, column, remedy.",
        discussion: """
            A file of names adds to the lexicon, replaces or removes what stands there. One record a line:

              acme | company US USD | XNAS:ACME* | en Acme Robotics | zh 顶峰机器人 | short 顶峰{needs 机器人/股}
              +nvidia | nick 老黄家
              -some-entity
              ! phrases that are no names, parted by commas

            Fields of names: en zh tw hk short nick legal former brand ticker. Conditions behind a name: case, any, weak,
            adj (an adjective: counts before a figure of an economy or an authority), needs a/b, not a/b, from DATE,
            to DATE, region TAG. Every value is text: ON, 000001 and 09988 stay what they are. Names that are dead,
            shadowed, ambiguous or common words are warnings.

            A file that ends in .rules or .words adds rules or words of rules; Sources/Lexicon/rules/README.md has the
            format. A rule needs a reason, an example that it reads and one that it must not; every example is read by
            the whole extraction. Circles of `beats` are errors; rules that are dead or shadowed are warnings. Without
            files the lexicon's own rules are checked.

            Exit code 0: usable, perhaps with warnings; 1: a file has an error (or, with --strict, a warning).
            """)

    @Flag(help: "Warnings too make the check fail.")
    var strict = false

    @Argument(help: "Files of names, rules and words; they count in this order.", completion: .file())
    var files: [String] = []

    func run() async throws {
        try await reportingFailures {
            let rules = files.filter(LexiconInput.isOfRules)
            let names = files.filter { !LexiconInput.isOfRules($0) }
            var findings: [LexiconFinding] = []
            if !names.isEmpty { findings += try NamesCheck.findings(in: try LexiconInput.read(names)) }
            if !rules.isEmpty || names.isEmpty { findings += try RulesCheck.findings(in: try LexiconInput.read(rules)) }
            for finding in findings { print(finding.description) }
            let errors = findings.count { $0.severity == .error }
            print("\(errors) errors, \(findings.count - errors) warnings")
            if errors > 0 || strict && !findings.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
        }
    }
}

struct LexiconWhyNotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why-not",
        abstract: "What each rule of a type makes of a sentence: the first constraint that failed.",
        discussion: """
            Rules that came nearest stand first: = reads it, - does not.

            EXAMPLES
              tapereader lexicon why-not "英伟达没有收购Groq。" --type acquisition
            """)

    @Argument(help: "The sentence.")
    var sentence: String

    @Option(help: "Type of event, such as acquisition.")
    var type: String

    @OptionGroup var additions: LexiconOptions

    func validate() throws { try LexiconInput.validate(type: type) }

    func run() async throws {
        try await reportingFailures {
            let extractor = try additions.analyzer().extractor
            let document = Document(id: "sentence", body: Array(sentence.utf8))
            do {
                for answer in try extractor.whyNot(document, type: type) {
                    print("\(answer.isRead ? "=" : "-") \(answer.rule) (\(answer.place)): \(answer.text)")
                }
            } catch {
                throw ServiceFailure(status: .badInput, description: "the sentence cannot be read: \(error)")
            }
        }
    }
}

struct LexiconNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Draft a rule from a sentence.",
        discussion: """
            Marks in the sentence say who fills which role: "[buyer:OpenAI]租用[supplier:甲骨文]的数据中心"; without them
            the parties fill the roles in order. The draft is a file that `lexicon check` accepts; `lexicon try` and
            `check` read drafts, the service does not until their status is active.

            EXAMPLES
              tapereader lexicon new --from "[buyer:OpenAI]租用[supplier:甲骨文]的数据中心" --type supply_contract

            Exit code 1: no form of the rule reads the sentence; the draft and what is wrong with it are printed.
            """)

    @Option(name: .customLong("from"), help: "The sentence.")
    var sentence: String

    @Option(help: "Type of event; left out: what other rules nearly read.")
    var type: String = ""

    @Option(help: "Id of the rule; left out: TYPE.draft.")
    var id: String = ""

    @Option(help: "The word that sets it off; left out: the first verb that no rule uses yet.")
    var trigger: String = ""

    func validate() throws { if !type.isEmpty { try LexiconInput.validate(type: type) } }

    func run() async throws {
        try await reportingFailures {
            let draft: RuleDraft
            do throws(RuleDraft.Failure) {
                draft = try RuleDraft(sentence: sentence, type: type, id: id, trigger: trigger)
            } catch {
                throw ServiceFailure(status: .badInput, description: error.description)
            }
            print(draft.text, terminator: "")
            for finding in draft.findings { Diagnostics.print(finding.description) }
            if draft.findings.contains(where: { $0.severity == .error }) { throw ExitCode(ExitStatus.failed.rawValue) }
        }
    }
}
