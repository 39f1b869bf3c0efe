internal import Kafka

/// How far one partition is behind, in records and in seconds. Used from one thread, with the time as a parameter.
///
/// The seconds are the age of the first record that is not committed, by its own Kafka timestamp. While that record has
/// not been read yet, it is known to be no older than the last one that was committed and than the moment at which
/// there was last none; the younger of the two counts.
struct LagTracker {
    private struct Open {
        let offset: Int64
        let milliseconds: Int64?
    }

    private(set) var committed: Int64
    /// Read and not yet committed, in offset order.
    private var open: [Open] = []
    private var head = 0
    /// Unix milliseconds: of the last committed record, and of when nothing was behind.
    private var lastCommitted: Int64?
    private var lastEven: Int64?

    /// - Parameter start: the offset at which the partition is read from.
    init(start: Int64) { committed = start }

    /// A record that was read again after an abort is known already.
    mutating func took(_ offset: Int64, milliseconds: Int64?) {
        guard offset >= committed, offset > (open.last?.offset ?? -1) else { return }
        open.append(Open(offset: offset, milliseconds: milliseconds))
    }

    /// Everything before `offset` is committed.
    mutating func committed(upTo offset: Int64) {
        committed = max(committed, offset)
        while head < open.count, open[head].offset < offset {
            lastCommitted = open[head].milliseconds ?? lastCommitted
            head += 1
        }
        if head == open.count {
            open.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024, head * 2 > open.count {
            open.removeFirst(head)
            head = 0
        }
    }

    /// - Parameters:
    ///   - end: the offset that the partition's next record takes, as far as the client knows.
    ///   - now: Unix milliseconds.
    /// - Returns: nil seconds where no timestamp tells.
    mutating func lag(end: Int64?, now: Int64) -> (records: Int64, seconds: Double?) {
        let known = open.last.map { $0.offset + 1 } ?? committed
        let records = max(0, max(end ?? known, known) - committed)
        guard records > 0 else {
            lastEven = now
            return (0, 0)
        }
        let first = head < open.count ? open[head].milliseconds : [lastCommitted, lastEven].compactMap(\.self).max()
        return (records, first.map { Double(max(0, now - $0)) / 1000 })
    }
}
