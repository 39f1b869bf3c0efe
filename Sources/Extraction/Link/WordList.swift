/// The words of one key of `names/link.words`, folded, found by their first or their last code point.
final class WordList: Sendable, RandomAccessCollection {
    let words: [[UInt16]]
    /// The first code points of all words, and all code points in them.
    let heads: CodeSet
    let characters: CodeSet
    private let tails: CodeSet
    private let byHead: Buckets
    private let byTail: Buckets

    /// Words in the order of the file, grouped by one of their code points.
    private struct Buckets: Sendable {
        private var codes: [UInt16] = []
        /// Where the members of each code begin, and where the last ones end.
        private var starts: [Int] = [0]
        private var members: [Int32] = []

        init(_ keys: [UInt16?]) {
            codes = Array(Set(keys.compactMap { $0 })).sorted()
            for code in codes {
                members += keys.indices.filter { keys[$0] == code }.map { Int32($0) }
                starts.append(members.count)
            }
        }

        subscript(place: Int) -> Int { Int(members[place]) }

        /// Places of the members of `code`.
        func places(of code: UInt16) -> Range<Int> {
            let place = codes.firstPlace { $0 >= code }
            return place < codes.count && codes[place] == code ? starts[place]..<starts[place + 1] : 0..<0
        }
    }

    init(_ words: [[UInt16]]) {
        self.words = words
        heads = CodeSet(words.compactMap { $0.first })
        tails = CodeSet(words.compactMap { $0.last })
        characters = CodeSet(words.joined())
        byHead = Buckets(words.map { $0.first })
        byTail = Buckets(words.map { $0.last })
    }

    var startIndex: Int { 0 }
    var endIndex: Int { words.count }
    subscript(position: Int) -> [UInt16] { words[position] }

    /// The first word, in the order of the file, that begins at `position`.
    func first(in text: Text, at position: Int) -> [UInt16]? {
        guard position >= 0, position < text.count, heads.contains(text.folded[position]) else { return nil }
        for place in byHead.places(of: text.folded[position]) where text.has(words[byHead[place]], at: position) {
            return words[byHead[place]]
        }
        return nil
    }

    /// The first word, in the order of the file, that ends before `position`.
    func first(in text: Text, endingAt position: Int) -> [UInt16]? {
        guard position > 0, position <= text.count, tails.contains(text.folded[position - 1]) else { return nil }
        for place in byTail.places(of: text.folded[position - 1])
        where text.has(words[byTail[place]], endingAt: position) {
            return words[byTail[place]]
        }
        return nil
    }

    /// The longest word that begins at `position`.
    func longest(in text: Text, at position: Int) -> [UInt16]? {
        guard position >= 0, position < text.count, heads.contains(text.folded[position]) else { return nil }
        var best: [UInt16]?
        for place in byHead.places(of: text.folded[position]) {
            let word = words[byHead[place]]
            if word.count > best?.count ?? 0, text.has(word, at: position) { best = word }
        }
        return best
    }
}

extension Text {
    /// The first of `words` that stands at `position`.
    func first(of words: WordList, at position: Int) -> [UInt16]? { words.first(in: self, at: position) }

    func first(of words: WordList, endingAt position: Int) -> [UInt16]? { words.first(in: self, endingAt: position) }

    /// Whether one of `words` stands wholly inside `span`.
    func contains(anyOf words: WordList, in span: Span) -> Bool {
        let span = clamped(span)
        for position in span where words.heads.contains(folded[position]) {
            for word in words where position + word.count <= span.upperBound && has(word, at: position) { return true }
        }
        return false
    }
}
