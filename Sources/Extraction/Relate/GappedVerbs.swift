/// Restores the verb that the later conjuncts of a list leave out: `Vistra jumped 10% and Oklo 8%`, 英伟达涨3%,AMD 2%,
/// `sales rose 25% and operating profit 64%`.
struct GappedVerbs {
    @Shared var book: Rulebook
    let folded: [UInt16]
    private let head: Int
    private let verb: Int
    private let up: Int
    private let down: Int
    private let noun: Int
    private let joiner: Int
    private let contrast: Int
    private let filler: Int
    private let outlook: Int
    private let equity: Int
    private let amount: Int

    init(book shared: Shared<Rulebook>, folded: [UInt16]) {
        _book = shared
        self.folded = folded
        head = shared.known("head!")
        verb = shared.known("verb!")
        up = shared.known("up")
        down = shared.known("down")
        noun = shared.known("change-noun")
        joiner = shared.known("joiner")
        contrast = shared.known("contrast")
        filler = shared.known("list-filler")
        outlook = shared.known("certainty")
        equity = shared.known("equity")
        amount = shared.known("amount!")
    }

    struct Gap {
        /// The figure before which the verb is missing, and the word that is.
        var figure: Int
        var word: Int
    }

    /// The verb of the conjunct under way, what its first figure counts, and whether its subject is a figure's name.
    private struct Conjunct {
        var word: Int
        var family: UnitFamily
        var isNamed: Bool
        var clause: Int
        /// It is expected or planned: what a later clause says may be no more than that.
        var isOpen: Bool
    }

    func missing(_ line: RuleLine) -> [Gap] {
        var result: [Gap] = []
        var conjunct: Conjunct?
        for index in line.figures.indices where line.figures[index].token < line.tokens.count {
            let figure = line.figures[index]
            let last = index > 0 ? line.figures[index - 1].token : -1
            if let current = conjunct, lacksVerb(figure, current, after: last, line) {
                result.append(Gap(figure: index, word: current.word))
            } else if let own = verb(before: figure, after: last, line) {
                conjunct = own
            } else if !isBare(last + 1..<figure.token, line) {
                conjunct = nil
            }
        }
        return result
    }

    /// Longest stretch, in code points, from a verb to its figure (`rose by about`), and from a figure to the next
    /// conjunct (`on Friday and`).
    private static let reach = 24

    /// The verb that takes the figure: nothing but times and small words stands between.
    private func verb(before figure: RuleFigure, after last: Int, _ line: RuleLine) -> Conjunct? {
        var token = figure.token - 1
        while token > last, line.tokens[token].clause == figure.clause {
            switch line.tokens[token].kind {
            case .actor, .figure: return nil
            case .time: break
            case .word(let word):
                let isName = book.has(word, head)
                if isName || book.has(word, verb) && !book.has(word, noun) {
                    let gap = figure.span.lowerBound - line.tokens[token].span.upperBound
                    guard gap <= Self.reach else { return nil }
                    return isName
                        ? named(by: word, at: token, figure, line) : conjunct(of: word, at: token, figure, line)
                }
            }
            token -= 1
        }
        return nil
    }

    /// `Ford delivered 545,000 vehicles and Tesla 480,000`: the verb is the figure's name; `Gaps` reads other clauses.
    private func named(by word: Int, at token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Conjunct? {
        guard line.actors(of: figure.clause).contains(where: { line.actors[$0].token < token }) else { return nil }
        return Conjunct(word: word, family: figure.family, isNamed: false, clause: figure.clause, isOpen: true)
    }

    private func conjunct(of word: Int, at token: Int, _ figure: RuleFigure, _ line: RuleLine) -> Conjunct? {
        var isNamed = false
        var isOpen = false
        for before in line.tokens(of: figure.clause) where before < token {
            guard case .word(let word) = line.tokens[before].kind else { continue }
            isNamed = isNamed || book.has(word, head)
            isOpen = isOpen || book.has(word, outlook)
        }
        if isNamed, !isMove(word) || figure.family != .percent { return nil }
        return Conjunct(
            word: word, family: figure.family, isNamed: isNamed, clause: figure.clause, isOpen: isOpen)
    }

    private func isMove(_ word: Int) -> Bool { book.has(word, up) || book.has(word, down) }

    /// A party and a figure, joined to the conjunct before, nothing between the two and no name after them.
    private func lacksVerb(_ figure: RuleFigure, _ conjunct: Conjunct, after last: Int, _ line: RuleLine) -> Bool {
        guard figure.family == conjunct.family, figure.clause == conjunct.clause || !conjunct.isOpen,
            let party = party(before: figure, after: last, conjunct, line), isBare(last + 1..<party, line),
            isJoined(party, after: last, line)
        else { return false }
        return !goesOn(figure, line)
    }

    /// The token with which the conjunct begins.
    private func party(before figure: RuleFigure, after last: Int, _ conjunct: Conjunct, _ line: RuleLine) -> Int? {
        var token = figure.token - 1
        let end = figure.span.lowerBound
        // 约, 逾: said of the figure within its own span.
        while token > last, line.tokens[token].span.isEmpty, !isHead(token, line) { token -= 1 }
        // The ticker in brackets after a name.
        while token > last, case .actor(let index) = line.tokens[token].kind, !line.actors[index].isUsable {
            token -= 1
        }
        guard token > last else { return nil }
        if isHead(token, line) {
            // A margin of 64 % stands for itself; a profit can only have moved by so much.
            guard conjunct.isNamed, book.has(line.word(at: token), amount),
                isBlank(line.tokens[token].span.upperBound, end)
            else { return nil }
            guard token - 1 > last, case .actor = line.tokens[token - 1].kind,
                line.tokens[token].span.lowerBound - line.tokens[token - 1].span.upperBound <= 3
            else { return token }
            return token - 1
        }
        guard case .actor(let index) = line.tokens[token].kind, line.actors[index].isUsable, !conjunct.isNamed else {
            return nil
        }
        return isBlank(line.actors[index].span.upperBound, end) ? token : nil
    }

    private func isHead(_ token: Int, _ line: RuleLine) -> Bool {
        guard case .word(let word) = line.tokens[token].kind else { return false }
        return book.has(word, head)
    }

    /// Nothing but blanks, or a ticker in brackets.
    private func isBlank(_ start: Int, _ end: Int) -> Bool {
        guard start <= end, end - start <= Self.reach, end <= folded.count else { return false }
        var depth = 0
        for position in start..<end {
            switch folded[position] {
            case 0x20: continue
            case 0x28, 0xFF08: depth += 1
            case 0x29, 0xFF09: depth -= 1
            default: if depth <= 0 { return false }
            }
        }
        return depth == 0
    }

    /// Neither a party nor a name nor a verb stands there.
    private func isBare(_ tokens: Range<Int>, _ line: RuleLine) -> Bool {
        tokens.allSatisfy { index in
            switch line.tokens[index].kind {
            case .actor, .figure: return false
            case .time: return true
            case .word(let word):
                return !book.has(word, head) && (!book.has(word, verb) || book.has(word, joiner))
            }
        }
    }

    /// A comma, `and`, `while`, 而 stands right before the party, and little between it and the figure before.
    private func isJoined(_ party: Int, after last: Int, _ line: RuleLine) -> Bool {
        guard last >= 0 else { return false }
        var token = party - 1
        var start = line.tokens[party].span.lowerBound
        while token > last, case .word(let word) = line.tokens[token].kind, book.has(word, filler),
            isBeside(token, start, line)
        {
            start = line.tokens[token].span.lowerBound
            token -= 1
        }
        guard start - line.tokens[last].span.upperBound <= 2 * Self.reach else { return false }
        if token > last, case .word(let word) = line.tokens[token].kind, isBeside(token, start, line),
            book.has(word, joiner) || book.has(word, contrast)
        {
            return true
        }
        while start > 0, folded[start - 1] == 0x20 { start -= 1 }
        return start > 0 && [0x2C, 0xFF0C, 0x3001, 0x3B, 0xFF1B].contains(folded[start - 1])
    }

    private func isBeside(_ token: Int, _ start: Int, _ line: RuleLine) -> Bool {
        start - line.tokens[token].span.upperBound <= 1
    }

    /// `AMD 2% lower`, `AMD 2% revenue growth`, 英特尔5%股权: the figure has its own word.
    private func goesOn(_ figure: RuleFigure, _ line: RuleLine) -> Bool {
        guard figure.token + 1 < line.tokens.count else { return false }
        let next = line.tokens[figure.token + 1]
        guard next.clause == figure.clause, next.span.lowerBound - figure.span.upperBound <= 3 else { return false }
        switch next.kind {
        case .time: return false
        case .actor, .figure: return figure.span.upperBound < folded.count && folded[figure.span.upperBound] == 0x20
        case .word(let word):
            return book.has(word, head) || isMove(word) || book.has(word, verb) && !book.has(word, joiner)
                || book.has(word, equity)
        }
    }
}
