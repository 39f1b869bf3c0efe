internal import ArgumentParser
internal import Foundation
internal import Schema

struct AnalyzeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "The same extraction without Kafka: raw articles in, JSON lines out.",
        discussion: """
            FILE is text, HTML, or JSON lines of raw articles (.jsonl); without one, standard input is read. A line that
            cannot be read gives a line with "error" and does not stop the run.

            EXAMPLES
              tapereader analyze seeds/*.txt --emit events
              tapereader analyze --emit articles,sentiment < articles.jsonl
            """)

    enum Emission: String, CaseIterable, Sendable { case events, articles, sentiment, flows }

    @Option(help: "What to print, separated by commas: events, articles, sentiment, flows.")
    var emit = "events,articles,sentiment,flows"

    @OptionGroup var additions: LexiconOptions

    @Argument(help: "Files to read; none or `-` is standard input.", completion: .file())
    var files: [String] = []

    func validate() throws { _ = try emissions() }

    func run() async throws { try await reportingFailures { try analyze() } }

    private func analyze() throws {
        let wanted = Set(try emissions().map(\.rawValue))
        let analyzer = try additions.analyzer()
        let output = BufferedOutput()
        try InputReader.forEachBatch(of: files) { batch in
            for lines in Parallel.map(batch, { Self.lines(for: $0, analyzer: analyzer, wanted: wanted) }) {
                for line in lines { output.write(line) }
            }
        }
        output.flush()
    }

    private func emissions() throws -> [Emission] {
        try emit.split(separator: ",").map { word in
            guard let emission = Emission(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError(
                    "--emit \(word): allowed are \(Emission.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return emission
        }
    }

    private static func lines(
        for document: InputDocument, analyzer: DocumentAnalyzer, wanted: Set<String>
    ) -> [[UInt8]] {
        let origin = RecordOrigin(topic: "", partition: 0, offset: 0, timestampMilliseconds: -1, traceparent: nil)
        do throws(Rejection) {
            var lines: [[UInt8]] = []
            for record in try analyzer.analyze(value: document.value, headers: document.headers, origin: origin)
            where wanted.contains(emission(of: record.kind).rawValue) {
                var line = record.value(.json)
                line.append(0x0A)
                lines.append(line)
            }
            return lines
        } catch {
            return [ErrorLine(place: document.place, code: error.code, message: error.message).bytes]
        }
    }

    private static func emission(of kind: OutputKind) -> Emission {
        switch kind {
        case .article: .articles
        case .event: .events
        case .sentiment: .sentiment
        case .flow: .flows
        }
    }
}

/// The line that stands in the output for an input that could not be read.
struct ErrorLine: Encodable {
    let error: String
    let message: String
    let input: String

    init(place: String, code: String, message: String) {
        (self.error, self.message, self.input) = (code, message, place)
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { Array($0) + [0x0A] } ?? Array("{\"error\":\"unknown\"}\n".utf8)
    }
}
