/// A word of the lexicon found in the text.
struct Cue: Equatable {
    var start: Int
    var end: Int
    var entry: Int
    var kind: SentimentLexicon.Kind
    /// Composed value towards a target before the word, and towards one after it.
    var subject: Float
    var object: Float
    var basis: Sentiment.Basis
    /// Ordinal of the clause in which the word stands.
    var clause: Int
    var isTransitive: Bool
}

/// Finds the words of the lexicon in folded text: at each position the longest, English words only whole.
struct CueMatcher: Sendable {
    private let lexicon: SentimentLexicon
    /// Range of `keys` for each first code unit; empty where no word begins with it.
    private let firstUnit: [UInt32]
    /// Words by first unit, longer first.
    private let order: [UInt32]

    init(_ lexicon: SentimentLexicon) {
        self.lexicon = lexicon
        let sorted = lexicon.words.indices.sorted { a, b in
            let (x, y) = (lexicon.words[a].scalars, lexicon.words[b].scalars)
            if x[0] != y[0] { return x[0] < y[0] }
            if x.count != y.count { return x.count > y.count }
            return a < b
        }
        var first = [UInt32](repeating: 0, count: 65_537)
        for index in sorted { first[Int(lexicon.words[index].scalars[0]) + 1] += 1 }
        for unit in 1...65_536 { first[unit] += first[unit - 1] }
        firstUnit = first
        order = sorted.map { UInt32($0) }
    }

    /// Cues of `span` in order of position, never overlapping; clauses not yet set.
    func cues(in folded: [UInt16], span: Span, into cues: inout [Cue]) {
        var position = span.lowerBound
        while position < span.upperBound {
            let unit = folded[position]
            if let (entry, length) = longest(at: position, unit, folded, end: span.upperBound) {
                append(entry, position, length, to: &cues)
                position += length
            } else {
                position += 1
            }
        }
    }

    private func append(_ index: Int, _ position: Int, _ length: Int, to cues: inout [Cue]) {
        let entry = lexicon.entries[index]
        cues.append(
            Cue(
                start: position, end: position + length, entry: index, kind: entry.kind, subject: entry.subject,
                object: entry.object, basis: entry.basis, clause: 0, isTransitive: entry.isTransitive))
    }

    private func longest(at position: Int, _ unit: UInt16, _ folded: [UInt16], end: Int) -> (Int, Int)? {
        let low = firstUnit[Int(unit)]
        let high = firstUnit[Int(unit) + 1]
        guard low < high else { return nil }
        let isLatin = Glyph.isLatin(unit)
        if isLatin, position > 0, Glyph.isLatin(folded[position - 1]) { return nil }
        for slot in low..<high {
            let word = lexicon.words[Int(order[Int(slot)])]
            let length = word.scalars.count
            guard position + length <= end, matches(word.scalars, folded, position) else { continue }
            let last = word.scalars[length - 1]
            let next = position + length
            if Glyph.isLatin(last), next < folded.count, Glyph.isLatin(folded[next]) { continue }
            return (word.entry, length)
        }
        return nil
    }

    private func matches(_ word: [UInt16], _ folded: [UInt16], _ position: Int) -> Bool {
        var offset = 1
        while offset < word.count {
            if folded[position + offset] != word[offset] { return false }
            offset += 1
        }
        return true
    }
}

/// Classes of folded code units that scoring asks for.
enum Glyph {
    static func isLatin(_ unit: UInt16) -> Bool { unit >= 0x61 && unit <= 0x7A }
    static func isDigit(_ unit: UInt16) -> Bool { unit >= 0x30 && unit <= 0x39 }
    static func isHan(_ unit: UInt16) -> Bool { unit >= 0x3400 && unit <= 0x9FFF }
    static func isSpace(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x09 || unit == 0x3000 || unit == 0xA0 }
}
