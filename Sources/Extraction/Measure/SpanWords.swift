/// Words of a trading day's sessions, and of rates (每股): `measures/spans.words`.
struct SpanWords: Sendable {
    private(set) var sessions: WordTable
    private(set) var rateAfter: WordTable
    private(set) var rateBefore: WordTable
    private(set) var names: [String] = []

    init(files: LexiconFiles) throws(LexiconError) {
        var rows: [String: [(word: [UInt16], value: Int32)]] = [:]
        for line in try WordFile.lines(of: "measures/spans.words", in: files) {
            guard ["session", "rate", "ratebefore"].contains(line.name) else {
                throw line.error(
                    "unknown kind of word \"\(line.name)\"", remedy: "write session, rate or ratebefore")
            }
            names.append(line.place)
            let value = Int32(names.count - 1)
            rows[line.name, default: []] += line.words.map { (word: $0, value: value) }
        }
        sessions = WordTable(rows["session"] ?? [])
        rateAfter = WordTable(rows["rate"] ?? [])
        rateBefore = WordTable(rows["ratebefore"] ?? [], backward: true)
    }
}

/// Words that are a figure by themselves (翻番, doubled, 榜首), from `measures/multiples.words`.
struct Multiples: Sendable {
    struct Entry: Sendable {
        var value: Decimal
        var unit: String
        var qualifier: Quantity.Qualifier
    }

    /// Nil for phrases that only look like one.
    private(set) var entries: [Entry?] = []
    private(set) var table: WordTable

    init(files: LexiconFiles) throws(LexiconError) {
        var words: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/multiples.words", in: files).flatMap(Multiples.spelledOut) {
            let digits = line.name.prefix { $0.isNumber || $0 == "-" || $0 == "." }
            let unit = line.name.dropFirst(digits.count)
            if line.name == "none" {
                entries.append(nil)
            } else if let value = Decimal(digits), let qualifier = Quantity.Qualifier(rawValue: line.place) {
                entries.append(Entry(value: value, unit: unit.isEmpty ? "percent" : String(unit), qualifier: qualifier))
            } else {
                throw line.error(
                    "no figure \"\(line.name) \(line.place)\"", remedy: "write VALUE[UNIT] QUALIFIER, or none exact")
            }
            let index = Int32(entries.count - 1)
            words += line.words.map { ($0, index) }
        }
        table = WordTable(words)
    }

    /// A line for each number of `2..40rank exact: {nth} place`; any other line is itself.
    private static func spelledOut(_ line: WordLine) -> [WordLine] {
        let bounds = line.name.prefix { !$0.isLetter }.split(separator: "..").compactMap { Int($0) }
        guard bounds.count == 2, bounds[0] <= bounds[1] else { return [line] }
        let patterns = line.words.map(OrdinalPattern.init)
        return (bounds[0]...bounds[1]).map { number in
            var spelled = line
            spelled.name = "\(number)" + line.name.drop { !$0.isLetter }
            spelled.words = patterns.flatMap { $0.forms(of: number) }
            return spelled
        }
    }
}

/// A phrase with a number in it: `{n}` is 4 and four, `{nth}` is 4th and fourth. Words go up to nineteen.
private struct OrdinalPattern {
    private let head: ArraySlice<UInt16>
    private let tail: ArraySlice<UInt16>
    private let isOrdinal: Bool

    init(word: [UInt16]) {
        let open = word.firstIndex(of: 0x7B) ?? word.endIndex
        let close = word.firstIndex(of: 0x7D) ?? word.endIndex
        head = word[..<open]
        tail = word[min(close + 1, word.endIndex)...]
        isOrdinal = close - open > 2
    }

    func forms(of number: Int) -> [[UInt16]] {
        let words = isOrdinal ? EnglishWord.ordinals : EnglishWord.cardinals
        var forms = ["\(number)" + (isOrdinal ? OrdinalPattern.ending(of: number) : "")]
        if words.indices.contains(number - 1) { forms.append(words[number - 1]) }
        return forms.map { Array(head) + Array($0.utf16) + Array(tail) }
    }

    private static func ending(of number: Int) -> String {
        if (11...13).contains(number % 100) { return "th" }
        return switch number % 10 {
        case 1: "st"
        case 2: "nd"
        case 3: "rd"
        default: "th"
        }
    }
}

/// Which market's 元 a Traditional text means, weighed by the words it uses, from `measures/localcurrency.words`.
struct LocalCurrency: Sendable {
    private var codes: [(code: String, weight: Int)] = []
    private var table: WordTable
    /// Words of prices and market values, which are in the market's money whoever reports in what.
    private(set) var market: WordTable
    /// Words whose figures are money even where no currency is written.
    private(set) var money: WordTable

    init(files: LexiconFiles) throws(LexiconError) {
        var words: [(word: [UInt16], value: Int32)] = []
        var prices: [(word: [UInt16], value: Int32)] = []
        var amounts: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/localcurrency.words", in: files) {
            if line.name == "MARKET" || line.name == "MONEY" {
                let entries = line.words.map { (word: $0, value: Int32(0)) }
                if line.name == "MARKET" { prices += entries } else { amounts += entries }
                continue
            }
            guard let weight = Int(line.place) else {
                throw line.error("no weight \"\(line.place)\"", remedy: "write CODE WEIGHT: words")
            }
            codes.append((line.name, weight))
            let index = Int32(codes.count - 1)
            words += line.words.map { ($0, index) }
        }
        table = WordTable(words)
        market = WordTable(prices, backward: true)
        money = WordTable(amounts, backward: true)
    }

    /// The code with most weight in `text`; nil where no word speaks for any.
    func code(for text: [UInt16]) -> String? {
        var scores: [(code: String, score: Int)] = []
        var at = 0
        while at < text.count {
            guard let found = table.longest(in: text, from: at) else {
                at += 1
                continue
            }
            let (code, weight) = codes[Int(found.value)]
            if let index = scores.firstIndex(where: { $0.code == code }) {
                scores[index].score += weight
            } else {
                scores.append((code, weight))
            }
            at = max(found.end, at + 1)
        }
        return scores.max { $0.score < $1.score }?.code
    }
}
