internal import ArgumentParser
internal import Extraction

struct LexiconTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "What files of names, rules or words would change: events added, removed, changed, by rule.",
        discussion: """
            Reads the corpus with and without the files and compares the events. Drafts are read as if they were active.
            A corpus is files as `analyze` reads them, or folders of such; without one, the examples of the lexicon's rules.

            EXAMPLES
              tapereader lexicon try my.rules
              tapereader lexicon try my.rules my.names --against articles.jsonl --against news/ --max-changed 20

            Exit code 1: more events were added, removed or changed than --max-changed.
            """)

    @Argument(help: "Files of names, rules and words.", completion: .file())
    var files: [String]

    @Option(help: "A file or folder of articles; may be repeated.", completion: .file())
    var against: [String] = []

    @Option(name: .customLong("max-changed"), help: "How many events may be added, removed or changed; none: any.")
    var maxChanged: Int?

    @Option(help: "How many events are shown of each rule.")
    var show = 20

    func validate() throws {
        if files.isEmpty { throw ValidationError("name the files to try") }
        if let maxChanged, maxChanged < 0 { throw ValidationError("--max-changed must be 0 or more") }
        if show < 0 { throw ValidationError("--show must be 0 or more") }
    }

    func run() async throws {
        try await reportingFailures {
            let names = try LexiconInput.read(files.filter { !LexiconInput.isOfRules($0) })
            let rules = try LexiconInput.read(files.filter(LexiconInput.isOfRules))
            let changed = LexiconFiles.embedded.adding(names: names).adding(rules: rules, activatesDrafts: true)
            var trial = LexiconTrial(
                before: try DocumentAnalyzer(lexicon: .embedded), after: try DocumentAnalyzer(lexicon: changed))
            if against.isEmpty {
                trial.add(Extractor.exampleSentences.map(Self.document))
            } else {
                try InputReader.forEachBatch(of: LexiconInput.expanded(against)) { trial.add($0) }
            }
            print(trial.report(showing: show), terminator: "")
            if let maxChanged, trial.changes.count > maxChanged {
                print("\(trial.changes.count) changes are more than --max-changed \(maxChanged)")
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
    }

    private static func document(_ example: (id: String, text: String)) -> InputDocument {
        InputDocument(
            value: Array(example.text.utf8),
            headers: [
                ("content-type", Array("text/plain".utf8)), ("article_id", Array(example.id.utf8)),
                ("published_at", Array("2025-11-20T08:00:00+08:00".utf8)),
            ], place: example.id)
    }
}
