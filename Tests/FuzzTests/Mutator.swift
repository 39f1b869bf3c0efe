/// Makes inputs out of a corpus: mutations that know the formats' words and the ways in which text breaks.
///
/// Everything depends on the seed alone, so that a finding of the short run comes back in every run.
struct Mutator {
    private var random: Generator
    private let corpus: [[UInt8]]
    private let dictionary: [[UInt8]]
    private let longest: Int

    init(seed: UInt64, corpus: [[UInt8]], dictionary: [String], longest: Int) {
        random = Generator(state: seed)
        self.corpus = corpus
        self.dictionary = dictionary.map { Array($0.utf8) } + Mutator.breakages
        self.longest = longest
    }

    /// Bytes that break text: halves of characters in UTF-8, GBK, Big5 and UTF-16, marks, NUL, escapes, edges of numbers.
    private static let breakages: [[UInt8]] =
        [
            [0x00], [0xFF], [0x80], [0xC0, 0x80], [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x9F], [0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE], [0x81], [0xD6, 0xD0], [0xA4, 0xA4],
            [0x84, 0x31, 0x95, 0x33], [0x1B, 0x5B, 0x33, 0x31, 0x6D], [0xC2, 0x9B], [0xE2, 0x80, 0xAE],
            [0xE2, 0x80, 0x8B],
        ]
        + ["-1", "0", "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e999", "\r\n", "\t"]
        .map { Array($0.utf8) }

    mutating func next() -> [UInt8] {
        var bytes = pick(corpus)
        for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes) }
        return bytes.count > longest ? Array(bytes.prefix(longest)) : bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where at < bytes.count: bytes[at] = .random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(range(in: bytes, from: at))
        case 3: bytes.removeSubrange(at...)
        case 4: bytes.insert(contentsOf: bytes[range(in: bytes, from: at)], at: at)
        case 5: bytes.insert(contentsOf: Array(repeating: pick(dictionary), count: repeats()).joined(), at: at)
        case 6:
            let other = pick(corpus)
            let from = Int.random(in: 0...other.count, using: &random)
            bytes.replaceSubrange(at..., with: other[from...])
        case 7:
            let other = pick(corpus)
            bytes.insert(contentsOf: other[range(in: other, from: other.isEmpty ? 0 : at % other.count)], at: at)
        default: bytes.insert(contentsOf: pick(dictionary), at: at)
        }
    }

    /// Mostly once; now and then as often as nesting or a run would have it.
    private mutating func repeats() -> Int {
        Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 2...200, using: &random) : 2
    }

    private mutating func range(in bytes: [UInt8], from start: Int) -> Range<Int> {
        start..<min(bytes.count, start + Int.random(in: 0...16, using: &random))
    }

    private mutating func pick(_ choices: [[UInt8]]) -> [UInt8] {
        choices.isEmpty ? [] : choices[Int.random(in: choices.indices, using: &random)]
    }
}

/// Numbers that depend on their seed alone (SplitMix64, Steele et al. 2014).
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
