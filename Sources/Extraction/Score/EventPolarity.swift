/// What events say of their parties, by type and direction: a table read from `sentiment/events.table`.
struct EventPolarity: Sendable {
    enum Value: Sendable, Equatable {
        case score(Double)
        /// The words of the sentence decide; where they say nothing, the score.
        case text(otherwise: Double)
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
        case abovePrevious(isAbove: Bool)
        /// Changes of both signs: up on the year, down on the month.
        case mixedChanges
        case badMetric, neutralMetric
        case attribute(name: String, value: String)
    }

    static let path = "sentiment/events.table"

    /// Rows of each type in the order of the file.
    private(set) var rows: [String: [Row]] = [:]
    private var bad: Set<String> = []
    private var neutral: Set<String> = []

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
    func row(for event: Event) -> Row? {
        rows[event.type]?.first { row in row.conditions.allSatisfy { holds($0, for: event) } }
    }
}

extension EventPolarity {
    private mutating func read(_ line: String) throws(SentimentLexicon.FieldError) {
        let fields = line.split(separator: "|").map { SentimentLexicon.trimmed($0) }
        if fields.count == 2, fields[0] == "bad" || fields[0] == "neutral" {
            let names = fields[1].split(separator: ",").map { SentimentLexicon.trimmed($0) }
            if fields[0] == "bad" { bad.formUnion(names) } else { neutral.formUnion(names) }
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
        if word.hasSuffix(">previous") { return .abovePrevious(isAbove: true) }
        if word.hasSuffix("<previous") { return .abovePrevious(isAbove: false) }
        for (sign, isAbove) in [(">", true), ("<", false)] {
            let sides = word.split(separator: Character(sign), maxSplits: 1).map(String.init)
            if sides.count == 2, let limit = Double(sides[1]) {
                return .figure(name: sides[0], isAbove: isAbove, limit: limit)
            }
        }
        let sides = word.split(separator: "=", maxSplits: 1).map(String.init)
        guard sides.count == 2 else {
            throw .init(
                message: "unknown condition \"\(word)\"", remedy: "write change>0, value<previous or name=value")
        }
        return .attribute(name: sides[0], value: sides[1])
    }

    private func role(_ part: String) throws(SentimentLexicon.FieldError) -> (role: String, value: Value) {
        let words = part.split(separator: " ").map(String.init)
        switch (words.count, words.count > 1 ? words[1] : "") {
        case (2, "opinion"): return (words[0], .opinion)
        case (2, "text"): return (words[0], .text(otherwise: 0))
        case (3, "text"): return (words[0], .text(otherwise: try score(words[2])))
        case (2, let word): return (words[0], .score(try score(word)))
        default: throw .init(message: "\"\(part)\" is no role with a score", remedy: "write company 0.7")
        }
    }

    private func score(_ word: String) throws(SentimentLexicon.FieldError) -> Double {
        guard let score = Double(word), abs(score) <= 1 else {
            throw .init(
                message: "\"\(word)\" is no score", remedy: "write a number between -1 and 1, text or opinion")
        }
        return score
    }

    private func holds(_ condition: Condition, for event: Event) -> Bool {
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
        case .abovePrevious(let isAbove):
            guard let (now, before) = pair(event), now != before else { return false }
            return (now > before) == isAbove
        }
    }

    private func matches(_ measure: Event.Measure, _ name: String) -> Bool {
        name == "value" ? !measure.name.hasPrefix("previous_") && measure.name != "change" : measure.name == name
    }

    /// The first measure that has an older figure beside it.
    private func pair(_ event: Event) -> (Double, Double)? {
        for measure in event.measures where !measure.name.hasPrefix("previous_") {
            if let old = event.measures.first(where: { $0.name == "previous_" + measure.name }) {
                return (EventPolarity.approximate(measure.value), EventPolarity.approximate(old.value))
            }
        }
        return nil
    }

    private func attribute(_ name: String, _ event: Event) -> String {
        event.attributes.first { $0.name == name }?.value ?? ""
    }

    static func approximate(_ value: Decimal) -> Double {
        var result = Double(value.significand)
        for _ in 0..<min(40, value.exponent.magnitude) { if value.exponent > 0 { result *= 10 } else { result /= 10 } }
        return result
    }
}
