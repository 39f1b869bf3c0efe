/// A first rule made of one sentence, for an editor to go on with: his marks, or guesses, as roles and measures.
public struct RuleDraft: Sendable {
    public enum Failure: Error, Sendable, CustomStringConvertible {
        case badMark(String)
        case unknownType
        case noTrigger
        case noFiller(role: String)

        public var description: String {
            switch self {
            case .badMark(let text): text
            case .unknownType:
                "no type can be guessed; name one of \(EventType.all.map(\.name).joined(separator: " "))"
            case .noTrigger: "no word that could be the trigger was found; name one"
            case .noFiller(let role): "the sentence names nobody for role \(role); mark it as [\(role):…]"
            }
        }
    }

    /// The file's text.
    public let text: String
    /// What `RulesCheck` says of it: errors where no form of the rule reads the sentence.
    public let findings: [LexiconFinding]
    public static let fileName = "draft.rules"

    /// - Parameters:
    ///   - sentence: plain, or with marks (`[buyer:甲骨文]向[supplier:英伟达]…`).
    ///   - type, id, trigger: empty where they are to be guessed.
    /// - Throws: `RuleDraft.Failure`; the lexicon's own errors are `Failure.badMark` with their text.
    public init(
        sentence: String, type: String = "", id: String = "", trigger: String = "",
        lexicon: LexiconFiles = .embedded
    ) throws(Failure) {
        var best: (text: String, findings: [LexiconFinding])?
        do {
            let example = try RuleParser(file: .init(path: Self.fileName, bytes: []), book: Rulebook())
                .example(sentence, true, 1)
            let sketch = try DraftSketch(
                example, Extractor(lexicon: lexicon), type: type, id: id, trigger: trigger)
            for width in DraftSketch.Width.allCases {
                let text = sketch.text(width)
                let file = LexiconFiles.File(path: Self.fileName, bytes: Array(text.utf8))
                let findings = try RulesCheck.findings(in: [file], builtIn: lexicon)
                let errors = findings.count { $0.severity == .error }
                if best.map({ errors < $0.findings.count { $0.severity == .error } }) ?? true {
                    best = (text, findings)
                }
                if errors == 0 { break }
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw .badMark("\(error)")
        }
        (text, findings) = (best?.text ?? "", best?.findings ?? [])
    }
}

/// What a draft is made of, before it is written.
struct DraftSketch {
    /// How many places a role may stand in: the drafted sentence's own first, then all that are near it.
    enum Width: CaseIterable { case exact, near, anywhere }

    private let reading: Reading
    private let line: RuleLine
    private let book: Rulebook
    private let type: EventType
    private let id: String
    private let trigger: String
    /// Token of the trigger, or the position where a new word stands.
    private let triggerSpan: Span
    private var roles: [(name: String, actor: Int, mention: Int)] = []
    private var measures: [(name: String, figure: Int)] = []
    private let sentence: String

    init(_ example: Example, _ extractor: Extractor, type: String, id: String, trigger: String) throws {
        var traces: [RuleTrace] = []
        let analysis = try extractor.analyze(ExampleReading.document(example.text), explaining: { traces.append($1) })
        guard let trace = traces.first, let line = trace.lines.max(by: { $0.actors.count < $1.actors.count }) else {
            throw RuleDraft.Failure.noTrigger
        }
        (reading, self.line, book, sentence) = (trace.reading, line, extractor.relator.book, example.text)
        let events = analysis.articles.flatMap(\.events)
        let near = trace.stops.max { $0.obstacle.depth < $1.obstacle.depth }.map {
            extractor.relator.book.rules[$0.rule].type
        }
        guard let known = EventType.byName[type.isEmpty ? events.first?.type ?? near ?? "" : type] else {
            throw RuleDraft.Failure.unknownType
        }
        self.type = known
        self.id = id.isEmpty ? "\(known.name).draft" : id
        guard let span = Self.triggerSpan(trigger, reading, line, book, known, example) else {
            throw RuleDraft.Failure.noTrigger
        }
        triggerSpan = span
        self.trigger = trigger.isEmpty ? reading.text.string(span) : trigger
        try fillRoles(example)
        fillMeasures(example)
    }

    // MARK: Who and how much

    private mutating func fillRoles(_ example: Example) throws(RuleDraft.Failure) {
        let marks = example.marks.filter { mark in !type.measures.contains(mark.name) }
        for mark in marks {
            guard let found = party(at: mark.span) else { continue }
            roles.append((mark.name, found.actor, found.mention))
        }
        let names = type.name == "partnership" ? ["partner", "partner"] : type.required
        for (place, name) in names.enumerated() {
            if roles.count(where: { $0.name == name }) > (type.name == "partnership" ? place : 0) { continue }
            guard let found = nextParty() else { throw .noFiller(role: name) }
            roles.append((name, found.actor, found.mention))
        }
    }

    private func party(at raw: Span) -> (actor: Int, mention: Int)? {
        for (index, actor) in line.actors.enumerated() {
            for member in actor.members
            where reading.text.rawSpan(of: reading.mentions[member].span).overlaps(raw) { return (index, member) }
        }
        return nil
    }

    private func nextParty() -> (actor: Int, mention: Int)? {
        let taken = Set(roles.map { reading.mentions[$0.mention].entity })
        for (index, actor) in line.actors.enumerated() where actor.isUsable && !actor.isModifier {
            for member in actor.members where !taken.contains(reading.mentions[member].entity) {
                return (index, member)
            }
        }
        return nil
    }

    private mutating func fillMeasures(_ example: Example) {
        for (index, figure) in line.figures.enumerated() where !figure.isWholeWord {
            let span = reading.text.rawSpan(of: reading.quantities[figure.quantity].span)
            let marked = example.marks.first { type.measures.contains($0.name) && $0.span.overlaps(span) }?.name
            let guess = type.measures.first { name in
                Self.families(name).contains(figure.family) && !measures.contains { $0.name == name }
            }
            if let name = marked ?? guess { measures.append((name, index)) }
        }
    }

    private static func families(_ measure: String) -> CaseSet<UnitFamily> {
        switch measure {
        case "stake", "share", "previous_share", "change": [.percent, .points]
        case "shares": [.shares]
        case "quantity": [.count]
        case "capacity": [.power, .count]
        case "rank": [.rank]
        case "value", "level", "previous_level": CaseSet(UnitFamily.allCases)
        default: [.money]
        }
    }

    // MARK: What sets it off

    private static func triggerSpan(
        _ trigger: String, _ reading: Reading, _ line: RuleLine, _ book: Rulebook, _ type: EventType,
        _ example: Example
    ) -> Span? {
        let folded = reading.text.folded
        if !trigger.isEmpty {
            let units = foldedUnits(trigger)
            return line.span.first { start in
                start + units.count <= line.span.upperBound
                    && folded[start..<start + units.count].elementsEqual(units)
            }.map { $0..<$0 + units.count }
        }
        var other: Span?
        for token in line.tokens {
            guard case .word(let word) = token.kind, !token.span.isEmpty, !book.triggers[word].isEmpty else { continue }
            if book.triggers[word].contains(where: { $0.rule.source.type == type.name }) { return token.span }
            if other == nil, book.has(word, book.known("verb!")) { other = token.span }
        }
        return other ?? unknownWord(reading, line)
    }

    /// The first stretch after the first party that nothing has read: two characters of Chinese, one word of English.
    private static func unknownWord(_ reading: Reading, _ line: RuleLine) -> Span? {
        let folded = reading.text.folded
        guard let first = line.actors.first else { return nil }
        var start = first.span.upperBound
        while start < line.span.upperBound {
            if let token = line.tokens.first(where: { $0.span.contains(start) }) {
                start = token.span.upperBound
                continue
            }
            if Glyph.isHan(folded[start]), !particles.contains(folded[start]) {
                var end = start + 1
                while end < min(start + 2, line.span.upperBound), Glyph.isHan(folded[end]),
                    !line.tokens.contains(where: { $0.span.contains(end) })
                { end += 1 }
                return start..<end
            }
            if Glyph.isLatin(folded[start]) {
                var end = start
                while end < line.span.upperBound, Glyph.isLatin(folded[end]) { end += 1 }
                if !functionWords.contains(String(decoding: folded[start..<end], as: UTF16.self)) { return start..<end }
                start = end
            } else {
                start += 1
            }
        }
        return nil
    }

    /// 了 的 将 已 把 被 就 与 和 及 也 又 再 其.
    private static let particles = Set("了的将已把被就与和及也又再其".unicodeScalars.map { UInt16($0.value) })
    private static let functionWords: Set = [
        "a", "an", "the", "has", "have", "had", "is", "was", "are", "were", "will", "to", "its", "of", "in", "for", "s",
        "and", "on", "said", "it", "that", "would", "be", "been", "by", "with",
    ]
}

// MARK: - How it is written

extension DraftSketch {
    func text(_ width: Width) -> String {
        var lines = [
            "# Drafted from one sentence: check every line, then set the status to active.", "type \(type.name)", "",
        ]
        lines += ["rule \(id)", "  status draft", "  reason \(type.name) said with \(trigger)", "  trigger \(trigger)"]
        var written: Set<String> = []
        for name in type.required + roles.map(\.name) where written.insert(name).inserted {
            lines.append(role(name, width))
        }
        written = []
        for measure in measures where written.insert(measure.name).inserted { lines.append(self.measure(measure)) }
        if let main = type.measures.first(where: { name in measures.contains { $0.name == name } }),
            Self.measured.contains(type.name)
        {
            lines.append("  need \(main)")
        }
        if ["metric", "forecast", "macro_indicator"].contains(type.name) {
            lines.append("  # attribute metric NAME: which figure it is, as in rules/metrics.words")
        }
        lines += ["  + \(marked)", "  - \(negative)", ""]
        return lines.joined(separator: "\n")
    }

    /// Types of which the figure is the fact.
    private static let measured: Set = [
        "metric", "market_share", "valuation", "forecast", "price_move", "fund_flow", "macro_indicator", "ranking",
        "capital_expenditure",
    ]

    private func role(_ name: String, _ width: Width) -> String {
        let fillers = roles.filter { $0.name == name }
        var kinds: [String] = []
        var places: [String] = []
        for filler in fillers {
            let kind = reading.entities[reading.mentions[filler.mention].entity].kind
            let written = KindSet.organisation.contains(KindSet(kind)) ? "org" : kind.rawValue
            if !kinds.contains(written) { kinds.append(written) }
            for place in self.places(line.actors[filler.actor], width) where !places.contains(place) {
                places.append(place)
            }
        }
        let set = type.name == "partnership" ? "set " : ""
        return "  role \(name) \(kinds.joined(separator: "|")) \(set)\(places.joined(separator: " "))"
    }

    private func places(_ actor: Actor, _ width: Width) -> [String] {
        var places: [String] = []
        if actor.marker >= 0, let marker = markerClass(actor.marker) { places.append("@\(marker)") }
        let isBefore = actor.span.lowerBound < triggerSpan.lowerBound
        if places.isEmpty || width != .exact { places += isBefore ? ["subject"] : ["object"] }
        if width != .exact { places += isBefore ? ["before"] : ["after"] }
        if width == .anywhere { places += isBefore ? ["earlier"] : ["context"] }
        return places
    }

    private func markerClass(_ word: Int) -> String? {
        let names = book.uses[word].map { book.className($0.wordClass) }
        return ["toward", "from", "by", "with", "against", "of", "ba", "according"].first(where: names.contains)
    }

    private func measure(_ measure: (name: String, figure: Int)) -> String {
        let figure = line.figures[measure.figure]
        let label = figure.label == .value || figure.label == .to ? "value|to" : "\(figure.label.rawValue)|value|to"
        let isNext =
            figure.span.lowerBound > triggerSpan.upperBound
            && line.clauses.contains { $0.lowerBound > triggerSpan.lowerBound && $0.contains(figure.span.lowerBound) }
        return "  measure \(measure.name) \(figure.family.rawValue) \(label)\(isNext ? " onward" : "")"
    }

    private var marked: String {
        let places = roles.map { ($0.name, reading.text.rawSpan(of: reading.mentions[$0.mention].span)) }
        let figures = measures.map { measure in
            let quantity = reading.quantities[line.figures[measure.figure].quantity]
            return (measure.name, reading.text.rawSpan(of: quantity.span))
        }
        return inserted(places + figures)
    }

    private func inserted(_ marks: [(String, Span)]) -> String {
        let scalars = Array(sentence.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (offset, scalar) in scalars.enumerated() {
            for (name, span) in marks where span.lowerBound == offset {
                result.append(contentsOf: "[\(name):".unicodeScalars)
            }
            result.append(scalar == "\n" ? " " : scalar)
            for (_, span) in marks where span.upperBound == offset + 1 { result.append("]") }
        }
        return String(result)
    }

    /// The trigger with nobody who does it: no event without parties.
    private var negative: String {
        trigger.unicodeScalars.allSatisfy(\.isASCII)
            ? "It is not known who \(trigger) or when" : "双方尚未披露何时\(trigger)"
    }
}
