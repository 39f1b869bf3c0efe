internal import ArgumentParser
internal import Extraction

/// What a linguist or analyst does with names and rules: no compiler needed.
struct LexiconCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "Check names before they ship.",
        discussion: """
            EXAMPLES
              tapereader lexicon check my.names
              tapereader analyze --names my.names article.txt
            """,
        subcommands: [LexiconCheckCommand.self])
}

struct LexiconCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong with names files: line, column, remedy.",
        discussion: """
            A file of names adds to the lexicon, replaces or removes what stands there. One record a line:

              acme | company US USD | XNAS:ACME* | en Acme Robotics | zh 顶峰机器人 | short 顶峰{needs 机器人/股}
              +nvidia | nick 老黄家
              -some-entity
              ! phrases that are no names, parted by commas

            Fields of names: en zh tw hk short nick legal former brand ticker. Conditions behind a name: case, any, weak,
            needs a/b, not a/b, from DATE, to DATE, region TAG. Every value is text: ON, 000001 and 09988 stay what they
            are. Names that are dead, shadowed, ambiguous or common words are warnings.

            Exit code 0: usable, perhaps with warnings; 1: a file has an error (or, with --strict, a warning).
            """)

    @Flag(help: "Warnings too make the check fail.")
    var strict = false

    @Argument(help: "Names files; they count in this order.", completion: .file())
    var files: [String]

    func run() async throws {
        try await reportingFailures {
            let findings = try NamesCheck.findings(in: try LexiconInput.read(files))
            for finding in findings { print(finding.description) }
            let errors = findings.count { $0.severity == .error }
            print("\(errors) errors, \(findings.count - errors) warnings")
            if errors > 0 || strict && !findings.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
        }
    }
}
