/// Where a verb has a subject that is no party of the line: whom the text goes on about does not act there.
extension RoleFinder {
    /// `Retail electricity prices rose 7%`, `searches are up 40%`: of a price that moves, a noun that nobody knows right
    /// before the verb is the subject, not whom the text speaks of.
    /// - Parameter isElided: no party acts in the clause, so that a price of any kind is a stranger too.
    func hasForeignSubject(isElided: Bool) -> Bool {
        let token = line.tokens[trigger]
        guard reading.article.language == .en, case .word(let word) = token.kind,
            book.has(word, book.engine.priceMove)
        else { return false }
        let before = interrupted(token)
        let clause = before ?? token.clause
        var end = before.map { line.clauses[$0].upperBound - 1 } ?? token.span.lowerBound - 1
        var start = wordStart(before: end)
        var helpers = 0
        while start < end, helpers < 3, start > line.clauses[clause].lowerBound,
            book.firms.isFunctionWord(reading.text, start..<end)
        {
            helpers += 1
            end = start - 1
            start = wordStart(before: end)
        }
        if helpers == 0, book.has(word, book.engine.verbless) { return false }
        let isBare = start == end || before == nil && reading.text.code(at: end) != 0x20
        if isBare || start <= line.clauses[clause].lowerBound { return false }
        // A word of the rules, or one that every sentence has.
        if let last = line.tokens[..<trigger].last(where: { $0.span.upperBound <= end }), last.span.upperBound == end {
            guard case .word(let noun) = last.kind else { return false }
            return isElided && book.has(noun, book.known("price-noun"))
        }
        return !book.firms.isFunctionWord(reading.text, start..<end) && !isShareWord(start..<end)
    }

    /// `Tesla's stock`: behind an owner, shares are no word of the line.
    private func isShareWord(_ span: Span) -> Bool {
        guard let (word, end) = book.trie.longest(in: reading.text.folded, at: span.lowerBound, limit: span.upperBound)
        else { return false }
        return end == span.upperBound && book.has(word, book.engine.shareWord)
    }

    private func wordStart(before end: Int) -> Int {
        var start = end
        while start > line.span.lowerBound, reading.text.isWord(at: start - 1) { start -= 1 }
        return start
    }

    /// `Google's emissions, the company says, rose`: the clause that whoever speaks breaks off ahead of its verb.
    private func interrupted(_ verb: Token) -> Int? {
        let aside = verb.clause - 1
        guard aside > 0, verb.span.lowerBound - line.clauses[verb.clause].lowerBound <= 1,
            line.tokens(of: aside).contains(where: { token in
                if case .word(let word) = line.tokens[token].kind { book.has(word, book.engine.speech) } else { false }
            })
        else { return nil }
        return aside - 1
    }

    /// `estimates that big technology groups will spend $2.9tn`: a plural that nobody knows is the verb's subject.
    var hasPluralSubject: Bool {
        let token = line.tokens[trigger]
        guard reading.article.language == .en, case .word(let word) = token.kind, book.has(word, book.engine.takes)
        else { return false }
        var end = token.span.lowerBound - 1
        for _ in 0..<3 {
            var start = end
            while start > line.span.lowerBound, reading.text.isWord(at: start - 1) { start -= 1 }
            guard start < end, reading.text.code(at: end) == 0x20, start > line.clauses[token.clause].lowerBound else {
                return false
            }
            if book.firms.auxiliaries.isWord(start..<end, in: reading.text) {
                end = start - 1
                continue
            }
            if isInsideWord(start) { return false }
            let code = reading.text.folded
            return end - start > 4 && code[end - 1] == 0x73 && code[end - 2] != 0x73
                && Latin.isSmall(reading.text.scalars[start]) && book.firms.isWord(reading.text, start..<end)
        }
        return false
    }

    /// `is in talks to raise`: a later word of a longer one that the rules know.
    private func isInsideWord(_ position: Int) -> Bool {
        line.tokens[..<trigger].reversed().prefix(3).contains { token in
            if case .word = token.kind {
                token.span.lowerBound < position && position < token.span.upperBound
            } else {
                false
            }
        }
    }

    /// `The Chicago Tribune sued Perplexity`: a capital right before the verb names somebody, though nobody knows whom.
    var hasUnknownSubject: Bool {
        let token = line.tokens[trigger]
        if hasSubjectOfAnotherKind { return true }
        guard reading.article.language == .en, case .word(let word) = token.kind, !book.has(word, book.engine.head),
            !Shape.isCapitalised(reading.text, token.span.lowerBound)
        else { return false }
        let end = token.span.lowerBound - 1
        var start = end
        while start > line.span.lowerBound, reading.text.isWord(at: start - 1) { start -= 1 }
        guard start < end, reading.text.code(at: end) == 0x20, start > line.clauses[token.clause].lowerBound,
            Shape.isCapitalised(reading.text, start)
        else { return false }
        guard trigger > 0, line.tokens[trigger - 1].span.upperBound > start else { return true }
        // New Jersey, which the rules know for no name of a firm
        guard case .word(let before) = line.tokens[trigger - 1].kind else { return false }
        return !book.has(before, book.engine.verb) && !book.has(before, book.engine.head)
    }

    /// Vistra收高6.1%，Constellation却回落0.6%: letters that nobody knows open the clause of a price.
    var hasLatinSubject: Bool {
        let token = line.tokens[trigger]
        guard reading.article.language != .en, case .word(let word) = token.kind,
            book.has(word, book.engine.priceMove), line.tokens(of: token.clause).first == trigger
        else { return false }
        let start = line.clauses[token.clause].lowerBound
        let end = Latin.wordEnd(reading.text.folded, from: start, limit: token.span.lowerBound)
        return Shape.isCapitalised(reading.text, start) && end - start > 4 && token.span.lowerBound - end <= 3
    }

    /// `New Jersey sued PJM`: who does it stands right before the verb, though no such party may fill the role.
    private var hasSubjectOfAnotherKind: Bool {
        guard reading.article.language == .en, trigger > 0, case .word = line.tokens[trigger].kind,
            case .actor(let index) = line.tokens[trigger - 1].kind
        else { return false }
        let actor = line.actors[index]
        return actor.marker < 0 && !actor.isObject && !actor.isModifier && !isField(actor)
            && line.tokens[trigger].span.lowerBound == actor.span.upperBound + 1
    }

    /// `Data center revenue rose`: which revenue it is, not whose.
    private func isField(_ actor: Actor) -> Bool {
        guard case .word(let word) = line.tokens[trigger].kind, book.has(word, book.engine.head) else { return false }
        return actor.members.allSatisfy { kind(of: $0).isSubset(of: Self.fields) }
    }

    private static let fields = KindSet(.concept).union(KindSet(.sector))
}
