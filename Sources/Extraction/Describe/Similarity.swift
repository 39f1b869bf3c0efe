/// Compares the sketches that articles are published with (`similarity`).
public enum Similarity {
    /// Bytes of the MinHash part.
    static let bins = 64
    /// So many equal bytes make near-duplicates: articles with three eighths of their runs in common. Unrelated ones
    /// have a byte in 256 equal.
    static let enough = 24

    /// True where two sketches are of one article, republished with another header, trimmed or converted between
    /// scripts; false for strings that are no sketches.
    public static func areNearDuplicates(_ a: String, _ b: String) -> Bool {
        guard let left = bytes(a), let right = bytes(b) else { return false }
        return zip(left, right).count { $0 == $1 } >= enough
    }

    private static func bytes(_ sketch: String) -> ArraySlice<UInt8>? {
        let digits = Array(sketch.utf8.dropFirst(Sketch.simHashDigits))
        guard digits.count == bins * 2 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes[...]
    }
}
