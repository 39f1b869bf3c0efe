internal import Extraction
internal import Kafka
internal import Logging
internal import Schema
internal import ServiceLifecycle

/// One share of a replay, from its start or from where it was left, to its end or to the signal that stops it.
struct ReplayRun: NamedService {
    let manifest: Manifest
    let share: ShareNumber
    let settings: WorkSettings
    let rate: Rate?
    let liveLimit: LiveLagLimit?
    let display: ReplayDisplay
    let logger: Logger

    /// - Throws: `ServiceFailure` when the plan is another program's, or the share is not one of its.
    init(
        manifest: Manifest, share: ShareNumber, settings: WorkSettings, rate: Rate?, liveLimit: LiveLagLimit?,
        display: ReplayDisplay, logger: Logger
    ) throws {
        guard share.count == manifest.shares else {
            throw ServiceFailure(
                status: .usage,
                description: "--share \(share.number)/\(share.count): the plan has \(manifest.shares) shares")
        }
        self.manifest = manifest
        self.share = share
        self.rate = rate
        self.liveLimit = liveLimit
        self.display = display
        self.logger = logger
        self.settings = Self.settings(settings, manifest, share)
    }

    /// What decides the output comes from the plan, what decides the speed from the configuration.
    private static func settings(_ given: WorkSettings, _ manifest: Manifest, _ share: ShareNumber) -> WorkSettings {
        var settings = given
        settings.group = manifest.group
        settings.instance = "\(share.number)"
        settings.staticMembership = false
        settings.delivery = .exactlyOnce
        settings.topics.raw = manifest.sourceTopic
        if case .topics(let topics) = manifest.destination { settings.topics = topics.names(raw: manifest.sourceTopic) }
        settings.encodesProtobuf = manifest.output.encodesProtobuf
        settings.namespacesIDs = manifest.output.namespacesIDs
        settings.maxRecordBytes = manifest.output.maxRecordBytes
        settings.stepBudget = manifest.output.stepBudget
        return settings
    }

    func run() async throws {
        try await RelayThread.run(stoppingWithin: settings.shutdownDeadline) { try runBlocking(until: $0) }
    }

    /// The same on the calling thread, which must not be one of the cooperative pool.
    func runBlocking(until shouldStop: () -> Bool) throws {
        do { try work(until: shouldStop) } catch let error as KafkaError { throw ServiceFailure(stopping: error) }
    }

    private func work(until shouldStop: () -> Bool) throws {
        let analyzer = try DocumentAnalyzer(settings)
        guard analyzer.extractor.fingerprint == manifest.fingerprint else {
            throw ServiceFailure(
                status: .badConfiguration,
                description:
                    "the plan is for fingerprint \(manifest.fingerprint) (version \(manifest.version)), this program "
                    + "has \(analyzer.extractor.fingerprint): run the plan with that version, or make a new plan")
        }
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let admin = try Admin(configuration: clients.admin(), logger: logger)
        try checkOutputs(admin)
        let consumer = try Consumer(configuration: clients.reader(group: manifest.group), logger: logger)
        let (sink, store) = try ends(clients)
        let live = watchLive(admin)
        defer { live?.stop() }
        let intake = RangeIntake(
            manifest: manifest, share: share, store: store,
            brakes: .init(pace: rate.map { Pace($0, now: .now) }, live: live), logger: logger, observe: display.update)
        let relay = Relay(
            settings: settings, intake: intake, consumer: consumer, sink: sink, processor: try processor(analyzer),
            supervisor: Supervisor(settings, keepsJournal: false, logger: logger), logger: logger)
        defer { display.update(intake.snapshot) }
        try relay.run(until: shouldStop)
    }

    private func processor(_ analyzer: DocumentAnalyzer) throws -> RecordProcessor {
        var limits: [String: Int] = [:]
        for topic in settings.topics.outputs {
            limits[topic] = settings.topics.role(ofOutput: topic).flatMap { manifest.output.sizeLimits[$0.rawValue] }
        }
        var processor = RecordProcessor(
            analyzer: analyzer, topics: settings.topics, encoding: settings.encodesProtobuf ? .protobuf : .json,
            group: manifest.output.group, sizeLimits: limits, isTallying: true)
        try RegistrySession(settings).prepare(&processor)
        return processor
    }

    private func checkOutputs(_ admin: Admin) throws {
        guard case .topics(let topics) = manifest.destination, !topics.areLive else { return }
        let places = manifest.ranges.map { TopicPartition(topic: manifest.sourceTopic, partition: $0.partition) }
        let positions = try admin.committed(group: manifest.group, places, by: .now.advanced(by: .seconds(30)))
        let found = try manifest.progress(of: manifest.ranges, in: GroupProgress.stored(positions))
        try ReplayOutputs(admin: admin, logger: logger).checkClaims(
            settings.topics, plan: manifest.hash, hasProgress: found.contains { $0 != nil })
    }

    private func ends(_ clients: ClientConfiguration) throws -> (any OutputSink, any ProgressStore) {
        switch manifest.destination {
        case .topics:
            let producer = try Producer(
                configuration: clients.producer(
                    settings, largestRecord: manifest.output.sizeLimits.values.max() ?? 0), logger: logger)
            return (
                TopicSink(producer: producer, isTransactional: true), GroupProgress(patience: settings.brokerDeadline)
            )
        case .file:
            let sink = FileSink(
                path: manifest.path(share: share) ?? "", plan: manifest.hash, names: settings.topics,
                encodesJSON: !settings.encodesProtobuf)
            return (sink, sink)
        case .nowhere: return (NoSink(), NoProgress())
        }
    }

    private func watchLive(_ admin: Admin) -> LiveLag? {
        guard let liveLimit else { return nil }
        let partitions = manifest.ranges.map { TopicPartition(topic: manifest.sourceTopic, partition: $0.partition) }
        let live = LiveLag(liveLimit, partitions: partitions)
        live.start(admin, logger: logger)
        return live
    }
}
