/// The stretch of one partition that a replay reads, fixed when it is planned.
struct ScanRange: Codable, Equatable, Sendable {
    let partition: Int32
    /// First offset asked for. Where retention has passed it, the difference is a gap.
    let start: Int64
    /// Offset after the last one: the last stable offset at the time of planning, or less.
    let end: Int64

    var offsets: Int64 { end - start }

    /// - Parameters:
    ///   - low: the first offset still there.
    ///   - stable: the last stable offset: below it every transaction is decided.
    ///   - firstAtFrom: for a time, the offset of the first record at or after it; nil where no record is that young.
    /// - Returns: nil where a bound names offsets by partition and not this one.
    init?(
        partition: Int32, from: ReplayBound, to: ReplayBound, low: Int64, stable: Int64, firstAtFrom: Int64?
    ) {
        let start: Int64
        switch from {
        case .beginning: start = low
        case .end: start = stable
        case .offset(let offset): start = offset
        case .offsets(let offsets):
            guard let offset = offsets[partition] else { return nil }
            start = offset
        case .time: start = firstAtFrom ?? stable
        }
        let end: Int64
        switch to {
        case .beginning: end = low
        // Later records may be older: a range by time is read to the end and filtered.
        case .end, .time: end = stable
        case .offset(let offset): end = min(offset, stable)
        case .offsets(let offsets):
            guard let offset = offsets[partition] else { return nil }
            end = min(offset, stable)
        }
        self.init(partition: partition, start: min(start, max(0, end)), end: max(0, end))
    }

    init(partition: Int32, start: Int64, end: Int64) {
        self.partition = partition
        self.start = start
        self.end = end
    }
}

/// The records of a range by time: those whose Kafka timestamp lies in [from, to).
struct TimeFilter: Codable, Equatable, Sendable {
    var from: Int64?
    var to: Int64?

    /// A record without a timestamp lies in no range by time.
    func contains(_ milliseconds: Int64?) -> Bool {
        if from == nil, to == nil { return true }
        guard let milliseconds else { return false }
        return milliseconds >= from ?? .min && milliseconds < to ?? .max
    }
}

/// Which partitions one share of a replay reads.
enum Shares {
    /// More than anybody runs beside one another; each costs a place in a list.
    static let most = 10_000

    /// Every partition goes to exactly one of `count` shares: the longest first, each to the share with the least so
    /// far. The same manifest gives the same shares everywhere.
    /// - Returns: partitions in order of their numbers, for shares 1 … count.
    static func assign(_ ranges: [ScanRange], count: Int) -> [[ScanRange]] {
        var shares = Array(repeating: [ScanRange](), count: max(1, count))
        var sizes = Array(repeating: Int64(0), count: max(1, count))
        for range in ranges.sorted(by: { ($1.offsets, $0.partition) < ($0.offsets, $1.partition) }) {
            var least = 0
            for share in sizes.indices where (sizes[share], shares[share].count) < (sizes[least], shares[least].count) {
                least = share
            }
            shares[least].append(range)
            sizes[least] += range.offsets
        }
        return shares.map { $0.sorted { $0.partition < $1.partition } }
    }
}

/// `2/3`: the second of three shares.
struct ShareNumber: Equatable, Sendable {
    let number: Int
    let count: Int

    static let whole = ShareNumber(number: 1, count: 1)

    init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    init?(_ text: String) {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count == 2, let number = Int(sides[0]), let count = Int(sides[1]), count >= 1,
            (1...count).contains(number)
        else { return nil }
        self.init(number: number, count: count)
    }
}
