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
    var undoes: Bool
    /// The entry's mark: what the model knows it by.
    var mark: UInt32

    /// A colour of a market where it may mean the one or the other.
    var isUndecidedColour: Bool { kind == .colour && subject == 0 && object == 0 }

    /// Says something of somebody: words that only change others (`大幅`, `将于`) do not.
    var carriesValue: Bool {
        switch kind {
        case .polar, .direction, .relation, .figure, .colour: subject != 0 || object != 0
        default: false
        }
    }
}

/// Finds the words of the lexicon in folded text: at each position the longest, English words only whole.
struct CueMatcher: Sendable {
    private let lexicon: SentimentLexicon
    /// Words by their place in the lexicon; of equal ones the first.
    private var trie = WordTrie()

    init(_ lexicon: SentimentLexicon) {
        self.lexicon = lexicon
        for (index, word) in lexicon.words.enumerated() where !word.scalars.isEmpty {
            _ = trie.insert(word.scalars, id: Int32(index))
        }
    }

    /// Cues of `span` in order of position, never overlapping; clauses not yet set.
    func cues(in folded: [UInt16], span: Span, into cues: inout [Cue]) {
        var position = span.lowerBound
        while position < span.upperBound {
            let unit = folded[position]
            if let (entry, end) = longest(at: position, unit, folded, end: span.upperBound) {
                append(entry, position, end - position, to: &cues)
                position = end
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
                object: entry.object, basis: entry.basis, clause: 0, isTransitive: entry.isTransitive,
                undoes: entry.undoes, mark: entry.mark))
    }

    @inline(__always)
    private func longest(at position: Int, _ unit: UInt16, _ folded: [UInt16], end: Int) -> (Int, Int)? {
        if Glyph.isLatin(unit), position > 0, Glyph.isLatin(folded[position - 1]) { return nil }
        guard trie.mayBegin(in: folded, at: position, limit: end) else { return nil }
        return walk(from: position, folded, end: end)
    }

    private func walk(from position: Int, _ folded: [UInt16], end: Int) -> (Int, Int)? {
        var found: (word: Int, end: Int)?
        trie.forEachWord(in: folded, from: position, limit: end) { word, next in
            let isCut = next < folded.count && Glyph.isLatin(folded[next - 1]) && Glyph.isLatin(folded[next])
            if !isCut { found = (word, next) }
        }
        return found.map { (lexicon.words[$0.word].entry, $0.end) }
    }
}

/// Classes of folded code units that scoring asks for.
enum Glyph {
    static func isLatin(_ unit: UInt16) -> Bool { unit >= 0x61 && unit <= 0x7A }
    static func isDigit(_ unit: UInt16) -> Bool { unit >= 0x30 && unit <= 0x39 }
    static func isHan(_ unit: UInt16) -> Bool { unit >= 0x3400 && unit <= 0x9FFF }
    static func isSpace(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x09 || unit == 0x3000 || unit == 0xA0 }
}
