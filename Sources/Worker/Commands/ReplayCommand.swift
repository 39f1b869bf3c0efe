internal import ArgumentParser
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run a stretch of the past again, into other topics or a file, beside the live service.",
        discussion: """
            `plan` fixes what is replayed, `run` does a share of it and can be killed and run again, `verify` counts what was
            written. `tapereader replay TOPIC` is short for a plan and its only share.

            An end of the range is an offset (120), offsets by partition (0=120,2=7), a time (2025-11-01T08:00:00+08:00), a
            duration back from now (-7d, -36h), `beginning` or `end`.

            EXAMPLES
              tapereader replay articles.raw --from -7d --suffix .v2 --brokers localhost:9092
              tapereader replay articles.raw --from -7d --dry-run --brokers localhost:9092
              tapereader replay plan articles.raw --from 2025-11-01 --to 2025-12-01 --suffix .v2 --shares 3 --plan nov.json
              tapereader replay run --plan nov.json --share 2/3 --rate 500 --max-lag-of-live tapereader
              tapereader replay verify --plan nov.json
            """,
        subcommands: [Start.self, Plan.self, Run.self, Verify.self], defaultSubcommand: Start.self)

    /// What is replayed, and where to.
    struct RangeOptions: ParsableArguments {
        @Argument(help: "Input topic.") var topic: String

        @Option(
            parsing: .unconditional, help: "First record: offset, offsets by partition, time, duration back, beginning."
        )
        var from: String

        @Option(parsing: .unconditional, help: "Where it ends, exclusive; `end` is the last stable offset now.")
        var to = "end"

        @Option(help: "Outputs go to the configured output topics with this behind their names.")
        var suffix: String?

        @Option(name: .customLong("name"), help: "Name of one output, as events=market.events.next; may be repeated.")
        var names: [String] = []

        @Option(help: "Outputs go to this file as JSON lines.", completion: .file())
        var file: String?

        @Flag(help: "Write nothing: counts, reasons, speed and an estimate.")
        var dryRun = false

        @Flag(help: "Write into the live topics. Their readers see every record again.")
        var intoLive = false

        @Option(help: "Partitions of output topics that are made; as many as their live twins otherwise.")
        var partitions: Int?

        @Option(parsing: .unconditional, help: "retention.ms of output topics that are made; -1 is for ever.")
        var retentionMs: Int64 = -1

        @Option(help: "Name of the replay: its consumer group, and the beginning of its transactional ids.")
        var id: String?

        func request(shares: Int = 1) throws -> ReplayRequest {
            var named: [String: String] = [:]
            for name in names {
                let sides = name.split(separator: "=", maxSplits: 1).map(String.init)
                guard sides.count == 2 else {
                    throw ServiceFailure(
                        status: .usage, description: "--name \(name): write it as events=market.events.next")
                }
                named[sides[0]] = sides[1]
            }
            return ReplayRequest(
                topic: topic, from: from, to: to,
                target: .init(suffix: suffix, names: named, file: file, isDryRun: dryRun, isLive: intoLive),
                shares: shares, id: id, partitions: partitions, retention: retentionMs)
        }
    }

    /// How fast, and how it is shown.
    struct PaceOptions: ParsableArguments {
        @Option(help: "At most so many records (500) or bytes (5MB) a second.")
        var rate: String?

        @Option(help: "Pause while this group lags by more than 1000 records on the input topic (GROUP:500 for 500).")
        var maxLagOfLive: String?

        @Flag(help: "Progress and receipt as JSON lines on standard output.")
        var json = false

        @Option(help: "Write the receipt to this file too, as JSON.", completion: .file())
        var receipt: String?

        func checkedRate() throws -> Rate? {
            guard let rate else { return nil }
            guard let checked = Rate(rate) else {
                throw ServiceFailure(
                    status: .usage, description: "--rate \(rate): records a second (500), or bytes (800KB, 5MB)")
            }
            return checked
        }

        func liveLimit() throws -> LiveLagLimit? {
            guard let maxLagOfLive else { return nil }
            guard let limit = LiveLagLimit(maxLagOfLive) else {
                throw ServiceFailure(
                    status: .usage, description: "--max-lag-of-live \(maxLagOfLive): a group, or GROUP:RECORDS")
            }
            return limit
        }
    }

    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fix a range, its outputs and its shares in a file; make the output topics that are missing.")
        @OptionGroup var range: RangeOptions
        @Option(help: "Number of shares, each of which reads whole partitions.") var shares = 1
        @Option(name: .customLong("plan"), help: "File to write.", completion: .file()) var path: String?
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await reportingFailures {
                let session = try ReplaySession(options)
                let request = try range.request(shares: shares)
                let id = request.id ?? request.derivedID(brokers: session.brokers)
                let path = path ?? "\(id).json"
                let manifest = try await onThread { try session.plan(request, id: id, path: path) }
                for line in ReplaySession.summary(manifest, path: path) { print(line) }
            }
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do one share of a plan, or go on with it where it was left.",
            discussion: """
                The same command goes on after any end, also after kill -9, and nothing is lost or doubled by that. Ctrl-C
                commits what is finished and exits with 130.
                """)
        @Option(name: .customLong("plan"), help: "File that `replay plan` wrote.", completion: .file()) var path: String
        @Option(help: "Which share, as 2/3.") var share: String?
        @OptionGroup var pace: PaceOptions
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            SignalMask.unblockTermination()
            try await reportingFailures {
                let manifest = try ReplaySession.manifest(at: path)
                let number = try checkedShare(manifest)
                let session = try ReplaySession(options, showsBars: !pace.json)
                try await session.run(manifest, share: number, pace: pace, again: again(number))
            }
        }

        private func checkedShare(_ manifest: Manifest) throws -> ShareNumber {
            guard let share else {
                if manifest.shares == 1 { return .whole }
                throw ServiceFailure(
                    status: .usage,
                    description: "the plan has \(manifest.shares) shares: say which with --share 1/\(manifest.shares)")
            }
            guard let number = ShareNumber(share) else {
                throw ServiceFailure(status: .usage, description: "--share \(share): write it as 2/3")
            }
            return number
        }

        private func again(_ number: ShareNumber) -> String {
            "tapereader replay run --plan \(path)" + (share == nil ? "" : " --share \(number.number)/\(number.count)")
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Read back what a complete replay has written and compare it with the receipt; exit code 1 if it differs."
        )
        @Option(name: .customLong("plan"), help: "File that `replay plan` wrote.", completion: .file()) var path: String
        @Flag(help: "The receipt as JSON on standard output.") var json = false
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await reportingFailures {
                let manifest = try ReplaySession.manifest(at: path)
                let session = try ReplaySession(options)
                let outcome = try await onThread { try session.verify(manifest) }
                if json {
                    print(json: try ReplaySession.json(outcome.receipt, verified: outcome.differences.isEmpty))
                } else {
                    for line in outcome.receipt.lines { print(line) }
                }
                guard outcome.differences.isEmpty else {
                    throw ServiceFailure(status: .failed, description: outcome.differences.joined(separator: "; "))
                }
                if !json {
                    print("verified      \(outcome.found.outputs) records read back give the same counts and digest")
                }
            }
        }
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A plan and its only share in one: `tapereader replay TOPIC --from … --suffix …`.",
            discussion: """
                The plan is kept in a file named after the replay; the same command finds it there and goes on. A dry run
                keeps none.
                """)
        @OptionGroup var range: RangeOptions
        @Option(name: .customLong("plan"), help: "File that keeps the plan.", completion: .file()) var path: String?
        @OptionGroup var pace: PaceOptions
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            SignalMask.unblockTermination()
            try await reportingFailures {
                let session = try ReplaySession(options, showsBars: !pace.json)
                let request = try range.request()
                let id = request.id ?? request.derivedID(brokers: session.brokers)
                let path = path ?? "\(id).json"
                let manifest = try await onThread { try session.found(request, id: id, path: path) }
                try await session.run(manifest, share: .whole, pace: pace, again: "the same command")
            }
        }
    }
}
