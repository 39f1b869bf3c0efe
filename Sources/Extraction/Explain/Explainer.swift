/// Puts a trace of the rules and the scorer's words together, sentence by sentence.
struct Explainer {
    let book: Rulebook
    let scorer: Scorer
    let trace: RuleTrace
    let article: Article

    private var text: Text { trace.reading.text }

    func explained() -> Explanation.Article {
        let judged = Judging(scorer: scorer, reading: trace.reading, events: article.events).judgements()
        let readings = stopped().reduce(into: standing() + joined() + lost()) { $0.append($1) }
        var result = Explanation.Article(article: article)
        for (index, line) in trace.lines.enumerated() {
            var sentence = Explanation.Sentence(span: line.span, isTitle: line.isTitle)
            sentence.marks = marks(line)
            sentence.readings = readings.filter { $0.line == index }.map(\.reading)
            sentence.judgements = judged.filter { $0.sentence == line.sentence }.map(\.judgement)
            result.sentences.append(sentence)
        }
        return result
    }

    typealias Placed = (line: Int, reading: Explanation.Reading)

    // MARK: What became of each reading

    private func standing() -> [Placed] {
        var placed: [Placed] = zip(trace.candidates, trace.tellings).map { candidate, telling in
            var reading = described(candidate, telling.measures)
            if let event = article.events.first(where: { isSame($0, telling) }) {
                reading.eventID = event.eventID
            } else {
                reading.outcome = .joined
                let holder = article.events.first {
                    $0.type == telling.type
                        && ($0.evidence == telling.evidence || $0.alsoAt.contains(telling.evidence))
                }
                reading.eventID = holder?.eventID ?? ""
                reading.reason = "the same fact is told more fully elsewhere in the article"
            }
            return (candidate.line, reading)
        }
        // A fact that two readings tell in parts is neither's whole: the first of them stands for it.
        for event in article.events
        where !placed.contains(where: { $0.reading.outcome == .stands && $0.reading.eventID == event.eventID }) {
            guard let first = placed.firstIndex(where: { $0.reading.eventID == event.eventID }) else { continue }
            placed[first].reading.outcome = .stands
            placed[first].reading.reason = ""
        }
        return placed
    }

    private func isSame(_ a: Event, _ b: Event) -> Bool {
        a.rule == b.rule && a.type == b.type && a.evidence == b.evidence
            && a.participants.map(\.span) == b.participants.map(\.span)
            && a.measures.first?.span == b.measures.first?.span
    }

    /// What won in its sentence and then became a part of another fact: a second clause on one price, an investor of a
    /// round.
    private func joined() -> [Placed] {
        trace.settled.compactMap { settled in
            let isKept = trace.candidates.contains { candidate in
                candidate.line == settled.line && candidate.rule == settled.rule
                    && candidate.trigger == settled.trigger
                    && candidate.fillers.map(\.mention).starts(with: settled.fillers.map(\.mention))
            }
            if isKept { return nil }
            var reading = described(settled)
            reading.outcome = .joined
            reading.reason = "told as a part of another fact"
            return (settled.line, reading)
        }
    }

    private func lost() -> [Placed] {
        trace.losses.map { loss in
            var reading = described(loss.loser)
            reading.outcome = .lost
            reading.winner = book.rules[loss.winner.rule].id
            reading.reason = reason(loss)
            return (loss.loser.line, reading)
        }
    }

    private func reason(_ loss: RuleTrace.Loss) -> String {
        let winner = book.rules[loss.winner.rule]
        let loser = book.rules[loss.loser.rule]
        if winner.beats.contains(loser.id) { return "\(winner.id) beats it" }
        let scores = "\(Self.shown(loss.winner.score)) to \(Self.shown(loss.loser.score))"
        if loss.winner.score > loss.loser.score { return "\(winner.id) has the higher score, \(scores)" }
        return winner.id == loser.id
            ? "the same rule reads it already" : "\(winner.id) comes first at equal score, \(scores)"
    }

    private func stopped() -> [Placed] {
        let words = ConstraintWords(book: book)
        return trace.stops.map { stop in
            let rule = book.rules[stop.rule]
            let line = trace.lines[stop.line]
            var reading = Explanation.Reading(
                outcome: .failed, rule: rule.id, type: rule.type, place: "\(rule.file):\(rule.line)",
                trigger: line.tokens[stop.trigger].span)
            reading.reason = words.text(stop.obstacle, in: line, at: stop.trigger, text)
            return (stop.line, reading)
        }
    }

    // MARK: How a reading is shown

    private func described(_ candidate: FactCandidate, _ values: [Event.Measure] = []) -> Explanation.Reading {
        let rule = book.rules[candidate.rule]
        let line = trace.lines[candidate.line]
        var reading = Explanation.Reading(
            outcome: .stands, rule: rule.id, type: candidate.type, place: "\(rule.file):\(rule.line)",
            trigger: line.tokens[candidate.trigger].span)
        reading.fillers = candidate.fillers.map { filler in
            let mention = trace.reading.mentions[filler.mention]
            let entity = trace.reading.entities[mention.entity]
            let how = filler.how == .stated ? mention.how : filler.how
            return .init(
                name: filler.role, text: text.string(mention.span), span: mention.span,
                meaning: how == .stated ? entity.id : "\(entity.id), \(how.rawValue)")
        }
        reading.measures = candidate.measures.enumerated().map { place, taken in
            let quantity = trace.reading.quantities[line.figures[taken.figure].quantity]
            let value = values.indices.contains(place) ? values[place].shown : quantity.shown
            return .init(
                name: taken.name, text: text.string(quantity.span), span: quantity.span, meaning: value)
        }
        reading.attributes = candidate.attributes
        reading.certainty = candidate.certainty.rawValue
        reading.score = candidate.score
        return reading
    }

    /// Two decimals, halves away from zero.
    static func shown(_ score: Double) -> String {
        let hundredths = Int((score.magnitude * 100).rounded())
        let rest = hundredths % 100
        return "\(score < 0 && hundredths > 0 ? "-" : "")\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

// MARK: What was found in a sentence

extension Explainer {
    private func marks(_ line: RuleLine) -> [Explanation.Mark] {
        var found: [Explanation.Mark] = []
        for mention in trace.reading.mentions where mention.span.overlaps(line.span) {
            let entity = trace.reading.entities[mention.entity]
            let use = mention.use == .participant ? "" : ", \(mention.use.rawValue)"
            let how = mention.how == .stated ? "" : ", \(mention.how.rawValue)"
            found.append(
                .init(kind: .name, span: mention.span, meaning: "\(entity.id) (\(entity.kind.rawValue)\(use)\(how))"))
        }
        for quantity in trace.reading.quantities where quantity.span.overlaps(line.span) {
            found.append(.init(kind: .measure, span: quantity.span, meaning: quantity.shown))
        }
        for time in trace.reading.times where time.span.overlaps(line.span) {
            found.append(.init(kind: .time, span: time.span, meaning: time.shown))
        }
        for token in line.tokens where !token.span.isEmpty {
            guard case .word(let word) = token.kind else { continue }
            let classes = book.uses[word].map { book.className($0.wordClass) }.filter { !$0.hasSuffix("!") }
            let isTrigger = !book.triggers[word].isEmpty
            found.append(
                .init(
                    kind: isTrigger ? .trigger : .word, span: token.span,
                    meaning: classes.map { "@\($0)" }.joined(separator: " ")))
        }
        found.sort {
            ($0.span.lowerBound, -$0.span.count, $0.kind.rawValue) < (
                $1.span.lowerBound, -$1.span.count, $1.kind.rawValue
            )
        }
        var end = line.span.lowerBound
        return found.filter { mark in
            guard mark.span.lowerBound >= end, mark.span.upperBound <= line.span.upperBound else { return false }
            end = mark.span.upperBound
            return true
        }
    }
}

extension Quantity {
    /// `100000000000 USD at_most`.
    var shown: String { Self.shown(value, upper, unit, qualifier) }

    static func shown(_ value: Decimal, _ upper: Decimal?, _ unit: String, _ qualifier: Qualifier) -> String {
        let range = upper.map { "\(value)…\($0)" } ?? "\(value)"
        let parts = [range, unit, qualifier == .exact || qualifier == .range ? "" : qualifier.rawValue]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Event.Measure {
    fileprivate var shown: String {
        Quantity.shown(value, upper, unit, qualifier) + (basis.isEmpty ? "" : " \(basis)")
    }
}

extension TimeExpression {
    fileprivate var shown: String {
        let range =
            switch (start, end) {
            case (let start?, let end?): start == end ? start.iso : "\(start.iso)…\(end.iso)"
            case (let start?, nil): "\(start.iso)…"
            case (nil, let end?): "…\(end.iso)"
            case (nil, nil): "unresolved"
            }
        return fiscal.isEmpty ? range : "\(range) \(fiscal)"
    }
}
