internal import Crypto
internal import Kafka

/// A sum of SHA-256 hashes modulo 2²⁵⁶: the digest of a multiset of records, in whatever order and in how many parts
/// it is added up.
///
/// After Bellare and Micciancio, "A New Paradigm for Collision-Free Hashing" (1997), AdHASH. It finds loss, doubles and
/// changes; it is no defence against somebody who forges records on purpose.
struct DigestSum: Equatable, Sendable {
    /// Least significant first.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    static let zero = DigestSum()

    /// - Parameter hash: a number of 32 bytes, most significant first.
    init(_ hash: some Sequence<UInt8>) {
        for byte in hash {
            words.3 = words.3 << 8 | words.2 >> 56
            words.2 = words.2 << 8 | words.1 >> 56
            words.1 = words.1 << 8 | words.0 >> 56
            words.0 = words.0 << 8 | UInt64(byte)
        }
    }

    private init() {}

    static func += (sum: inout DigestSum, other: DigestSum) {
        var carry = false
        sum.words.0 = add(sum.words.0, other.words.0, &carry)
        sum.words.1 = add(sum.words.1, other.words.1, &carry)
        sum.words.2 = add(sum.words.2, other.words.2, &carry)
        sum.words.3 = add(sum.words.3, other.words.3, &carry)
    }

    static func == (left: DigestSum, right: DigestSum) -> Bool { left.words == right.words }

    private static func add(_ left: UInt64, _ right: UInt64, _ carry: inout Bool) -> UInt64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        let (whole, second) = sum.addingReportingOverflow(carry ? 1 : 0)
        carry = overflow || second
        return whole
    }

    /// 64 digits.
    var hex: String {
        [words.3, words.2, words.1, words.0].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension DigestSum: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let sum = DigestSum(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a digest has 64 hex digits")
        }
        self = sum
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

extension DigestSum {
    /// Headers that a tracing agent on the way may add or change.
    static let traceHeaders: Set<String> = ["traceparent", "tracestate"]

    /// SHA-256 over the logical topic, key, value and headers, each after its length as eight bytes, most significant
    /// first; −1 for null. The logical topic (`events`, `dead`) makes it independent of where the records go.
    init(role: String, key: [UInt8]?, value: [UInt8]?, headers: [Header]) {
        var hash = SHA256()
        var frame: [UInt8] = []
        Self.append(Array(role.utf8), to: &frame)
        Self.append(key, to: &frame)
        Self.append(length: value?.count, to: &frame)
        hash.update(data: frame)
        if let value { hash.update(data: value) }
        frame.removeAll(keepingCapacity: true)
        let kept = headers.filter { !Self.traceHeaders.contains($0.name) }
        Self.append(length: kept.count, to: &frame)
        for header in kept {
            Self.append(Array(header.name.utf8), to: &frame)
            Self.append(header.value, to: &frame)
        }
        hash.update(data: frame)
        self.init(hash.finalize())
    }

    private static func append(_ bytes: [UInt8]?, to frame: inout [UInt8]) {
        append(length: bytes?.count, to: &frame)
        if let bytes { frame += bytes }
    }

    private static func append(length: Int?, to frame: inout [UInt8]) {
        let number = UInt64(bitPattern: Int64(length ?? -1))
        for shift in stride(from: 56, through: 0, by: -8) { frame.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
