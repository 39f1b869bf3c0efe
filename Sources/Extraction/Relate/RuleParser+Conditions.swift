extension RuleParser {
    /// What `when` says: one condition a line.
    func condition(_ scanner: inout LineScanner, _ number: Int) throws(LexiconError) -> Rule.Condition {
        let word = scanner.word()
        switch word {
        case "with": return .with(try classes(scanner.word(), number), .any)
        case "with-before": return .with(try classes(scanner.word(), number), .before)
        case "with-after": return .with(try classes(scanner.word(), number), .after)
        case "without": return .without(try classes(scanner.word(), number), .any)
        case "without-before": return .without(try classes(scanner.word(), number), .before)
        case "without-after": return .without(try classes(scanner.word(), number), .after)
        case "party": return .party(try kinds(scanner.word(), number), .any)
        case "party-before": return .party(try kinds(scanner.word(), number), .before)
        case "party-after": return .party(try kinds(scanner.word(), number), .after)
        case "sentence": return .inSentence(try wordClass(scanner.word(), number))
        case "near": return .near(try wordClass(scanner.word(), number))
        case "followed": return try follower(&scanner, number, isWanted: true)
        case "unfollowed": return try follower(&scanner, number, isWanted: false)
        case "certainty": return .certainty(Set(words(&scanner)))
        case "not": return .notCertainty(Set(words(&scanner)))
        case "headless":
            let next = scanner.word()
            return .headless(next.isEmpty ? nil : try wordClass(next, number))
        case "own-subject": return .subjectInClause
        case "first": return .firstTrigger
        case "intransitive": return .intransitive
        default:
            throw error(
                number, "unknown condition `\(word)`",
                "use with without party (-before -after) sentence near followed unfollowed certainty not headless own-subject first intransitive"
            )
        }
    }

    /// `@a|@b`.
    private func classes(_ text: String, _ number: Int) throws(LexiconError) -> [Int] {
        var result: [Int] = []
        for part in text.split(separator: "|") { result.append(try wordClass(String(part), number)) }
        if result.isEmpty { throw error(number, "a condition without a word class", "write @class or @a|@b") }
        return result
    }

    /// `country|market`.
    private func kinds(_ text: String, _ number: Int) throws(LexiconError) -> KindSet {
        var result: KindSet = []
        for part in text.split(separator: "|") {
            guard let known = KindSet.names[String(part)] else {
                throw error(number, "unknown kind `\(part)`", "use kinds of entities, as in a role")
            }
            result.formUnion(known)
        }
        if result.isEmpty { throw error(number, "a condition without a kind", "write `party country|market`") }
        return result
    }

    /// `followed ROLE @class|kind`.
    private func follower(
        _ scanner: inout LineScanner, _ number: Int, isWanted: Bool
    ) throws(LexiconError) -> Rule.Condition {
        let role = scanner.word()
        var named: [Int] = []
        var kinds: KindSet = []
        for part in scanner.word().split(separator: "|") {
            if let known = KindSet.names[String(part)] {
                kinds.formUnion(known)
            } else {
                named.append(try wordClass(String(part), number))
            }
        }
        if role.isEmpty || named.isEmpty && kinds.isEmpty {
            throw error(number, "a condition on a role without words", "write `followed ROLE @class|kind`")
        }
        return .follower(role: role, classes: named, kinds: kinds, isWanted: isWanted)
    }
}
