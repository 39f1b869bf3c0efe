/// Tells most places at which none of many words begins, from one to three code units, in a few bits that stay in the
/// nearest cache: whoever asks a larger table asks here first.
///
/// Never says no where a word begins; says yes now and then where none does.
struct WordGate: Sendable {
    /// The first three units of each word, or the whole of a shorter one, each in one number.
    private let heads: Set<UInt64>
    private var bits: [UInt64]
    private let mask: UInt64
    /// A Latin word shorter than three units counts only where it ends.
    private let closesWords: Bool

    /// So few bits are set that few places are let through for nothing.
    private static let bitsPerHead = 32

    /// - Parameters:
    ///   - words: in the order in which their units are read; empty ones are left out.
    ///   - closesWords: no letter or digit of a Latin word may be followed by a letter that is not of it.
    init(_ words: some Sequence<[UInt16]>, closesWords: Bool = false) {
        let heads = words.lazy.filter { !$0.isEmpty }.map { $0.prefix(3).reduce(0, WordGate.next) }
        self.init(heads: Set(heads), closesWords: closesWords)
    }

    private init(heads: Set<UInt64>, closesWords: Bool) {
        self.heads = heads
        self.closesWords = closesWords
        var size = 64
        while size < heads.count * WordGate.bitsPerHead { size *= 2 }
        bits = [UInt64](repeating: 0, count: size / 64)
        mask = UInt64(size - 1)
        for head in heads {
            let bit = WordGate.mixed(head) & mask
            bits[Int(bit >> 6)] |= 1 << (bit & 63)
        }
    }

    /// Open for the words of both.
    func union(_ other: WordGate) -> WordGate {
        WordGate(heads: heads.union(other.heads), closesWords: closesWords && other.closesWords)
    }

    /// Whether a word may begin with these units, 0 where the text ends.
    @inline(__always)
    func mayBegin(_ first: UInt16, _ second: UInt16, _ third: UInt16) -> Bool {
        let one = WordGate.next(0, first), two = WordGate.next(one, second), three = WordGate.next(two, third)
        return holds(three) || !goesOn(second, third) && holds(two) || !goesOn(first, second) && holds(one)
    }

    @inline(__always)
    private func goesOn(_ unit: UInt16, _ next: UInt16) -> Bool {
        closesWords && NumberGlyph.isLetter(next) && NumberGlyph.isAlphanumeric(unit)
    }

    /// Whether a word may begin at `position`, which stands in `text`.
    @inline(__always)
    func mayBegin(in text: [UInt16], at position: Int) -> Bool {
        let second = position + 1 < text.count ? text[position + 1] : 0
        let third = position + 2 < text.count ? text[position + 2] : 0
        return mayBegin(text[position], second, third)
    }

    /// Whether a word, read backward, may end before `position`, which is not the beginning of `text`.
    @inline(__always)
    func mayEnd(in text: [UInt16], before position: Int) -> Bool {
        let second = position > 1 ? text[position - 2] : 0
        let third = position > 2 ? text[position - 3] : 0
        return mayBegin(text[position - 1], second, third)
    }

    @inline(__always)
    private func holds(_ head: UInt64) -> Bool {
        let bit = WordGate.mixed(head) & mask
        return bits[Int(bit >> 6)] >> (bit & 63) & 1 != 0
    }

    /// One unit more. The bit before each keeps a word apart from a longer one that begins with U+0000.
    @inline(__always)
    private static func next(_ head: UInt64, _ unit: UInt16) -> UInt64 { head << 17 | 1 << 16 | UInt64(unit) }

    @inline(__always)
    private static func mixed(_ head: UInt64) -> UInt64 { (head &* 0x9E37_79B9_7F4A_7C15) >> 40 }
}
