internal import ArgumentParser

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print and validate configuration.",
        discussion: """
            EXAMPLES
              tapereader config print --config worker.yaml
              tapereader config check --set commit_interval_ms=50
              tapereader config check --online --brokers localhost:9092
            """,
        subcommands: [Print.self, Check.self, Reference.self, Metrics.self])

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Effective values with their origin; secrets masked.")
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await reportingFailures {
                for (key, value) in try options.sources().effective {
                    print("\(key)=\(value.text)    # \(value.origin)")
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Exit code 0 if `work` would start with this configuration, 78 and the reason if not.")
        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Ask the brokers too: are they there, do the topics exist, how large may a record be?")
        var online = false

        func run() async throws {
            try await reportingFailures {
                let settings = try options.workSettings()
                try SettingRules.check(settings)
                let clients = try ClientConfiguration(settings.kafkaProperties)
                _ = try clients.admin()
                _ = try clients.consumer(settings)
                _ = try clients.producer(settings, largestRecord: RecordProcessor.defaultSizeLimit)
                if online { try askBrokers(settings, clients) }
                print("ok")
            }
        }

        private func askBrokers(_ settings: WorkSettings, _ clients: ClientConfiguration) throws {
            let logger = LogSetup.logger(settings)
            let limits = try TopicCheck(settings: settings, clients: clients, logger: logger)
                .sizeLimits(unless: { false })
            for topic in settings.topics.all {
                let limit = limits[topic].map { ", takes records of up to \($0) bytes" } ?? ""
                print("\(topic): is there\(limit)")
            }
        }
    }

    struct Reference: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All settings as a Markdown table.")

        func run() { print(SettingReference.markdown) }
    }

    struct Metrics: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All metrics of `work` as a Markdown table.")

        func run() { print(MetricReference.markdown) }
    }
}

/// The table of settings as the README shows it.
enum SettingReference {
    static var markdown: String {
        let rows = Setting.table.map { setting in
            "| `\(setting.key)` | `\(setting.fallback.isEmpty ? "(empty)" : setting.fallback)` | "
                + "\(setting.allowed.split(separator: " | ").joined(separator: ", ")) | \(setting.description) |"
        }
        return (["| setting | default | allowed | meaning |", "|---|---|---|---|"] + rows).joined(separator: "\n")
    }
}
