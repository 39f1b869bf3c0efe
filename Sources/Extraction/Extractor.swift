/// Text to facts and sentiment. A pure function of document and lexicon: no clock, log, file or network.
public struct Extractor: Sendable {
    /// Steps allowed per document: enough for 20 MB of text, far below a minute of work.
    public static let defaultBudget = 400_000_000

    public init() {}
}
