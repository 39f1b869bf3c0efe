/// How sure the text is of what it says: plan, rumour, forecast, denial, read off words of the lexicon.
struct Outlook {
    let book: Rulebook
    private let near: Int
    private let far: Int
    private let denial: Int
    private let future: Int
    private let infinitive: Int
    private let verb: Int
    private let head: Int

    init(book: Rulebook) {
        self.book = book
        near = book.known("certainty")
        far = book.known("hearsay")
        denial = book.known("denial")
        future = book.known("future")
        infinitive = book.known("infinitive")
        verb = book.known("verb!")
        head = book.known("head!")
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
    func certainty(of trigger: Int, reach: Int, in line: RuleLine) -> Event.Certainty? {
        var best: Event.Certainty?
        func consider(_ name: String) {
            guard let found = Event.Certainty(rawValue: name) else { return }
            if let old = best, Self.strength(found) <= Self.strength(old) { return }
            best = found
        }
        let clause = line.tokens[trigger].clause
        for (index, token) in line.tokens.enumerated() {
            guard case .word(let word) = token.kind else { continue }
            if let name = book.payload(of: word, in: far) { consider(name) }
            if index < trigger, clause - token.clause <= 1, book.has(word, denial) { consider("denied") }
            guard index <= reach, token.clause == clause || carries(index, to: clause, line) else { continue }
            if let name = book.payload(of: word, in: near) { consider(name) }
            if token.clause == clause, index < trigger, isFuture(word, index, line) { consider("planned") }
        }
        return best
    }

    /// `高盛预计,2026年…`: a word that closes its clause speaks of all that follows in the sentence.
    private func carries(_ index: Int, to clause: Int, _ line: RuleLine) -> Bool {
        let token = line.tokens[index]
        guard token.clause < clause, token.clause < line.clauses.count else { return false }
        return line.clauses[token.clause].upperBound - token.span.upperBound <= 2
    }

    /// 将 before a verb, not before the object that it brings forward; `to` before a verb, not before a figure.
    private func isFuture(_ word: Int, _ index: Int, _ line: RuleLine) -> Bool {
        let isBare = book.has(word, infinitive)
        guard isBare || book.has(word, future) else { return false }
        guard index + 1 < line.tokens.count else { return false }
        let next = line.tokens[index + 1]
        let gap = next.span.lowerBound - line.tokens[index].span.upperBound
        if case .word(let follower) = next.kind {
            if isBare { return gap <= 1 && book.has(follower, verb) }
            return gap > 2 || !book.has(follower, head)
        }
        return !isBare && gap > 2
    }
}
