/// How sure the text is of what it says: plan, rumour, forecast, denial, read off words of the lexicon.
struct Outlook {
    let book: Rulebook
    private let near: Int
    private let far: Int
    private let denial: Int

    init(book: Rulebook) {
        self.book = book
        near = book.known("certainty")
        far = book.known("hearsay")
        denial = book.known("denial")
    }

    /// The strongest that any word in reach says; a later word of equal strength does not change it.
    private static let strength: [Event.Certainty] = [
        .completed, .ongoing, .opinion, .planned, .forecast, .conditional, .rumoured, .cancelled, .denied,
    ]

    func certainty(of trigger: Int, in line: RuleLine, otherwise: String) -> Event.Certainty {
        var best = Event.Certainty(rawValue: otherwise) ?? .completed
        var isSaid = false
        func consider(_ name: String) {
            guard let found = Event.Certainty(rawValue: name) else { return }
            let old = Self.strength.firstIndex(of: best) ?? 0
            if !isSaid || (Self.strength.firstIndex(of: found) ?? 0) > old {
                best = found
                isSaid = true
            }
        }
        let clause = line.tokens[trigger].clause
        for (index, token) in line.tokens.enumerated() {
            guard case .word(let word) = token.kind else { continue }
            if token.clause == clause, index <= trigger, let name = book.payload(of: word, in: near) { consider(name) }
            if let name = book.payload(of: word, in: far) { consider(name) }
            if index < trigger, clause - token.clause <= 1, book.has(word, denial) { consider("denied") }
        }
        return best
    }
}
