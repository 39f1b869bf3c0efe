internal import ArgumentParser
internal import Extraction
internal import Foundation
internal import Schema

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why each event was emitted: what was found, which rule read it, what lost and why.",
        discussion: """
            Every sentence with its names, measures, times and triggers; under it each reading: = became an event, & became
            part of one, x lost to another reading, - failed a constraint of its rule (with --all); then how good or bad it
            is for whom, and the words that spoke with their line of the lexicon. Coloured on a terminal, plain elsewhere.

            EXAMPLES
              tapereader explain article.txt
              tapereader explain --json seeds/*.txt | jq '.sentences[].readings[]'
              echo '甲骨文向英伟达采购40万颗GB200。' | tapereader explain --all
            """)

    enum Colour: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

    @Flag(help: "One JSON object per article, a line each; spans count code points of the raw body.")
    var json = false

    @Flag(help: "Show too which rules began and failed, and at which constraint.")
    var all = false

    @Option(help: "auto, always or never.")
    var color = Colour.auto

    @OptionGroup var additions: LexiconOptions

    @Argument(help: "Files to read; none or `-` is standard input.", completion: .file())
    var files: [String] = []

    func run() async throws {
        try await reportingFailures {
            let analyzer = try additions.analyzer()
            let output = BufferedOutput()
            let text = ExplainText(showsFailures: all, isColoured: isColoured)
            try InputReader.forEachBatch(of: files, size: 1) { batch in
                for document in batch { try explain(document, analyzer, text, to: output) }
            }
            output.flush()
        }
    }

    private func explain(
        _ input: InputDocument, _ analyzer: DocumentAnalyzer, _ text: ExplainText, to output: BufferedOutput
    ) throws {
        let origin = RecordOrigin(topic: "", partition: 0, offset: 0, timestampMilliseconds: -1, traceparent: nil)
        do throws(Rejection) {
            let incoming = try analyzer.decode(value: input.value, headers: input.headers)
            for article in try analyzer.explain(incoming, origin: origin).articles {
                let id = "\(incoming.documentID)#\(article.article.text.rawSpan.lowerBound)"
                output.write(json ? ExplainJSON.line(article, id: id) : text.bytes(article, id: id))
            }
        } catch {
            if json {
                output.write(ErrorLine(place: input.place, code: error.code, message: error.message).bytes)
            } else {
                throw ServiceFailure(status: .badInput, description: "\(input.place): \(error.code): \(error.message)")
            }
        }
    }

    private var isColoured: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        }
    }
}

/// What the user adds to the lexicon, the same for every command that reads text.
struct LexiconOptions: ParsableArguments {
    @Option(help: "A file of names that adds to the lexicon; may be repeated.", completion: .file())
    var names: [String] = []

    @Option(help: "A file of rules or of words that adds to the lexicon; may be repeated.", completion: .file())
    var rules: [String] = []

    func analyzer() throws -> DocumentAnalyzer { try DocumentAnalyzer(names: names, rules: rules) }
}
