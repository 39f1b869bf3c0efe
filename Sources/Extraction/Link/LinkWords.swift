/// Word lists of `names/link.words`, folded.
struct LinkWords: Sendable {
    static let path = "names/link.words"

    private var lists = KeyTable<WordList>()
    /// What tells how a name is meant.
    let uses: UseWords
    let openings: OpeningWords
    static let none = WordList([])

    /// - Throws: `LexiconError` for a line without key or a key that stands twice.
    init(bytes: [UInt8]) throws(LexiconError) {
        var number = 0
        var keys: Set<String> = []
        for line in String(decoding: bytes, as: UTF8.self).parts(by: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            if line.utf8.first == 0x23 || line.utf8.allSatisfy(LineScanner.isBlank) { continue }
            let parts = line.parts(by: 0x3A, maxSplits: 1)
            guard parts.count == 2, keys.insert(String(parts[0])).inserted else {
                throw LexiconError(
                    file: LinkWords.path, line: number, column: 1, message: "no key, or a key that stood before",
                    remedy: "write `key: words`, each key once")
            }
            let words = parts[1].parts(by: 0x20).map { word in
                Fold.folded(word.trimmed).map { $0 == 0x5F ? 0x20 : $0 }
            }
            lists.set(parts[0], WordList(words))
        }
        let lists = lists
        uses = UseWords { lists[$0] ?? LinkWords.none }
        openings = OpeningWords { lists[$0] ?? LinkWords.none }
    }

    /// The words of `key`; none for an unknown key.
    subscript(key: StaticString) -> WordList { lists[key] ?? LinkWords.none }

    /// The code points of all words of `key`.
    func characters(_ key: StaticString) -> CodeSet { self[key].characters }
}

extension Text {
    /// Whether `word` stands at `position` in the folded text.
    func has(_ word: [UInt16], at position: Int) -> Bool {
        guard position >= 0, position + word.count <= count else { return false }
        for offset in word.indices where folded[position + offset] != word[offset] { return false }
        return true
    }

    /// Whether `word` ends at `position` (exclusive) in the folded text.
    func has(_ word: [UInt16], endingAt position: Int) -> Bool { has(word, at: position - word.count) }

    /// The first of `words` that stands at `position`.
    func first(of words: [[UInt16]], at position: Int) -> [UInt16]? { words.first { has($0, at: position) } }

    func first(of words: [[UInt16]], endingAt position: Int) -> [UInt16]? {
        words.first { has($0, endingAt: position) }
    }

    /// Whether one of `words` stands inside `span`.
    func contains(anyOf words: [[UInt16]], in span: Span) -> Bool {
        let span = clamped(span)
        return words.contains { word in
            guard let head = word.first, word.count <= span.count else { return false }
            var position = span.lowerBound
            while position + word.count <= span.upperBound {
                if folded[position] == head, has(word, at: position) { return true }
                position += 1
            }
            return false
        }
    }

    func isHan(at position: Int) -> Bool { position >= 0 && position < count && Latin.isHan(folded[position]) }
    func isWord(at position: Int) -> Bool { position >= 0 && position < count && Latin.isWord(folded[position]) }
    func code(at position: Int) -> UInt16 { position >= 0 && position < count ? folded[position] : 0x0A }

    /// Behind the bracket, round or angled, that opens at `open` and is at most `longest` code points long; nil where none
    /// opens or it does not close before `limit`.
    func bracketEnd(at open: Int, longest: Int, limit: Int) -> Int? {
        let close: UInt16
        switch code(at: open) {
        case 0x28: close = 0x29
        case 0x3C: close = 0x3E
        default: return nil
        }
        let end = min(limit, open + longest)
        return open < end ? folded[open..<end].firstIndex(of: close).map { $0 + 1 } : nil
    }
}
