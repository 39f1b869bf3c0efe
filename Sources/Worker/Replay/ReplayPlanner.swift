internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// Fixes a replay: asks the broker what the range means now, prepares the outputs, writes it all into a manifest.
struct ReplayPlanner {
    let settings: WorkSettings
    let fingerprint: String
    let logger: Logger
    /// Milliseconds since 1970.
    let now: Int64

    private static let patience = Duration.seconds(30)
    private var deadline: ContinuousClock.Instant { .now.advanced(by: Self.patience) }

    /// - Throws: `ServiceFailure` or `SettingError`.
    func plan(_ request: ReplayRequest, id: String) throws -> Manifest {
        let from = try ReplayBound(request.from, now: now)
        let to = try ReplayBound(request.to, now: now)
        var live = settings.topics
        live.raw = request.topic
        let destination = try request.destination(live: live)
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let outputs = ReplayOutputs(admin: try admin(clients), logger: logger)
        let reader = try Consumer(configuration: clients.reader(group: id), logger: logger)
        defer { try? reader.close(by: .now.advanced(by: .seconds(10))) }

        let ranges = try ranges(request.topic, from: from, to: to, outputs: outputs, reader: reader)
        guard request.shares >= 1, request.shares <= max(1, ranges.count) else {
            throw ServiceFailure(
                status: .usage,
                description:
                    "--shares \(request.shares): a share reads whole partitions, and the range has \(ranges.count)")
        }
        var names = live
        if case .topics(let topics) = destination {
            names = topics.names(raw: request.topic)
            if !topics.areLive {
                try outputs.prepare(
                    names, like: live, shape: .init(partitions: request.partitions, retention: request.retention),
                    age: { try age(ranges, topic: request.topic, from: from, reader: reader) })
            }
        }
        let manifest = Manifest(
            id: id, createdAt: RecordOrigin(topic: "", partition: 0, offset: 0, timestampMilliseconds: now).observedAt,
            sourceTopic: request.topic, from: request.from, to: request.to,
            time: TimeFilter(from: from.milliseconds, to: to.milliseconds), ranges: ranges, shares: request.shares,
            destination: destination, output: form(outputs.sizeLimits(names, setting: settings.topicMaxBytes)),
            fingerprint: fingerprint, version: DocumentAnalyzer.version
        ).sealed()
        if case .topics(let topics) = destination, !topics.areLive { outputs.claim(names, plan: manifest.hash) }
        return manifest
    }

    private func admin(_ clients: ClientConfiguration) throws -> Admin {
        do { return try Admin(configuration: clients.admin(), logger: logger) } catch let error as KafkaError {
            throw ServiceFailure(stopping: error)
        }
    }

    private func form(_ limits: [String: Int]) -> OutputForm {
        OutputForm(
            encodesProtobuf: settings.encodesProtobuf, namespacesIDs: settings.namespacesIDs,
            maxRecordBytes: settings.maxRecordBytes, stepBudget: settings.stepBudget, group: settings.group,
            sizeLimits: limits)
    }

    private func ranges(
        _ topic: String, from: ReplayBound, to: ReplayBound, outputs: ReplayOutputs, reader: Consumer
    ) throws(ServiceFailure) -> [ScanRange] {
        guard let description = try outputs.topics()[topic] else {
            throw ServiceFailure(
                status: .unavailable, description: "\(topic) does not exist or is not shown to this client")
        }
        let partitions = description.partitions.map { TopicPartition(topic: topic, partition: $0.number) }
        for case .offsets(let named) in [from, to] {
            if let strange = named.keys.sorted().first(where: { key in !partitions.contains { $0.partition == key } }) {
                throw ServiceFailure(status: .usage, description: "\(topic) has no partition \(strange)")
            }
        }
        do {
            let firsts = try firstOffsets(partitions, from: from, reader: reader)
            var ranges: [ScanRange] = []
            for partition in partitions {
                // A read_committed consumer is told the last stable offset.
                let ends = try reader.watermarks(of: partition, by: deadline)
                let range = ScanRange(
                    partition: partition.partition, from: from, to: to, low: ends.low, stable: ends.high,
                    firstAtFrom: firsts[partition])
                if let range { ranges.append(range) }
            }
            return ranges
        } catch { throw ServiceFailure(stopping: error) }
    }

    private func firstOffsets(
        _ partitions: [TopicPartition], from: ReplayBound, reader: Consumer
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        guard let time = from.milliseconds else { return [:] }
        var firsts: [TopicPartition: Int64] = [:]
        for position in try reader.offsets(of: partitions, atMilliseconds: max(0, time), by: deadline) {
            if let offset = position.offset.number { firsts[position.topicPartition] = offset }
        }
        return firsts
    }

    /// How old the range is: by its lower end if that is a time, else by the first record of each partition.
    private func age(_ ranges: [ScanRange], topic: String, from: ReplayBound, reader: Consumer) throws(ServiceFailure)
        -> Int64
    {
        if let time = from.milliseconds { return max(0, now - time) }
        let filled = ranges.filter { $0.offsets > 0 }
        do throws(KafkaError) { return max(0, now - (try oldest(filled, topic: topic, reader: reader))) } catch {
            throw ServiceFailure(stopping: error)
        }
    }

    private func oldest(_ ranges: [ScanRange], topic: String, reader: Consumer) throws(KafkaError) -> Int64 {
        let deadline = deadline
        var starts: [Position] = []
        for range in ranges {
            let partition = TopicPartition(topic: topic, partition: range.partition)
            let low = try reader.watermarks(of: partition, by: deadline).low
            starts.append(Position(partition, max(range.start, low)))
        }
        try reader.assign(starts)
        defer { try? reader.unassign() }
        var open = Set(starts.map(\.topicPartition))
        var oldest = now
        while !open.isEmpty {
            let batch = try reader.poll(max: 100, timeout: .milliseconds(200))
            for record in batch.records where open.contains(record.topicPartition) {
                oldest = min(oldest, record.timestamp?.milliseconds ?? 0)
                open.remove(record.topicPartition)
            }
            for end in batch.ends { open.remove(end.topicPartition) }
            if ContinuousClock.now > deadline { throw KafkaError(code: .timedOut, operation: "age of the range") }
        }
        return oldest
    }
}
