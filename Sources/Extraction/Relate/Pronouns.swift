/// `it` and `its` at the head of an English clause: whom the text goes on about, as a party of that clause.
///
/// Without it the first name behind the pronoun is taken for the subject (`In September it signed up Microsoft`,
/// `Its Hong Kong shares`). Whom a pronoun means is told as centering does: the subject before it in its sentence,
/// else that of the nearest sentence's main clause (Grosz, Joshi, Weinstein 1995).
struct Pronouns {
    @Shared var book: Rulebook
    @Shared var reading: Reading

    /// Whom no `it` means.
    private static let others = KindSet([.person, .concept, .sector])
    private static let words = ["it", "its"].map { Fold.folded($0) }
    /// Pronouns of a sentence that are read: each that is placed costs a walk over the sentence.
    private static let most = 12

    /// The clauses of `line` that a pronoun opens, and where it stands.
    func heads(_ line: RuleLine) -> [(clause: Int, span: Span)] {
        guard reading.article.language == .en else { return [] }
        var found: [(clause: Int, span: Span)] = []
        for clause in line.clauses.indices where found.count < Self.most {
            if let span = head(line.clauses[clause]), tells(clause, line) { found.append((clause, span)) }
        }
        return found
    }

    /// Not the middle of `The car unit, its largest, fell`.
    private func tells(_ clause: Int, _ line: RuleLine) -> Bool {
        clause == 0
            || line.tokens(of: clause).contains { token in
                guard case .word(let word) = line.tokens[token].kind else { return false }
                return book.has(word, book.known("verb!")) || book.has(word, book.known("head!"))
            }
    }

    private func head(_ clause: Span) -> Span? {
        let text = reading.text
        var start = clause.lowerBound
        while start < clause.upperBound {
            while start < clause.upperBound, !text.isWord(at: start) { start += 1 }
            if let time = timeEnd(at: start), time <= clause.upperBound {
                start = time
                continue
            }
            let end = Latin.wordEnd(text.folded, from: start, limit: clause.upperBound)
            let word = text.folded[start..<end]
            if Self.words.contains(where: word.elementsEqual) {
                return text.first(of: book.firms.emptyPronouns, at: start) == nil ? start..<end : nil
            }
            guard book.firms.before.longest(in: text, at: start)?.count == word.count || timeEnd(at: end + 1) != nil
            else { return nil }
            start = end
        }
        return nil
    }

    /// `Last week it agreed`, `In January it bought`
    private func timeEnd(at position: Int) -> Int? {
        let place = reading.times.firstPlace { $0.span.lowerBound >= position }
        guard place < reading.times.count, reading.times[place].span.lowerBound == position else { return nil }
        return reading.times[place].span.upperBound
    }

    /// Makes a party of each pronoun whose meaning `line` or the text before it tells; false where none is.
    func place(_ heads: [(clause: Int, span: Span)], in line: inout RuleLine, _ salience: Salience) -> Bool {
        var isPlaced = false
        for head in heads {
            let isFirm = isFirmsOwn(head.span)
            guard let members = antecedent(of: head.clause, in: line, salience, isFirm: isFirm) else { continue }
            line.insert(Actor(members: members, span: head.span, token: 0, clause: head.clause, isPronoun: true))
            isPlaced = true
        }
        return isPlaced
    }

    /// `its shares`: those of a firm, never of the bitcoin that it buys.
    private func isFirmsOwn(_ pronoun: Span) -> Bool {
        let next = pronoun.upperBound + 1
        guard pronoun.count == 3, let word = book.firms.firmsOwn.longest(in: reading.text, at: next) else {
            return false
        }
        return !reading.text.isWord(at: next + word.count)
    }

    private func antecedent(
        of clause: Int, in line: RuleLine, _ salience: Salience, isFirm: Bool
    ) -> [Int]? {
        for earlier in stride(from: clause - 1, through: 0, by: -1) where line.agents[earlier] >= 0 {
            let actor = line.actors[line.agents[earlier]]
            if !actor.isAside, mayBeMeant(actor.members, isFirm) { return actor.members }
        }
        return salience.subject(for: line) { mayBeMeant($0, isFirm) }
    }

    /// One thing, and no person.
    private func mayBeMeant(_ members: [Int], _ isFirm: Bool) -> Bool {
        guard members.count == 1 else { return false }
        let kind = KindSet(reading.entities[reading.mentions[members[0]].entity].kind)
        return isFirm ? KindSet.organisation.contains(kind) : Self.others.intersection(kind).isEmpty
    }
}
