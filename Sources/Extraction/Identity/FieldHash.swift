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
        var text = ""
        for byte in hash.finalize().prefix(count) {
            let digits = "0123456789abcdef".utf8.map { $0 }
            text.unicodeScalars.append(Unicode.Scalar(digits[Int(byte >> 4)]))
            text.unicodeScalars.append(Unicode.Scalar(digits[Int(byte & 15)]))
        }
        return text
    }

    static func hex(_ fields: [String], bytes count: Int = 16) -> String {
        var hash = FieldHash()
        for field in fields { hash.add(field) }
        return hash.hex(bytes: count)
    }
}
