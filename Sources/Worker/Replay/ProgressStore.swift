internal import Kafka

/// What was committed for one partition.
struct StoredProgress: Equatable, Sendable {
    var offset: Int64
    /// Nil where the store keeps no text beside the offset.
    var metadata: String?
}

/// Where a replay's progress lies between runs.
protocol ProgressStore: AnyObject {
    /// By partition; one of which nothing is kept is left out.
    func load(_ partitions: [TopicPartition], _ consumer: Consumer) throws(ServiceFailure)
        -> [TopicPartition: StoredProgress]
}

/// Committed offsets of the plan's own group.
final class GroupProgress: ProgressStore {
    private let patience: Duration

    init(patience: Duration?) { self.patience = patience ?? .seconds(3600) }

    func load(_ partitions: [TopicPartition], _ consumer: Consumer) throws(ServiceFailure)
        -> [TopicPartition: StoredProgress]
    {
        guard !partitions.isEmpty else { return [:] }
        do {
            return Self.stored(try consumer.committed(partitions, by: .now.advanced(by: patience)))
        } catch { throw ServiceFailure(stopping: error) }
    }

    static func stored(_ positions: [Position]) -> [TopicPartition: StoredProgress] {
        var stored: [TopicPartition: StoredProgress] = [:]
        for position in positions {
            guard let offset = position.offset.number else { continue }
            stored[position.topicPartition] = StoredProgress(offset: offset, metadata: position.metadata)
        }
        return stored
    }
}

/// A dry run remembers nothing.
final class NoProgress: ProgressStore {
    func load(_ partitions: [TopicPartition], _ consumer: Consumer) -> [TopicPartition: StoredProgress] { [:] }
}

extension Manifest {
    /// Progress of the given ranges as it was stored; nil for one that has none.
    /// - Throws: `ServiceFailure` when something stored is not this plan's.
    func progress(of ranges: [ScanRange], in stored: [TopicPartition: StoredProgress]) throws(ServiceFailure)
        -> [(range: ScanRange, offset: Int64, progress: PartitionProgress)?]
    {
        var found: [(range: ScanRange, offset: Int64, progress: PartitionProgress)?] = []
        for range in ranges {
            guard let kept = stored[TopicPartition(topic: sourceTopic, partition: range.partition)] else {
                found.append(nil)
                continue
            }
            guard let metadata = kept.metadata, let progress = PartitionProgress(metadata: metadata) else {
                throw refusal(
                    "partition \(range.partition) of group \(group) has an offset without a replay's progress: "
                        + "another program uses this group, or the broker keeps no metadata beside offsets; give --id another name"
                )
            }
            guard progress.plan == hash else {
                throw refusal(
                    "partition \(range.partition) of group \(group) holds the progress of another plan with the "
                        + "same id; give --id another name")
            }
            guard kept.offset >= 0, kept.offset <= range.end else {
                throw refusal(
                    "partition \(range.partition) of group \(group) is committed at \(kept.offset), outside the "
                        + "plan's range up to \(range.end)")
            }
            found.append((range, kept.offset, progress))
        }
        return found
    }

    /// Where a share goes on: its stored progress, or nil when it was never started.
    /// - Throws: `ServiceFailure` when a part of it is missing: going on would repeat, or lose, that partition.
    func resumption(of share: ShareNumber, from stored: [TopicPartition: StoredProgress]) throws(ServiceFailure)
        -> [(range: ScanRange, offset: Int64, progress: PartitionProgress)]?
    {
        let ranges = ranges(of: share)
        let found = try progress(of: ranges, in: stored)
        if found.allSatisfy({ $0 == nil }) { return nil }
        for (range, found) in zip(ranges, found) where found == nil {
            throw refusal(
                "share \(share.number) was started, and the committed offset of partition \(range.partition) in "
                    + "group \(group) is gone (it expires with offsets.retention.minutes); what of it is in the outputs "
                    + "cannot be known, so replay anew into other outputs")
        }
        return found.compactMap { $0 }
    }

    private func refusal(_ reason: String) -> ServiceFailure {
        ServiceFailure(status: .badConfiguration, description: "replay \(id): \(reason)")
    }
}
