/// One move of a price told in several clauses (收报120元, 升3元, 涨幅2.5%) is one fact; so are a rating and its target.
struct SameMove {
    @Shared var book: Rulebook
    @Shared var reading: Reading
    @Shared var line: RuleLine

    /// Candidates back that one of the same move may stand.
    private static let reach = 16

    func joined(_ candidates: [FactCandidate]) -> [FactCandidate] {
        var result: [FactCandidate] = []
        for candidate in candidates {
            if candidate.type != "price_move", candidate.type != "analyst_rating" {
                result.append(candidate)
            } else if candidate.type == "price_move",
                let place = last(of: result, where: { isSameButLevel($0, candidate) })
            {
                result[place] = union(result[place], candidate, withLevel: false)
            } else if let place = last(of: result, where: { isSame($0, candidate) }) {
                result[place] = union(result[place], candidate)
            } else {
                result.append(candidate)
            }
        }
        return result
    }

    private func last(of told: [FactCandidate], where isMeant: (FactCandidate) -> Bool) -> Int? {
        told.suffix(SameMove.reach).lastIndex(where: isMeant)
    }

    private func isSame(_ a: FactCandidate, _ b: FactCandidate) -> Bool {
        guard a.type == b.type, entities(a) == entities(b), a.certainty == b.certainty else { return false }
        if a.type == "analyst_rating" { return a.measures.isEmpty || b.measures.isEmpty }
        guard a.type == "price_move" else { return false }
        return b.measures.allSatisfy { new in
            a.measures.allSatisfy { old in old.figure == new.figure || !isRival(old, new) }
        }
    }

    /// 收在30105点 and 首度站上3万点: the level where it stands is the one that counts.
    private func isSameButLevel(_ a: FactCandidate, _ b: FactCandidate) -> Bool {
        guard a.type == b.type, entities(a) == entities(b), a.certainty == b.certainty, !isSame(a, b),
            a.measures.contains(where: { $0.name == "level" }), b.measures.contains(where: { $0.name == "level" })
        else { return false }
        let changes = b.measures.filter { $0.name == "change" }
        return changes.allSatisfy { new in a.measures.allSatisfy { !isRival($0, new) } }
    }

    /// Two figures that cannot both stand in one move: two levels, or two changes in one unit on one basis.
    private func isRival(_ a: FactCandidate.Taken, _ b: FactCandidate.Taken) -> Bool {
        guard a.name == b.name else { return false }
        if a.name != "change" { return true }
        return line.figures[a.figure].family == line.figures[b.figure].family && a.basis == b.basis
            || line.figures[a.figure].sign != line.figures[b.figure].sign && a.basis == b.basis
    }

    private func entities(_ candidate: FactCandidate) -> [Int] {
        candidate.fillers.map { reading.mentions[$0.mention].entity }
    }

    private func union(_ a: FactCandidate, _ b: FactCandidate, withLevel: Bool = true) -> FactCandidate {
        var union = a
        if !withLevel, isPassed(a), !isPassed(b) {
            union.measures = a.measures.filter { $0.name != "level" } + b.measures.filter { $0.name == "level" }
        }
        for measure in b.measures where withLevel || measure.name != "level" {
            if a.measures.contains(where: { $0.figure == measure.figure }) { continue }
            union.measures.append(measure)
        }
        union.span = min(a.span.lowerBound, b.span.lowerBound)..<max(a.span.upperBound, b.span.upperBound)
        union.score = max(a.score, b.score)
        if a.measures.isEmpty { union.rule = b.rule }
        for attribute in b.attributes where !a.attributes.contains(where: { $0.name == attribute.name }) {
            union.attributes.append(attribute)
        }
        union.attributes.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return union
    }

    /// Its level is one that the price broke through (跌破, above), not where it stands.
    private func isPassed(_ candidate: FactCandidate) -> Bool {
        guard let level = candidate.measures.first(where: { $0.name == "level" }) else { return false }
        let token = line.figures[level.figure].token - 1
        return token >= 0 && line.word(at: token) >= 0 && book.has(line.word(at: token), book.known("passes"))
    }
}
