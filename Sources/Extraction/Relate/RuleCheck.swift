/// What must hold across all rules: unique ids, examples, known names, and no circle of `beats`.
struct RuleCheck {
    let book: Rulebook

    /// Everything that does not hold, in order of the rules.
    func errors() -> [LexiconError] {
        var places: [String: Int] = [:]
        var errors: [LexiconError] = []
        for (index, rule) in book.rules.enumerated() {
            if let other = places[rule.id] {
                let first = book.rules[other]
                errors.append(
                    error(
                        rule, "rule `\(rule.id)` is defined twice (line \(first.line) of \(first.file))",
                        "give one of them another id"))
                continue
            }
            places[rule.id] = index
            errors += self.errors(of: rule)
        }
        for rule in book.rules {
            for loser in rule.beats where places[loser] == nil {
                errors.append(error(rule, "`beats \(loser)` names no rule", "use the id of a rule"))
            }
        }
        return errors + circles(places)
    }

    private func error(_ rule: Rule, _ message: String, _ remedy: String) -> LexiconError {
        LexiconError(file: rule.file, line: rule.line, column: 1, message: message, remedy: remedy)
    }

    private func errors(of rule: Rule) -> [LexiconError] {
        guard EventType.byName[rule.type] != nil else {
            return [error(rule, "unknown event type `\(rule.type)`", "use one of the contract's types")]
        }
        var errors: [LexiconError] = []
        if rule.triggers.isEmpty {
            errors.append(error(rule, "rule `\(rule.id)` has no trigger", "add `trigger` or `figure`"))
        }
        if rule.reason.isEmpty {
            errors.append(error(rule, "rule `\(rule.id)` has no reason", "say in a line what it is for"))
        }
        for (isPositive, sign) in [(true, "+"), (false, "-")]
        where !rule.examples.contains(where: { $0.isPositive == isPositive }) {
            errors.append(
                error(
                    rule, "rule `\(rule.id)` lacks an example that it must \(isPositive ? "" : "not ")read",
                    "write at least one `\(sign)` line"))
        }
        return errors
    }

    /// Depth-first search with three colours; each edge back into the path closes a circle.
    private func circles(_ places: [String: Int]) -> [LexiconError] {
        var errors: [LexiconError] = []
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
                    let members = path.drop { $0.rule != target }.map { book.rules[$0.rule].id }
                    errors.append(
                        error(
                            book.rules[top.rule],
                            "`beats` runs in a circle: \((members + [book.rules[target].id]).joined(separator: " beats "))",
                            "remove one of the `beats`"))
                }
                if colour[target] == 0 {
                    colour[target] = 1
                    path.append((target, 0))
                }
            }
        }
        return errors
    }
}
