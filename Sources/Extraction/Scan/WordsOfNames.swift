/// The words of the language that tell where a name stands: read once for the catalogue and for the rules.
struct WordsOfNames: Sendable {
    let link: LinkWords
    let common: CommonWords

    /// - Throws: `LexiconError` for the first line of `names/link.words` or `names/common.words` that cannot be read.
    init(_ files: LexiconFiles) throws(LexiconError) {
        link = try LinkWords(bytes: files.bytes(of: LinkWords.path) ?? [])
        common = try CommonWords(bytes: files.bytes(of: CommonWords.path) ?? [])
    }
}
