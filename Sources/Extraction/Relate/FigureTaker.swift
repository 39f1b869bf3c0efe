/// Picks the figures that belong to a trigger, by label, unit and place.
struct FigureTaker {
    @Shared var book: Rulebook
    @Shared var line: RuleLine
    let rule: CompiledRule
    let trigger: Int

    /// Figures of one name told for several times (第三季度10亿元, 前三季度30亿元) part into one group for each; nil where
    /// all belong together.
    func groups() -> [ClosedRange<Int>?] {
        guard rule.isFigure else { return [nil] }
        var starts: [Int] = []
        var last: Int?
        for index in line.figures.indices where line.figures[index].heads.contains(trigger) {
            let figure = line.figures[index]
            guard figure.label == .value || figure.label == .to || figure.label == .level else { continue }
            if let last, figure.family != line.figures[last].family || !isAnotherTime(last, index) { continue }
            starts.append(index)
            last = index
        }
        guard starts.count > 1 else { return [nil] }
        return starts.enumerated().map { place, start in
            let end = place + 1 < starts.count ? starts[place + 1] - 1 : line.figures.count - 1
            return (place == 0 ? 0 : start)...max(start, end)
        }
    }

    private func isAnotherTime(_ last: Int, _ next: Int) -> Bool {
        let from = line.figures[last].token + 1
        let to = line.figures[next].token
        if line.figures[last].row >= 0, line.figures[last].row == line.figures[next].row {
            return line.timeList(before: line.figures[last].token).count == line.rows[line.figures[last].row].count
        }
        guard from < to else { return false }
        return line.tokens[from..<to].contains { if case .time = $0.kind { true } else { false } }
    }

    func take(payloadIsNegative: Bool, within group: ClosedRange<Int>? = nil) -> [FactCandidate.Taken] {
        var taken: [FactCandidate.Taken] = []
        if line.figures.isEmpty { return taken }
        for measure in rule.measures {
            if !measure.repeats, taken.contains(where: { $0.name == measure.name }) { continue }
            for figure in pool(for: measure, within: group) where !taken.contains(where: { $0.figure == figure }) {
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
        var sign = figure.label == .change && !rule.tellsDirection ? figure.sign : 0
        if !isChange, toldSign(figure) ?? (payloadIsNegative ? -1 : 0) < 0 { sign = -1 }
        let basis = isChange ? (figure.basis.isEmpty ? rule.basis : figure.basis) : ""
        return FactCandidate.Taken(name: name, figure: index, sign: sign, basis: basis)
    }

    /// `from a loss of $2 billion`, `from a profit of $2 billion`: what an older figure was, whatever the new one is.
    private func toldSign(_ figure: RuleFigure) -> Int? {
        guard figure.token > 0, case .word(let word) = line.tokens[figure.token - 1].kind else { return nil }
        if book.has(word, book.engine.fromLoss) { return -1 }
        return book.has(word, book.engine.fromProfit) ? 1 : nil
    }

    private func pool(for measure: Rule.Measure, within group: ClosedRange<Int>?) -> [Int] {
        var fitting: [Int] = []
        let group = group?.clamped(to: 0...line.figures.count - 1)
        let row = group.flatMap(row)
        for index in line.figures.indices where isMember(index, of: group, row) {
            guard measure.units.contains(line.figures[index].family), measure.labels.contains(line.figures[index].label)
            else { continue }
            let figure = line.figures[index]
            if belongs(figure, measure), fitsBeside(figure, measure) { fitting.append(index) }
        }
        if fitting.count < 2 { return fitting }
        if rule.isFigure, measure.head == nil {
            guard measure.labels.contains(.level) else { return fitting }
            // 破万亿, 达到10154亿: what it reached says more than what it passed.
            return fitting.filter { line.figures[$0].label != .level }
                + fitting.filter { line.figures[$0].label == .level }
        }
        return fitting.sorted { rank($0) < rank($1) }
    }

    /// The figures of a group: where it is one of a list (营收分别为10、12、15亿元,同比增长20%、20%、25%), of every list as
    /// long its own member and no other.
    /// - Parameter row: of the group's list, see `row(of:)`.
    private func isMember(_ index: Int, of group: ClosedRange<Int>?, _ row: (count: Int, place: Int)?) -> Bool {
        guard let group else { return true }
        let own = line.figures[index].row
        guard let row, own >= 0, line.rows[own].count == row.count else { return group.contains(index) }
        return line.figures[index].place == row.place
    }

    /// The length of the list that a group's figure is of, and its place there; nil for one of no list.
    private func row(of group: ClosedRange<Int>) -> (count: Int, place: Int)? {
        group.first { line.figures[$0].heads.contains(trigger) && line.figures[$0].row >= 0 }
            .map { (line.rows[line.figures[$0].row].count, line.figures[$0].place) }
    }

    private func belongs(_ figure: RuleFigure, _ measure: Rule.Measure) -> Bool {
        if let head = measure.head {
            return isReached(figure, measure) && figure.heads.contains { isWord($0, of: head) }
        }
        if rule.isFigure {
            guard let place = figure.heads.firstIndex(of: trigger) else { return false }
            if figure.family == .percent, figure.label != .change, figure.label != .previousChange, isAmount {
                return false
            }
            // A list that answers a list of names of figures: each takes its own.
            return figure.heads.count == 1 || figure.row < 0 || line.rows[figure.row].count != figure.heads.count
                || figure.place == place
        }
        if figure.label == .change {
            if rule.isHeadless, !figure.heads.allSatisfy(isAllowedHead) { return false }
            return figure.changeToken == trigger || !triggerIsMove && isReached(figure, measure)
        }
        // `slid 1.56% to 6,538`: the end of one move is no level of the next.
        if triggerIsMove, figure.changeToken >= 0, figure.changeToken != trigger { return false }
        return figure.heads.allSatisfy(isAllowedHead) && isReached(figure, measure) && !isOfVerbBefore(figure)
    }

    /// `sold 1.9 million shares … and cut its position`: the object of the verb before.
    private func isOfVerbBefore(_ figure: RuleFigure) -> Bool {
        let taking = book.engine.takes
        guard figure.token > 0, figure.token + 1 < trigger, isWord(figure.token - 1, of: taking),
            isWord(trigger, of: taking), isWord(trigger - 1, of: book.engine.joiner)
        else { return false }
        return figure.span.lowerBound == line.tokens[figure.token - 1].span.upperBound + 1
            && line.tokens[trigger].span.lowerBound == line.tokens[trigger - 1].span.upperBound + 1
    }

    /// What the measure asks of the figure's neighbours: per share or not, 股份 after it.
    private func fitsBeside(_ figure: RuleFigure, _ measure: Rule.Measure) -> Bool {
        if measure.isEach != figure.isPerShare, measure.isEach || measure.name == "amount" { return false }
        if figure.isSum, figure.family == .money, rule.tellsPrices { return false }
        // `nearly tripled to 1.1%`: by how much, not how much.
        if figure.isWholeWord, figure.family == .percent, book.has(figure.word, book.engine.priceMove),
            !measure.name.contains("change")
        {
            return false
        }
        guard let next = measure.next else { return true }
        guard figure.token + 1 < line.tokens.count, case .word(let word) = line.tokens[figure.token + 1].kind else {
            return false
        }
        return line.tokens[figure.token + 1].span.lowerBound - figure.span.upperBound <= 6 && book.has(word, next)
    }

    /// Figures named by another word belong to that word, unless the rule lets it name its own.
    private func isAllowedHead(_ token: Int) -> Bool {
        rule.ownHeads.contains { isWord(token, of: $0) }
    }

    private var triggerIsMove: Bool {
        guard case .word(let word) = line.tokens[trigger].kind else { return false }
        return book.has(word, book.engine.up) || book.has(word, book.engine.down)
    }

    /// 近70%收入来自广告: a part of the revenue is no revenue.
    private var isAmount: Bool { isWord(trigger, of: book.engine.amount) }

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
