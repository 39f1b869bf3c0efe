/// Says of each figure of a line what it is: a value, a change and which way, the end or start of a move, a comparison.
struct FigureLabels {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    @Shared var reading: Reading
    private let heads: FigureHeads
    private let up: Int
    private let down: Int
    private let label: Int
    private let basis: Int
    private let boundary: Int
    private let joiner: Int
    private let changeNoun: Int
    private let comparison: Int
    private let stop: Int
    private let of: Int
    private let or: Int
    private let stretch: Int
    private let expectedNoun: Int
    private let exceeds: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>, reading: Shared<Reading>) {
        _book = shared
        _hits = hits
        _reading = reading
        heads = FigureHeads(book: shared, folded: reading.wrappedValue.text.folded)
        up = shared.known("up")
        down = shared.known("down")
        label = shared.known("label")
        basis = shared.known("basis")
        boundary = shared.known("boundary")
        joiner = shared.known("joiner")
        changeNoun = shared.known("change-noun")
        comparison = shared.known("comparison")
        stop = shared.known("break")
        of = shared.known("of")
        or = shared.known("or")
        stretch = shared.known("stretch")
        expectedNoun = shared.known("expected-noun")
        exceeds = shared.known("exceeds")
    }

    private var folded: [UInt16] { reading.text.folded }
    private var quantities: [Quantity] { reading.quantities }

    func label(_ line: inout RuleLine) {
        if line.figures.isEmpty { return }
        findRows(&line)
        for index in line.figures.indices { read(index, &line) }
        for index in line.figures.indices where isNoFigure(line.figures[index]) { line.figures[index].label = .other }
        spreadOverRows(&line)
        for index in line.figures.indices { join(index, &line) }
        heads.assign(&line)
    }

    // MARK: Lists of figures

    /// Figures with nothing between them but separators, a joining word and perhaps a word for up or down.
    private func findRows(_ line: inout RuleLine) {
        var row: [Int] = []
        func close(_ line: inout RuleLine) {
            if row.count > 1 {
                for (place, figure) in row.enumerated() {
                    line.figures[figure].row = line.rows.count
                    line.figures[figure].place = place
                }
                line.rows.append(row)
            }
            row = []
        }
        for index in line.figures.indices {
            if let last = row.last, line.figures[last].family == line.figures[index].family, isListed(last, index, line)
            {
                row.append(index)
            } else {
                close(&line)
                row = [index]
            }
        }
        close(&line)
    }

    private func isListed(_ left: Int, _ right: Int, _ line: RuleLine) -> Bool {
        let start = line.figures[left].span.upperBound
        let end = line.figures[right].span.lowerBound
        guard start < end, end - start <= 16 else { return false }
        var position = start
        var sawSeparator = false
        while position < end {
            let unit = folded[position]
            if unit == 0x20 || unit == 0x2B { position += 1; continue }
            if unit == 0x3001 || unit == 0x2F || unit == 0x2C && isLatinText(position) {
                sawSeparator = true
                position += 1
                continue
            }
            guard let (word, stop) = hits.longest(at: position, limit: end) else { return false }
            if book.has(word, joiner), !book.has(word, or) {
                sawSeparator = true
            } else if !(sawSeparator && (book.has(word, up) || book.has(word, down))) {
                return false
            }
            position = stop
        }
        return sawSeparator
    }

    private func isLatinText(_ position: Int) -> Bool {
        position + 1 < folded.count && folded[position + 1] == 0x20
    }

    private static let stretches: Set<String> = [
        "day", "days", "week", "month", "quarter", "year", "hour", "minute", "second", "session", "decade",
    ]

    /// 2025 of 2025/2026/2027年 counts nothing, nor does `the slowest in 14 months`.
    private func isNoFigure(_ figure: RuleFigure) -> Bool {
        let quantity = quantities[figure.quantity]
        if figure.family == .count, Self.stretches.contains(quantity.unit) || countsTime(figure) { return true }
        guard figure.family == .count, quantity.unit.isEmpty, figure.span.count == 4 else { return false }
        return quantity.value.exponent == 0 && (1990...2050).contains(quantity.value.significand)
    }

    /// 六个季度, 连续10个交易日.
    private func countsTime(_ figure: RuleFigure) -> Bool {
        let end = figure.span.upperBound
        guard end < folded.count, let (word, _) = hits.longest(at: end, limit: min(end + 4, folded.count)) else {
            return false
        }
        return book.has(word, stretch)
    }

    // MARK: One figure

    private func read(_ index: Int, _ line: inout RuleLine) {
        var figure = line.figures[index]
        readLeft(index, &figure, line)
        readRight(&figure, line)
        if isOfEarlierTime(figure, line) {
            figure.label = figure.label == .change ? .previousChange : .previous
        }
        if figure.label == .value, figure.isWholeWord, figure.family == .percent {
            figure.label = .change
        }
        if figure.label == .value, figure.family == .percent {
            // 与上月持平: no level, but a change of none.
            if quantities[figure.quantity].value.significand < 0 || isUnchanged(figure) {
                figure.label = .change
            } else if hasPlus(figure) {
                figure.label = .change
                figure.sign = 1
            }
        }
        line.figures[index] = figure
    }

    /// `EUR 47.1 million (Q3 2025: EUR 9.8 million)`, 高于二季度的2.1%, 今年20亿美元，2025年是46亿美元: the figure of an older
    /// time, right behind it.
    private func isOfEarlierTime(_ figure: RuleFigure, _ line: RuleLine) -> Bool {
        guard let token = timeToken(before: figure, line) else { return false }
        let time = line.tokens[token].span
        let gap = folded[time.upperBound..<figure.span.lowerBound]
        if time.lowerBound > 0, folded[time.lowerBound - 1] == 0x28 { return gap.count <= 2 && gap.first == 0x3A }
        guard gap.count <= 2 else { return false }
        if token > 0, case .word(let word) = line.tokens[token - 1].kind, book.has(word, exceeds),
            line.tokens[token - 1].span.upperBound == time.lowerBound, gap.isEmpty || gap.elementsEqual(Self.of)
        {
            return true
        }
        return Self.copulas.contains(Array(gap)) && isEarlier(token, line)
    }

    /// The time before a figure, with at most one word between.
    private func timeToken(before figure: RuleFigure, _ line: RuleLine) -> Int? {
        for token in stride(from: figure.token - 1, through: max(0, figure.token - 2), by: -1) {
            if case .time = line.tokens[token].kind { return token }
            guard case .word = line.tokens[token].kind else { return nil }
        }
        return nil
    }

    /// 的; 是, 为, 则为, 则是, 还有, 只有.
    private static let of = Fold.folded("的")
    private static let copulas = Set(["是", "为", "则为", "则是", "还有", "还是", "只有", "仅为"].map { Fold.folded($0) })

    /// Whether the time of the token lies before that of the figure before it, in whose clause nothing but the time stands.
    private func isEarlier(_ token: Int, _ line: RuleLine) -> Bool {
        let clause = line.tokens[token].clause
        guard clause > 0, line.tokens(of: clause).first == token, let start = start(of: line.tokens[token].span) else {
            return false
        }
        for index in stride(from: token - 1, through: 0, by: -1) {
            guard case .time = line.tokens[index].kind else { continue }
            return self.start(of: line.tokens[index].span).map { start < $0 } ?? false
        }
        return false
    }

    private func start(of span: Span) -> CivilDate? {
        let place = reading.times.firstPlace { $0.span.lowerBound >= span.lowerBound }
        return place < reading.times.count && reading.times[place].span == span ? reading.times[place].start : nil
    }

    private func hasPlus(_ figure: RuleFigure) -> Bool {
        let start = figure.span.lowerBound
        return folded[start] == 0x2B || start > 0 && folded[start - 1] == 0x2B
    }

    /// Words between the figure before (or the clause's start) and this one, nearest first.
    private func readLeft(_ index: Int, _ figure: inout RuleFigure, _ line: RuleLine) {
        var decided = false
        var token = figure.token - 1
        while token >= 0, line.tokens[token].clause == figure.clause {
            guard case .word(let word) = line.tokens[token].kind else {
                if case .figure = line.tokens[token].kind { break }
                token -= 1
                continue
            }
            if book.has(word, stop) { break }
            if !decided, isCompared(word, token, figure) {
                figure.label = .previous
                return
            }
            decided = readLabel(word, token, &figure, line) || decided
            decided = readMove(word, token, &figure, decided) || decided
            if opensMove(word, token, figure, line) { figure.label = .previousChange }
            if figure.basis.isEmpty, let name = book.payload(of: word, in: basis), !followsFigure(token, line) {
                figure.basis = name
            }
            token -= 1
        }
        if figure.sign == 0, figure.label == .to || figure.label == .from || figure.label == .change {
            inheritMove(index, &figure, line)
        }
        if figure.label == .change, figure.basis.isEmpty || figure.basis == "total" { readBasisBefore(&figure, line) }
    }

    /// `have risen 75% this year and were up 2%`: English says it behind the figure that it is of.
    private func followsFigure(_ token: Int, _ line: RuleLine) -> Bool {
        guard reading.article.language == .en else { return false }
        var before = token - 1
        if before >= 0, case .time = line.tokens[before].kind { before -= 1 }
        guard before >= 0, case .figure = line.tokens[before].kind else { return false }
        return line.tokens[token].span.lowerBound - line.tokens[before].span.upperBound <= 1
    }

    /// 今年以来,现货黄金累计上涨48%: a clause of nothing but a stretch of time speaks of what follows.
    private func readBasisBefore(_ figure: inout RuleFigure, _ line: RuleLine) {
        guard figure.clause > 0 else { return }
        let tokens = line.tokens(of: figure.clause - 1)
        guard !tokens.isEmpty, tokens.count <= 3 else { return }
        var found = ""
        for index in tokens {
            switch line.tokens[index].kind {
            case .word(let word): if let name = book.payload(of: word, in: basis) { found = name }
            case .time: continue
            case .actor, .figure: return
            }
        }
        if ["ytd", "week", "month", "year"].contains(found) { figure.basis = found }
    }

    private func isUnchanged(_ figure: RuleFigure) -> Bool {
        quantities[figure.quantity].value.isZero && reading.text.isHan(at: figure.span.lowerBound)
    }

    /// 较上季的26%, 较发行价71.59港元: the figure is the one compared with.
    private func isCompared(_ word: Int, _ token: Int, _ figure: RuleFigure) -> Bool {
        guard book.has(word, comparison) else { return false }
        // At most a 的 or the name of the figure may stand between.
        return figure.token - token <= 2
    }

    private func readLabel(_ word: Int, _ token: Int, _ figure: inout RuleFigure, _ line: RuleLine) -> Bool {
        guard figure.label == .value, let name = book.payload(of: word, in: label),
            let found = RuleFigure.Label(rawValue: name)
        else { return false }
        guard found == .previous || found == .expected || isNear(token, figure, line) && !isApart(token, figure, line)
        else { return false }
        figure.label = found
        return true
    }

    private func readMove(_ word: Int, _ token: Int, _ figure: inout RuleFigure, _ decided: Bool) -> Bool {
        guard book.has(word, up) || book.has(word, down) else { return false }
        let sign = book.has(word, up) ? 1 : -1
        if book.has(word, changeNoun), figure.label == .value || figure.label == .to || figure.label == .change {
            // 跌幅收窄至2.6%: a fall of 2.6 %, whatever became of it.
            figure.sign = sign
            figure.changeToken = token
            figure.label = .change
            return true
        }
        guard figure.sign == 0 else { return false }
        figure.sign = sign
        figure.changeToken = token
        if !decided { figure.label = .change }
        return true
    }

    /// 由增长2%下调至下降5%: the older of two rates, though a verb of its own stands before it.
    private func opensMove(_ word: Int, _ token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        guard figure.label == .change, figure.family == .percent, figure.changeToken == token + 1,
            line.tokens[token + 1].span.lowerBound - line.tokens[token].span.upperBound <= 1
        else { return false }
        return book.payload(of: word, in: label) == "from"
    }

    /// 由英特尔以167亿美元: the word is said of the party between.
    private func isApart(_ token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        hasActor(token + 1, figure.token, line)
    }

    private func isNear(_ token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        if figure.span.lowerBound - line.tokens[token].span.upperBound <= 6 { return true }
        guard figure.span.lowerBound - line.tokens[token].span.upperBound <= 16, token + 1 < figure.token else {
            return false
        }
        return line.tokens[(token + 1)..<figure.token].allSatisfy { between in
            switch between.kind {
            case .time: true
            case .word(let word): book.has(word, of)
            case .actor, .figure: false
            }
        }
    }

    /// `rose 5% to 16`: the end of a move shares its verb with the figure before it.
    private func inheritMove(_ index: Int, _ figure: inout RuleFigure, _ line: RuleLine) {
        guard index > 0 else { return }
        let before = line.figures[index - 1]
        if figure.clause - before.clause <= 2, before.sign != 0,
            before.clause == figure.clause || figure.label != .change
        {
            figure.sign = before.sign
            figure.changeToken = before.changeToken
        }
    }

    /// English and nominal forms say it afterwards: `a 3% drop`, `up 62% from a year earlier`, 3%的跌幅.
    private func readRight(_ figure: inout RuleFigure, _ line: RuleLine) {
        var token = figure.token + 1
        // `rose 75% this year`: also the time of it.
        if token < line.tokens.count, case .time = line.tokens[token].kind, isBasis(token + 1, line) { token += 1 }
        while token < line.tokens.count, line.tokens[token].clause == figure.clause {
            guard case .word(let word) = line.tokens[token].kind else { return }
            let gap = line.tokens[token].span.lowerBound - figure.span.upperBound
            // `up 58% from a year earlier and 11% sequentially`: English says it behind the figure.
            let isOwn =
                figure.basis.isEmpty
                || gap == 1 && token == figure.token + 1 && !reading.text.isHan(at: figure.span.upperBound + 1)
            if figure.label != .previous, isOwn, gap <= 40, let name = book.payload(of: word, in: basis) {
                figure.basis = name
            }
            let payload = book.payload(of: word, in: label)
            if gap <= 2, payload == "previous", figure.label != .change { figure.label = .previous }
            if gap <= 24, payload == "expected", figure.label != .change, !governsNext(token, line) {
                figure.label = .expected
            }
            if gap == 1, book.has(word, expectedNoun), hasArticle(figure) {
                figure.label = .expected
            }
            if book.has(word, boundary), !book.has(word, basis) { return }
            if figure.sign == 0, mayBeMove(figure, gap: gap), book.has(word, up) || book.has(word, down),
                !governsNext(token, line)
            {
                figure.sign = book.has(word, up) ? 1 : -1
                figure.changeToken = token
                figure.label = .change
            }
            token += 1
        }
    }

    private func isBasis(_ token: Int, _ line: RuleLine) -> Bool {
        guard reading.article.language == .en, token < line.tokens.count, case .word(let word) = line.tokens[token].kind
        else { return false }
        return book.has(word, basis) && line.tokens[token].span.lowerBound == line.tokens[token - 1].span.lowerBound
    }

    private func hasArticle(_ figure: RuleFigure) -> Bool {
        Self.articles.contains { reading.text.has($0, endingAt: figure.span.lowerBound) }
    }

    private static let articles = [" the ", " a ", " an "].map { Fold.folded($0) }

    /// A figure that the words before it leave open, or `were 0.6% lower`: the verb alone says nothing of it.
    private func mayBeMove(_ figure: RuleFigure, gap: Int) -> Bool {
        figure.label == .value && gap <= 3 || figure.label == .to && figure.family == .percent && gap <= 1
    }

    /// 76%和下降38.2%: the word is said of the figure after it.
    private func governsNext(_ token: Int, _ line: RuleLine) -> Bool {
        guard token + 1 < line.tokens.count, case .figure = line.tokens[token + 1].kind else { return false }
        return line.tokens[token + 1].span.lowerBound - line.tokens[token].span.upperBound <= 2
    }

    /// A list shares the label, sign and basis of its first member, unless a member has a word of its own.
    private func spreadOverRows(_ line: inout RuleLine) {
        for row in line.rows {
            guard let first = row.first else { continue }
            for index in row.dropFirst() where line.figures[index].changeToken < 0 {
                line.figures[index].label = line.figures[first].label
                line.figures[index].sign = line.figures[first].sign
                line.figures[index].changeToken = line.figures[first].changeToken
                if line.figures[index].basis.isEmpty { line.figures[index].basis = line.figures[first].basis }
            }
        }
    }

    // MARK: Two figures of one move

    /// `fell 615 points, or 2.4%`, `up 62% from a year earlier and 22% sequentially`, `rose $3 (1.2%)`.
    private func join(_ index: Int, _ line: inout RuleLine) {
        if isConversion(index, line) { line.figures[index].label = .other }
        guard index > 0, line.figures[index].label == .value, line.figures[index].sign == 0 else { return }
        let before = line.figures[index - 1]
        let figure = line.figures[index]
        guard before.label == .change, figure.clause - before.clause <= 1 else { return }
        let isOther = figure.family != before.family && isSaidAgain(before, figure, line)
        let hasOwnBasis =
            figure.family == .percent && !figure.basis.isEmpty && figure.basis != before.basis
            && !hasActor(before.token, figure.token, line)
        guard isOther || hasOwnBasis else { return }
        line.figures[index].label = .change
        line.figures[index].sign = before.sign
        line.figures[index].changeToken = before.changeToken
        if figure.basis.isEmpty { line.figures[index].basis = before.basis }
    }

    /// `460 million euros ($541 million)`: the same sum in another currency.
    private func isConversion(_ index: Int, _ line: RuleLine) -> Bool {
        guard index > 0, line.figures[index].family == .money, line.figures[index - 1].family == .money else {
            return false
        }
        let gap = line.figures[index - 1].span.upperBound..<line.figures[index].span.lowerBound
        return (1...2).contains(gap.count) && [0x28, 0xFF08].contains(folded[gap.upperBound - 1])
            && quantities[line.figures[index].quantity].unit != quantities[line.figures[index - 1].quantity].unit
    }

    private func isSaidAgain(_ before: RuleFigure, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        let start = before.span.upperBound
        let end = figure.span.lowerBound
        guard start < end, end - start <= 5 else { return false }
        if folded[start..<end].contains(where: { $0 == 0x28 || $0 == 0xFF08 }) { return end - start <= 2 }
        return line.tokens[(before.token + 1)..<figure.token].contains { token in
            if case .word(let word) = token.kind { book.has(word, or) } else { false }
        }
    }

    private func hasActor(_ from: Int, _ to: Int, _ line: RuleLine) -> Bool {
        line.tokens[from..<to].contains { if case .actor = $0.kind { true } else { false } }
    }
}
