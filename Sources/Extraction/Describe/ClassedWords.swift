/// Words of a data file by class: `@class` on a line, the words under it parted by `|`. Each word has one class.
struct ClassedWords: Sendable {
    private(set) var classes: [String] = []
    private var trie = WordTrie()
    /// By word id.
    private var owners: [Int] = []

    /// - Throws: `LexiconError` at the first line that cannot be read; without the file there are no words.
    init(_ path: String, in lexicon: LexiconFiles) throws(LexiconError) {
        guard let bytes = lexicon.bytes(of: path) else { return }
        for (number, line) in dataLines(.init(path: path, bytes: bytes)) {
            if line.hasPrefix("@") {
                classes.append(line.dropFirst().trimmingBlanks)
                continue
            }
            if classes.isEmpty {
                throw LexiconError(
                    file: path, line: number, message: "words outside a class", remedy: "put a line `@name` above them")
            }
            for word in line.parts(by: 0x7C, omittingEmptySubsequences: false).map(\.trimmingBlanks) {
                if word.isEmpty {
                    throw LexiconError(
                        file: path, line: number, message: "an empty word between two `|`", remedy: "remove one `|`")
                }
                let id = Int(trie.insert(foldedUnits(word), id: Int32(owners.count)))
                if id < owners.count {
                    throw LexiconError(
                        file: path, line: number, message: "`\(word)` stands twice", remedy: "remove one of them")
                }
                owners.append(classes.count - 1)
            }
        }
    }

    /// The longest word that begins at each place, none inside another, from left to right.
    func forEachWord(in folded: [UInt16], _ body: (_ word: Int, _ wordClass: Int, _ span: Span) -> Void) {
        var position = 0
        while position < folded.count {
            if let (word, end) = trie.longest(in: folded, at: position, limit: folded.count) {
                body(word, owners[word], position..<end)
                position = end
            } else {
                position += 1
            }
        }
    }
}
