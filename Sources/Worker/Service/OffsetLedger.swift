internal import Kafka

/// Every assigned partition's window, and what of it is committed.
///
/// The invariant of the service, at every step: *committed outputs = outputs of the committed prefix*. An abort or a
/// failed commit therefore forgets all windows and starts each partition again at `rewindOffset`.
struct OffsetLedger<Output> {
    private struct Partition {
        var window: PartitionWindow<Output>
        /// Where the next run starts if nothing more is committed: max(start, last offset committed by us).
        var committedEnd: Int64
        var epoch: Int
    }

    private var partitions: [TopicPartition: Partition] = [:]
    private var lastEpoch = 0

    /// Assigned partitions, in order of topic and number.
    var assigned: [TopicPartition] { partitions.keys.sorted() }
    var openRecords: Int { partitions.values.reduce(0) { $0 + $1.window.count } }
    var openBytes: Int { partitions.values.reduce(0) { $0 + $1.window.bytes } }

    /// Starts a partition at `start`, the committed offset or else the reset position resolved to a number.
    mutating func assign(_ partition: TopicPartition, start: Int64) {
        lastEpoch += 1
        partitions[partition] = Partition(
            window: PartitionWindow(start: start), committedEnd: start, epoch: lastEpoch)
    }

    mutating func revoke(_ partition: TopicPartition) { partitions[partition] = nil }

    /// Takes a record in; nil if its partition is not assigned or its offset was taken before, else the epoch that its
    /// result must bring back.
    mutating func take(_ partition: TopicPartition, offset: Int64, bytes: Int) -> Int? {
        guard let epoch = partitions[partition]?.epoch,
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
        partitions[partition]?.window.reachedEnd(offset: offset)
    }

    /// Outputs that may be produced now: per partition in offset order.
    mutating func release() -> [(partition: TopicPartition, offset: Int64, output: Output)] {
        var released: [(partition: TopicPartition, offset: Int64, output: Output)] = []
        for partition in assigned {
            for (offset, output) in partitions[partition]?.window.release() ?? [] {
                released.append((partition, offset, output))
            }
        }
        return released
    }

    /// The next output that may be produced, of the first partition that has one.
    mutating func releaseNext() -> (partition: TopicPartition, offset: Int64, output: Output)? {
        for partition in assigned {
            if let next = partitions[partition]?.window.release(limit: 1).first {
                return (partition, next.offset, next.output)
            }
        }
        return nil
    }

    /// Positions to commit: of every partition whose released prefix has grown since the last commit.
    var offsetsToCommit: [(partition: TopicPartition, offset: Int64)] {
        assigned.compactMap { partition in
            guard let state = partitions[partition], state.window.releasedEnd > state.committedEnd else { return nil }
            return (partition, state.window.releasedEnd)
        }
    }

    /// The commit of exactly these positions succeeded.
    mutating func committed(_ offsets: [(partition: TopicPartition, offset: Int64)]) {
        for (partition, offset) in offsets {
            guard let state = partitions[partition], offset > state.committedEnd else { continue }
            partitions[partition]?.committedEnd = offset
        }
    }

    /// Forgets everything that is not committed. Returns where each partition, also a retained one, goes on.
    mutating func rewind() -> [(partition: TopicPartition, offset: Int64)] {
        assigned.compactMap { partition in
            guard let state = partitions[partition] else { return nil }
            assign(partition, start: state.committedEnd)
            return (partition, state.committedEnd)
        }
    }

    /// No record of `partitions` is open.
    func isDrained(_ partitions: [TopicPartition]) -> Bool {
        partitions.allSatisfy { self.partitions[$0]?.window.isEmpty ?? true }
    }
}
