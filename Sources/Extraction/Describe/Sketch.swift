/// A near-duplicate sketch over overlapping runs of five letters, digits and Han characters of the folded text, so that
/// another header, spacing or script changes little of it.
///
/// 16 hex digits of a 64-bit SimHash (Charikar 2002), then 128 of a MinHash: in each of 64 bins, told by six bits of a
/// run's hash, the low byte of the least hash (one permutation hashing, Li, Owen and Zhang 2012); empty bins borrow from
/// others (Shrivastava 2017). The share of equal bytes estimates the share of common runs, also where an article is cut
/// by a quarter, which turns far too many bits of a SimHash.
enum Sketch {
    private static let run = 5
    static let simHashDigits = 16

    static func hex(of text: Text, in span: Span) -> String {
        var content = text.folded[span].filter(isContent)
        while content.count < run { content.append(0) }
        var votes = Votes()
        var bins = Bins()
        for start in 0...content.count - run {
            let hash = hash(content, from: start)
            votes.add(hash)
            bins.add(hash)
        }
        let majority = votes.majority()
        var digits = (0..<simHashDigits).reversed().map {
            digit(UInt8(truncatingIfNeeded: majority >> UInt64($0 * 4) & 15))
        }
        for byte in bins.bytes() { digits += [digit(byte >> 4), digit(byte & 15)] }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    private static func isContent(_ unit: UInt16) -> Bool {
        (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit) || (0x3400...0x9FFF).contains(unit)
    }

    /// FNV-1a over the run, finished by the SplitMix64 mixer so that every bit depends on all of it.
    @inline(__always)
    private static func hash(_ content: [UInt16], from start: Int) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in start..<start + run { state = (state ^ UInt64(content[place])) &* 0x100_0000_01B3 }
        return mixed(state)
    }

    @inline(__always)
    fileprivate static func mixed(_ value: UInt64) -> UInt64 {
        var state = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return state ^ (state >> 31)
    }
}

/// The least hash of each bin.
private struct Bins {
    private var least = [UInt64](repeating: .max, count: Similarity.bins)

    mutating func add(_ hash: UInt64) {
        let bin = Int(truncatingIfNeeded: hash >> 58)
        if hash < least[bin] { least[bin] = hash }
    }

    /// An empty bin takes from the first full one in an order of its own, so that equal sets still give equal bytes.
    func bytes() -> [UInt8] {
        least.indices.map { bin in
            var probe = bin
            var step: UInt64 = 0
            while least[probe] == .max, step < 4096 {
                step += 1
                probe = Int(truncatingIfNeeded: Sketch.mixed(UInt64(bin) << 32 | step) >> 58)
            }
            let value = least[probe]
            return UInt8(truncatingIfNeeded: step == 0 ? value : (value >> 8) ^ step)
        }
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
