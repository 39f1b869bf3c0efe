internal import ArgumentParser
internal import Foundation
internal import Logging

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Two versions compared event by event: what one says and the other does not, and which fields differ.",
        discussion: """
            A and B are files of JSON lines (from `analyze` or `replay --file`), or with --brokers topics, read up to
            their last stable offsets of now; several of one side are separated by commas. Events of one document are
            matched by event_id, then by fact_key, then by overlapping evidence. What differs is counted by type, rule and
            field, with examples; sentiment by entity. Where a record was read from and the fingerprint do not count.
            docs/diff.md says more.

            EXAMPLES
              tapereader diff old.jsonl new.jsonl
              tapereader diff market.events market.events.v2 --brokers localhost:9092
              tapereader diff old.jsonl new.jsonl --html diff.html --ignore confidence --max-changed 0.5%
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "One side: a file of JSON lines (`-` is standard input), or with --brokers a topic.")
    var left: String

    @Argument(help: "The other side.")
    var right: String

    @Option(help: "Exit with 1 when more events differ: a number, or a share of all events as 0.5%.")
    var maxChanged: String?

    @Option(help: "A field that is not compared, as confidence or participants.*.entity.names; may be repeated.")
    var ignore: [String] = []

    @Flag(help: "Everything as one JSON object on standard output.")
    var json = false

    @Option(help: "Write a page to look at into this file.", completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: "Rows of each table that is shown.")
    var top = 20

    @Option(help: "Examples kept of each group of differences.")
    var examples = 3

    @Option(help: "Folder for temporary files, which need as much room as both sides together.", completion: .directory)
    var temp: String?

    func validate() throws {
        if left == InputReader.standardInput, right == left {
            throw ValidationError("standard input can be one side only")
        }
        guard (0...100).contains(examples), (0...100_000).contains(top) else {
            throw ValidationError("--examples is at most 100, --top at most 100000")
        }
        if let maxChanged, ChangeLimit(maxChanged) == nil {
            throw ValidationError("--max-changed \(maxChanged): a number of events (100), or a share of them (0.5%)")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let run = try diffRun()
            let isTopics = run.settings != nil
            let sources = Both(
                left: Self.source(left, isTopics: isTopics), right: Self.source(right, isTopics: isTopics))
            let summary = try await onThread { try run.compare(sources.left, sources.right) }
            let report = DiffReport(
                names: Both(left: sources.left.name, right: sources.right.name), summary: summary, rows: top)
            let output = BufferedOutput()
            output.write(json ? report.json : Array(report.text.utf8))
            output.flush()
            if let html { try Self.write(DiffPage.html(report), to: html) }
            try check(summary)
        }
    }

    private func diffRun() throws -> DiffRun {
        var run = DiffRun()
        run.ignored = IgnoredFields(ignore)
        run.examplesPerGroup = examples
        if let temp { run.folder = temp }
        if options.brokers != nil || options.config != nil {
            let settings = try options.workSettings()
            run.settings = settings
            run.logger = LogSetup.logger(settings)
        }
        return run
    }

    /// A file may have a comma in its name.
    private static func source(_ text: String, isTopics: Bool) -> DiffSource {
        let parts = text.split(separator: ",").map(String.init)
        if isTopics { return .topics(parts) }
        return .files(FileManager.default.fileExists(atPath: text) || parts.isEmpty ? [text] : parts)
    }

    private static func write(_ page: String, to path: String) throws {
        do { try Data(page.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw ServiceFailure(
                status: .badInput, description: "\(path) cannot be written: \(error.localizedDescription)")
        }
    }

    /// A gate must not let pass what it could not read.
    private func check(_ summary: DiffSummary) throws {
        for problem in summary.problems { Diagnostics.print(problem) }
        let unreadable = summary.unreadable.left + summary.unreadable.right
        if unreadable > 0 {
            throw ServiceFailure(
                status: .badInput, description: "\(unreadable) records could not be read and are not compared")
        }
        if summary.union == 0 { Diagnostics.print("neither side has an event") }
        if let maxChanged, let limit = ChangeLimit(maxChanged), limit.isPassed(by: summary) {
            throw ServiceFailure(
                status: .failed,
                description:
                    "\(summary.differing) of \(summary.union) events differ, --max-changed allows \(maxChanged)")
        }
    }
}

/// `100` events, or `0.5%` of all.
struct ChangeLimit: Equatable {
    private enum Unit: Equatable { case events, percent }
    private let value: Double
    private let unit: Unit

    init?(_ text: String) {
        unit = text.hasSuffix("%") ? .percent : .events
        guard let value = Double(unit == .percent ? String(text.dropLast()) : text), value >= 0, value.isFinite else {
            return nil
        }
        guard unit == .percent ? value <= 100 : value == value.rounded() else { return nil }
        self.value = value
    }

    /// Added, removed and changed events all count.
    func isPassed(by summary: DiffSummary) -> Bool {
        switch unit {
        case .events: Double(summary.differing) > value
        case .percent: Double(summary.differing) * 100 > value * Double(summary.union)
        }
    }
}
