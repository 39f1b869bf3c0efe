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
            let sources = try options.sources()
            let settings = WorkSettings(sources)
            try SettingRules.check(settings)
            let logger = LogSetup.logger(settings)
            let analyzer = try DocumentAnalyzer(settings)
            let registry = PrometheusRegistry()
            let status = WorkStatus(patience: settings.brokerDeadline)
            let service = WorkService(
                settings: settings, analyzer: analyzer, logger: logger, observe: ProgressLog(logger: logger).note,
                observer: WorkerMetrics(registry: registry, status: status, settings: settings))
            let endpoints = Endpoints(
                status: status, registry: registry, version: Endpoints.Version(analyzer), settings: sources)
            var configuration = ServiceGroupConfiguration(
                services: [
                    // Last to stop, so that the endpoints answer while the relay drains.
                    .init(
                        service: StatusServer(listen: settings.http, endpoints: endpoints, logger: logger),
                        successTerminationBehavior: .ignore, failureTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            configuration.maximumGracefulShutdownDuration = settings.shutdownDeadline + .seconds(5)
            try await ServiceGroup(configuration: configuration).run()
        }
    }
}
