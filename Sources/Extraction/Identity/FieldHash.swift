internal import Crypto

/// SHA-256 over length-prefixed fields: no two lists of fields run together to the same bytes.
struct FieldHash: Hashable {
    private var bytes: [UInt8] = []

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    mutating func add(_ field: String) {
        // SAFETY: the bytes are only read inside the closure.
        let isAdded: Void? = unsafe field.utf8.withContiguousStorageIfAvailable { utf8 in
            addCount(utf8.count)
            unsafe bytes.append(contentsOf: utf8)
        }
        if isAdded == nil { add(bytes: Array(field.utf8)) }
    }

    mutating func add(bytes field: [UInt8]) {
        addCount(field.count)
        bytes.append(contentsOf: field)
    }

    private mutating func addCount(_ count: Int) {
        bytes.append(UInt8(truncatingIfNeeded: count >> 24))
        bytes.append(UInt8(truncatingIfNeeded: count >> 16))
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
    }

    mutating func add(_ number: Int) { add(String(number)) }

    mutating func add(_ field: String, _ next: String) {
        add(field)
        add(next)
    }

    func hash(into hasher: inout Hasher) {
        // SAFETY: the buffer is only read inside the closure.
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }

    /// The key of these fields and more; the fields stay as they are.
    mutating func key(adding more: String, _ last: String? = nil) -> String {
        let count = bytes.count
        add(more)
        if let last { add(last) }
        let key = key
        bytes.removeLast(bytes.count - count)
        return key
    }

    /// The first `count` bytes, in hex.
    func hex(bytes count: Int = 32) -> String {
        let digest = SHA256.hash(data: bytes)
        return unsafe digest.withUnsafeBytes { digest in
            // SAFETY: two digits are written for each byte of the digest that is asked for, and the digest has 32.
            let count = min(count, digest.count)
            return unsafe String(unsafeUninitializedCapacity: count * 2) { digits in
                for place in 0..<count {
                    unsafe digits[place * 2] = FieldHash.digit(digest[place] >> 4)
                    unsafe digits[place * 2 + 1] = FieldHash.digit(digest[place] & 15)
                }
                return count * 2
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// What keys and ids are made of: half of the hash, in hex.
    var key: String { hex(bytes: 16) }
}
