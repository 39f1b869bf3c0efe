/// Says in one line which constraint stopped a rule, in the words of the rule's own file.
struct ConstraintWords {
    let book: Rulebook

    func text(_ obstacle: Obstacle, in line: RuleLine? = nil, at trigger: Int = -1, _ text: Text = Text()) -> String {
        switch obstacle {
        case .noTrigger: "no word of its trigger stands in the sentence"
        case .swallowed(let word, let by): "its trigger \(word) is part of \(by)"
        case .negated: "its trigger is negated"
        case .language: "it does not read this language (`languages`)"
        case .noFigure: "the sentence has no figure for a measure that it needs (`need`)"
        case .words(let condition):
            "`when \(Self.source(condition, book))` is not met" + found(condition, line, trigger, text)
        case .need(let names): "no \(names.joined(separator: " or ")) was found (`need`)"
        case .certainty(let condition, let said):
            "`when \(Self.source(condition, book))` is not met: the words say \(said.rawValue)"
        case .role(let name): "nobody fits role \(name)"
        case .elidedSubject: "its subject is not named in the clause (`when own-subject`)"
        case .elidedParties: "none of its parties is named in the sentence"
        case .follower(let condition): "`when \(Self.source(condition, book))` is not met"
        case .attribute(let name): "attribute \(name) has no value"
        }
    }

    /// The word that a `without` met.
    private func found(_ condition: Rule.Condition, _ line: RuleLine?, _ trigger: Int, _ text: Text) -> String {
        guard case .without(let classes, let side) = condition, let line, line.tokens.indices.contains(trigger) else {
            return ""
        }
        for index in line.tokens(of: line.tokens[trigger].clause) where index != trigger {
            if side == .after && index < trigger || side == .before && index > trigger { continue }
            let word = line.word(at: index)
            if word >= 0, classes.contains(where: { book.has(word, $0) }) {
                return ": the clause has \(text.string(line.tokens[index].span))"
            }
        }
        return ""
    }

    /// A condition as it is written behind `when`.
    static func source(_ condition: Rule.Condition, _ book: Rulebook) -> String {
        let name = { (wordClass: Int) in "@" + book.className(wordClass) }
        let names = { (classes: [Int]) in classes.map(name).joined(separator: "|") }
        switch condition {
        case .with(let classes, let side): return "with\(suffix(side)) \(names(classes))"
        case .without(let classes, let side): return "without\(suffix(side)) \(names(classes))"
        case .follower(let role, let classes, let kinds, let isWanted):
            let all = classes.map(name) + kinds.writtenNames
            return "\(isWanted ? "followed" : "unfollowed") \(role) \(all.joined(separator: "|"))"
        case .party(let kinds, let side):
            return "party\(suffix(side)) \(kinds.writtenNames.joined(separator: "|"))"
        case .near(let wordClass): return "near \(name(wordClass))"
        case .inSentence(let wordClass): return "sentence \(name(wordClass))"
        case .certainty(let names): return "certainty \(names.sorted().joined(separator: " "))"
        case .notCertainty(let names): return "not \(names.sorted().joined(separator: " "))"
        case .headless(let wordClass): return "headless" + (wordClass.map { " \(name($0))" } ?? "")
        case .subjectInClause: return "own-subject"
        case .firstTrigger: return "first"
        case .intransitive: return "intransitive"
        }
    }

    private static func suffix(_ side: Rule.Side) -> String {
        switch side {
        case .any: ""
        case .before: "-before"
        case .after: "-after"
        }
    }
}

extension KindSet {
    /// The shortest way to write the set, in byte order: a name for several kinds where it stands for all of them.
    var writtenNames: [String] {
        if let whole = Self.names.filter({ $0.value == self }).keys.min() { return [whole] }
        return Entity.Kind.allCases.filter { contains(KindSet($0)) }.map(\.rawValue)
    }
}
