/// Which readings of one sentence stand: each figure is the main figure of one fact, each trigger is read once per
/// type.
struct Competition {
    @Shared var book: Rulebook

    /// A reading with what the comparisons ask of it again and again.
    private struct Entrant {
        let candidate: FactCandidate
        let rule: CompiledRule
        let mentions: [Int]
        let main: Int?

        init(_ candidate: FactCandidate, _ rule: CompiledRule) {
            self.candidate = candidate
            self.rule = rule
            mentions = candidate.fillers.map(\.mention)
            main = Competition.mainFigure(candidate)
        }

        /// Tokens between the trigger and its main figure.
        func distance(in line: Shared<RuleLine>) -> Int {
            main.map { abs(line.figures[$0].token - candidate.trigger) } ?? 0
        }

        func beats(_ other: Entrant) -> Bool { rule.beaten.contains(other.rule.index) }
    }

    func settle(_ candidates: [FactCandidate], in line: Shared<RuleLine>, trace: RuleTrace? = nil) -> [FactCandidate] {
        if candidates.count < 2 { return candidates }
        let entrants = candidates.map { Entrant($0, book.compiled[$0.rule]) }
        let order = entrants.indices.sorted { a, b in
            let isWinner = entrants[a].beats(entrants[b])
            if isWinner != entrants[b].beats(entrants[a]) { return isWinner }
            let scores = (entrants[a].candidate.score, entrants[b].candidate.score)
            if scores.0 != scores.1 { return scores.0 > scores.1 }
            // `dumped its stake in A and cut its stake in B by a quarter`: the figure is the nearest trigger's.
            return (entrants[a].distance(in: line), entrants[a].candidate.trigger, a)
                < (entrants[b].distance(in: line), entrants[b].candidate.trigger, b)
        }
        var kept: [Int] = []
        for index in order {
            if let winner = kept.first(where: { excludes(entrants[$0], entrants[index], line) }) {
                trace?.losses.append(.init(loser: candidates[index], winner: candidates[winner]))
            } else {
                kept.append(index)
            }
        }
        return kept.map { candidates[$0] }.sorted {
            ($0.trigger, $0.span.lowerBound) < ($1.trigger, $1.span.lowerBound)
        }
    }

    /// True where `loser` cannot stand beside `winner`.
    private func excludes(_ winner: Entrant, _ loser: Entrant, _ line: Shared<RuleLine>) -> Bool {
        let isSameType = winner.candidate.type == loser.candidate.type
        let isSameRule = winner.rule.index == loser.rule.index
        let isSameTrigger = winner.candidate.trigger == loser.candidate.trigger
        let isSameClause =
            line.tokens[winner.candidate.trigger].clause == line.tokens[loser.candidate.trigger].clause
        if isSameType, winner.mentions == loser.mentions {
            if winner.main == loser.main { return true }
            if isSameClause, loser.main == nil { return true }
        }
        if let figure = winner.main, figure == loser.main { return !isSameType || !isSameRule || !isSameTrigger }
        // `sold 480,186 vehicles, down 5.3% from a year earlier`: that change is no move of a price.
        if !isSameType, loser.candidate.type == "price_move", let figure = loser.main,
            winner.candidate.measures.contains(where: { $0.figure == figure && $0.name == "change" })
        {
            return true
        }
        if winner.beats(loser), isSameClause { return winner.mentions.contains { loser.mentions.contains($0) } }
        if winner.rule.source.standsBeside || loser.rule.source.standsBeside, !isSameType { return false }
        if isSameTrigger, !winner.rule.isFigure, !loser.rule.isFigure {
            return !isSameRule && winner.mentions.contains { loser.mentions.contains($0) }
        }
        return !isSameRule && isSameType && isSameTrigger
    }

    private static func mainFigure(_ candidate: FactCandidate) -> Int? {
        for name in EventType.byName[candidate.type]?.measures ?? [] {
            if let taken = candidate.measures.first(where: { $0.name == name }) { return taken.figure }
        }
        return candidate.measures.first?.figure
    }
}
