/// One move of a price told in several clauses (收报120元, 升3元, 涨幅2.5%) is one fact.
struct SameMove {
    let reading: Reading
    let line: RuleLine

    func joined(_ candidates: [FactCandidate]) -> [FactCandidate] {
        var result: [FactCandidate] = []
        for candidate in candidates {
            if let place = result.lastIndex(where: { isSame($0, candidate) }) {
                result[place] = union(result[place], candidate)
            } else {
                result.append(candidate)
            }
        }
        return result
    }

    private func isSame(_ a: FactCandidate, _ b: FactCandidate) -> Bool {
        guard a.type == "price_move", b.type == "price_move", entities(a) == entities(b), a.certainty == b.certainty
        else { return false }
        return b.measures.allSatisfy { new in
            a.measures.allSatisfy { old in old.figure == new.figure || !isRival(old, new) }
        }
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

    private func union(_ a: FactCandidate, _ b: FactCandidate) -> FactCandidate {
        var union = a
        for measure in b.measures where !a.measures.contains(where: { $0.figure == measure.figure }) {
            union.measures.append(measure)
        }
        union.span = min(a.span.lowerBound, b.span.lowerBound)..<max(a.span.upperBound, b.span.upperBound)
        union.score = max(a.score, b.score)
        for attribute in b.attributes where !a.attributes.contains(where: { $0.name == attribute.name }) {
            union.attributes.append(attribute)
        }
        union.attributes.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return union
    }
}
