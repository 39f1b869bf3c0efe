/// One event per combination of fillers; lists that answer lists are read pair by pair.
struct Expansion {
    @Shared var line: RuleLine
    let figures: FigureTaker

    typealias Combination = (fillers: [FactCandidate.Filler], measures: [FactCandidate.Taken])

    func expand(roles: [RoleFinder.Filled], taken: [FactCandidate.Taken]) -> [Combination] {
        if let index = roles.firstIndex(where: { $0.apart > 0 }) { return apart(roles, index, taken) }
        let listed = roles.firstIndex { !$0.isSet && $0.mentions.count > 1 }
        guard let listed else { return [(fillers(roles, pick: [:]), taken)] }
        var result: [Combination] = []
        let count = roles[listed].mentions.count
        for member in 0..<min(count, 24) {
            var pick = [listed: member]
            // A second list of the same length answers the first; of another length it is taken whole, one event each.
            for (index, role) in roles.enumerated() where index != listed && !role.isSet && role.mentions.count == count
            {
                pick[index] = member
            }
            let measures = unique(taken.map { own($0, member, count) })
            for combination in others(roles, pick) { result.append((fillers(roles, pick: combination), measures)) }
        }
        return result
    }

    /// A、B相继与C结盟: one fact for A with C, one for B with C.
    private func apart(
        _ roles: [RoleFinder.Filled], _ index: Int, _ taken: [FactCandidate.Taken]
    ) -> [Combination] {
        let count = roles[index].apart
        return (0..<min(count, 24)).map { member in
            var own = roles
            own[index].apart = 0
            own[index].mentions = [roles[index].mentions[member]] + roles[index].mentions.dropFirst(count)
            return (fillers(own, pick: [:]), taken)
        }
    }

    /// A row taken whole gives each member its own figure once.
    private func unique(_ taken: [FactCandidate.Taken]) -> [FactCandidate.Taken] {
        var result: [FactCandidate.Taken] = []
        for one in taken where !result.contains(where: { $0.figure == one.figure }) { result.append(one) }
        return result
    }

    private func others(_ roles: [RoleFinder.Filled], _ pick: [Int: Int]) -> [[Int: Int]] {
        var combinations = [pick]
        for (index, role) in roles.enumerated() where !role.isSet && role.mentions.count > 1 && pick[index] == nil {
            combinations = combinations.flatMap { base in
                role.mentions.indices.prefix(12).map { member in
                    var next = base
                    next[index] = member
                    return next
                }
            }
        }
        return combinations
    }

    private func fillers(_ roles: [RoleFinder.Filled], pick: [Int: Int]) -> [FactCandidate.Filler] {
        var result: [FactCandidate.Filler] = []
        for (index, role) in roles.enumerated() {
            let mentions = role.isSet || role.mentions.count == 1 ? role.mentions : [role.mentions[pick[index] ?? 0]]
            for mention in mentions {
                result.append(
                    FactCandidate.Filler(
                        role: role.role, mention: mention, how: role.how ?? .stated, isSet: role.isSet,
                        standIn: role.standIn)
                )
            }
        }
        return result
    }

    /// The member's own figure, where the figure is one of a list as long as the list of fillers.
    private func own(_ taken: FactCandidate.Taken, _ member: Int, _ count: Int) -> FactCandidate.Taken {
        let figure = line.figures[taken.figure]
        guard figure.row >= 0, line.rows[figure.row].count == count else { return taken }
        return figures.take(line.rows[figure.row][member], as: taken.name, false)
    }
}
