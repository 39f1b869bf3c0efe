/// A dictionary of English, from `names/english.words` and `names/given.words`: what a capital in running text may mean.
struct EnglishDictionary: Sendable {
    static let path = "names/english.words"
    static let given = "names/given.words"

    /// Hashes of the words of the language, of places and persons, and of first names.
    private var words: Set<UInt32> = []
    private var names: Set<UInt32> = []
    private var given: Set<UInt32> = []

    init() {}

    /// - Throws: `LexiconError` for a line that is neither blank, comment, `word:`, `name:` nor `given:`.
    /// - Parameter more: of `names/given.words`.
    init(bytes: [UInt8], given more: [UInt8] = []) throws(LexiconError) {
        words.reserveCapacity(bytes.count / 10)
        try read(bytes, of: EnglishDictionary.path)
        try read(more, of: EnglishDictionary.given)
    }

    private mutating func read(_ bytes: [UInt8], of path: String) throws(LexiconError) {
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty || line.first == 0x23 { continue }
            if line.starts(with: "word: ".utf8) {
                EnglishDictionary.add(line.dropFirst(6), to: &words)
            } else if line.starts(with: "name: ".utf8) {
                EnglishDictionary.add(line.dropFirst(6), to: &names)
            } else if line.starts(with: "given: ".utf8) {
                EnglishDictionary.add(line.dropFirst(7), to: &given)
            } else {
                throw LexiconError(
                    file: path, line: number, column: 1, message: "the line has no kind",
                    remedy: "begin it with `word:`, `name:` or `given:`")
            }
        }
    }

    private static func add(_ line: ArraySlice<UInt8>, to set: inout Set<UInt32>) {
        if line.contains(where: { $0 > 0x7F }) {
            // José, Jürgen: as the text is folded.
            for word in line.split(separator: 0x20) {
                var hash = FormHash()
                for code in Fold.folded(String(decoding: word, as: UTF8.self)) { hash.add(code) }
                set.insert(hash.value)
            }
            return
        }
        var hash = FormHash()
        for byte in line {
            if byte == 0x20 {
                set.insert(hash.value)
                hash = FormHash()
            } else {
                hash.add(UInt16(byte))
            }
        }
        set.insert(hash.value)
    }

    /// Whether a word of the language is written so, but for its capital.
    func isWord(_ text: Text, _ span: Span) -> Bool { words.contains(EnglishDictionary.hash(text, span)) }

    /// Whether a place or person is named so.
    func isPlaceOrPerson(_ text: Text, _ span: Span) -> Bool { names.contains(EnglishDictionary.hash(text, span)) }

    func isFirstName(_ text: Text, _ span: Span) -> Bool { given.contains(EnglishDictionary.hash(text, span)) }

    private static func hash(_ text: Text, _ span: Span) -> UInt32 {
        var hash = FormHash()
        for position in span { hash.add(text.folded[position]) }
        return hash.value
    }
}
