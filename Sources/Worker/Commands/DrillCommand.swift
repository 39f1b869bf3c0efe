internal import ArgumentParser
internal import Foundation

struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Kill workers at the worst moments on your cluster, and count what is lost or doubled.",
        discussion: """
            Makes topics of its own (`\(FailPoints.topicPrefix).…`), sends small articles through real `tapereader work`
            processes, kills them, and reads back with `read_committed`. Settings that reach your cluster (--brokers, --set,
            --config) are the workers' too. Exit code 1 if an article is lost, or doubled in exactly-once mode.

            POINTS
            \(DrillFault.named.map { "  \($0.name.padding(toLength: 15, withPad: " ", startingAt: 0))\($0.meaning)" }
                .joined(separator: "\n"))

            EXAMPLES
              tapereader drill --brokers localhost:9092
              tapereader drill --brokers localhost:9092 --points in-commit,pause --rounds 20
              tapereader drill --brokers localhost:9092 --break 'docker pause kafka' --mend 'docker unpause kafka'
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "exactly-once, at-least-once, or both separated by a comma.")
    var mode = "exactly-once,at-least-once"

    @Option(help: "Points, separated by commas. All by default, or none with --break.")
    var points: String?

    @Option(help: "Articles per line of the table, at least; more are sent while something is awaited.")
    var articles = 1000

    @Option(help: "How often each fault happens.")
    var rounds = 5

    @Option(help: "Partitions of each topic.")
    var partitions = 3

    @Option(help: "Replicas of each partition; −1: the broker's default.")
    var replication = -1

    @Option(help: "Seconds that a worker stays paused, and that a second one stays.")
    var stay = 10.0

    @Option(help: "Seconds that anything is waited for.")
    var patience = 90.0

    @Option(help: "Seed of the times and places.")
    var seed: UInt64 = 1

    @Option(name: .customLong("break"), help: "A shell command that breaks something while a worker works.")
    var breaking: String?

    @Option(help: "A shell command that mends it.")
    var mend = ""

    @Option(help: "Seconds between --break and --mend.")
    var breakSeconds = 5.0

    @Flag(help: "The worker is killed after --break.")
    var breakThenKill = false

    @Option(help: "What --break is called in the table.")
    var breakName = "your fault"

    @Flag(
        help: "For brokers that show aborted records: count only outputs of transactions that a worker saw committed.")
    var numbered = false

    @Flag(help: "Leave the topics as they are.")
    var keep = false

    @Flag(help: "JSON lines instead of a table.")
    var json = false

    @Option(help: "Folder for the workers' logs; a temporary one by default.", completion: .directory)
    var logs: String?

    func run() async throws {
        SignalMask.unblockTermination()
        try await reportingFailures {
            let folder = logs.map { URL(filePath: $0) } ?? Self.temporaryFolder
            let settings = try options.workSettings()
            let run = DrillRun(
                plan: try plan(), settings: settings, logger: LogSetup.logger(level: "error"), logs: folder)
            let json = json
            let lines = try await onThread {
                try run.run { line in
                    if json {
                        // Not buffered: whoever reads this may end the drill at any time.
                        FileHandle.standardOutput.write(Data((try DrillReport.json(line) + "\n").utf8))
                    } else {
                        Diagnostics.print("drill: " + DrillReport.cells(line).joined(separator: " · "))
                    }
                }
            }
            let report = DrillReport(lines: lines)
            if !json { print(report.text + "\n") }
            Diagnostics.print("drill: \(report.summary); logs of the workers: \(folder.path)")
            if lines.contains(where: { !$0.holds }) { throw ExitCode(ExitStatus.failed.rawValue) }
        }
    }

    private static var temporaryFolder: URL {
        FileManager.default.temporaryDirectory.appending(path: "tapereader-drill-\(getpid())")
    }

    private func plan() throws -> DrillPlan {
        var plan = DrillPlan(flags: flags, modes: try modes(), faults: try faults())
        plan.custom = breaking.map {
            DrillPlan.Custom(
                name: breakName, breaking: $0, mending: mend, seconds: max(0, breakSeconds), thenKills: breakThenKill)
        }
        for (name, value) in [("articles", articles), ("rounds", rounds), ("partitions", partitions)]
        where !(1...1_000_000).contains(value) {
            throw ServiceFailure(status: .usage, description: "--\(name) \(value): allowed is 1 … 1000000")
        }
        plan.articles = articles
        plan.rounds = rounds
        plan.partitions = partitions
        plan.replication = replication
        plan.stay = .milliseconds(Int(min(max(stay, 0), 3600) * 1000))
        plan.patience = .milliseconds(Int(min(max(patience, 1), 3600) * 1000))
        plan.numbersTransactions = numbered
        plan.keepsTopics = keep
        plan.seed = seed
        return plan
    }

    /// What reaches the cluster, for the workers.
    private var flags: [String] {
        (options.config.map { ["--config", $0] } ?? []) + (options.brokers.map { ["--brokers", $0] } ?? [])
            + options.settings.flatMap { ["--set", $0] }
    }

    private func modes() throws -> [WorkSettings.Delivery] {
        try mode.split(separator: ",").map { word in
            guard let mode = [WorkSettings.Delivery.exactlyOnce, .atLeastOnce].first(where: { $0.words == word }) else {
                throw ServiceFailure(
                    status: .usage, description: "--mode \(word): allowed is exactly-once, at-least-once")
            }
            return mode
        }
    }

    private func faults() throws -> [DrillFault] {
        let own: [DrillFault] = breaking == nil ? [] : [.custom]
        guard let points else { return own.isEmpty ? DrillFault.named : own }
        return try points.split(separator: ",").map { word in
            guard let fault = DrillFault(name: String(word)) else {
                let names = DrillFault.named.map(\.name).joined(separator: ", ")
                throw ServiceFailure(status: .usage, description: "--points \(word): allowed is \(names)")
            }
            return fault
        } + own
    }
}
