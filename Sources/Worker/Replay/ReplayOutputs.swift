internal import Kafka
internal import Logging
internal import Schema

/// The output topics of replays: checked, and made where they are missing.
///
/// Each output topic is claimed for one plan: by an offset of partition 0 that the group `tapereader-replay-outputs`
/// commits with the plan's hash beside it. Nothing is read by that group.
struct ReplayOutputs {
    static let claimGroup = "tapereader-replay-outputs"
    private static let patience = Duration.seconds(30)

    let admin: Admin
    let logger: Logger

    private var deadline: ContinuousClock.Instant { .now.advanced(by: Self.patience) }

    /// Shape of the topics that are made.
    struct Shape {
        var partitions: Int?
        /// Milliseconds; −1 is for ever.
        var retention: Int64
    }

    /// Makes the topics that are missing like their live twins, and checks the others.
    /// - Parameters:
    ///   - age: how old the oldest record of the range is, in milliseconds; asked for only when it matters.
    func prepare(
        _ names: TopicNames, like live: TopicNames, shape: Shape, age: () throws -> Int64
    ) throws {
        let known = try topics()
        var missing: [NewTopic] = []
        for (name, twin) in zip(names.outputs, live.outputs) {
            if known[name] != nil {
                try checkIsEmpty(name, known)
                try checkRetention(name, age: age)
            } else {
                missing.append(newTopic(name, like: known[twin] ?? known[names.raw], settingsOf: twin, shape: shape))
            }
        }
        try create(missing)
    }

    private func create(_ missing: [NewTopic]) throws(ServiceFailure) {
        do {
            for outcome in try admin.createTopics(missing, by: deadline) {
                guard let error = outcome.error else {
                    logger.info("made topic \(outcome.name)")
                    continue
                }
                if error.code != .topicAlreadyExists { throw error }
            }
        } catch let error as KafkaError {
            throw ServiceFailure(stopping: error)
        } catch {
            throw ServiceFailure(status: .internalError, description: "\(error)")
        }
    }

    private func newTopic(_ name: String, like twin: TopicDescription?, settingsOf live: String, shape: Shape)
        -> NewTopic
    {
        var configuration = ["cleanup.policy": "delete", "retention.ms": String(shape.retention)]
        if twin?.name == live,
            let entry = try? admin.settings(ofTopic: live, by: deadline).entries["max.message.bytes"],
            !entry.isDefault, let value = entry.value
        {
            configuration["max.message.bytes"] = value
        }
        return NewTopic(
            name: name, partitions: shape.partitions ?? twin?.partitions.count ?? 1,
            replication: twin?.partitions.first?.replicas, configuration: configuration)
    }

    private func checkIsEmpty(_ name: String, _ known: [String: TopicDescription]) throws(ServiceFailure) {
        guard let description = known[name], try offsetCount(description) > 0 else { return }
        throw refusal(
            "\(name) is not empty: it holds the output of another replay or service; give another --suffix or "
                + "--name, or delete the topic")
    }

    private func checkRetention(_ name: String, age: () throws -> Int64) throws {
        let retention: Int64?
        do { retention = try admin.settings(ofTopic: name, by: deadline).retentionMilliseconds } catch {
            logger.notice(
                "\(name): the broker does not tell retention.ms (\(error)); it must be longer than the range is old")
            return
        }
        guard let retention, retention >= 0 else { return }
        let age = try age()
        guard retention < age else { return }
        throw refusal(
            "\(name) keeps records for \(retention) ms and the range is \(age) ms old: outputs carry their "
                + "input's timestamp, so the broker would delete them at once; set its retention.ms to -1 or give another --suffix"
        )
    }

    /// Offsets that are in use, those of control markers too.
    private func offsetCount(_ description: TopicDescription) throws(ServiceFailure) -> Int64 {
        var count: Int64 = 0
        for partition in description.partitions {
            let place = TopicPartition(topic: description.name, partition: partition.number)
            do throws(KafkaError) {
                let ends = try admin.watermarks(of: place, by: deadline)
                count += max(0, ends.high - ends.low)
            } catch { throw ServiceFailure(stopping: error) }
        }
        return count
    }

    func topics() throws(ServiceFailure) -> [String: TopicDescription] {
        do {
            return Dictionary(
                try admin.topics(by: deadline).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        } catch { throw ServiceFailure(stopping: error) }
    }

    /// `max.message.bytes` by logical topic.
    func sizeLimits(_ names: TopicNames, setting: Int?) -> [String: Int] {
        var limits: [String: Int] = [:]
        for name in names.outputs {
            guard let role = names.role(ofOutput: name) else { continue }
            let told = try? admin.settings(ofTopic: name, by: .now.advanced(by: .seconds(5))).maxMessageBytes
            limits[role.rawValue] = setting ?? told ?? RecordProcessor.defaultSizeLimit
        }
        return limits
    }
}

// MARK: - Claims

extension ReplayOutputs {
    func claim(_ names: TopicNames, plan: String) {
        let positions = names.outputs.map { Position(Self.place($0), 0, metadata: plan) }
        do { try admin.setCommitted(group: Self.claimGroup, positions, by: deadline) } catch {
            logger.notice(
                "the outputs could not be claimed for this plan (\(error)); see to it that no other replay uses them")
        }
    }

    /// Refuses outputs that are another plan's, or that hold what nobody claims while this replay has no progress yet.
    func checkClaims(_ names: TopicNames, plan: String, hasProgress: Bool) throws(ServiceFailure) {
        let known = try topics()
        for name in names.outputs where known[name] == nil {
            throw ServiceFailure(
                status: .unavailable,
                description: "\(name) does not exist; `replay plan` makes the topics: make the plan again")
        }
        let claims = (try? admin.committed(group: Self.claimGroup, names.outputs.map(Self.place), by: deadline)) ?? []
        let holders = Dictionary(
            claims.map { ($0.topicPartition.topic, $0.metadata ?? "") }, uniquingKeysWith: { first, _ in first })
        var isWhole = true
        for name in names.outputs {
            let holder = holders[name] ?? ""
            if holder == plan { continue }
            isWhole = false
            if holder.isEmpty, hasProgress { continue }
            if let description = known[name], try offsetCount(description) > 0 {
                throw refusal("\(name) holds the output of another replay or service; plan this one into other topics")
            }
            if !holder.isEmpty, hasProgress {
                throw refusal(
                    "\(name) was claimed by another plan after this replay had begun; plan it into other topics")
            }
        }
        if !isWhole { claim(names, plan: plan) }
    }

    private static func place(_ topic: String) -> TopicPartition { TopicPartition(topic: topic, partition: 0) }

    private func refusal(_ reason: String) -> ServiceFailure {
        ServiceFailure(status: .badConfiguration, description: reason)
    }
}
