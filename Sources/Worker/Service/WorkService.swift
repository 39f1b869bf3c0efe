internal import Foundation
internal import Kafka
internal import Logging
internal import Schema
internal import ServiceLifecycle
internal import Synchronization

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

/// A thread of its own for a blocking loop, stopped by graceful shutdown.
enum RelayThread {
    /// - Parameters:
    ///   - limit: how long `body` takes to return, at most, once it is told to stop. One that has not returned a little
    ///     later never will: a client of librdkafka's that is freed waits for its threads, for ever if one of them hangs.
    ///     The process ends then.
    ///   - body: called on that thread; returns soon once the given function says true.
    static func run(
        stoppingWithin limit: Duration, _ body: @escaping @Sendable (_ shouldStop: () -> Bool) throws -> Void
    ) async throws {
        let stopping = StopFlag()
        let isOver = StopFlag()
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    let outcome = Result { try body({ stopping.isSet }) }
                    isOver.set()
                    continuation.resume(with: outcome)
                }
                thread.name = "relay"
                thread.start()
            }
        } onGracefulShutdown: {
            stopping.set()
            SecondSignal.exitAtOnce()
            Overtime.end(at: .now.advanced(by: limit + Overtime.grace), unless: isOver)
        }
    }
}

/// The end of a process that does not end by itself.
enum Overtime {
    /// Beyond the limit: for the farewell to the brokers and the last line of the log.
    static let grace = Duration.seconds(5)

    static func end(at deadline: ContinuousClock.Instant, unless isOver: StopFlag) {
        Thread.detachNewThread {
            while .now < deadline {
                if isOver.isSet { return }
                Thread.sleep(forTimeInterval: 0.1)
            }
            Diagnostics.print(Relay.Loop.late.description)
            _exit(ExitStatus.deadlineExceeded.rawValue)
        }
    }
}

/// Set once, from any thread.
final class StopFlag: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}

/// Signals that a parent blocked would never arrive: a worker started from a thread that blocks them must still stop.
enum SignalMask {
    static func unblockTermination() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}

/// After the first signal the next one ends the process at once, without draining.
enum SecondSignal {
    static func exitAtOnce() {
        for number in [SIGTERM, SIGINT] {
            signal(number) { number in _exit(128 + number) }
        }
    }
}
