/// Sketches of the articles of the last days, asked for near-duplicates.
///
/// Two articles are near-duplicates when their 64-bit sketches differ in at most three bits. Source: Manku, Jain and
/// Das Sarma, "Detecting Near-Duplicates for Web Crawling" (2007); of four quarters of 16 bits one must be equal.
struct NearDuplicates: Sendable {
    static let largestDistance = 3
    /// How long an article can be repeated.
    static let memory = 3 * SignalTime.day
    /// Articles remembered, the oldest go first: three days of a large feed, 4 MB.
    static let capacity = 100_000

    private struct Entry {
        var time: Int64
        var sketch: UInt64
    }

    private var entries: [Entry] = []
    /// Ordinal of `entries[0]`; ordinals never repeat.
    private var base = 0
    private var head = 0
    private var index: [UInt32: [Int]] = [:]

    /// Earlier near-duplicates of the sketch within the memory; then remembers it.
    mutating func add(_ sketch: UInt64, at time: Int64) -> Int {
        forget(before: time)
        var found: Set<Int> = []
        for quarter in NearDuplicates.quarters(of: sketch) {
            for ordinal in index[quarter] ?? [] {
                let other = entries[ordinal - base].sketch
                if (other ^ sketch).nonzeroBitCount <= NearDuplicates.largestDistance { found.insert(ordinal) }
            }
        }
        let ordinal = base + entries.count
        entries.append(Entry(time: time, sketch: sketch))
        for quarter in NearDuplicates.quarters(of: sketch) { index[quarter, default: []].append(ordinal) }
        return found.count
    }

    /// The four quarters, told apart by two bits above them.
    private static func quarters(of sketch: UInt64) -> [UInt32] {
        (0..<4).map { UInt32($0) << 16 | UInt32(truncatingIfNeeded: sketch >> UInt64(16 * $0)) & 0xFFFF }
    }

    private mutating func forget(before time: Int64) {
        while head < entries.count,
            entries[head].time <= time - NearDuplicates.memory || entries.count - head >= NearDuplicates.capacity
        {
            for quarter in NearDuplicates.quarters(of: entries[head].sketch) {
                // The oldest of all is the first of its list.
                index[quarter]?.removeFirst()
                if index[quarter]?.isEmpty == true { index[quarter] = nil }
            }
            head += 1
        }
        guard head > 1024, head * 2 > entries.count else { return }
        entries.removeFirst(head)
        base += head
        head = 0
    }
}
