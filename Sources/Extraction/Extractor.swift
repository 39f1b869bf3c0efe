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
    private let catalogue: Catalogue
    private let measures: MeasureReader
    let relator: Relator
    let scorer: Scorer
    private let labels: ArticleLabels

    /// - Parameter run: runs the loading of the catalogue and of all else, each as dear as the other.
    /// - Throws: `LexiconError` that names file, line, column and remedy, when a data file of the lexicon is wrong.
    public init(
        lexicon: LexiconFiles = .embedded, configuration: Configuration = Configuration(), run: PieceRunner = inTurn
    ) throws(LexiconError) {
        self.configuration = configuration
        let words = try WordsOfNames(lexicon)
        // The catalogue takes as long as all the rest.
        let rest: (String, MeasureReader, Rulebook, Scorer, ArticleLabels)
        (catalogue, rest) = try both(by: run) { () throws(LexiconError) in
            try Catalogue(builtIn: lexicon, words: words)
        } and: { () throws(LexiconError) in
            (
                Fingerprint.of(lexicon: lexicon, configuration: configuration), try MeasureReader(files: lexicon),
                try Rulebook(lexicon: lexicon, words: words), try Scorer(lexicon: lexicon),
                try ArticleLabels(lexicon: lexicon)
            )
        }
        let book: Rulebook
        (fingerprint, measures, book, scorer, labels) = rest
        relator = Relator(book: book, standIns: try catalogue.standIns(for: book.rules), owners: catalogue.owners)
    }

    /// One reading per article of the document: text, sentences, mentions, quantities, times.
    public func read(_ document: Document) throws(ExtractionError) -> [Reading] {
        var budget = Budget(steps: configuration.budget)
        return try read(document, &budget)
    }

    /// Everything that is published about the document.
    public func analyze(_ document: Document) throws(ExtractionError) -> Analysis {
        try analyze(document, explaining: nil)
    }

    /// - Parameter explain: is given each article with the trace of its rules; without it none is taken down.
    func analyze(
        _ document: Document, explaining explain: ((Article, RuleTrace) -> Void)?
    ) throws(ExtractionError) -> Analysis {
        var budget = Budget(steps: configuration.budget)
        return try analyze(document, &budget, explaining: explain)
    }

    /// - Parameter budget: afterwards what is left of it.
    func analyze(
        _ document: Document, _ budget: inout Budget, explaining explain: ((Article, RuleTrace) -> Void)? = nil
    ) throws(ExtractionError) -> Analysis {
        let raw = RawBody(document.body)
        var analysis = Analysis()
        for reading in try read(document, &budget) {
            let trace = explain == nil ? nil : RuleTrace()
            let events = try relator.events(
                of: reading, documentID: document.id, raw: raw, &budget, trace: trace)
            let sentiment = scorer.score(reading: reading, events: events)
            var article = ArticleDescription(reading: reading, events: events, sentiment: sentiment).article()
            article.topics = labels.topics(of: reading.article)
            article.sourceType = labels.sourceType(source: reading.article.source, url: document.url)
            if let explain, let trace { explain(article, trace) }
            analysis.articles.append(article)
        }
        return analysis
    }

    /// clean → split → scan and link → measure.
    private func read(_ document: Document, _ budget: inout Budget) throws(ExtractionError) -> [Reading] {
        let page = try clean(document, budget: &budget)
        var readings: [Reading] = []
        for article in split(page, document: document) {
            var reading = Reading(article: article)
            reading.sentences = segment(article)
            (reading.entities, reading.mentions) = try link(
                article: article, sentences: reading.sentences, catalogue: catalogue,
                asOf: day(of: article, document), budget: &budget)
            (reading.quantities, reading.times) = try measures.measure(
                text: article.text, sentences: reading.sentences,
                context: MeasureContext(article: article, entities: reading.entities, mentions: reading.mentions),
                budget: &budget)
            readings.append(reading)
        }
        if readings.isEmpty { throw .emptyBody }
        return readings
    }

    /// The day as of which names hold: of publication, else of arrival.
    private func day(of article: ArticleText, _ document: Document) -> CivilDate? {
        let time = article.publishedAt.isEmpty ? document.observedAt : article.publishedAt
        return Moment(time)?.date
    }
}
