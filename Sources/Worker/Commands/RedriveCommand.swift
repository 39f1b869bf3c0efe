internal import ArgumentParser
internal import Foundation
internal import Logging

struct RedriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive",
        abstract: "List dead letters, try them with the present extraction, send those that pass once more.",
        discussion: """
            Without --dry-run or --send it only counts. --send tries each letter as --dry-run does, and sends those that
            pass to the topic they came from, each exactly once: a marker in `articles.redriven` is part of the same
            transaction, and a letter with a marker is passed over. It may be killed at any moment and run again; a second
            run at the same time shuts the first one out (exit code 76).

            A reason is a code (tapereader.decode.invalid_json), its end (invalid_json) or its beginning
            (tapereader.decode). Times are compared with the time of the record that died.

            EXAMPLES
              tapereader redrive --brokers localhost:9092
              tapereader redrive --dry-run --reason invalid_json --since -7d --brokers localhost:9092
              tapereader redrive --send --reason budget_exceeded --limit 100 --brokers localhost:9092
            """)

    @Flag(help: "Try the letters and say which would pass now; write nothing.") var dryRun = false
    @Flag(help: "Send the letters that pass; park those that have died too often.") var send = false

    @Option(name: .customLong("reason"), help: "Only letters with this reason; may be repeated.")
    var reasons: [String] = []

    @Option(name: .customLong("source"), help: "Only letters whose article is by this source; may be repeated.")
    var sources: [String] = []

    @Option(
        parsing: .unconditional,
        help: "Only letters at or after this time (2025-11-01T08:00:00+08:00) or duration (-7d)."
    )
    var since: String?

    @Option(parsing: .unconditional, help: "Only letters before this time or duration back.") var until: String?

    @Option(
        name: .customLong("partition"), help: "Only this partition of the dead-letter topic; may be repeated.")
    var partitions: [Int32] = []

    @Option(help: "At most so many letters are sent or parked; in a list, shown.") var limit: Int?
    @Option(help: "Letters that have died this often are parked.") var maxAttempts = 5
    @Option(name: .customLong("to"), help: "Send to this topic, not to the one a letter came from.") var target: String?
    @Flag(name: .customLong("all"), help: "Send without a trial.") var sendsUntried = false
    @Flag(help: "Letters with a marker too.") var again = false

    @Option(help: "Columns to count by: reason, source, day.") var by = "reason,source"
    @Flag(help: "A line for each letter.") var letters = false
    @Flag(help: "The counts as one JSON object; with --letters a JSON line for each letter.") var json = false
    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        try await reportingFailures {
            let settings = try options.workSettings()
            let failPoints = try FailPoints(
                environment: ProcessInfo.processInfo.environment,
                topics: settings.topics.all + settings.topics.ofRedrive)
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            let request = try request(now: now)
            let columns = try columns()
            let (json, letters) = (json, letters)
            let report = try await onThread {
                var report = RedriveReport(topic: settings.topics.dead, act: request.act, columns: columns)
                var run = RedriveRun(
                    request: request, settings: settings, failPoints: failPoints,
                    logger: LogSetup.logger(settings), now: now)
                if letters { run.note = { Self.show($0, $1, failure: $2, json: json) } }
                try run.run(into: &report)
                return report
            }
            if json, !letters { print(json: try report.json()) }
            if !json { print(letters ? report.summary : report.text) }
        }
    }

    private func request(now: Int64) throws(ServiceFailure) -> RedriveRequest {
        guard !(dryRun && send) else { throw usage("--dry-run writes nothing and --send sends: give one of them") }
        guard maxAttempts >= 1, limit ?? 1 >= 1 else { throw usage("--limit and --max-attempts begin at 1") }
        let act: RedriveRequest.Act = send ? .send : dryRun ? .dryRun : .list
        if act == .list, target != nil || sendsUntried || again {
            throw usage("--to, --all and --again go with --send or --dry-run")
        }
        return RedriveRequest(
            act: act,
            selection: LetterSelection(
                reasons: reasons, sources: sources, since: try time(since, "--since", now: now),
                until: try time(until, "--until", now: now), partitions: Set(partitions)),
            target: target, sendsUntried: sendsUntried, again: again, maxAttempts: maxAttempts, limit: limit)
    }

    private func time(_ text: String?, _ name: String, now: Int64) throws(ServiceFailure) -> Int64? {
        guard let text else { return nil }
        guard let time = try ReplayBound(text, now: now).milliseconds else {
            throw usage(
                "\(name) \(text): write a time (2025-11-01T08:00:00+08:00, 2025-11-01) or a duration back (-7d)")
        }
        return time
    }

    private func columns() throws(ServiceFailure) -> [RedriveReport.Column] {
        var columns: [RedriveReport.Column] = []
        for name in by.split(separator: ",") {
            guard let column = RedriveReport.Column(rawValue: String(name)), !columns.contains(column) else {
                throw usage("--by \(by): one or more of reason, source, day, separated by commas")
            }
            columns.append(column)
        }
        return columns
    }

    private func usage(_ reason: String) -> ServiceFailure { ServiceFailure(status: .usage, description: reason) }

    private static func show(_ letter: Letter, _ verdict: Verdict?, failure: String?, json: Bool) {
        if json {
            if let line = try? RedriveReport.line(letter, verdict, failure: failure) { print(json: line) }
            return
        }
        let time = letter.milliseconds.map(RedriveReport.time) ?? "–"
        let fate = [verdict?.rawValue, failure].compactMap { $0 }.joined(separator: " ")
        let line =
            "\(letter.place.partition):\(letter.place.offset)  \(time)  \(letter.reason)  \(letter.source)  "
            + "attempts \(letter.attempts)  \(fate)  \(letter.message)"
        print(TerminalText.line(line))
    }
}
