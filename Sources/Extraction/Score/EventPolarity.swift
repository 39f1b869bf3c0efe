/// What events say of their parties, by type and direction: a table read from `sentiment/events.table`.
struct EventPolarity: Sendable {
    enum Value: Sendable, Equatable {
        case score(Double)
        /// The words of the sentence decide; where they say nothing, the score.
        case text(otherwise: Double)
        /// The words of the lexicon decide by themselves: what a market did with the news needs no weighing.
        case words
        /// The words of the sentence decide where an opinion is among them; a bare fact is neutral.
        case opinion
    }

    struct Row: Sendable {
        var conditions: [Condition]
        var roles: [(role: String, value: Value)]
        var basis: Sentiment.Basis
    }

    enum Condition: Sendable, Equatable {
        case figure(name: String, isAbove: Bool, limit: Double)
        case above(older: String, isAbove: Bool)
        /// Changes of both signs: up on the year, down on the month.
        case mixedChanges
        case badMetric, neutralMetric
        case attribute(name: String, value: String)
        /// A change in this unit: a yield that rises by basis points is no share that rises by percent.
        case unit(String)
        /// One of the words of a list of the table stands in the event's own words, or behind them in their sentence.
        case says(list: String, isAfter: Bool)
    }

    /// Folded text of an event.
    struct Told {
        var own: ArraySlice<UInt16> = []
        /// What follows the event's own words in their sentence.
        var after: ArraySlice<UInt16> = []
    }

    static let path = "sentiment/events.table"

    /// Rows of each type in the order of the file.
    private(set) var rows: [String: [Row]] = [:]
    private var bad: Set<String> = []
    private var neutral: Set<String> = []
    private var lists: [String: [[UInt16]]] = [:]

    /// - Throws: `LexiconError` at the first line that cannot be read.
    init(_ files: LexiconFiles) throws(LexiconError) {
        guard let bytes = files.bytes(of: EventPolarity.path) else { return }
        var number = 0
        for slice in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = SentimentLexicon.trimmed(Substring(String(decoding: slice, as: UTF8.self)))
            if line.isEmpty || line.hasPrefix("#") { continue }
            do { try read(line) } catch {
                throw LexiconError(
                    file: EventPolarity.path, line: number, message: error.message, remedy: error.remedy)
            }
        }
    }

    /// The first row whose conditions the event meets; nil for a type without rows.
    func row(for event: Event, told: Told) -> Row? {
        rows[event.type]?.first { row in row.conditions.allSatisfy { holds($0, for: event, told) } }
    }
}

extension EventPolarity {
    private mutating func read(_ line: String) throws(SentimentLexicon.FieldError) {
        let fields = line.parts(by: 0x7C).map { SentimentLexicon.trimmed($0) }
        if fields.count == 2, fields[0] == "bad" || fields[0] == "neutral" {
            let names = fields[1].split(separator: ",").map { SentimentLexicon.trimmed($0) }
            if fields[0] == "bad" { bad.formUnion(names) } else { neutral.formUnion(names) }
            return
        }
        if fields.count == 2, fields[0].hasPrefix("says ") {
            let words = fields[1].split(separator: ",").map { Text(SentimentLexicon.trimmed($0)).folded }
            lists[String(fields[0].dropFirst(5)), default: []] += words.filter { !$0.isEmpty }
            return
        }
        guard fields.count == 5 else {
            throw .init(
                message: "\(fields.count) fields instead of 5",
                remedy: "write type | conditions | roles | basis | example")
        }
        guard let basis = Sentiment.Basis(rawValue: fields[3]) else {
            throw .init(message: "unknown basis \"\(fields[3])\"", remedy: "write fundamental, opinion or price")
        }
        var row = Row(conditions: [], roles: [], basis: basis)
        for word in fields[1].split(separator: " ") where word != "-" {
            row.conditions.append(try condition(String(word)))
        }
        for part in fields[2].split(separator: ",") { row.roles.append(try role(SentimentLexicon.trimmed(part))) }
        rows[fields[0], default: []].append(row)
    }

    private func condition(_ word: String) throws(SentimentLexicon.FieldError) -> Condition {
        switch word {
        case "metric=bad": return .badMetric
        case "metric=neutral": return .neutralMetric
        case "change=mixed": return .mixedChanges
        default: break
        }
        for (sign, isAbove) in [(">", true), ("<", false)] {
            let sides = word.split(separator: Character(sign), maxSplits: 1).map(String.init)
            guard sides.count == 2 else { continue }
            if let limit = Double(sides[1]) { return .figure(name: sides[0], isAbove: isAbove, limit: limit) }
            if sides[1] == "previous" || sides[1] == "expected" {
                return .above(older: sides[1] + "_", isAbove: isAbove)
            }
        }
        let sides = word.split(separator: "=", maxSplits: 1).map(String.init)
        guard sides.count == 2 else {
            throw .init(
                message: "unknown condition \"\(word)\"", remedy: "write change>0, value<previous or name=value")
        }
        switch sides[0] {
        case "unit": return .unit(sides[1])
        case "says", "then":
            guard lists[sides[1]] != nil else {
                throw .init(
                    message: "no list \"\(sides[1])\"", remedy: "write says \(sides[1]) | word, word above the rows")
            }
            return .says(list: sides[1], isAfter: sides[0] == "then")
        default: return .attribute(name: sides[0], value: sides[1])
        }
    }

    private func role(_ part: String) throws(SentimentLexicon.FieldError) -> (role: String, value: Value) {
        let words = part.split(separator: " ").map(String.init)
        switch (words.count, words.count > 1 ? words[1] : "") {
        case (2, "opinion"): return (words[0], .opinion)
        case (2, "words"): return (words[0], .words)
        case (2, "text"): return (words[0], .text(otherwise: 0))
        case (3, "text"): return (words[0], .text(otherwise: try score(words[2])))
        case (2, let word): return (words[0], .score(try score(word)))
        default: throw .init(message: "\"\(part)\" is no role with a score", remedy: "write company 0.7")
        }
    }

    private func score(_ word: String) throws(SentimentLexicon.FieldError) -> Double {
        guard let score = Double(word), abs(score) <= 1 else {
            throw .init(
                message: "\"\(word)\" is no score", remedy: "write a number between -1 and 1, text, words or opinion")
        }
        return score
    }

    private func holds(_ condition: Condition, for event: Event, _ told: Told) -> Bool {
        switch condition {
        case .badMetric: return bad.contains(attribute("metric", event))
        case .neutralMetric: return neutral.contains(attribute("metric", event))
        case .attribute("certainty", let value): return event.certainty.rawValue == value
        case .attribute(let name, let value): return attribute(name, event) == value
        case .figure(let name, let isAbove, let limit):
            guard let measure = event.measures.first(where: { matches($0, name) }) else { return false }
            let value = EventPolarity.approximate(measure.value)
            return isAbove ? value > limit : value < limit
        case .mixedChanges:
            let changes = event.measures.filter { $0.name == "change" }
            return changes.contains { $0.value.significand > 0 } && changes.contains { $0.value.significand < 0 }
        case .unit(let unit): return event.measures.contains { $0.name == "change" && $0.unit == unit }
        case .says(let list, let isAfter):
            return EventPolarity.holds(isAfter ? told.after : told.own, anyOf: lists[list] ?? [])
        case .above(let older, let isAbove):
            guard let (now, before) = pair(event, older), now != before else { return false }
            return (now > before) == isAbove
        }
    }

    /// Whether one of `list` stands in `words`; English ones begin where a word begins.
    static func holds(_ words: ArraySlice<UInt16>, anyOf list: [[UInt16]]) -> Bool {
        words.indices.contains { start in
            let isInside = start > words.startIndex && Glyph.isLatin(words[start - 1]) && Glyph.isLatin(words[start])
            return !isInside && list.contains { words[start...].starts(with: $0) }
        }
    }

    private func matches(_ measure: Event.Measure, _ name: String) -> Bool {
        name == "value" ? isMain(measure) && measure.name != "change" : measure.name == name
    }

    private func isMain(_ measure: Event.Measure) -> Bool {
        !measure.name.hasPrefix("previous_") && !measure.name.hasPrefix("expected_")
    }

    /// The first measure that has an older or an expected figure beside it.
    private func pair(_ event: Event, _ older: String) -> (Double, Double)? {
        for measure in event.measures where isMain(measure) {
            if let old = event.measures.first(where: { $0.name == older + measure.name }) {
                return (EventPolarity.approximate(measure.value), EventPolarity.approximate(old.value))
            }
        }
        return nil
    }

    private func attribute(_ name: String, _ event: Event) -> String {
        event.attributes.first { $0.name == name }?.value ?? ""
    }

    static func approximate(_ value: Decimal) -> Double {
        // The usual size by the machine's own conversion: that of 128 bits goes bit by bit.
        var result = Int64(exactly: value.significand).map { Double($0) } ?? Double(value.significand)
        for _ in 0..<min(40, value.exponent.magnitude) { if value.exponent > 0 { result *= 10 } else { result /= 10 } }
        return result
    }
}
