internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// The service as a whole: connects, checks the topics, runs the relay on a thread of its own until told to stop.
struct WorkService: NamedService {
    let settings: WorkSettings
    let analyzer: DocumentAnalyzer
    let logger: Logger
    var observe: @Sendable (RelayCounters) -> Void = { _ in }
    var observer: (any RelayObserver)?

    /// Returns after a graceful shutdown.
    /// - Throws: `ServiceFailure` or `SettingError`.
    func run() async throws {
        try await RelayThread.run(stoppingWithin: settings.shutdownDeadline) { try runBlocking(until: $0) }
    }

    /// The same on the calling thread, which must not be one of the cooperative pool.
    func runBlocking(until shouldStop: () -> Bool) throws {
        let failPoints = try FailPoints(
            environment: ProcessInfo.processInfo.environment, topics: settings.topics.all)
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let limits = try TopicCheck(settings: settings, clients: clients, logger: logger).sizeLimits(unless: shouldStop)
        if shouldStop() { return }
        let producer = try Producer(
            configuration: clients.producer(settings, largestRecord: limits.values.max() ?? 0), logger: logger)
        let consumer = try Consumer(configuration: clients.consumer(settings), logger: logger)
        var processor = RecordProcessor(
            analyzer: analyzer, topics: settings.topics, encoding: settings.encodesProtobuf ? .protobuf : .json,
            group: settings.group, sizeLimits: limits)
        try RegistrySession(settings).prepare(&processor)
        if let observer { processor.timed = observer.processed }
        let sink = TopicSink(
            producer: producer, isTransactional: settings.delivery == .exactlyOnce, failPoints: failPoints)
        let supervisor = Supervisor(settings, keepsJournal: true, failPoints: failPoints, logger: logger)
        var isDrained = false
        let relay = Relay(
            settings: settings, intake: Subscription(topic: settings.topics.raw), consumer: consumer, sink: sink,
            processor: processor, supervisor: supervisor, logger: logger, observe: observe)
        relay.failPoints = failPoints
        relay.observer = observer
        defer { supervisor.journal?.close(isDrained: isDrained) }
        try relay.run(until: shouldStop)
        isDrained = true
        let done = relay.counters.done
        logger.info(
            "stopped: \(done.records) records, \(done.eventCount) events, \(done.deadLetterCount) dead letters")
    }
}
