/// Says of each figure of a line what it is: a value, a change and which way, the end or start of a move, a comparison.
struct FigureLabels {
    let book: Rulebook
    let folded: [UInt16]
    let quantities: [Quantity]
    private let up: Int
    private let down: Int
    private let label: Int
    private let basis: Int
    private let boundary: Int

    init(book: Rulebook, folded: [UInt16], quantities: [Quantity]) {
        self.book = book
        self.folded = folded
        self.quantities = quantities
        up = book.known("up")
        down = book.known("down")
        label = book.known("label")
        basis = book.known("basis")
        boundary = book.known("boundary")
    }

    func label(_ line: inout RuleLine) {
        findRows(&line)
        for index in line.figures.indices { read(index, &line) }
        spreadOverRows(&line)
        assignHeads(&line)
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
            if unit == 0x20 { position += 1; continue }
            if unit == 0x3001 || unit == 0x2F || unit == 0x2C && isLatinText(start) {
                sawSeparator = true
                position += 1
                continue
            }
            guard let (word, stop) = book.trie.longest(in: folded, at: position, limit: end) else { return false }
            if book.has(word, book.known("joiner")) {
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

    // MARK: One figure

    private func read(_ index: Int, _ line: inout RuleLine) {
        var figure = line.figures[index]
        readLeft(index, &figure, line)
        if figure.sign == 0 || figure.basis.isEmpty { readRight(&figure, line) }
        if quantities[figure.quantity].value.significand < 0, figure.label == .value { figure.label = .change }
        line.figures[index] = figure
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
            if let name = book.payload(of: word, in: label), !decided, let found = RuleFigure.Label(rawValue: name) {
                if found == .previous || found == .expected
                    || isNear(token, figure, line) && !isApart(token, figure, line)
                {
                    figure.label = found
                    decided = true
                }
            }
            if figure.sign == 0, book.has(word, up) || book.has(word, down) {
                figure.sign = book.has(word, up) ? 1 : -1
                figure.changeToken = token
                if !decided {
                    figure.label = .change
                    decided = true
                }
            }
            if figure.basis.isEmpty, let name = book.payload(of: word, in: basis) { figure.basis = name }
            token -= 1
        }
        if figure.sign == 0, figure.label == .to || figure.label == .from || figure.label == .change {
            inheritMove(index, &figure, line)
        }
    }

    /// 由英特尔以167亿美元: the word is said of the party between.
    private func isApart(_ token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        line.tokens[(token + 1)..<figure.token].contains {
            if case .actor = $0.kind { true } else { false }
        }
    }

    private func isNear(_ token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        figure.span.lowerBound - line.tokens[token].span.upperBound <= 6
    }

    /// `rose 5% to 16`: the end of a move shares its verb with the figure before it.
    private func inheritMove(_ index: Int, _ figure: inout RuleFigure, _ line: RuleLine) {
        guard index > 0 else { return }
        let before = line.figures[index - 1]
        if before.clause == figure.clause, before.sign != 0 {
            figure.sign = before.sign
            figure.changeToken = before.changeToken
        }
    }

    /// English and nominal forms say it afterwards: `a 3% drop`, `up 62% from a year earlier`, 3%的跌幅.
    private func readRight(_ figure: inout RuleFigure, _ line: RuleLine) {
        var token = figure.token + 1
        while token < line.tokens.count, line.tokens[token].clause == figure.clause {
            guard case .word(let word) = line.tokens[token].kind else { return }
            let gap = line.tokens[token].span.lowerBound - figure.span.upperBound
            if book.has(word, boundary) { return }
            if figure.basis.isEmpty, gap <= 40, let name = book.payload(of: word, in: basis) { figure.basis = name }
            if figure.sign == 0, gap <= 3, figure.label == .value, book.has(word, up) || book.has(word, down) {
                figure.sign = book.has(word, up) ? 1 : -1
                figure.changeToken = token
                figure.label = .change
            }
            if figure.label == .value, gap <= 24, book.payload(of: word, in: label) == "expected" {
                figure.label = .expected
            }
            token += 1
        }
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

    // MARK: What the figure is a figure of

    /// The name of the figure: the nearest before it in its clause, else one right after it, else the one that the
    /// clause before
    /// left open, unless a new party or a verb of its own has come between.
    private func assignHeads(_ line: inout RuleLine) {
        let head = book.known("head!")
        let verb = book.known("verb!")
        let breaking = book.known("break")
        var current: [Int] = []
        var hasFigure = false
        var currentClause = -1
        for (token, item) in line.tokens.enumerated() {
            if item.clause != currentClause, !current.isEmpty, closes(item.clause, line, head) { current = [] }
            currentClause = item.clause
            switch item.kind {
            case .word(let word) where book.has(word, head):
                current = isListedHead(token, line, current) ? current + [token] : [token]
                hasFigure = false
            case .word(let word)
            where hasFigure && book.has(word, verb) && !book.has(word, up) && !book.has(word, down):
                current = []
            case .word(let word) where hasFigure && book.has(word, breaking): current = []
            case .figure(let index):
                hasFigure = true
                line.figures[index].heads = current
                if current.isEmpty || tokenClause(current, line) != item.clause,
                    let right = rightHead(token, line, head)
                {
                    line.figures[index].heads = [right]
                }
            default: break
            }
        }
    }

    private func tokenClause(_ heads: [Int], _ line: RuleLine) -> Int {
        heads.last.map { line.tokens[$0].clause } ?? -1
    }

    private func isListedHead(_ token: Int, _ line: RuleLine, _ current: [Int]) -> Bool {
        guard let last = current.last else { return false }
        let start = line.tokens[last].span.upperBound
        let end = line.tokens[token].span.lowerBound
        guard start < end, end - start <= 5 else { return false }
        var gap = folded[start..<end]
        while gap.first == 0x20 { gap = gap.dropFirst() }
        while gap.last == 0x20 { gap = gap.dropLast() }
        if gap.count == 1, gap.first == 0x3001 || gap.first == 0x2F { return true }
        let list = Array(gap)
        guard !list.isEmpty, let (word, stop) = book.trie.longest(in: list, at: 0, limit: list.count) else {
            return false
        }
        return stop == list.count && book.has(word, book.known("joiner"))
    }

    /// `$57 billion in revenue`, 5%的市场份额.
    private func rightHead(_ token: Int, _ line: RuleLine, _ head: Int) -> Int? {
        let next = token + 1
        guard next < line.tokens.count, line.tokens[next].clause == line.tokens[token].clause else { return nil }
        let gap = line.tokens[next].span.lowerBound - line.tokens[token].span.upperBound
        if case .word(let word) = line.tokens[next].kind {
            if book.has(word, head), gap <= 8 { return next }
            if next + 1 < line.tokens.count, case .word(let second) = line.tokens[next + 1].kind,
                book.has(second, head),
                line.tokens[next + 1].span.lowerBound - line.tokens[token].span.upperBound <= 12,
                !book.has(word, boundary)
            {
                return next + 1
            }
        }
        return nil
    }

    /// A clause with its own party, or a verb that takes figures of its own, does not go on with the old figure.
    private func closes(_ clause: Int, _ line: RuleLine, _ head: Int) -> Bool {
        if clause < line.subjects.count, line.subjects[clause] >= 0 { return true }
        let verb = book.known("verb!")
        for index in line.tokens(of: clause) {
            if case .word(let word) = line.tokens[index].kind {
                if book.has(word, verb), !book.has(word, up), !book.has(word, down) { return true }
            }
        }
        return false
    }
}
