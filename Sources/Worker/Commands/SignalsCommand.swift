internal import ArgumentParser
internal import Extraction
internal import Kafka
internal import Logging

struct SignalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "Sentiment per entity over time, crowding, and how new each event is.",
        discussion: """
            Reads the records that `work` and `analyze` write: articles (for sources and near-duplicates), events and
            sentiments, from FILEs of JSON lines, from standard input, or with --brokers from the topics, up to the ends
            that they have now. Prints per entity and window: articles, weighted mean, spread, momentum, disagreement and
            crowding; and per event: first seen, rank in its story, repetitions, sources and contradictions. Weights are
            relevance × certainty × novelty; echoes of prices are left out. Order is that of observed_at alone, so a replay
            gives the same signals. docs/sentiment.md has the formulae.

            With --publish the signals go to a topic instead, JSON under the key of their window (window, entity, start, end)
            or event, parts joined by U+001F: on a compacted topic the last run's figures stand, and the same records give
            the same bytes again. With --since or --until leave whole windows, and the days before them, in the stretch.

            EXAMPLES
              tapereader signals --brokers localhost:9092 --window 1d --utc-offset +08:00
              tapereader signals --json --emit events records.jsonl
              tapereader signals --brokers localhost:9092 --publish market.signals
              tapereader analyze dated-articles.jsonl | tapereader signals --clock published --window 7d
            """)

    enum Emission: String, CaseIterable { case windows, events }

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "Length of a window: minutes, hours or days, as 30m, 6h, 1d.")
    var window = "1d"

    @Option(help: "Where days and hours begin, as +08:00 for Shanghai, Hong Kong and Taipei.")
    var utcOffset = "+00:00"

    @Option(help: "What to print, separated by commas: windows, events.")
    var emit = "windows,events"

    @Option(help: "Which time counts: observed, or published for records that were analyzed without Kafka.")
    var clock = "observed"

    @Option(help: "Leave out what is older than this time, as 2025-11-01 or 2025-11-01T09:30:00+08:00.")
    var since: String?

    @Option(help: "Leave out this time and what is younger.")
    var until: String?

    @Flag(help: "Also count sentiments that only echo a price.")
    var includePrice = false

    @Option(help: "Topic that takes the signals; with files, --brokers says where it is.")
    var publish: String?

    @Flag(help: "JSON lines instead of tables.")
    var json = false

    @Argument(help: "Files of JSON lines; none or `-` is standard input.", completion: .file(extensions: ["jsonl"]))
    var files: [String] = []

    func validate() throws {
        if options.brokers != nil, !files.isEmpty, publish == nil {
            throw ValidationError("give --brokers to read the topics, or files, not both")
        }
        if publish != nil, json { throw ValidationError("--publish writes to a topic and --json prints: give one") }
        _ = try signalRun()
    }

    func run() async throws {
        try await reportingFailures {
            let run = try signalRun()
            let (collector, problems) = try await collect(run)
            for problem in problems { Diagnostics.print(problem) }
            if collector.counts.timeless > 0 {
                Diagnostics.print(
                    "\(collector.counts.timeless) of \(collector.counts.records) records have no \(clock) time and are "
                        + "left out" + (clock == "observed" ? "; analyzed without Kafka? try --clock published" : ""))
            }
            guard let publish else { return run.write(collector, to: BufferedOutput()) }
            let settings = try options.workSettings()
            let logger = LogSetup.logger(settings)
            let count = try await onThread {
                let topic = try SignalTopic(publish, settings: settings, logger: logger)
                try run.publish(collector, to: topic)
                return topic.published
            }
            Diagnostics.print("\(count) signals published to \(publish)")
        }
    }

    private func collect(_ run: SignalRun) async throws -> (SignalCollector, problems: [String]) {
        let isFromTopics = files.isEmpty && (options.brokers != nil || options.config != nil)
        guard isFromTopics else { return try run.collect(files: files) }
        let settings = try options.workSettings()
        let logger = LogSetup.logger(settings)
        return try await onThread {
            do { return try run.collect(from: settings, logger: logger) } catch let error as KafkaError {
                throw ServiceFailure(stopping: error)
            }
        }
    }

    private func signalRun() throws -> SignalRun {
        var run = SignalRun()
        guard let length = Self.milliseconds(window), let offset = Self.offset(utcOffset) else {
            throw ValidationError("--window is written as 30m, 6h or 1d, --utc-offset as +08:00 or -05:00")
        }
        run.engine.windowMilliseconds = length
        run.engine.offsetMilliseconds = -offset
        run.engine.includesPrice = includePrice
        guard let counted = SignalCollector.Clock(rawValue: clock) else {
            throw ValidationError("--clock \(clock): allowed are observed and published")
        }
        run.clock = counted
        let kinds = try emit.split(separator: ",").map { word in
            guard let kind = Emission(rawValue: word.filter { $0 != " " }) else {
                throw ValidationError("--emit \(word): allowed are windows and events")
            }
            return kind
        }
        (run.showsWindows, run.showsEvents) = (kinds.contains(.windows), kinds.contains(.events))
        run.asJSON = json
        let (from, to) = (try Self.time(since, "--since") ?? .min, try Self.time(until, "--until") ?? .max)
        run.stretch = from..<max(from, to)
        return run
    }

    /// `30m`, `6h`, `1d`; at most ten years.
    static func milliseconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["m": 60_000, "h": SignalTime.hour, "d": SignalTime.day]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count > 0,
            count <= 3650 * SignalTime.day / unit
        else { return nil }
        return count * unit
    }

    static func offset(_ text: String) -> Int64? {
        guard text.utf8.count == 6, let there = SignalTime.milliseconds("1970-01-02T00:00:00\(text)") else {
            return nil
        }
        return SignalTime.day - there
    }

    private static func time(_ text: String?, _ option: String) throws -> Int64? {
        guard let text else { return nil }
        guard let time = SignalTime.milliseconds(text) else {
            throw ValidationError("\(option) \(text): written as 2025-11-01 or 2025-11-01T09:30:00+08:00")
        }
        return time
    }
}
