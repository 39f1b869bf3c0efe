/// The words of one key of `names/link.words`, folded, found by their first or their last code point.
final class WordList: Sendable, RandomAccessCollection {
    let words: [[UInt16]]
    /// The first code points of all words, and all code points in them.
    let heads: CodeSet
    let characters: CodeSet
    private let tails: CodeSet
    private let headGate: WordGate
    private let tailGate: WordGate
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
        headGate = WordGate(words)
        tailGate = WordGate(words.map { $0.reversed() })
        byHead = Buckets(words.map { $0.first })
        byTail = Buckets(words.map { $0.last })
    }

    var startIndex: Int { 0 }
    var endIndex: Int { words.count }
    subscript(position: Int) -> [UInt16] { words[position] }

    /// Whether a word may begin at `position`: wherever one does, and seldom elsewhere.
    @inline(__always)
    func mayBegin(in folded: [UInt16], at position: Int) -> Bool {
        position >= 0 && position < folded.count && heads.contains(folded[position])
            && headGate.mayBegin(in: folded, at: position)
    }

    /// Whether a word may end before `position`: wherever one does, and seldom elsewhere.
    @inline(__always)
    private func mayEnd(in folded: [UInt16], before position: Int) -> Bool {
        position > 0 && position <= folded.count && tails.contains(folded[position - 1])
            && tailGate.mayEnd(in: folded, before: position)
    }

    /// The first word, in the order of the file, that begins at `position`.
    @inline(__always)
    func first(in text: Text, at position: Int) -> [UInt16]? {
        mayBegin(in: text.folded, at: position) ? findFirst(in: text, at: position) : nil
    }

    private func findFirst(in text: Text, at position: Int) -> [UInt16]? {
        for place in byHead.places(of: text.folded[position]) where text.has(words[byHead[place]], at: position) {
            return words[byHead[place]]
        }
        return nil
    }

    /// The first word, in the order of the file, that ends before `position`.
    @inline(__always)
    func first(in text: Text, endingAt position: Int) -> [UInt16]? {
        mayEnd(in: text.folded, before: position) ? findFirst(in: text, endingAt: position) : nil
    }

    private func findFirst(in text: Text, endingAt position: Int) -> [UInt16]? {
        for place in byTail.places(of: text.folded[position - 1])
        where text.has(words[byTail[place]], endingAt: position) {
            return words[byTail[place]]
        }
        return nil
    }

    /// The longest word that begins at `position`.
    @inline(__always)
    func longest(in text: Text, at position: Int) -> [UInt16]? {
        mayBegin(in: text.folded, at: position) ? findLongest(in: text, at: position) : nil
    }

    private func findLongest(in text: Text, at position: Int) -> [UInt16]? {
        var best: Int?
        var length = 0
        for place in byHead.places(of: text.folded[position]) where words[byHead[place]].count > length {
            if text.has(words[byHead[place]], at: position) {
                (best, length) = (byHead[place], words[byHead[place]].count)
            }
        }
        return best.map { words[$0] }
    }

    /// Whether `word` is one of the list.
    func holds(_ word: [UInt16]) -> Bool {
        guard let head = word.first else { return contains(word) }
        return byHead.places(of: head).contains { words[byHead[$0]] == word }
    }

    /// The words that `form` ends in, in the order of the file.
    func endings(of form: [UInt16]) -> [[UInt16]] {
        guard let last = form.last else { return [] }
        let places = byTail.places(of: last).filter { place in
            let word = words[byTail[place]]
            return form.suffix(word.count).elementsEqual(word)
        }
        return places.map { words[byTail[$0]] }
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
