/// How sure the text is of what it says: plan, rumour, forecast, denial, read off words of the lexicon.
struct Outlook {
    @Shared var book: Rulebook
    let folded: [UInt16]
    private let stop: Int
    private let surprise: Int
    private let near: Int
    private let far: Int
    private let denial: Int
    private let contrast: Int
    private let answer: Int
    private let future: Int
    private let infinitive: Int
    private let verb: Int
    private let head: Int
    private let past: Int
    private let verbless: Int
    private let flowOut: Int

    init(book shared: Shared<Rulebook>, folded: [UInt16]) {
        _book = shared
        self.folded = folded
        stop = shared.known("break")
        surprise = shared.known("surprise")
        near = shared.known("certainty")
        far = shared.known("hearsay")
        denial = shared.known("denial")
        contrast = shared.known("contrast")
        answer = shared.known("denies-all")
        future = shared.known("future")
        infinitive = shared.known("infinitive")
        verb = shared.known("verb!")
        head = shared.known("head!")
        past = shared.known("past")
        verbless = shared.known("verbless")
        flowOut = shared.known("flow-out")
    }

    /// The strongest that any word in reach says counts; a later word of equal strength does not change it.
    private static func strength(_ certainty: Event.Certainty) -> Int {
        switch certainty {
        case .completed: 0
        case .ongoing: 1
        case .opinion: 2
        case .planned: 3
        case .forecast: 4
        case .conditional: 5
        case .rumoured: 6
        case .cancelled: 7
        case .denied: 8
        }
    }

    /// Nil where the words say nothing.
    /// - Parameter reach: the last token that may say so: the trigger, or the first figure of a named figure
    ///   (`revenue forecast of 5 billion`).
    /// - Parameter isFigure: the trigger names a figure: what is forecast of one holds of those told beside it.
    func certainty(of trigger: Int, reach: Int, isFigure: Bool, in line: RuleLine) -> Event.Certainty? {
        var best: Event.Certainty?
        func consider(_ name: String) {
            guard let found = Event.Certainty(rawValue: name) else { return }
            if let old = best, Self.strength(found) <= Self.strength(old) { return }
            best = found
        }
        let clause = line.tokens[trigger].clause
        let start = lastBreak(before: trigger, line)
        let planned = isParticiple(trigger, line) ? clause - 1 : clause
        for (index, token) in line.tokens.enumerated() {
            guard case .word(let word) = token.kind else { continue }
            if let name = book.payload(of: word, in: far), !isSevered(token.clause, clause, line) { consider(name) }
            if index < trigger, denies(index, word, trigger, line) { consider("denied") }
            if index > trigger, token.clause == clause, isAnswer(word), closes(token, line) { consider("denied") }
            let isOwn = token.clause == clause || token.clause == planned
            guard index <= reach,
                isOwn || carries(index, to: clause, line)
                    || isFigure && goesOn(index, word, to: clause, line)
            else { continue }
            if token.clause == clause, index < start { continue }
            if let name = book.payload(of: word, in: near), !isBeaten(index, name, line),
                !isDeed(index, name, of: trigger, line)
            {
                consider(name)
            }
            if isOwn, index < trigger, isFuture(word, index, line) { consider("planned") }
        }
        return best
    }

    /// What the words before a closing colon say: `the Company expects:`, `expects the following:`.
    func certainty(closing line: RuleLine) -> Event.Certainty? {
        for token in line.tokens.suffix(3) where line.span.upperBound - token.span.upperBound <= Self.closing {
            guard case .word(let word) = token.kind, let name = book.payload(of: word, in: near) else { continue }
            if let said = Event.Certainty(rawValue: name), said == .forecast || said == .planned { return said }
        }
        return nil
    }

    /// Longest stretch between such a word and the end of its line.
    private static let closing = 16

    /// Whether the word denies what the trigger tells, in its clause or the next.
    private func denies(_ index: Int, _ word: Int, _ trigger: Int, _ line: RuleLine) -> Bool {
        let own = line.tokens[trigger].clause
        let clause = line.tokens[index].clause
        guard own - clause <= 1, book.has(word, denial), !isSevered(clause, own, line) else { return false }
        return !turns(after: index, trigger, line)
    }

    /// A semicolon stands between the clauses: another matter.
    private func isSevered(_ a: Int, _ b: Int, _ line: RuleLine) -> Bool {
        (min(a, b)..<max(a, b)).contains { line.endsWithSemicolon($0, folded) }
    }

    /// `denied that it will buy the firm, but is considering a listing`: what stands behind the turn is not denied.
    private func turns(after index: Int, _ trigger: Int, _ line: RuleLine) -> Bool {
        line.tokens[(index + 1)..<trigger].contains { token in
            if case .word(let word) = token.kind { book.has(word, contrast) } else { false }
        }
    }

    /// `is to invest $2 billion, doubling capacity`: the verb that a clause begins with does what the clause before plans.
    private func isParticiple(_ trigger: Int, _ line: RuleLine) -> Bool {
        let token = line.tokens[trigger]
        if token.clause == 0 { return false }
        let end = token.span.upperBound
        var start = end
        while start > line.clauses[token.clause].lowerBound, Latin.isSmall(UInt32(folded[start - 1])) { start -= 1 }
        return start - line.clauses[token.clause].lowerBound <= 1 && end - start > 4
            && folded[start..<end].suffix(3).elementsEqual(Self.ing)
    }

    private static let ing = Fold.folded("ing")

    private func isAnswer(_ word: Int) -> Bool { book.has(word, denial) || book.has(word, answer) }

    /// 即将离任的传言不实: the clause ends with it.
    private func closes(_ token: Token, _ line: RuleLine) -> Bool {
        token.clause < line.clauses.count && line.clauses[token.clause].upperBound - token.span.upperBound <= 2
    }

    /// `raised its forecast even though profit fell`: what stands before the break is another matter.
    private func lastBreak(before trigger: Int, _ line: RuleLine) -> Int {
        let clause = line.tokens[trigger].clause
        for index in line.tokens(of: clause).reversed() where index < trigger {
            guard case .word(let word) = line.tokens[index].kind else { continue }
            if book.has(word, stop) || isAbsolute(index, word, line) { return index }
        }
        return 0
    }

    /// `is due to report next week with Micron falling 2%`: what falls is not due.
    private func isAbsolute(_ index: Int, _ word: Int, _ line: RuleLine) -> Bool {
        guard book.has(word, book.engine.with), index + 2 < line.tokens.count,
            case .actor = line.tokens[index + 1].kind, case .word(let next) = line.tokens[index + 2].kind
        else { return false }
        let span = line.tokens[index + 2].span
        return book.has(next, verbless) || folded[span].suffix(3).elementsEqual(Self.ing)
    }

    /// `Investors withdrew $1.2 billion`: what the trigger does is no end of a plan.
    private func isDeed(_ index: Int, _ name: String, of trigger: Int, _ line: RuleLine) -> Bool {
        guard index == trigger, name == "cancelled", case .word(let word) = line.tokens[index].kind else {
            return false
        }
        return book.has(word, flowOut)
    }

    /// `missed revenue estimates`: whoever beats or misses a forecast has results.
    private func isBeaten(_ index: Int, _ name: String, _ line: RuleLine) -> Bool {
        guard name == "forecast" else { return false }
        return line.tokens[max(0, index - 4)..<index].contains { token in
            if case .word(let word) = token.kind { book.has(word, surprise) } else { false }
        }
    }

    /// `高盛预计,2026年…`: a word that closes its clause speaks of all that follows in the sentence.
    private func carries(_ index: Int, to clause: Int, _ line: RuleLine) -> Bool {
        let token = line.tokens[index]
        guard token.clause < clause, token.clause < line.clauses.count else { return false }
        guard closes(token, line) else { return false }
        return !(token.clause..<clause).contains { line.endsWithSemicolon($0, folded) }
    }

    /// 预计第四季营收介于…,毛利率介于…: the clauses between have no subject of their own.
    private func goesOn(_ index: Int, _ word: Int, to clause: Int, _ line: RuleLine) -> Bool {
        let own = line.tokens[index].clause
        guard own < clause, clause - own <= 3, book.payload(of: word, in: near) == "forecast" else { return false }
        return ((own + 1)...clause).allSatisfy { later in
            later < line.subjects.count && line.subjects[later] < 0 && !line.endsWithSemicolon(later - 1, folded)
                && !beginsAnew(later, line)
                && !line.tokens(of: later).contains { isPast($0, line) }
        }
    }

    /// `…, even as revenue doubled`
    private func beginsAnew(_ clause: Int, _ line: RuleLine) -> Bool {
        guard let first = line.tokens(of: clause).first, case .word(let word) = line.tokens[first].kind else {
            return false
        }
        return book.has(word, stop) && line.tokens[first].span.lowerBound - line.clauses[clause].lowerBound <= 1
    }

    /// A word for results, or a comparison's time, ends what was expected.
    private func isPast(_ index: Int, _ line: RuleLine) -> Bool {
        guard case .word(let word) = line.tokens[index].kind else { return false }
        return book.has(word, past)
    }

    /// `gave up early gains to finish down 0.7%`: how it went, no plan.
    private func endsMove(_ token: Int, _ line: RuleLine) -> Bool {
        guard token + 1 < line.tokens.count, case .word(let word) = line.tokens[token + 1].kind else { return false }
        return book.has(word, verbless)
    }

    /// 将其所持公司股份质押, 将所持股份转让: 其 or 所 opens the object.
    private func bringsForward(_ index: Int, _ line: RuleLine) -> Bool {
        let end = line.tokens[index].span.upperBound
        return end < folded.count && Self.objectOpeners.contains(folded[end])
    }

    /// 其, 所
    private static let objectOpeners: Set<UInt16> = [0x5176, 0x6240]

    /// 将 before a verb, not before the object that it brings forward; `to` before a verb, not before a figure.
    private func isFuture(_ word: Int, _ index: Int, _ line: RuleLine) -> Bool {
        let isBare = book.has(word, infinitive)
        guard isBare || book.has(word, future), !bringsForward(index, line) else { return false }
        guard index + 1 < line.tokens.count else { return false }
        let next = line.tokens[index + 1]
        let gap = next.span.lowerBound - line.tokens[index].span.upperBound
        if case .word(let follower) = next.kind {
            if isBare { return gap <= 1 && book.has(follower, verb) && !endsMove(index + 1, line) }
            // 将所持1500万股质押: brought forward, not ahead.
            if index + 2 < line.tokens.count, !book.has(follower, verb), case .figure = line.tokens[index + 2].kind {
                return false
            }
            return gap > 2 || !book.has(follower, head)
        }
        return !isBare && gap > 2
    }
}
