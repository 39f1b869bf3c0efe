/// What an extraction ran on: the same fingerprint and record give the same bytes anywhere.
enum Fingerprint {
    /// Raised with every change of code that can change a published value.
    static let codeVersion = "0.1.0"

    static func of(lexicon: LexiconFiles, configuration: Extractor.Configuration) -> String {
        var hash = FieldHash(capacity: 8 << 20)
        hash.add("tapereader \(codeVersion)")
        hash.add("keys \(Keys.scheme)")
        hash.add("budget \(configuration.budget)")
        for file in lexicon.files {
            hash.add(file.path)
            hash.add(bytes: file.bytes)
        }
        return hash.hex()
    }
}
