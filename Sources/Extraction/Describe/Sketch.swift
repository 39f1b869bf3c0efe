/// A near-duplicate sketch: 64-bit SimHash (Charikar 2002) over overlapping runs of five letters, digits and Han
/// characters
/// of the folded text, so that another header, spacing or script changes few bits.
enum Sketch {
    private static let run = 5

    static func hex(of text: Text, in span: Span) -> String {
        var votes = Votes()
        var window = [UInt16](repeating: 0, count: run)
        var seen = 0
        for position in span where isContent(text.folded[position]) {
            window[seen % run] = text.folded[position]
            seen += 1
            guard seen >= run else { continue }
            votes.add(hash(window, from: seen % run))
        }
        if seen < run { votes.add(hash(window, from: 0)) }
        let bits = votes.majority()
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isContent(_ unit: UInt16) -> Bool {
        (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit) || (0x3400...0x9FFF).contains(unit)
    }

    /// FNV-1a over the run, finished by the SplitMix64 mixer so that every bit depends on all of it.
    private static func hash(_ window: [UInt16], from start: Int) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for offset in 0..<run {
            state = (state ^ UInt64(window[(start + offset) % run])) &* 0x100_0000_01B3
        }
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
    private static let shifts = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7)
    private static let ones = SIMD8<UInt64>(repeating: 0x0101_0101_0101_0101)

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
