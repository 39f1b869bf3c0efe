/// What must hold across all rules: unique ids, examples, known names, and no circle of `beats`.
struct RuleCheck {
    let book: Rulebook

    func run() throws(LexiconError) {
        var places: [String: Int] = [:]
        for (index, rule) in book.rules.enumerated() {
            if let other = places[rule.id] {
                throw error(
                    rule,
                    "rule `\(rule.id)` is defined twice (line \(book.rules[other].line) of \(book.rules[other].file))",
                    "give one of them another id")
            }
            places[rule.id] = index
            try check(rule)
        }
        for rule in book.rules {
            for loser in rule.beats where places[loser] == nil {
                throw error(rule, "`beats \(loser)` names no rule", "use the id of a rule")
            }
        }
        try checkCycles(places)
    }

    private func error(_ rule: Rule, _ message: String, _ remedy: String) -> LexiconError {
        LexiconError(file: rule.file, line: rule.line, column: 1, message: message, remedy: remedy)
    }

    private func check(_ rule: Rule) throws(LexiconError) {
        guard EventType.byName[rule.type] != nil else {
            throw error(rule, "unknown event type `\(rule.type)`", "use one of the contract's types")
        }
        if rule.triggers.isEmpty { throw error(rule, "rule `\(rule.id)` has no trigger", "add `trigger` or `figure`") }
        if rule.reason.isEmpty { throw error(rule, "rule `\(rule.id)` has no reason", "say in a line what it is for") }
        if !rule.examples.contains(where: \.isPositive) || !rule.examples.contains(where: { !$0.isPositive }) {
            throw error(rule, "rule `\(rule.id)` lacks an example", "write at least one `+` and one `-` line")
        }
    }

    /// Depth-first search with three colours; the first edge back into the path is the circle.
    private func checkCycles(_ places: [String: Int]) throws(LexiconError) {
        var colour = Array(repeating: 0, count: book.rules.count)
        for start in book.rules.indices where colour[start] == 0 {
            var path = [(rule: start, next: 0)]
            colour[start] = 1
            while let top = path.last {
                let beaten = book.rules[top.rule].beats
                if top.next == beaten.count {
                    colour[top.rule] = 2
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                guard let target = places[beaten[top.next]] else { continue }
                if colour[target] == 1 {
                    throw error(
                        book.rules[top.rule], "`beats` runs in a circle through `\(book.rules[target].id)`",
                        "remove one of the `beats`")
                }
                if colour[target] == 0 {
                    colour[target] = 1
                    path.append((target, 0))
                }
            }
        }
    }
}
