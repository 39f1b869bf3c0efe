/// A clause that denies what was told before it, without telling it again: 公司回应称消息不实. What the same sentence
/// only asks or hears of (至于…一事, 对于…的传闻) is denied itself; what an earlier one told is told again, denied.
struct Denials {
    @Shared var book: Rulebook
    private let denial: Int
    private let answer: Int
    private let asked: Int
    private let deniesAsked: Int

    init(book shared: Shared<Rulebook>) {
        _book = shared
        denial = shared.known("denial")
        answer = shared.known("denies-all")
        asked = shared.known("asked")
        deniesAsked = shared.known("denies-asked")
    }

    /// What the line tells, with what it denies, and copies, denied and without figures, of the deals told last; none
    /// where the line says itself what it denies.
    ///
    /// - Parameters:
    ///   - told: candidates of the lines before, in order.
    ///   - found: candidates of this line.
    func settled(_ found: [FactCandidate], after told: [FactCandidate], in line: Shared<RuleLine>, at index: Int)
        -> (found: [FactCandidate], copies: [FactCandidate])
    {
        guard !line.isTitle, let token = denying(line, found) else { return (found, []) }
        let clause = line.tokens[token].clause
        if let asked = asking(line), asked < token {
            var denied = found
            var isDenied = false
            for place in found.indices where isAskedOf(found[place], from: asked, to: clause, line) {
                denied[place].certainty = .denied
                isDenied = true
            }
            if isDenied || names(line.tokens[asked].clause, line) { return (denied, []) }
        }
        return (found, copies(of: told, and: found, token, line, index))
    }

    private func copies(
        of told: [FactCandidate], and found: [FactCandidate], _ token: Int, _ line: Shared<RuleLine>, _ index: Int
    ) -> [FactCandidate] {
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

    /// 至于, 对于, `asked about`: what follows is not told but asked of.
    private func asking(_ line: Shared<RuleLine>) -> Int? {
        line.tokens.firstIndex { token in
            if case .word(let word) = token.kind { book.has(word, asked) } else { false }
        }
    }

    /// Somebody is named in the clause: what it asks of is no deal told before.
    private func names(_ clause: Int, _ line: Shared<RuleLine>) -> Bool {
        line.actors(of: clause).contains { line.actors[$0].isUsable }
    }

    private func isAskedOf(_ candidate: FactCandidate, from asked: Int, to clause: Int, _ line: Shared<RuleLine>)
        -> Bool
    {
        let own = line.tokens[candidate.trigger].clause
        guard candidate.trigger > asked, own < clause, own - line.tokens[asked].clause <= 1 else { return false }
        return Keys.isTimeless(candidate.type) && candidate.certainty != .cancelled
    }

    /// The word that denies, in a clause that tells of no deal, and of which the next clause tells none either.
    private func denying(_ line: Shared<RuleLine>, _ found: [FactCandidate]) -> Int? {
        let asked = asking(line) ?? Int.max
        for (index, token) in line.tokens.enumerated() {
            guard case .word(let word) = token.kind,
                book.has(word, denial) || book.has(word, answer) || index > asked && book.has(word, deniesAsked)
            else { continue }
            let isTold = found.contains {
                let clause = line.tokens[$0.trigger].clause
                return clause == token.clause || clause == token.clause + 1
            }
            if !isTold { return index }
        }
        return nil
    }
}
