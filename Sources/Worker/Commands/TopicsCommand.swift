internal import ArgumentParser
internal import Kafka
internal import Logging

struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Create and check the topics.",
        discussion: """
            EXAMPLES
              tapereader topics create --brokers localhost:9092 --partitions 12 --replication 3
              tapereader topics check --brokers localhost:9092
            """,
        subcommands: [Create.self, Check.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create the topics that are missing. Those that exist are left as they are; what differs is told."
        )
        @OptionGroup var options: ConfigurationOptions
        @Option(help: "Partitions of each new topic.") var partitions = 6
        @Option(help: "Replicas of each partition; −1: the broker's default.") var replication = -1

        func run() async throws {
            try await reportingFailures {
                let session = try TopicSession(options)
                for line in try session.create(partitions: partitions, replication: replication) { print(line) }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Show each topic's partitions and settings; exit code 1 if one is missing or has another cleanup policy."
        )
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await reportingFailures {
                let session = try TopicSession(options)
                let reports = try session.check()
                for report in reports { print(report.line) }
                if reports.contains(where: { !$0.isAsExpected }) { throw ExitCode(ExitStatus.failed.rawValue) }
            }
        }
    }
}

/// The topics of one configuration on one cluster.
struct TopicSession {
    struct Report {
        let line: String
        let isAsExpected: Bool
    }

    private static let patience = Duration.seconds(30)
    private let settings: WorkSettings
    private let admin: Admin

    init(_ options: ConfigurationOptions) throws {
        settings = try options.workSettings()
        let clients = try ClientConfiguration(settings.kafkaProperties)
        admin = try Admin(configuration: clients.admin(), logger: LogSetup.logger(settings))
    }

    private var deadline: ContinuousClock.Instant { .now.advanced(by: Self.patience) }

    /// One line per topic.
    /// - Throws: `ServiceFailure` when the broker refuses one.
    func create(partitions: Int, replication: Int) throws -> [String] {
        let topics = expected.map { name, configuration in
            NewTopic(name: name, partitions: partitions, replication: replication, configuration: configuration)
        }
        do {
            return try admin.createTopics(topics, by: deadline).map { outcome in
                guard let error = outcome.error else { return "created \(outcome.name) with \(partitions) partitions" }
                guard error.code == .topicAlreadyExists else { throw ServiceFailure(stopping: error) }
                return existing(outcome.name, partitions: partitions)
            }
        } catch let error as KafkaError {
            throw ServiceFailure(stopping: error)
        }
    }

    /// Nothing is altered: old clients reset what they do not name, and more partitions move keys.
    private func existing(_ name: String, partitions: Int) -> String {
        guard let found = try? admin.describe(name, by: deadline) else {
            return "\(name) exists and is left as it is; this client may not look at it"
        }
        let wanted = expected.first { $0.name == name }?.configuration["cleanup.policy"]
        let policy = try? admin.settings(ofTopic: name, by: deadline).cleanupPolicy
        var drift: [String] = []
        if found.partitions.count != partitions {
            drift.append("\(found.partitions.count) partitions, not \(partitions)")
        }
        if let policy, let wanted, policy != wanted { drift.append("cleanup.policy \(policy), not \(wanted)") }
        return "\(name) exists and is left as it is"
            + (drift.isEmpty ? "" : "; drift: " + drift.joined(separator: ", "))
    }

    /// Every topic with the settings that it is made with. Parked letters are old and stay until somebody takes them.
    private var expected: [(name: String, configuration: [String: String])] {
        settings.topics.all.map { ($0, ["cleanup.policy": "delete"]) } + [
            (settings.topics.redriven, ["cleanup.policy": "compact"]),
            (settings.topics.parked, ["cleanup.policy": "delete", "retention.ms": "-1"]),
        ]
    }

    /// One line per topic.
    /// - Throws: `ServiceFailure` when no broker answers.
    func check() throws -> [Report] {
        let deadline = deadline
        // One request first: without a broker each of those that follow would wait for itself.
        do { _ = try admin.topics(by: deadline) } catch {
            throw admin.refusal().map(ServiceFailure.init(refusedBy:)) ?? ServiceFailure(stopping: error)
        }
        return expected.map { report(on: $0, configuration: $1, by: deadline) }
    }

    private func report(
        on topic: String, configuration: [String: String], by deadline: ContinuousClock.Instant
    ) -> Report {
        do throws(KafkaError) {
            let description = try admin.describe(topic, by: deadline)
            let policy = try? admin.settings(ofTopic: topic, by: deadline).cleanupPolicy
            let wanted = configuration["cleanup.policy"] ?? "delete"
            let isAsExpected = policy == nil || policy == wanted
            let drift = isAsExpected ? "" : "  drift: cleanup.policy should be \(wanted)"
            let settings = "cleanup.policy \(policy ?? "not told")"
            return Report(
                line: "\(topic): \(description.partitions.count) partitions, \(settings)\(drift)",
                isAsExpected: isAsExpected)
        } catch {
            return Report(line: "\(topic): \(error)", isAsExpected: false)
        }
    }
}
