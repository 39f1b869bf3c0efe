internal import ArgumentParser
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "The service: consume, extract, publish, for ever.",
        discussion: """
            SIGTERM or Ctrl-C stops it gracefully: it finishes what it has read, commits, and leaves the group. A second
            signal ends it at once; nothing is lost by that, only processed again.

            EXAMPLES
              tapereader work --brokers localhost:9092
              TAPEREADER_KAFKA_BOOTSTRAP_SERVERS=localhost:9092 tapereader work --set delivery=at_least_once

            EXIT CODES
            \(ExitStatus.allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n"))
            """)

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        SignalMask.unblockTermination()
        try await reportingFailures {
            let settings = try options.workSettings()
            let logger = LogSetup.logger(level: settings.logLevel)
            let service = WorkService(
                settings: settings, analyzer: try DocumentAnalyzer(settings), logger: logger,
                observe: ProgressLog(logger: logger).note)
            var configuration = ServiceGroupConfiguration(
                services: [
                    .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            configuration.maximumGracefulShutdownDuration = settings.shutdownDeadline + .seconds(5)
            try await ServiceGroup(configuration: configuration).run()
        }
    }
}
