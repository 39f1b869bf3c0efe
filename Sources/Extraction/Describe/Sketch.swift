/// A near-duplicate sketch: 64-bit SimHash (Charikar 2002) over overlapping runs of five letters, digits and Han
/// characters
/// of the folded text, so that another header, spacing or script changes few bits.
enum Sketch {
    private static let run = 5

    static func hex(of text: Text, in span: Span) -> String {
        var content = text.folded[span].filter(isContent)
        while content.count < run { content.append(0) }
        var votes = Votes()
        for start in 0...content.count - run { votes.add(hash(content, from: start)) }
        let bits = votes.majority()
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isContent(_ unit: UInt16) -> Bool {
        (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit) || (0x3400...0x9FFF).contains(unit)
    }

    /// FNV-1a over the run, finished by the SplitMix64 mixer so that every bit depends on all of it.
    @inline(__always)
    private static func hash(_ content: [UInt16], from start: Int) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for unit in content[start..<start + run] { state = (state ^ UInt64(unit)) &* 0x100_0000_01B3 }
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return state ^ (state >> 31)
    }
}

/// How often each bit was set, counted eight bits at a time in the eight bytes of a word.
private struct Votes {
    private var counts = [Int](repeating: 0, count: 64)
    private var lanes = SIMD8<UInt64>()
    private var pending = 0
    private var total = 0

    /// The low bit of each byte of lane `n` counts bit `n` of that byte of the hash.
    @inline(__always)
    private static var shifts: SIMD8<UInt64> { SIMD8(0, 1, 2, 3, 4, 5, 6, 7) }
    @inline(__always)
    private static var ones: SIMD8<UInt64> { SIMD8(repeating: 0x0101_0101_0101_0101) }

    @inline(__always)
    mutating func add(_ hash: UInt64) {
        lanes &+= (SIMD8<UInt64>(repeating: hash) &>> Votes.shifts) & Votes.ones
        total += 1
        pending += 1
        if pending == 255 { flush() }
    }

    private mutating func flush() {
        for lane in 0..<8 {
            for byte in 0..<8 {
                counts[byte * 8 + lane] += Int(truncatingIfNeeded: lanes[lane] >> UInt64(byte * 8) & 0xFF)
            }
        }
        lanes = SIMD8<UInt64>()
        pending = 0
    }

    /// The bits that were set more often than not.
    mutating func majority() -> UInt64 {
        flush()
        var bits: UInt64 = 0
        for (bit, count) in counts.enumerated() where count * 2 > total { bits |= 1 << UInt64(bit) }
        return bits
    }
}
