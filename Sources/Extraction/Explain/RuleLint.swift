/// Rules that can never read anything, as far as their own lines tell, and rules that another one reads in their place.
struct RuleLint {
    let book: Rulebook

    func problems(of index: Int) -> [(message: String, remedy: String)] {
        let rule = book.rules[index]
        var found = dead(rule).map { ("rule `\(rule.id)` is dead: \($0.0)", $0.1) }
        if let other = book.rules.indices.first(where: { $0 != index && shadows($0, index) }) {
            let id = book.rules[other].id
            found.append(
                (
                    "rule `\(rule.id)` is shadowed: `\(id)` reads all that it reads",
                    "write `beats \(id)` or a greater `weight`, or retire one of the two"
                ))
        }
        return found
    }

    private func dead(_ rule: Rule) -> [(String, String)] {
        var found: [(String, String)] = []
        if rule.triggers.allSatisfy({ words(of: $0).isEmpty }) {
            found.append(("no file has a word of its trigger (\(rule.triggerText))", "add words to the class"))
        }
        let unread = rule.languages.subtracting(["zh", "en"])
        if !rule.languages.isEmpty, unread == rule.languages {
            found.append(("it reads only \(unread.sorted().joined(separator: " "))", "write `languages zh en`"))
        }
        let measures = Set(rule.measures.map(\.name))
        for names in rule.needs where measures.isDisjoint(with: names) {
            found.append(("it takes no \(names.joined(separator: " or ")), which it needs", "add a `measure`"))
        }
        found += deadConditions(rule)
        return found
    }

    private func deadConditions(_ rule: Rule) -> [(String, String)] {
        var found: [(String, String)] = []
        let roles = Set(rule.roles.map(\.name))
        for role in rule.roles where !role.isOptional {
            for place in role.places {
                if case .same(let other) = place, !roles.contains(other), role.places.count == 1 {
                    found.append(("role \(role.name) is filled by role \(other), which it lacks", "add that role"))
                }
            }
        }
        for condition in rule.conditions {
            let written = ConstraintWords.source(condition, book)
            switch condition {
            case .follower(let role, _, _, true) where !roles.contains(role):
                found.append(("`when \(written)` names a role that it lacks", "use one of its roles"))
            case .with(let classes, _) where classes.allSatisfy({ words(of: $0).isEmpty }):
                found.append(("no file has a word for `when \(written)`", "add words to the class"))
            case .inSentence(let wordClass) where words(of: wordClass).isEmpty,
                .near(let wordClass) where words(of: wordClass).isEmpty:
                found.append(("no file has a word for `when \(written)`", "add words to the class"))
            case .with(let classes, let side) where excludes(rule, classes, side):
                found.append(("another `when` excludes what `when \(written)` asks for", "remove one of the two"))
            case .certainty(let names) where names.allSatisfy({ Event.Certainty(rawValue: $0) == nil }):
                found.append(("`when \(written)` names no certainty of the contract", "use one of the contract's"))
            default: continue
            }
        }
        return found
    }

    private func excludes(_ rule: Rule, _ classes: [Int], _ side: Rule.Side) -> Bool {
        rule.conditions.contains { other in
            guard case .without(let unwanted, let at) = other else { return false }
            return (at == .any || at == side) && Set(classes).isSubset(of: unwanted)
        }
    }

    private func words(of wordClass: Int) -> [Int] { book.uses.indices.filter { book.has($0, wordClass) } }

    /// True where `other` fires wherever `rule` does, takes the same, and wins.
    private func shadows(_ other: Int, _ index: Int) -> Bool {
        let (winner, loser) = (book.rules[other], book.rules[index])
        guard winner.status == .active, winner.type == loser.type, winner.roles == loser.roles,
            winner.measures == loser.measures, winner.isFigure == loser.isFigure,
            winner.languages.isEmpty || !loser.languages.isEmpty && loser.languages.isSubset(of: winner.languages),
            !loser.beats.contains(winner.id), !loser.standsBeside, !winner.standsBeside,
            winner.beats.contains(loser.id) || (winner.weight, index) >= (loser.weight, other),
            winner.conditions.allSatisfy(loser.conditions.contains), winner.needs.allSatisfy(loser.needs.contains),
            winner.attributes.filter(\.isRequired).allSatisfy(loser.attributes.contains)
        else { return false }
        let own = Set(winner.triggers)
        return loser.triggers.allSatisfy { own.contains($0) || words(of: $0).allSatisfy { has($0, own) } }
    }

    private func has(_ word: Int, _ classes: Set<Int>) -> Bool { classes.contains { book.has(word, $0) } }
}
