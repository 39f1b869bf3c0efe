internal import Kafka
internal import Logging

/// The brokers as a redrive sees them: topics with their limits, readers.
final class RedriveCluster {
    private let settings: WorkSettings
    private let clients: ClientConfiguration
    private let admin: Admin
    private let logger: Logger
    private let known: [String: TopicDescription]
    private var destinations: [String: LetterJudge.Destination] = [:]

    init(settings: WorkSettings, clients: ClientConfiguration, logger: Logger) throws {
        self.settings = settings
        self.clients = clients
        self.logger = logger
        admin = try Admin(configuration: clients.admin(), logger: logger)
        // All topics are asked for, not ours by name: a broker may make a topic that a client names.
        known = Dictionary(
            try admin.topics(by: .now.advanced(by: settings.brokerDeadline ?? .seconds(60))).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    func knows(_ topic: String) -> Bool { known[topic] != nil }

    /// - Parameter isSending: markers and parked letters must have their topics, and markers must stay.
    func require(_ topics: [String], isSending: Bool) throws(ServiceFailure) {
        let names = settings.topics
        for topic in topics + (isSending ? [names.redriven, names.parked] : []) where !knows(topic) {
            throw ServiceFailure(
                status: .unavailable,
                description: "\(topic) does not exist; `tapereader topics create` makes what is missing")
        }
        guard isSending, let policy = topicSettings(names.redriven)?.cleanupPolicy else { return }
        let keeps = (topicSettings(names.redriven)?.retentionMilliseconds ?? -1) < 0
        if policy.contains("delete"), !keeps {
            throw ServiceFailure(
                status: .badConfiguration,
                description: "\(names.redriven) has cleanup.policy \(policy): markers would expire and letters be sent "
                    + "twice; set it to compact")
        }
    }

    /// Nil for a topic that does not exist.
    func destination(_ topic: String) -> LetterJudge.Destination? {
        guard let description = known[topic] else { return nil }
        if let found = destinations[topic] { return found }
        let told = topicSettings(topic)
        // Where the broker sets the time itself, an old record is as young as any.
        let setsTime = told?["message.timestamp.type"] == "LogAppendTime"
        let deletes = told?.cleanupPolicy?.contains("delete") ?? true
        let retention = told?.retentionMilliseconds.flatMap { $0 < 0 || setsTime || !deletes ? nil : $0 }
        let destination = LetterJudge.Destination(
            partitions: description.partitions.count, retention: retention, maxRecordBytes: told?.maxMessageBytes)
        destinations[topic] = destination
        return destination
    }

    /// `max.message.bytes` of topics that exist and whose broker tells it.
    func sizeLimits(of topics: [String]) -> [String: Int] {
        var limits: [String: Int] = [:]
        for topic in topics where knows(topic) {
            limits[topic] = settings.topicMaxBytes ?? topicSettings(topic)?.maxMessageBytes
        }
        return limits
    }

    private func topicSettings(_ topic: String) -> TopicSettings? {
        do { return try admin.settings(ofTopic: topic, by: .now.advanced(by: .seconds(5))) } catch {
            logger.notice("\(topic): the broker does not tell its settings (\(error.name))")
            return nil
        }
    }

    /// Sees committed records only.
    func reader() throws -> StretchReader {
        try StretchReader(
            configuration: clients.reader(group: Self.group), patience: settings.brokerDeadline, logger: logger)
    }

    /// Both ends of every partition, behind everything that was ever written, open transactions too.
    func highWatermarks(of topic: String) throws -> [(partition: TopicPartition, ends: Watermarks)] {
        var configuration = try clients.reader(group: Self.group)
        try configuration.set("isolation.level", to: "read_uncommitted")
        let reader = try StretchReader(configuration: configuration, patience: settings.brokerDeadline, logger: logger)
        defer { reader.close() }
        return try reader.partitions(of: topic).map { ($0, try reader.ends(of: $0)) }
    }

    /// Joined by nobody; a consumer needs one.
    private static let group = "tapereader-redrive"
}

/// Fetches records whose value did not fit into their letter.
final class OriginalReader {
    private let cluster: RedriveCluster
    private var reader: StretchReader?

    init(cluster: RedriveCluster) { self.cluster = cluster }

    deinit { reader?.close() }

    /// Nil when the record is no longer there: deleted, compacted away, or its topic gone.
    func value(at partition: TopicPartition, offset: Int64) throws -> [UInt8]? {
        guard let destination = cluster.destination(partition.topic),
            (0..<Int32(clamping: destination.partitions)).contains(partition.partition)
        else { return nil }
        let reader = try reader ?? cluster.reader()
        self.reader = reader
        let ends = try reader.ends(of: partition)
        guard offset >= ends.low, offset < ends.high else { return nil }
        var found: [UInt8]?
        try reader.read(partition, from: offset, to: offset + 1) { record in
            if record.offset == offset { found = record.value }
            return false
        }
        return found
    }
}
