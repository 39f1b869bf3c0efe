internal import Crypto

/// SHA-256 over length-prefixed fields: no two lists of fields run together to the same bytes.
struct FieldHash {
    private var hash = SHA256()

    mutating func add(_ field: String) {
        let bytes = Array(field.utf8)
        var count = UInt32(bytes.count).bigEndian
        unsafe withUnsafeBytes(of: &count) { buffer in unsafe hash.update(bufferPointer: buffer) }
        hash.update(data: bytes)
    }

    mutating func add(_ number: Int) { add(String(number)) }

    /// The first `count` bytes, in hex.
    func hex(bytes count: Int = 32) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(count * 2)
        for byte in hash.finalize().prefix(count) {
            digits.append(FieldHash.digit(byte >> 4))
            digits.append(FieldHash.digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    static func hex(_ fields: [String], bytes count: Int = 16) -> String {
        var hash = FieldHash()
        for field in fields { hash.add(field) }
        return hash.hex(bytes: count)
    }
}
