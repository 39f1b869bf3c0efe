import Crypto
import Kafka
import Testing

@testable import Worker

@Suite struct DigestSumTests {
    /// A naive twin: 32 bytes, least significant first, added with paper and pencil.
    private struct Naive {
        var bytes = [UInt8](repeating: 0, count: 32)

        mutating func add(_ hash: [UInt8]) {
            var carry = 0
            for (index, byte) in hash.reversed().enumerated() {
                let sum = Int(bytes[index]) + Int(byte) + carry
                bytes[index] = UInt8(sum & 255)
                carry = sum >> 8
            }
        }

        var hex: String { bytes.reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func sumsAgreeWithAdditionByHandAndOrderDoesNotMatter(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var naive = Naive()
        var hashes: [[UInt8]] = []
        for round in 0..<500 {
            // Runs of ones make carries travel.
            let hash = (0..<32).map { _ in round % 3 == 0 ? UInt8.max : UInt8.random(in: 0...255, using: &generator) }
            hashes.append(hash)
            naive.add(hash)
        }
        var sum = DigestSum.zero
        for hash in hashes { sum += DigestSum(hash) }
        #expect(sum.hex == naive.hex)
        var parts = [DigestSum.zero, .zero, .zero]
        for hash in hashes.shuffled(using: &generator) {
            parts[Int.random(in: 0..<3, using: &generator)] += DigestSum(hash)
        }
        var whole = DigestSum.zero
        for part in parts { whole += part }
        #expect(whole == sum)
        #expect(DigestSum(hex: sum.hex) == sum)
    }

    @Test func aRecordIsHashedWithEveryFieldBehindItsLength() {
        func number(_ value: Int64) -> [UInt8] {
            (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * (7 - $0))) }
        }
        func field(_ text: String) -> [UInt8] { number(Int64(text.utf8.count)) + Array(text.utf8) }
        let bytes =
            field("events") + field("k") + field("value") + number(2) + field("a") + field("1") + field("b")
            + number(-1)
        let digest = DigestSum(
            role: "events", key: Array("k".utf8), value: Array("value".utf8),
            headers: [Header("a", "1"), Header("traceparent", "00-1"), Header("b", nil), Header("tracestate", "x")])
        #expect(digest == DigestSum(SHA256.hash(data: bytes)))
    }

    @Test func everyFieldCountsAndNoTwoFieldsRunTogether() {
        let digests = [
            DigestSum(role: "events", key: [1], value: [2], headers: []),
            DigestSum(role: "dead", key: [1], value: [2], headers: []),
            DigestSum(role: "events", key: [1, 2], value: [], headers: []),
            DigestSum(role: "events", key: [], value: [1, 2], headers: []),
            DigestSum(role: "events", key: nil, value: [1, 2], headers: []),
            DigestSum(role: "events", key: [1], value: nil, headers: []),
            DigestSum(role: "events", key: [1], value: [2], headers: [Header("", [])]),
            DigestSum(role: "events", key: [1], value: [2], headers: [Header("", nil)]),
            DigestSum(role: "events", key: [1], value: [2], headers: [Header("a", "b"), Header("c", "d")]),
            DigestSum(role: "events", key: [1], value: [2], headers: [Header("c", "d"), Header("a", "b")]),
        ]
        #expect(Set(digests.map(\.hex)).count == digests.count)
    }

    @Test(arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
    func whatIsNoDigestIsNotRead(text: String) { #expect(DigestSum(hex: text) == nil) }
}
