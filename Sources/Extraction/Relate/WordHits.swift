/// The longest word of the rules at every place of one text, found in one pass: each stage of relating asks for them,
/// most of them at every place.
struct WordHits: Sendable {
    private let trie: WordTrie
    private let folded: [UInt16]
    /// By place: the id of the word, or −1, and its end.
    private let words: [Int32]
    private let ends: [Int32]

    init(trie: WordTrie, folded: [UInt16]) {
        self.trie = trie
        self.folded = folded
        var words = [Int32](repeating: -1, count: folded.count)
        var ends = [Int32](repeating: 0, count: folded.count)
        for position in folded.indices {
            guard let (word, end) = trie.longest(in: folded, at: position, limit: folded.count) else { continue }
            words[position] = Int32(truncatingIfNeeded: word)
            ends[position] = Int32(truncatingIfNeeded: end)
        }
        self.words = words
        self.ends = ends
    }

    /// Whether any word begins here, however long.
    @inline(__always)
    func begins(at position: Int) -> Bool { words[position] >= 0 }

    /// As `WordTrie.longest` over the text: a word that ends too late asks for a second look.
    @inline(__always)
    func longest(at position: Int, limit: Int) -> (word: Int, end: Int)? {
        let word = Int(words[position])
        if word < 0 { return nil }
        let end = Int(ends[position])
        return end <= limit ? (word, end) : trie.longest(in: folded, at: position, limit: limit)
    }
}
