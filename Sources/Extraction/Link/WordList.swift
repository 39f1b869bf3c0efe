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
        private var members: [[Int32]] = []

        init(_ keys: [UInt16?]) {
            codes = Array(Set(keys.compactMap { $0 })).sorted()
            members = codes.map { code in keys.indices.filter { keys[$0] == code }.map { Int32($0) } }
        }

        func members(of code: UInt16) -> [Int32] {
            var low = 0
            var high = codes.count
            while low < high {
                let middle = (low + high) / 2
                if codes[middle] < code { low = middle + 1 } else { high = middle }
            }
            return low < codes.count && codes[low] == code ? members[low] : []
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
        for member in byHead.members(of: text.folded[position]) where text.has(words[Int(member)], at: position) {
            return words[Int(member)]
        }
        return nil
    }

    /// The first word, in the order of the file, that ends before `position`.
    func first(in text: Text, endingAt position: Int) -> [UInt16]? {
        guard position > 0, position <= text.count, tails.contains(text.folded[position - 1]) else { return nil }
        for member in byTail.members(of: text.folded[position - 1])
        where text.has(words[Int(member)], endingAt: position) {
            return words[Int(member)]
        }
        return nil
    }

    /// The longest word that begins at `position`.
    func longest(in text: Text, at position: Int) -> [UInt16]? {
        guard position >= 0, position < text.count, heads.contains(text.folded[position]) else { return nil }
        var best: [UInt16]?
        for member in byHead.members(of: text.folded[position]) {
            let word = words[Int(member)]
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
