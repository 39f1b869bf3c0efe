/// Who is meant in place of whom the text names: a product's maker, a segment's group, an officer's company.
extension RoleFinder {
    /// 阿里云通义千问发布: the company right before its product is who acts.
    func owner(of index: Int, _ role: Rule.Role) -> Int? {
        guard index > 0, line.actors[index].members.count == 1, line.actors[index - 1].members.count == 1,
            [KindSet(.product), KindSet(.model)].contains(kind(of: line.actors[index].members[0])),
            line.actors[index].span.lowerBound - line.actors[index - 1].span.upperBound <= 1,
            line.actors[index - 1].clause == line.actors[index].clause, line.actors[index - 1].marker < 0,
            KindSet.organisation.contains(kind(of: line.actors[index - 1].members[0])), fits(index - 1, role)
        else { return nil }
        return index - 1
    }

    /// How many names back a segment's group is looked for.
    private static let mentionsBack = 64

    /// 云业务收入增长34%;资本开支315亿元: a segment's figures end with its item of the list, and what only a whole company
    /// has, as its capital spending, is never a segment's that the clause does not name.
    func whole(_ found: Filled, isNewItem: Bool) -> Filled {
        let word = line.word(at: trigger)
        guard isNewItem || word >= 0 && book.has(word, book.known("whole-company")), found.mentions.count == 1 else {
            return found
        }
        let part = reading.mentions[found.mentions[0]]
        let owner = reading.entities[part.entity]
        guard owner.kind == .segment, !owner.parent.isEmpty else { return found }
        let end = reading.mentions.firstPlace { $0.span.lowerBound >= line.tokens[trigger].span.lowerBound }
        let near = reading.mentions[max(0, end - Self.mentionsBack)..<end]
        let named = near.lastIndex { $0.use == .participant && reading.entities[$0.entity].id == owner.parent }
        guard let mention = named else { return found }
        var result = found
        result.mentions = [mention]
        return result
    }

    /// 董事長魏哲家估全年營收…: an officer's word on the subject's own figures is the subject's, where a rule lets it speak
    /// for itself.
    func speaksForSubject(_ speaker: Int?, _ role: Rule.Role, _ filled: [Filled]) -> Bool {
        guard let speaker, role.places.contains(where: { if case .same = $0 { true } else { false } }),
            let subject = filled.first?.mentions.first, line.actors[speaker].members.count == 1,
            kind(of: line.actors[speaker].members[0]) == KindSet(.person),
            KindSet.organisation.contains(kind(of: subject))
        else { return false }
        let position = book.engine.position
        for place in [line.actors[speaker].token - 1, line.actors[speaker].token + 1]
        where line.tokens.indices.contains(place) {
            let token = line.tokens[place]
            guard case .word(let word) = token.kind, book.has(word, position) else { continue }
            let gap =
                max(token.span.lowerBound, line.actors[speaker].span.lowerBound)
                - min(token.span.upperBound, line.actors[speaker].span.upperBound)
            if gap <= 3 { return !isOfficeElsewhere(place, subject) }
        }
        return false
    }

    /// 高盛首席经济学家, `chief executive of Nvidia`: the office is with somebody else than the subject.
    private func isOfficeElsewhere(_ office: Int, _ subject: Int) -> Bool {
        [office - 1, office + 1].contains { place in
            guard line.tokens.indices.contains(place), case .actor(let index) = line.tokens[place].kind,
                let member = line.actors[index].members.first, KindSet.organisation.contains(kind(of: member))
            else { return false }
            return reading.mentions[member].entity != reading.mentions[subject].entity
        }
    }
}
