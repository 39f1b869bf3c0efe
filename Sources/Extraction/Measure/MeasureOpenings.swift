/// Where a figure or a time of the news may begin: nothing is tried at any other place, and that is nearly all of a text.
///
/// A class of its own, since it is asked at every code point and all tables together are large to look into.
final class MeasureOpenings: Sendable {
    /// Code units other than letters and digits at which one may begin.
    private let heads: CodeSet
    /// Those of them at which one may begin whatever follows; at the others only `words` begin one.
    private let numerals: CodeSet
    private let words: WordGate
    /// What the Latin words begin with that one may begin with, see `WordTable.latinHead`.
    private let latinHeads: HashFilter

    init(times: TimeWords, multiples: WordTable) {
        var heads = CodeSet([]), numerals = CodeSet("第截前首头".utf16)
        for code in UInt16.min...UInt16.max {
            let isNumeral = NumberGlyph.isChineseNumeral(code)
            if isNumeral { numerals.insert(code) }
            if isNumeral || times.mayStart(code) || multiples.mayStart(code) { heads.insert(code) }
        }
        var latin = HashFilter(bits: 15)
        for head in times.gate.latinHeads.union(multiples.latinHeads).union(EnglishWord.opening.latinHeads) {
            latin.insert(UInt64(head))
        }
        (self.heads, self.numerals, latinHeads) = (heads, numerals, latin)
        words = times.gate.words.union(multiples.gate)
    }

    /// Whether one may begin at `position`, where no letter or digit stands: wherever one does, and seldom elsewhere.
    @inline(__always)
    func mayOpen(in text: [UInt16], at position: Int) -> Bool {
        let c = text[position]
        return heads.contains(c) && (numerals.contains(c) || words.mayBegin(in: text, at: position))
    }

    /// The same of a Latin word, by the hash of its letters.
    @inline(__always)
    func mayOpen(latinHead hash: UInt32) -> Bool { latinHeads.mayHold(UInt64(hash)) }
}
