internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// Counts what a replay has written, by a consumer of its own that knows nothing of the run.
struct ReplayVerifier {
    struct Outcome {
        let receipt: Receipt
        let found: ReplayTally
        /// What differs, a line each.
        let differences: [String]
    }

    let manifest: Manifest
    let settings: WorkSettings
    let logger: Logger

    private static let patience = Duration.seconds(60)
    private var deadline: ContinuousClock.Instant { .now.advanced(by: Self.patience) }

    /// - Throws: `ServiceFailure` when the replay is not complete or cannot be verified.
    func verify() throws -> Outcome {
        do {
            switch manifest.destination {
            case .nowhere: throw refusal("a dry run writes nothing that could be verified")
            case .topics(let topics):
                if topics.areLive { throw refusal("the live topics hold other records too; nothing tells them apart") }
                return outcome(try groupProgress(), try readTopics(topics.names(raw: manifest.sourceTopic)))
            case .file: return outcome(try fileProgress(), try readFiles())
            }
        } catch let error as KafkaError { throw ServiceFailure(stopping: error) } catch SinkFailure.stop(let failure) {
            throw failure
        }
    }

    private func outcome(
        _ progress: [(range: ScanRange, offset: Int64, progress: PartitionProgress)], _ found: ReplayTally
    ) -> Outcome {
        let receipt = Receipt(manifest, all: progress)
        var differences: [String] = []
        for (name, want, have) in [
            ("articles", receipt.articles, found.articles), ("events", receipt.events, found.events),
            ("sentiments", receipt.sentiments, found.sentiments), ("flows", receipt.flows, found.flows),
            ("dead letters", receipt.deadLetters, found.deadLetters), ("bytes", receipt.bytesOut, found.bytesOut),
        ] where want != have {
            differences.append("\(name): the receipt says \(want), the outputs hold \(have)")
        }
        if receipt.digest != found.digest.hex {
            differences.append("digest: the receipt says \(receipt.digest), the outputs give \(found.digest.hex)")
        }
        return Outcome(receipt: receipt, found: found, differences: differences)
    }

    // MARK: Topics

    private func groupProgress() throws -> [(range: ScanRange, offset: Int64, progress: PartitionProgress)] {
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let admin = try Admin(configuration: clients.admin(), logger: logger)
        let places = manifest.ranges.map { TopicPartition(topic: manifest.sourceTopic, partition: $0.partition) }
        return try complete(GroupProgress.stored(try admin.committed(group: manifest.group, places, by: deadline)))
    }

    private func complete(_ stored: [TopicPartition: StoredProgress]) throws
        -> [(range: ScanRange, offset: Int64, progress: PartitionProgress)]
    {
        let found = try manifest.progress(of: manifest.ranges, in: stored)
        for (range, found) in zip(manifest.ranges, found) where (found?.offset ?? -1) < range.end {
            throw refusal(
                "partition \(range.partition) is at \(found.map { "\($0.offset)" } ?? "its start") of \(range.end): "
                    + "run every share to its end first")
        }
        return found.compactMap { $0 }
    }

    /// One topic after the other, so that not all of them are fetched ahead at once.
    private func readTopics(_ names: TopicNames) throws -> ReplayTally {
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let reader = TopicReader(configuration: try clients.reader(group: manifest.id + "-verify"), logger: logger)
        var tally = ReplayTally()
        for topic in names.outputs {
            guard let role = names.role(ofOutput: topic) else { continue }
            try reader.forEach(of: [topic], patience: Self.patience) { record in
                tally.add(role: role, key: record.key, value: record.value, headers: record.headers)
            }
        }
        return tally
    }

    // MARK: Files

    private var paths: [String] {
        (1...manifest.shares).compactMap { manifest.path(share: ShareNumber(number: $0, count: manifest.shares)) }
    }

    private func fileProgress() throws -> [(range: ScanRange, offset: Int64, progress: PartitionProgress)] {
        var stored: [TopicPartition: StoredProgress] = [:]
        for path in paths {
            guard let sidecar = try FileSink.sidecar(of: path) else {
                throw refusal("\(FileSink.sidecarPath(path)) is missing: run every share to its end first")
            }
            stored.merge(FileSink.stored(sidecar)) { first, _ in first }
        }
        return try complete(stored)
    }

    private func readFiles() throws -> ReplayTally {
        var tally = ReplayTally()
        for path in paths {
            guard let reader = LineReader(path: path) else {
                throw ServiceFailure(status: .badInput, description: "\(path) cannot be read")
            }
            var number = 0
            while let bytes = reader.next() {
                number += 1
                guard let line = ReplayLine(line: bytes) else {
                    throw ServiceFailure(status: .failed, description: "\(path):\(number): no line of a replay")
                }
                tally.add(role: line.role, key: line.key, value: line.value, headers: line.headers)
            }
        }
        return tally
    }

    private func refusal(_ reason: String) -> ServiceFailure {
        ServiceFailure(status: .failed, description: "replay \(manifest.id): \(reason)")
    }
}
