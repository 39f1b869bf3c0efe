/// How far a replay has come in one partition: where its end is, and what was no longer there.
///
/// Offsets are skipped by control markers, aborted batches, compaction and retention. Only retention loses records, and
/// only it moves the partition's first offset: an expected offset below that one is a gap, any other jump is not.
struct PartitionCourse: Equatable, Sendable {
    /// An arrived record, as seen from the range.
    enum Place: Equatable { case inside, behindTheEnd, before }

    let range: ScanRange
    /// The next offset, if none is skipped.
    private(set) var expected: Int64
    private(set) var isDone: Bool
    private(set) var gaps: [Gap]

    /// - Parameters:
    ///   - position: the committed offset, or the range's start.
    ///   - gaps: found before `position`.
    init(_ range: ScanRange, position: Int64, gaps: [Gap] = []) {
        self.range = range
        self.gaps = gaps
        expected = max(position, range.start)
        isDone = expected >= range.end
    }

    /// The partition's first offset is `low` now. Returns true if something of the range is lost.
    mutating func firstOffset(is low: Int64) -> Bool {
        guard low > expected, !isDone else { return false }
        Gap.add(Gap(start: expected, end: min(low, range.end)), to: &gaps)
        expected = min(low, range.end)
        if expected >= range.end { isDone = true }
        return true
    }

    /// A record arrives.
    mutating func arrive(_ offset: Int64) -> Place {
        if offset >= range.end {
            isDone = true
            return .behindTheEnd
        }
        guard offset >= expected else { return .before }
        expected = offset + 1
        return .inside
    }

    /// The partition's end is reported. Returns the offset that may be committed once nothing is open.
    mutating func end(at offset: Int64) -> Int64 {
        if offset >= range.end { isDone = true }
        return min(offset, range.end)
    }

    /// Goes back to a committed offset.
    mutating func rewind(to offset: Int64) {
        gaps = gaps(before: offset)
        expected = offset
        isDone = offset >= range.end
    }

    /// What of the gaps lies before an offset: two that touch are one, and a commit may stand where they met.
    func gaps(before offset: Int64) -> [Gap] {
        gaps.filter { $0.start < offset }.map { Gap(start: $0.start, end: min($0.end, offset)) }
    }
}

/// Offsets that retention took before they were read.
struct Gap: Codable, Equatable, Sendable {
    var start: Int64
    var end: Int64

    var size: Int64 { end - start }

    /// Gaps kept one by one; more are joined, so that they fit beside the committed offset.
    static let limit = 16

    /// Adds a gap that lies behind all others.
    static func add(_ gap: Gap, to gaps: inout [Gap]) {
        guard gap.size > 0 else { return }
        if let last = gaps.last, last.end >= gap.start {
            gaps[gaps.count - 1].end = max(last.end, gap.end)
        } else {
            gaps.append(gap)
        }
    }

    init(start: Int64, end: Int64) {
        self.start = start
        self.end = end
    }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        start = try container.decode(Int64.self)
        end = try container.decode(Int64.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(start)
        try container.encode(end)
    }
}
