/// What a text's figures and dates are read against.
public struct MeasureContext: Sendable {
    public var language: Language
    /// When the article was published, in its own zone; nil when unknown.
    public var published: Moment?
    /// ISO 4217 code that 元 or `$` stands for where the text does not say, or empty.
    public var currency: String
    /// Where companies are named and the ISO 4217 code each reports in, in order of position.
    public var reporters: [(position: Int, currency: String)] = []
    /// Names that end in a number of their own (`Stoxx 600`), in order of position.
    var numbered: [Span] = []

    public init(language: Language, published: Moment? = nil, currency: String = "") {
        self.language = language
        self.published = published
        self.currency = currency
    }

    /// The context of an article whose names are known: their companies' currencies speak where the text does not.
    public init(article: ArticleText, entities: [Entity], mentions: [Mention]) {
        self.init(language: article.language, publishedAt: article.publishedAt)
        for mention in mentions where mention.use == .participant && entities.indices.contains(mention.entity) {
            let code = MeasureContext.reportingCurrency(of: entities[mention.entity])
            if !code.isEmpty { reporters.append((mention.span.lowerBound, code)) }
        }
        reporters.sort { $0.position < $1.position }
        let folded = article.text.folded
        numbered = mentions.map(\.span).filter { span in
            !span.isEmpty && Latin.isDigit(folded[span.upperBound - 1]) && !Latin.isDigit(folded[span.lowerBound])
        }
    }

    /// ISO 4217 code of the currency that a company reports in, by its entry or its country; empty where unknown.
    static func reportingCurrency(of entity: Entity) -> String {
        switch entity.kind {
        case .company, .privateCompany, .segment: break
        default: return ""
        }
        if !entity.currency.isEmpty { return entity.currency }
        switch entity.country {
        case "CN": return "CNY"
        case "TW": return "TWD"
        case "HK": return "HKD"
        case "US": return "USD"
        case "JP": return "JPY"
        case "KR": return "KRW"
        case "GB": return "GBP"
        case "DE", "FR", "NL", "IT", "ES": return "EUR"
        default: return ""
        }
    }

    /// `publishedAt` is RFC 3339, a date, or empty.
    public init(language: Language, publishedAt: String, currency: String = "") {
        self.init(language: language, published: Moment(publishedAt), currency: currency)
    }
}

/// Reads every figure and every time of an article in one pass.
public struct MeasureReader: Sendable {
    private let tables: Shared<MeasureTables>

    /// Compiles the words of `files`.
    /// - Throws: `LexiconError` that says what is wrong with a file of words.
    public init(files: LexiconFiles = .embedded) throws(LexiconError) {
        tables = Shared(of: try MeasureTables(files: files))
    }

    /// Figures and times in order of position; no two overlap, also not one of each.
    /// - Throws: `ExtractionError.budgetExceeded`.
    public func measure(
        text: Text, sentences: [Sentence], context: MeasureContext, budget: inout Budget
    ) throws(ExtractionError) -> (quantities: [Quantity], times: [TimeExpression]) {
        try budget.spend(text.count, in: "measure")
        var pass = MeasurePass(text: text, context: context, tables: tables, mode: .news)
        return try pass.run(&budget)
    }
}
