/// Which readings of one sentence stand: each figure is the main figure of one fact, each trigger is read once per
/// type.
struct Competition {
    let book: Rulebook

    func settle(_ candidates: [FactCandidate], in line: RuleLine) -> [FactCandidate] {
        let order = candidates.indices.sorted { a, b in
            let left = candidates[a], right = candidates[b]
            if beats(left, right) != beats(right, left) { return beats(left, right) }
            if left.score != right.score { return left.score > right.score }
            return (left.trigger, a) < (right.trigger, b)
        }
        var kept: [FactCandidate] = []
        for index in order where !kept.contains(where: { excludes($0, candidates[index], line) }) {
            kept.append(candidates[index])
        }
        return kept.sorted { ($0.trigger, $0.span.lowerBound) < ($1.trigger, $1.span.lowerBound) }
    }

    private func beats(_ a: FactCandidate, _ b: FactCandidate) -> Bool {
        book.rules[a.rule].beats.contains(book.rules[b.rule].id)
    }

    /// True where `loser` cannot stand beside `winner`.
    private func excludes(_ winner: FactCandidate, _ loser: FactCandidate, _ line: RuleLine) -> Bool {
        let sameFillers = winner.fillers.map(\.mention) == loser.fillers.map(\.mention)
        if winner.type == loser.type, sameFillers {
            if mainFigure(winner) == mainFigure(loser) { return true }
            if line.tokens[winner.trigger].clause == line.tokens[loser.trigger].clause, mainFigure(loser) == nil {
                return true
            }
        }
        if let figure = mainFigure(winner), figure == mainFigure(loser) {
            return winner.type != loser.type || winner.rule != loser.rule || winner.trigger != loser.trigger
        }
        if beats(winner, loser), line.tokens[winner.trigger].clause == line.tokens[loser.trigger].clause {
            return !Set(winner.fillers.map(\.mention)).isDisjoint(with: loser.fillers.map(\.mention))
        }
        if book.rules[winner.rule].standsBeside || book.rules[loser.rule].standsBeside, winner.type != loser.type {
            return false
        }
        if winner.trigger == loser.trigger, !book.rules[winner.rule].isFigure, !book.rules[loser.rule].isFigure {
            return winner.rule != loser.rule
                && winner.fillers.contains { filler in loser.fillers.contains { $0.mention == filler.mention } }
        }
        return winner.rule != loser.rule && winner.type == loser.type && winner.trigger == loser.trigger
    }

    private func mainFigure(_ candidate: FactCandidate) -> Int? {
        for name in EventType.byName[candidate.type]?.measures ?? [] {
            if let taken = candidate.measures.first(where: { $0.name == name }) { return taken.figure }
        }
        return candidate.measures.first?.figure
    }
}
