internal import ArgumentParser
internal import Extraction
internal import Foundation
internal import Schema

struct NormalizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "normalize",
        abstract: "Amounts, numbers, percentages and dates of short texts as values with their spans.",
        discussion: """
            Reads JSON lines {"id", "text", "reference_time"} and answers each with one line, in the same order:
              money, number, percent  {"id", "results": [{"start", "end", "text", "value", "upper", "unit", "qualifier"}]}
              time                    {"id", "results": [{"start", "end", "text", "from", "to", "precision"}]}
              script                  {"id", "text"}, in Simplified characters
            Offsets count code points. `reference_time` (RFC 3339 or a day) is what relative dates count from. A line
            that cannot be read gives a line with "error" and does not stop the run.

            EXAMPLES
              echo '{"id": 1, "text": "回购金额不超过80亿元"}' | tapereader normalize --kind money
              tapereader normalize --kind time texts.jsonl
            """)

    enum Kind: String, CaseIterable, ExpressibleByArgument { case money, number, percent, time, script }

    @Option(help: "What to look for: money, number, percent, time or script.")
    var kind: Kind

    @Argument(help: "Files of JSON lines; none or `-` is standard input.", completion: .file())
    var files: [String] = []

    func run() async throws { try await reportingFailures { try normalize() } }

    private func normalize() throws {
        let answers = NormalizeAnswers(normalizer: try Normalizer(), kind: kind)
        let output = BufferedOutput()
        try InputReader.forEachBatchOfLines(of: files) { batch in
            for line in Parallel.map(batch, { answers.answer(to: $0) }) { output.write(line) }
        }
        output.flush()
    }
}
