/// Picks the figures that belong to a trigger, by label, unit and place.
struct FigureTaker {
    @Shared var book: Rulebook
    @Shared var line: RuleLine
    @Shared var rule: Rule
    let trigger: Int

    func take(payloadIsNegative: Bool) -> [FactCandidate.Taken] {
        var taken: [FactCandidate.Taken] = []
        for measure in rule.measures {
            if !measure.repeats, taken.contains(where: { $0.name == measure.name }) { continue }
            for figure in pool(for: measure) where !taken.contains(where: { $0.figure == figure }) {
                taken.append(take(figure, as: measure.name, payloadIsNegative))
                if !measure.repeats { break }
            }
        }
        return taken
    }

    /// The same measure read off another member of the figure's list.
    func take(_ index: Int, as name: String, _ payloadIsNegative: Bool) -> FactCandidate.Taken {
        let figure = line.figures[index]
        let isChange = figure.label == .change || figure.label == .previousChange
        var sign = figure.label == .change ? figure.sign : 0
        if payloadIsNegative, !isChange { sign = -1 }
        let basis = isChange ? (figure.basis.isEmpty ? rule.basis : figure.basis) : ""
        return FactCandidate.Taken(name: name, figure: index, sign: sign, basis: basis)
    }

    private func pool(for measure: Rule.Measure) -> [Int] {
        let fitting = line.figures.indices.filter { index in
            let figure = line.figures[index]
            return measure.units.contains(figure.family) && measure.labels.contains(figure.label)
                && belongs(figure, measure) && fitsBeside(figure, measure)
        }
        if rule.isFigure, measure.head == nil { return fitting }
        return fitting.sorted { rank($0) < rank($1) }
    }

    private func belongs(_ figure: RuleFigure, _ measure: Rule.Measure) -> Bool {
        if let head = measure.head {
            return isReached(figure, measure) && figure.heads.contains { isWord($0, of: head) }
        }
        if rule.isFigure {
            guard let place = figure.heads.firstIndex(of: trigger) else { return false }
            // A list that answers a list of names of figures: each takes its own.
            return figure.heads.count == 1 || figure.row < 0 || line.rows[figure.row].count != figure.heads.count
                || figure.place == place
        }
        if figure.label == .change {
            if isHeadless, !figure.heads.allSatisfy(isAllowedHead) { return false }
            return figure.changeToken == trigger || !triggerIsMove && isReached(figure, measure)
        }
        return figure.heads.allSatisfy(isAllowedHead) && isReached(figure, measure)
    }

    /// What the measure asks of the figure's neighbours: per share or not, 股份 after it.
    private func fitsBeside(_ figure: RuleFigure, _ measure: Rule.Measure) -> Bool {
        if measure.isEach != figure.isPerShare, measure.isEach || measure.name == "amount" { return false }
        guard let next = measure.next else { return true }
        guard figure.token + 1 < line.tokens.count, case .word(let word) = line.tokens[figure.token + 1].kind else {
            return false
        }
        return line.tokens[figure.token + 1].span.lowerBound - figure.span.upperBound <= 6 && book.has(word, next)
    }

    /// Figures named by another word belong to that word, unless the rule lets it name its own.
    private func isAllowedHead(_ token: Int) -> Bool {
        rule.conditions.contains {
            if case .headless(let wordClass?) = $0 { isWord(token, of: wordClass) } else { false }
        }
    }

    private var isHeadless: Bool {
        rule.conditions.contains { if case .headless = $0 { true } else { false } }
    }

    private var triggerIsMove: Bool {
        guard case .word(let word) = line.tokens[trigger].kind else { return false }
        return book.has(word, book.known("up")) || book.has(word, book.known("down"))
    }

    private func isWord(_ token: Int, of wordClass: Int) -> Bool {
        guard case .word(let word) = line.tokens[token].kind else { return false }
        return book.has(word, wordClass)
    }

    private func isReached(_ figure: RuleFigure, _ measure: Rule.Measure) -> Bool {
        let clause = line.tokens[trigger].clause
        if figure.clause == clause { return true }
        guard measure.reachesNextClause, figure.clause > clause, figure.clause <= clause + 2 else { return false }
        for passed in (clause + 1)...figure.clause where passed < line.subjects.count && line.subjects[passed] >= 0 {
            return false
        }
        return true
    }

    /// In the trigger's clause first, there after the trigger first, the nearest first.
    private func rank(_ index: Int) -> Int {
        let figure = line.figures[index]
        let distance = figure.token - trigger
        let clauses = abs(figure.clause - line.tokens[trigger].clause) * 100_000
        return clauses + (distance > 0 ? distance : 1_000 - distance)
    }
}
