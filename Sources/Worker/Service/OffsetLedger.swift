internal import Kafka

/// Every assigned partition's window, and what of it is committed.
///
/// The invariant of the service, at every step: *committed outputs = outputs of the committed prefix*. An abort or a
/// failed commit therefore forgets all windows and starts each partition again where it was last committed by us, or
/// else where it started.
struct OffsetLedger<Output> {
    fileprivate struct Partition {
        var window: PartitionWindow<Output>
        /// Where the next run starts if nothing more is committed: max(start, last offset committed by us).
        var committedEnd: Int64
        var epoch: Int
        /// Since a rewind the consumer still stands where it stood: what it brings now lies behind a gap.
        var awaitsSeek = false
    }

    private var partitions: [TopicPartition: Partition] = [:]
    /// Assigned partitions, in order of topic and number.
    private(set) var assigned: [TopicPartition] = []
    private var lastEpoch = 0
    /// The partition that outputs are being released of: a sweep over all of them passes each once.
    private var cursor = 0

    var openRecords: Int { partitions.values.reduce(0) { $0 + $1.window.count } }
    var openBytes: Int { partitions.values.reduce(0) { $0 + $1.window.bytes } }

    /// Starts a partition at `start`, the committed offset or else the reset position resolved to a number.
    mutating func assign(_ partition: TopicPartition, start: Int64) {
        lastEpoch += 1
        partitions[partition] = Partition(
            window: PartitionWindow(start: start), committedEnd: start, epoch: lastEpoch)
        assigned = partitions.keys.sorted()
    }

    mutating func revoke(_ partition: TopicPartition) {
        partitions[partition] = nil
        assigned.removeAll { $0 == partition }
    }

    /// False for partitions that are not ours, and after a rewind until the consumer has gone back too.
    func takes(_ partition: TopicPartition) -> Bool { partitions[partition]?.awaitsSeek == false }

    /// Takes a record in; nil if its partition takes none or its offset was taken before, else the epoch that its
    /// result must bring back.
    mutating func take(_ partition: TopicPartition, offset: Int64, bytes: Int) -> Int? {
        guard takes(partition), let epoch = partitions[partition]?.epoch,
            partitions[partition]?.window.add(offset: offset, bytes: bytes) == true
        else { return nil }
        return epoch
    }

    /// Notes a result. False if it comes from before a rewind or a revocation: its record will be, or was, processed
    /// again.
    mutating func finish(_ partition: TopicPartition, offset: Int64, epoch: Int, output: Output, bytes: Int = 0)
        -> Bool
    {
        guard partitions[partition]?.epoch == epoch else { return false }
        return partitions[partition]?.window.finish(offset: offset, output: output, bytes: bytes) ?? false
    }

    mutating func reachedEnd(_ partition: TopicPartition, offset: Int64) {
        guard takes(partition) else { return }
        partitions[partition]?.window.reachedEnd(offset: offset)
    }

    /// The next output that may be produced: in offset order within its partition. Nil: there is none now.
    mutating func releaseNext() -> (partition: TopicPartition, offset: Int64, output: Output)? {
        for _ in assigned.indices {
            if cursor >= assigned.count { cursor = 0 }
            let partition = assigned[cursor]
            if let next = partitions[partition]?.window.releaseNext() {
                return (partition, next.offset, next.output)
            }
            cursor += 1
        }
        return nil
    }

    /// Where each assigned partition would start again.
    var committedEnds: [(partition: TopicPartition, offset: Int64)] {
        assigned.compactMap { partition in partitions[partition].map { (partition, $0.committedEnd) } }
    }

    /// Positions to commit: of every partition whose released prefix has grown since the last commit.
    var offsetsToCommit: [(partition: TopicPartition, offset: Int64)] {
        assigned.compactMap { partition in
            guard let state = partitions[partition], state.window.releasedEnd > state.committedEnd else { return nil }
            return (partition, state.window.releasedEnd)
        }
    }

    var hasOffsetsToCommit: Bool { partitions.values.contains { $0.window.releasedEnd > $0.committedEnd } }

    /// The commit of exactly these positions succeeded.
    mutating func committed(_ offsets: [(partition: TopicPartition, offset: Int64)]) {
        for (partition, offset) in offsets {
            guard let state = partitions[partition], offset > state.committedEnd else { continue }
            partitions[partition]?.committedEnd = offset
        }
    }

    /// Forgets everything that is not committed. Nothing is taken until `sought` says that the consumer stands at
    /// `rewindPositions`.
    mutating func rewind() {
        for partition in assigned {
            guard let end = partitions[partition]?.committedEnd else { continue }
            lastEpoch += 1
            partitions[partition] = Partition(
                window: PartitionWindow(start: end), committedEnd: end, epoch: lastEpoch, awaitsSeek: true)
        }
    }

    /// Where the consumer must go back to, of every partition that was rewound since.
    var rewindPositions: [(partition: TopicPartition, offset: Int64)] {
        assigned.compactMap { partition in
            guard let state = partitions[partition], state.awaitsSeek else { return nil }
            return (partition, state.committedEnd)
        }
    }

    var awaitsSeek: Bool { partitions.values.contains(where: \.awaitsSeek) }

    /// The consumer stands at `rewindPositions`.
    mutating func sought() { for partition in assigned { partitions[partition]?.awaitsSeek = false } }
}

extension OffsetLedger.Partition: Equatable where Output: Hashable {}
extension OffsetLedger.Partition: Hashable where Output: Hashable {}
extension OffsetLedger: Equatable where Output: Hashable {}
extension OffsetLedger: Hashable where Output: Hashable {}
