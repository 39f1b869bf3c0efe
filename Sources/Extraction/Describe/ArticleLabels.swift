/// What an article is about and what kind of source it comes from, by words of two data files.
struct ArticleLabels: Sendable {
    private let topicWords: ClassedWords
    private let sources: ClassedWords

    /// A word in the title says as much as so many in the text.
    private static let titleWeight = 3.0
    /// More tellings of one word say nothing more of the topic.
    private static let tellingsPerWord = 3
    /// The weight at which a topic scores one half.
    private static let half = 4.0
    private static let lowest = 0.3
    private static let most = 6

    init(lexicon: LexiconFiles) throws(LexiconError) {
        topicWords = try ClassedWords("describe/topics.words", in: lexicon)
        sources = try ClassedWords("describe/sources.words", in: lexicon)
    }

    /// Topics with at least 0.3, the strongest first: w / (w + 4), w the number of words of the topic.
    func topics(of article: ArticleText) -> [(name: String, score: Double)] {
        var weights = [Double](repeating: 0, count: topicWords.classes.count)
        var tellings: [Int: Int] = [:]
        topicWords.forEachWord(in: article.text.folded) { word, topic, span in
            tellings[word, default: 0] += 1
            let isInTitle = article.titleSpan.contains(span.lowerBound)
            if isInTitle || tellings[word, default: 0] <= Self.tellingsPerWord {
                weights[topic] += isInTitle ? Self.titleWeight : 1
            }
        }
        let scores = weights.map { $0 / ($0 + Self.half) }
        let order = scores.indices.filter { scores[$0] >= Self.lowest }.sorted { (scores[$1], $0) < (scores[$0], $1) }
        return order.prefix(Self.most).map { (topicWords.classes[$0], scores[$0]) }
    }

    /// The contract's source type: by the longest known name in the source, else by the address; else `unknown`.
    func sourceType(source: String, url: String) -> String {
        kind(of: source) ?? kind(of: url) ?? "unknown"
    }

    private func kind(of text: String) -> String? {
        var best: (kind: Int, length: Int)?
        sources.forEachWord(in: foldedUnits(text)) { _, kind, span in
            if best.map({ span.count > $0.length }) ?? true { best = (kind, span.count) }
        }
        return best.map { sources.classes[$0.kind] }
    }
}
