/// A set of hashes that fits the cache: never says no to a member, and seldom yes to another. Two bits each.
struct HashFilter: Sendable {
    private var words: [UInt64]
    private let mask: UInt64

    /// - Parameter bits: the power of two of its size, 6 or more; at most one in ten of them should be set.
    init(bits: Int) {
        words = [UInt64](repeating: 0, count: 1 << (bits - 6))
        mask = 1 << UInt64(bits) - 1
    }

    mutating func insert(_ hash: UInt64) {
        let mixed = HashFilter.mixed(hash)
        set(mixed >> 40 & mask)
        set(mixed >> 16 & mask)
    }

    private mutating func set(_ bit: UInt64) { words[Int(bit >> 6)] |= 1 << (bit & 63) }

    @inline(__always)
    func mayHold(_ hash: UInt64) -> Bool {
        let mixed = HashFilter.mixed(hash)
        return holds(mixed >> 40 & mask) && holds(mixed >> 16 & mask)
    }

    @inline(__always)
    private func holds(_ bit: UInt64) -> Bool { words[Int(bit >> 6)] >> (bit & 63) & 1 != 0 }

    @inline(__always)
    private static func mixed(_ hash: UInt64) -> UInt64 {
        let product = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 29)
    }
}
