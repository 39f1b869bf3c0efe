/// The unfinished stretch of one partition: which records were taken, which are finished, and how far the finished
/// ones reach without a gap.
///
/// Records are added in offset order and finish in any order; only outputs of the contiguous finished prefix are
/// released, in offset order. So the offset to commit never passes an unfinished record.
struct PartitionWindow<Output> {
    fileprivate struct Entry {
        let offset: Int64
        var bytes: Int
        var output: Output?
    }

    private var entries: [Entry] = []
    /// Entries before this index are released; the array is compacted when they outnumber the rest.
    private var head = 0
    /// Offset after the last released record: what may be committed.
    private(set) var releasedEnd: Int64
    /// Offset after the last record added; records below it are repeats.
    private(set) var takenEnd: Int64
    /// End of the partition as the broker reported it, at or after `takenEnd`; commits move here once nothing is open.
    private var reportedEnd: Int64?
    private(set) var bytes = 0

    /// - Parameter start: the offset at which the consumer stands.
    init(start: Int64) {
        releasedEnd = start
        takenEnd = start
    }

    var isEmpty: Bool { head == entries.count }
    var count: Int { entries.count - head }

    /// Takes a record. False (and nothing happens) if its offset was taken before.
    mutating func add(offset: Int64, bytes: Int) -> Bool {
        guard offset >= takenEnd else { return false }
        entries.append(Entry(offset: offset, bytes: bytes, output: nil))
        takenEnd = offset + 1
        reportedEnd = nil
        self.bytes += bytes
        return true
    }

    /// Notes the output of a record, which from now on counts `bytes` more (fewer, if negative). False if the record is not open here, or
    /// finished before.
    mutating func finish(offset: Int64, output: Output, bytes: Int = 0) -> Bool {
        guard let index = index(of: offset), entries[index].output == nil else { return false }
        entries[index].output = output
        entries[index].bytes += bytes
        self.bytes += bytes
        return true
    }

    /// The broker says that the partition ends at `offset` (control markers take offsets too).
    mutating func reachedEnd(offset: Int64) {
        if offset >= takenEnd { reportedEnd = offset }
    }

    /// The next output of the contiguous finished prefix; `releasedEnd` moves with it. Nil: the record that comes next
    /// is unfinished, or nothing is open.
    mutating func releaseNext() -> (offset: Int64, output: Output)? {
        guard head < entries.count, let output = entries[head].output else {
            moveToReportedEnd()
            return nil
        }
        let offset = entries[head].offset
        releasedEnd = offset + 1
        bytes -= entries[head].bytes
        entries[head].output = nil
        head += 1
        moveToReportedEnd()
        compact()
        return (offset, output)
    }

    private mutating func moveToReportedEnd() {
        if isEmpty, let end = reportedEnd, end > releasedEnd { releasedEnd = end }
    }

    private mutating func compact() {
        guard head > 64, head * 2 > entries.count else { return }
        entries.removeFirst(head)
        head = 0
    }

    private func index(of offset: Int64) -> Int? {
        var low = head
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].offset == offset ? low : nil
    }
}

extension PartitionWindow.Entry: Equatable where Output: Hashable {}
extension PartitionWindow.Entry: Hashable where Output: Hashable {}
extension PartitionWindow: Equatable where Output: Hashable {}
extension PartitionWindow: Hashable where Output: Hashable {}
