/// Says of each figure what it is a figure of: the name (revenue, 市值) that governs it.
struct FigureHeads {
    @Shared var book: Rulebook
    let folded: [UInt16]
    private let head: Int
    private let verb: Int
    private let up: Int
    private let down: Int
    private let stop: Int
    private let sharePrice: Int
    private let joiner: Int
    private let growth: Int
    private let comparison: Int
    private let label: Int
    private let passes: Int
    private let article: Int
    private let apart: Int
    private let shareVerb: Int

    init(book shared: Shared<Rulebook>, folded: [UInt16]) {
        _book = shared
        self.folded = folded
        head = shared.known("head!")
        verb = shared.known("verb!")
        up = shared.known("up")
        down = shared.known("down")
        stop = shared.known("break")
        sharePrice = shared.known("share_price")
        joiner = shared.known("joiner")
        growth = shared.known("growth-noun")
        comparison = shared.known("comparison")
        label = shared.known("label")
        passes = shared.known("passes")
        article = shared.known("article")
        apart = shared.known("apart")
        shareVerb = shared.known("share-verb")
    }

    /// The nearest name before the figure in its clause, else one right after it, else the one that the clause before
    /// left open, unless a new party or a verb of its own has come between.
    func assign(_ line: inout RuleLine) {
        var current: [Int] = []
        var hasFigure = false
        var isBroken = false
        var currentClause = -1
        // A name that follows its figure (以40亿美元估值融资) governs no other, but for a change told behind it
        // (`reported $13.6 billion of revenue, up 57%`).
        var taken = -1
        // The names that each had their own figure since the last party, for the changes told behind them.
        var told: [Int] = []
        for (token, item) in line.tokens.enumerated() {
            if item.clause != currentClause, !current.isEmpty,
                closes(item.clause, current, line) || isLeft(clause(of: current, line), to: item.clause, line)
            {
                current = []
            }
            currentClause = item.clause
            switch item.kind {
            case .word where token == taken: current = []
            case .word where isSpending(token, line): current = []
            case .word(let word) where book.has(word, head) && !belongsToOlder(token, current, line):
                isBroken = false
                current = isListed(token, line, current) ? current + [token] : [token]
                hasFigure = false
            case .word(let word) where book.has(word, sharePrice): current = []
            case .word(let word) where book.has(word, stop): isBroken = true
            case .actor where isBroken && hasFigure:
                current = []
                told = []
            case .actor: told = []
            case .word(let word) where hasFigure && isOwnVerb(word):
                current = []
            case .figure(let index) where line.figures[index].label != .other || line.figures[index].family != .count:
                hasFigure = true
                line.figures[index].heads =
                    line.figures[index].family == .rank || isShareOf(current, token, line) ? [] : current
                if let name = answered(index, told, line) {
                    line.figures[index].heads = [name]
                    continue
                }
                if current.count == 1, line.figures[index].label == .value, told.last != current[0] {
                    told = told.suffix(Self.toldAtMost - 1) + current
                }
                if current.isEmpty, goesOn(taken, index, token, line) { line.figures[index].heads = [taken] }
                if line.figures[index].heads.isEmpty || clause(of: current, line) != item.clause,
                    let right = rightHead(token, line)
                {
                    line.figures[index].heads = [right]
                    // `a 9.4% rise in sales to $4.75 billion`: what follows is a figure of it too.
                    if !isMoveIn(token + 1, line) { taken = right }
                }
                readGrowth(index, &line)
            default: break
            }
        }
    }

    /// `is spending $5 billion`: a verb with its sum right behind it, not the name of a figure.
    private func isSpending(_ token: Int, _ line: RuleLine) -> Bool {
        guard case .word(let word) = line.tokens[token].kind, book.has(word, head), book.has(word, verb),
            token + 1 < line.tokens.count, case .figure(let index) = line.tokens[token + 1].kind,
            line.figures[index].family == .money
        else { return false }
        let end = line.tokens[token].span.upperBound
        return line.tokens[token + 1].span.lowerBound == end + 1 && end >= Self.ing.count
            && folded[end - Self.ing.count..<end].elementsEqual(Self.ing)
    }

    private static let ing = Fold.folded("ing")

    /// 占全球晶圆代工产值的72%: a part of what is named, and no figure of it.
    private func isShareOf(_ heads: [Int], _ token: Int, _ line: RuleLine) -> Bool {
        guard let name = heads.last, name > 0, case .figure(let index) = line.tokens[token].kind,
            line.figures[index].family == .percent, line.tokens[name].clause == line.tokens[token].clause,
            folded[line.tokens[name].span.upperBound..<line.figures[index].span.lowerBound].elementsEqual(Self.of)
        else { return false }
        let clause = line.tokens(of: line.tokens[token].clause)
        return clause.contains {
            guard $0 < name, case .word(let word) = line.tokens[$0].kind else { return false }
            return book.has(word, shareVerb)
        }
    }

    /// 的
    private static let of: [UInt16] = [0x7684]

    /// Names that the changes of a clause may answer.
    private static let toldAtMost = 16

    /// 营收2830亿元，净利润490亿元，同比分别增长9.3%和36.2%: each change is that of the name told in its place.
    private func answered(_ index: Int, _ told: [Int], _ line: RuleLine) -> Int? {
        let clause = line.figures[index].clause
        guard told.count > 1, line.figures[index].family == .percent else { return nil }
        var isApart = false
        var changes: [Int] = []
        for token in line.tokens(of: clause) {
            switch line.tokens[token].kind {
            case .word(let word):
                if book.has(word, head) { return nil }
                isApart = isApart || book.has(word, apart)
            case .figure(let other) where line.figures[other].family == .percent:
                changes.append(other)
                if changes.count > told.count { return nil }
            case .figure, .actor, .time: continue
            }
        }
        guard isApart, changes.count > 1, let place = changes.firstIndex(of: index) else {
            return nil
        }
        return told[told.count - changes.count + place]
    }

    /// `$13.6 billion of revenue for the quarter, up 57%`: the clause behind tells by how much, with nobody named there.
    private func goesOn(_ taken: Int, _ index: Int, _ token: Int, _ line: RuleLine) -> Bool {
        let figure = line.figures[index]
        guard taken >= 0, figure.label == .change, figure.changeToken >= 0,
            line.tokens[figure.changeToken].clause == figure.clause,
            (0...1).contains(figure.clause - line.tokens[taken].clause), taken > 1,
            case .word(let of) = line.tokens[taken - 1].kind, book.has(of, book.known("of"))
        else { return false }
        return line.tokens[taken..<token].allSatisfy { item in
            switch item.kind {
            case .actor: false
            case .word(let word): !book.has(word, sharePrice) && !isOwnVerb(word)
            case .figure, .time: true
            }
        }
    }

    /// Not a name of its own: 亏损 of 上年同期亏损16亿元 and `growth` of `revenue growth`.
    private func belongsToOlder(_ token: Int, _ current: [Int], _ line: RuleLine) -> Bool {
        guard let last = current.last, token > 0, case .word(let word) = line.tokens[token].kind else { return false }
        if last == token - 1, book.has(word, growth) { return true }
        // `versus a net loss of $14.9 million`
        let next = isArticle(line.tokens[token - 1]) && line.word(at: last) == word ? token - 1 : token
        guard next > 0, case .word(let before) = line.tokens[next - 1].kind else { return false }
        let gap = line.tokens[next].span.lowerBound - line.tokens[next - 1].span.upperBound
        return gap <= 1 && (book.has(before, comparison) || book.payload(of: before, in: label) == "previous")
    }

    private func isArticle(_ token: Token) -> Bool {
        if case .word(let word) = token.kind { book.has(word, article) } else { false }
    }

    /// A verb that takes figures of its own; rising, falling and reaching (增至, hit) are done by the figure named.
    private func isOwnVerb(_ word: Int) -> Bool {
        book.has(word, verb) && !book.has(word, up) && !book.has(word, down)
            && book.payload(of: word, in: label) != "to" && !book.has(word, passes)
    }

    /// `revenue growth quickened to 34% from 26%`, 营收增速为5%: the figure is a change of what is named.
    private func readGrowth(_ index: Int, _ line: inout RuleLine) {
        let figure = line.figures[index]
        guard figure.family == .percent, let name = figure.heads.last, name + 1 < line.tokens.count,
            name < figure.token,
            case .word(let word) = line.tokens[name + 1].kind, book.has(word, growth),
            line.tokens[name + 1].span.lowerBound - line.tokens[name].span.upperBound <= 1
        else { return }
        switch figure.label {
        case .value, .to, .change:
            line.figures[index].label = .change
            line.figures[index].sign = book.has(word, down) ? -1 : 1
        case .from, .previous: line.figures[index].label = .previousChange
        default: break
        }
    }

    private func clause(of heads: [Int], _ line: RuleLine) -> Int { heads.last.map { line.tokens[$0].clause } ?? -1 }

    private func isListed(_ token: Int, _ line: RuleLine, _ current: [Int]) -> Bool {
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
        return stop == list.count && book.has(word, joiner)
    }

    /// `$57 billion in revenue`, `a 5% market share`, 5%的市场份额: only such words may stand between.
    private func rightHead(_ token: Int, _ line: RuleLine) -> Int? {
        let clause = line.tokens[token].clause
        // `a 36% rise in second-quarter net profit`
        let reach = isMoveIn(token + 1, line) ? 6 : 4
        for next in (token + 1)..<(token + reach) {
            guard next < line.tokens.count, line.tokens[next].clause == clause else { return nil }
            let gap = line.tokens[next].span.lowerBound - line.tokens[next - 1].span.upperBound
            switch line.tokens[next].kind {
            case .word(let word) where book.has(word, head):
                return gap <= (reach == 6 ? Self.adjective : 2) ? next : nil
            case .word(let word) where book.has(word, book.known("of")) && gap <= 1: continue
            case .word where reach == 6 && next <= token + 2: continue
            // `a 5% rise in online sales`
            case .word(let word) where reach == 6 && !book.has(word, verb) && !book.has(word, stop): continue
            case .time where gap <= 1: continue
            default: return nil
            }
        }
        return nil
    }

    /// Longest stretch between `in` and the name of the figure: `a 9.4% rise in quarterly food sales`.
    private static let adjective = 32

    /// A word for a move and `in` stand at `token`.
    private func isMoveIn(_ token: Int, _ line: RuleLine) -> Bool {
        guard token < line.tokens.count, case .word(let word) = line.tokens[token].kind,
            book.has(word, up) || book.has(word, down)
        else { return false }
        let end = line.tokens[token].span.upperBound
        return end + 4 < folded.count && folded[end..<(end + 4)].elementsEqual(" in ".utf16)
    }

    /// `Netlist, which has a market value of $400 million, soared 62%`: what a relative clause names ends with it.
    private func isLeft(_ from: Int, to clause: Int, _ line: RuleLine) -> Bool {
        from > 0 && from < line.asides.count && line.asides[from] && !line.asides[clause]
    }

    private func hasFigure(_ clause: Int, _ line: RuleLine) -> Bool {
        line.tokens(of: clause).contains { if case .figure = line.tokens[$0].kind { true } else { false } }
    }

    /// `; the figure announced in July was 1.9 billion`, `; the year before, it had been 11 million`: the older figure of what
    /// was named before.
    private func looksBack(_ clause: Int, _ line: RuleLine) -> Bool {
        for token in line.tokens(of: clause) {
            switch line.tokens[token].kind {
            case .figure(let index): return line.figures[index].label == .previous
            case .word(let word): if book.has(word, head) { return false }
            case .actor, .time: continue
            }
        }
        let isBare = line.actors(of: clause).isEmpty
        return isBare && clause + 1 < line.clauses.count && hasFigure(clause + 1, line) && looksBack(clause + 1, line)
    }

    /// A clause with its own party, or a verb that takes figures of its own, does not go on with the old figure; nor
    /// does what follows a semicolon.
    private func closes(_ clause: Int, _ current: [Int], _ line: RuleLine) -> Bool {
        // `Tesla's registrations in Europe, which includes Britain, fell 17%`
        if clause < line.asides.count, line.asides[clause], !hasFigure(clause, line) { return false }
        if looksBack(clause, line) { return false }
        if clause < line.subjects.count, line.subjects[clause] >= 0 { return true }
        if clause < line.clauses.count, clause > 0 {
            if line.endsWithSemicolon(clause - 1, folded) { return true }
        }
        for index in line.tokens(of: clause) {
            switch line.tokens[index].kind {
            case .word where belongsToOlder(index, current, line): continue
            case .word(let word): if book.has(word, sharePrice) || isOwnVerb(word) { return true }
            // `up 27% but short of what analysts had expected`: what follows the figure takes it no more.
            case .figure: return false
            case .actor, .time: continue
            }
        }
        return false
    }
}
