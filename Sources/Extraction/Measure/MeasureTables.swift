/// The words of figures, compiled once from the lexicon: currencies, units, qualifiers.
struct MeasureTables: Sendable {
    enum CurrencyPart: Sendable, Equatable { case whole, tenth, minor }
    struct Currency: Sendable {
        /// ISO 4217, or `LOCAL`, `DOLLAR`, `YEN` for signs that several currencies share.
        var code: String
        var part: CurrencyPart
        /// A common word too (won), which is money only right before the first digit.
        var isGlued = false
    }
    struct Unit: Sendable {
        var name: String
        var factor: Decimal
    }

    private(set) var currencies: [Currency] = []
    private(set) var units: [Unit] = []
    /// Nil stands for a word that only looks like a qualifier.
    private(set) var qualifiers: [Quantity.Qualifier?] = []
    private(set) var currencyBefore: WordTable
    private(set) var currencyAfter: WordTable
    private(set) var unitWords: WordTable
    private(set) var qualifierBefore: WordTable
    /// Words of change before the step they name (减少, by).
    private(set) var changeBefore: WordTable
    private(set) var qualifierAfter: WordTable
    private(set) var times: TimeWords
    private(set) var spans: SpanWords
    private(set) var multiples: Multiples
    private(set) var localCurrency: LocalCurrency
    /// Code units at which a time of the news may begin.
    private(set) var timeOpeners = CodeSet([])
    let openings: MeasureOpenings

    /// Compiles the files below `measures/`.
    /// - Throws: `LexiconError` for the first line that cannot be read.
    init(files: LexiconFiles) throws(LexiconError) {
        var before: [(word: [UInt16], value: Int32)] = []
        var after: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/currencies.words", in: files) {
            let part: CurrencyPart = line.place == "minor" ? .minor : line.place == "tenth" ? .tenth : .whole
            currencies.append(Currency(code: line.name, part: part, isGlued: line.place == "glued"))
            let index = Int32(currencies.count - 1)
            let entries = line.words.map { (word: $0, value: index) }
            if line.place == "before" || line.place == "glued" { before += entries } else { after += entries }
        }
        currencyBefore = WordTable(before, backward: true)
        currencyAfter = WordTable(after)
        var nouns: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/units.words", in: files) {
            let parts = line.name.split(separator: "*")
            guard let name = parts.first, let factor = parts.count > 1 ? Decimal(parts[1]) : Decimal(1) else {
                throw line.error("a unit is NAME or NAME*FACTOR", remedy: "write a decimal number after the star")
            }
            units.append(Unit(name: String(name), factor: factor))
            let index = Int32(units.count - 1)
            nouns += line.words.map { ($0, index) }
        }
        unitWords = WordTable(nouns)
        var leading: [(word: [UInt16], value: Int32)] = []
        var trailing: [(word: [UInt16], value: Int32)] = []
        var changes: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/qualifiers.words", in: files) {
            if line.name == "change" {
                changes += line.words.map { ($0, 0) }
                continue
            }
            let qualifier = Quantity.Qualifier(rawValue: line.name)
            guard qualifier != nil || line.name == "none" else {
                throw line.error(
                    "unknown qualifier \"\(line.name)\"",
                    remedy: "write one of over, under, about, nearly, at_least, at_most, none, change")
            }
            qualifiers.append(qualifier)
            let index = Int32(qualifiers.count - 1)
            let entries = line.words.map { (word: $0, value: index) }
            if line.place == "before" { leading += entries } else { trailing += entries }
        }
        qualifierBefore = WordTable(leading, backward: true)
        qualifierAfter = WordTable(trailing)
        changeBefore = WordTable(changes, backward: true)
        times = try TimeWords(files: files)
        spans = try SpanWords(files: files)
        multiples = try Multiples(files: files)
        localCurrency = try LocalCurrency(files: files)
        openings = MeasureOpenings(times: times, multiples: multiples.table)
        for code in UInt16.min...UInt16.max where times.mayStart(code) { timeOpeners.insert(code) }
    }

    /// The embedded lexicon's, or why it cannot be used.
    static let embedded: Result<MeasureTables, LexiconError> = Result { () throws(LexiconError) in
        try MeasureTables(files: .embedded)
    }
}
