/// A near-duplicate sketch: 64-bit SimHash (Charikar 2002) over overlapping runs of five letters, digits and Han
/// characters
/// of the folded text, so that another header, spacing or script changes few bits.
enum Sketch {
    private static let run = 5

    static func hex(of text: Text, in span: Span) -> String {
        var votes = [Int32](repeating: 0, count: 64)
        var window = [UInt16](repeating: 0, count: run)
        var seen = 0
        for position in span where isContent(text.folded[position]) {
            window[seen % run] = text.folded[position]
            seen += 1
            guard seen >= run else { continue }
            vote(hash(window, from: seen % run), &votes)
        }
        if seen < run { vote(hash(window, from: 0), &votes) }
        var bits: UInt64 = 0
        for (bit, count) in votes.enumerated() where count > 0 { bits |= 1 << UInt64(bit) }
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

    private static func vote(_ hash: UInt64, _ votes: inout [Int32]) {
        for bit in 0..<64 { votes[bit] += (hash >> UInt64(bit)) & 1 == 1 ? 1 : -1 }
    }
}
