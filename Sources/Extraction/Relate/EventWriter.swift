/// Writes a candidate as an event in the contract's terms.
struct EventWriter {
    @Shared var book: Rulebook
    @Shared var reading: Reading
    private let lines: [Shared<RuleLine>]
    private let times: PeriodFinder
    let documentID: String
    let raw: RawBody
    /// See `Relator`.
    let standIns: [String: Entity]
    /// By id of a product or model.
    let owners: [String: Entity]

    init(
        book: Shared<Rulebook>, reading: Shared<Reading>, lines: [Shared<RuleLine>], documentID: String, raw: RawBody,
        standIns: [String: Entity], owners: [String: Entity]
    ) {
        _book = book
        _reading = reading
        self.lines = lines
        times = PeriodFinder(book: book, reading: reading, lines: lines)
        self.documentID = documentID
        self.raw = raw
        self.standIns = standIns
        self.owners = owners
    }

    func event(_ candidate: FactCandidate) -> Event { event(candidate, of: lines[candidate.line].wrappedValue) }

    private func event(_ candidate: FactCandidate, of line: RuleLine) -> Event {
        var event = Event()
        event.type = candidate.type
        event.subtype = book.rules[candidate.rule].subtype
        event.rule = book.rules[candidate.rule].id
        event.participants = candidate.fillers.map(participant)
        event.measures = candidate.measures.map { measure($0, line) }
        if event.measures.contains(where: UnitGuess.mayComplete) {
            UnitGuess(reading: _reading, candidate: candidate).complete(&event.measures)
        }
        event.attributes = candidate.attributes
        event.attributions = candidate.attributions
        event.certainty = candidate.certainty
        event.evidence = reading.text.rawSpan(of: candidate.span)
        event.evidenceText = raw.quote(event.evidence)
        event.prominence = prominence(line)
        event.timeliness = timeliness(candidate, line)
        event.period = times.period(of: candidate)
        event.eventDate = times.eventDate(event.period)
        if isBudget(event, candidate, line) || isAhead(event) { event.certainty = .planned }
        if event.period?.precision == "month" {
            // 环比 of a monthly figure is against the month before.
            for index in event.measures.indices where event.measures[index].basis == "qoq" {
                event.measures[index].basis = "mom"
            }
        }
        event.confidence = Confidence.of(event, score: candidate.score)
        return event
    }

    private func participant(_ filler: FactCandidate.Filler) -> Event.Participant {
        let mention = reading.mentions[filler.mention]
        let span = reading.text.rawSpan(of: mention.span)
        return Event.Participant(
            role: filler.role, entity: entity(filler, reading.entities[mention.entity]),
            mention: raw.quote(span), span: span,
            how: filler.how == .stated ? mention.how : filler.how, listing: mention.listing)
    }

    /// Who stands in for the one named, as a country for its authority; the owner of a product that stands where a company acts.
    private func entity(_ filler: FactCandidate.Filler, _ own: Entity) -> Entity {
        if !filler.standIn.isEmpty { return standIns[filler.standIn] ?? own }
        guard own.kind == .product || own.kind == .model else { return own }
        return Self.companyRoles.contains(filler.role) ? owners[own.id] ?? own : own
    }

    private static let companyRoles = ["company", "supplier", "buyer", "partner", "issuer"]

    private func measure(_ taken: FactCandidate.Taken, _ line: RuleLine) -> Event.Measure {
        let figure = line.figures[taken.figure]
        let quantity = reading.quantities[figure.quantity]
        let span = reading.text.rawSpan(of: quantity.span)
        var value = quantity.value
        var upper = quantity.upper
        if taken.sign < 0 {
            if value.significand > 0 { value = Decimal(significand: -value.significand, exponent: value.exponent) }
            if let high = upper, high.significand > 0 {
                upper = Decimal(significand: -high.significand, exponent: high.exponent)
            }
        }
        // 17.8 million Alphabet shares: the noun comes after the name.
        let isBareCount = taken.name == "shares" && (quantity.unit.isEmpty || quantity.unit == "units")
        return Event.Measure(
            name: taken.name, value: value, upper: upper, unit: isBareCount ? "shares" : quantity.unit,
            qualifier: quantity.qualifier,
            per: quantity.per, basis: taken.basis, unitInferred: quantity.unitInferred, text: raw.quote(span),
            span: span)
    }

    /// Capital spending of a year that is not over is a plan, unless the clause says that it was spent.
    private func isBudget(_ event: Event, _ candidate: FactCandidate, _ line: RuleLine) -> Bool {
        guard event.type == "capital_expenditure", event.certainty == .completed, let period = event.period,
            period.precision == "year" || period.precision == "fiscal_year",
            !event.eventDate.isEmpty, period.end > event.eventDate
        else { return false }
        let spent = book.known("spent")
        return !line.tokens(of: line.tokens[candidate.trigger].clause).contains { index in
            let word = line.word(at: index)
            return word >= 0 && book.has(word, spent)
        }
    }

    /// `goes on sale in early 2027`, `opens next year`: said in the present tense of what is still to come.
    private func isAhead(_ event: Event) -> Bool {
        guard Self.isToCome.contains(event.type), event.certainty == .completed, let period = event.period else {
            return false
        }
        return !times.publicationDay.isEmpty && period.start > times.publicationDay
    }

    private static let isToCome: Set<String> = ["product_launch", "capacity_expansion"]

    /// What the rule says, else what a word of the trigger's clause says: 此前 background, 随后 update.
    private func timeliness(_ candidate: FactCandidate, _ line: RuleLine) -> String {
        let stated = book.rules[candidate.rule].timeliness
        if !stated.isEmpty { return stated }
        let wordClass = book.engine.timeliness
        let clause = line.tokens[candidate.trigger].clause
        for token in line.tokens where token.clause == clause {
            if case .word(let word) = token.kind, let name = book.payload(of: word, in: wordClass) { return name }
        }
        return "news"
    }

    private func prominence(_ line: RuleLine) -> String {
        if line.isTitle { return "headline" }
        let first = lines.first { !$0.wrappedValue.isTitle }?.wrappedValue.paragraph ?? 0
        return line.paragraph == first ? "lead" : "body"
    }
}
