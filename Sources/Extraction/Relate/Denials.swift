/// A clause that denies what was told before it, without telling it again: 公司回应称消息不实.
struct Denials {
    @Shared var book: Rulebook
    private let denial: Int
    private let answer: Int

    init(book shared: Shared<Rulebook>) {
        _book = shared
        let book = shared.wrappedValue
        denial = book.known("denial")
        answer = book.known("denies-all")
    }

    /// Copies, denied and without figures, of the deals told last; none where the line says itself what it denies.
    ///
    /// - Parameters:
    ///   - told: candidates of the lines before, in order.
    ///   - found: candidates of this line.
    func copies(of told: [FactCandidate], and found: [FactCandidate], in line: RuleLine, at index: Int)
        -> [FactCandidate]
    {
        guard !line.isTitle, let token = denying(line, found) else { return [] }
        let clause = line.tokens[token].clause
        let here = found.filter { line.tokens[$0.trigger].clause < clause && isDeniable($0) }
        var source = here
        if source.isEmpty { source = told.suffix(Self.reach).filter { index - $0.line <= 1 && isDeniable($0) } }
        return source.map { candidate in
            var copy = candidate
            copy.line = index
            copy.trigger = token
            copy.measures = []
            copy.certainty = .denied
            copy.span = line.clauses[clause]
            copy.fillers = candidate.fillers.map {
                FactCandidate.Filler(role: $0.role, mention: $0.mention, how: .elided, isSet: $0.isSet)
            }
            return copy
        }
    }

    /// Deals of the last sentence that one clause can deny: a rumour seldom has more.
    private static let reach = 3

    private func isDeniable(_ candidate: FactCandidate) -> Bool {
        guard Keys.isTimeless(candidate.type) else { return false }
        switch candidate.certainty {
        case .rumoured, .planned, .forecast, .conditional, .opinion: return true
        case .completed, .ongoing, .denied, .cancelled: return false
        }
    }

    /// The word that denies, in a clause that tells of no deal, and of which the next clause tells none either.
    private func denying(_ line: RuleLine, _ found: [FactCandidate]) -> Int? {
        for (index, token) in line.tokens.enumerated() {
            guard case .word(let word) = token.kind, book.has(word, denial) || book.has(word, answer) else { continue }
            let isTold = found.contains {
                let clause = line.tokens[$0.trigger].clause
                return clause == token.clause || clause == token.clause + 1
            }
            if !isTold { return index }
        }
        return nil
    }
}
