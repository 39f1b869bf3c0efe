/// Values by names of the project's own, most of them literals in the code: a hash of the literal's bytes and one probe, where a
/// dictionary of strings would cost more than most of the work that asks it.
struct KeyTable<Value: Sendable>: Sendable {
    private var hashes: [UInt64] = Array(repeating: 0, count: 64)
    private var values: [Value?] = Array(repeating: nil, count: 64)
    private var count = 0

    /// The last value set for an equal key stands.
    mutating func set(_ key: some StringProtocol, _ value: Value) {
        if count * 2 >= hashes.count { grow() }
        place(KeyTable.hash(key.utf8), value)
    }

    subscript(key: StaticString) -> Value? {
        // SAFETY: a literal of more than one character points to its UTF-8 for the life of the process.
        let bytes = unsafe UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        let slot = unsafe slot(of: KeyTable.hash(bytes))
        return values[slot]
    }

    /// Of names alone that cannot be chosen to collide, since keys are told apart by their hashes.
    subscript(key: String) -> Value? { values[slot(of: KeyTable.hash(key.utf8))] }

    private func slot(of hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
        while values[slot] != nil, hashes[slot] != hash { slot = (slot + 1) & (hashes.count - 1) }
        return slot
    }

    private mutating func place(_ hash: UInt64, _ value: Value) {
        let slot = slot(of: hash)
        if values[slot] == nil { count += 1 }
        hashes[slot] = hash
        values[slot] = value
    }

    private mutating func grow() {
        let old = (hashes, values)
        hashes = Array(repeating: 0, count: old.0.count * 2)
        values = Array(repeating: nil, count: old.0.count * 2)
        count = 0
        for (hash, value) in zip(old.0, old.1) { if let value { place(hash, value) } }
    }

    /// FNV-1a, mixed so that the low bits depend on all.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 32
    }
}
