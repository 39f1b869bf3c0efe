/// The words of figures, compiled once from the lexicon: currencies, units, qualifiers.
struct MeasureTables: Sendable {
    enum CurrencyPart: Sendable, Equatable { case whole, tenth, minor }
    struct Currency: Sendable {
        /// ISO 4217, or `LOCAL`, `DOLLAR`, `YEN` for signs that several currencies share.
        var code: String
        var part: CurrencyPart
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
    private(set) var qualifierAfter: WordTable
    private(set) var times: TimeWords

    /// Compiles the files below `measures/`.
    /// - Throws: `LexiconError` for the first line that cannot be read.
    init(files: LexiconFiles) throws(LexiconError) {
        var before: [(word: [UInt16], value: Int32)] = []
        var after: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/currencies.words", in: files) {
            let part: CurrencyPart = line.place == "minor" ? .minor : line.place == "tenth" ? .tenth : .whole
            currencies.append(Currency(code: line.name, part: part))
            let index = Int32(currencies.count - 1)
            let entries = line.words.map { (word: $0, value: index) }
            if line.place == "before" { before += entries } else { after += entries }
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
        for line in try WordFile.lines(of: "measures/qualifiers.words", in: files) {
            let qualifier = Quantity.Qualifier(rawValue: line.name)
            guard qualifier != nil || line.name == "none" else {
                throw line.error("unknown qualifier \"\(line.name)\"", remedy: "write one of over, under, about, nearly, at_least, at_most, none")
            }
            qualifiers.append(qualifier)
            let index = Int32(qualifiers.count - 1)
            let entries = line.words.map { (word: $0, value: index) }
            if line.place == "before" { leading += entries } else { trailing += entries }
        }
        qualifierBefore = WordTable(leading, backward: true)
        qualifierAfter = WordTable(trailing)
        times = try TimeWords(files: files)
    }

    /// The embedded lexicon's, or why it cannot be used.
    static let embedded: Result<MeasureTables, LexiconError> = Result { () throws(LexiconError) in
        try MeasureTables(files: .embedded)
    }
}

/// One line `NAME [PLACE]: word, word` of a file of words.
struct WordLine {
    var file: String
    var number: Int
    var name: String
    var place: String
    var words: [[UInt16]]

    func error(_ message: String, remedy: String) -> LexiconError {
        LexiconError(file: file, line: number, message: message, remedy: remedy)
    }
}

/// Reads files of words: `#` begins a comment line, `word(s)` stands for both forms.
enum WordFile {
    static func lines(of path: String, in files: LexiconFiles) throws(LexiconError) -> [WordLine] {
        guard let bytes = files.bytes(of: path) else {
            throw LexiconError(file: path, line: 0, message: "file is missing", remedy: "restore it from the release")
        }
        var result: [WordLine] = []
        var number = 0
        for raw in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = trimmed(raw[...])
            if line.isEmpty || line.first == 0x23 { continue }
            guard let colon = line.firstIndex(of: 0x3A) else {
                throw LexiconError(
                    file: path, line: number, message: "no colon", remedy: "write NAME PLACE: word, word")
            }
            let head = line[..<colon].split(separator: 0x20)
            guard let name = head.first, head.count <= 2 else {
                throw LexiconError(
                    file: path, line: number, message: "bad name before the colon", remedy: "write NAME or NAME PLACE")
            }
            let words = line[(colon + 1)...].split(separator: 0x2C).flatMap { forms(of: trimmed($0)) }
            result.append(
                WordLine(
                    file: path, number: number, name: String(decoding: name, as: UTF8.self),
                    place: head.count > 1 ? String(decoding: head[head.startIndex + 1], as: UTF8.self) : "", words: words))
        }
        return result
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let last = rest.last, last == 0x20 || last == 0x0D || last == 0x09 { rest.removeLast() }
        while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        return rest
    }

    private static func forms(of word: ArraySlice<UInt8>) -> [[UInt16]] {
        let text = String(decoding: word, as: UTF8.self)
        guard !text.isEmpty else { return [] }
        guard text.hasSuffix("(s)") else { return [Fold.folded(text)] }
        let stem = Fold.folded(String(text.dropLast(3)))
        return [stem, stem + [0x73]]
    }
}
