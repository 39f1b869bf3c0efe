/// Restores the name of a figure that a parallel clause leaves out: 台积电市占率升至71%,三星降至6.8%.
struct Gaps {
    @Shared var book: Rulebook
    let folded: [UInt16]
    private let head: Int
    private let verb: Int
    private let up: Int
    private let down: Int
    private let label: Int
    private let price: Int
    private let follows: Int
    private let between: Int

    init(book shared: Shared<Rulebook>, folded: [UInt16]) {
        _book = shared
        self.folded = folded
        head = shared.known("head!")
        verb = shared.known("verb!")
        up = shared.known("up")
        down = shared.known("down")
        label = shared.known("label")
        price = shared.known("price-move")
        follows = shared.known("then-comes")
        between = shared.known("share-at")
    }

    /// Where a word is missing, behind which token, and the word.
    typealias Missing = (position: Int, token: Int, clause: Int, word: Int)

    /// `Apple's revenue rose 5%, Microsoft's climbed 16%`: what somebody has is the last thing named.
    func owned(_ line: RuleLine) -> [Missing] {
        var result: [Missing] = []
        var named = -1
        for (token, next) in zip(line.tokens.indices, line.tokens.dropFirst()) {
            switch line.tokens[token].kind {
            case .word(let word): if book.has(word, head) { named = word }
            case .actor(let index):
                let end = line.actors[index].span.upperBound
                guard named >= 0, next.span.lowerBound == end + 3, folded[end + 1] == 0x73, folded[end + 2] == 0x20,
                    [0x27, 0x2019].contains(folded[end]), case .word(let word) = next.kind, isMove(word)
                else { continue }
                result.append((end, token + 1, line.tokens[token].clause, named))
            case .figure, .time: continue
            }
        }
        return result
    }

    /// `followed by OPPO on 13.9% and Samsung on 12.6%`: each further one follows too.
    func followers(_ line: RuleLine) -> [Missing] {
        var result: [Missing] = []
        var following: (word: Int, isFirst: Bool)?
        for token in line.tokens.indices {
            if case .word(let word) = line.tokens[token].kind, book.has(word, follows) { following = (word, true) }
            guard case .actor(let index) = line.tokens[token].kind, let current = following else { continue }
            following?.isFirst = false
            guard hasShare(token, line) else {
                following = nil
                continue
            }
            if !current.isFirst {
                result.append((line.actors[index].span.lowerBound, token, line.tokens[token].clause, current.word))
            }
        }
        return result
    }

    /// The party at `token`, then `on`, `with` or `at`, then a percentage.
    private func hasShare(_ token: Int, _ line: RuleLine) -> Bool {
        guard token + 2 < line.tokens.count, case .word(let word) = line.tokens[token + 1].kind,
            case .figure(let figure) = line.tokens[token + 2].kind
        else { return false }
        return book.has(word, between) && line.figures[figure].family == .percent
    }

    private func isMove(_ word: Int) -> Bool {
        book.has(word, up) || book.has(word, down) || book.payload(of: word, in: label) != nil
    }

    /// The clause's party, its first figure, and the name that the clause before it gives to a figure of the same kind.
    func missing(_ line: RuleLine) -> [Missing] {
        var result: [Missing] = []
        var named = -1
        var families: Set<UnitFamily> = []
        for clause in line.clauses.indices {
            let own = heads(clause, line)
            let figures = line.tokens(of: clause).compactMap { figure($0, line) }
            if own.count == 1, figures.isEmpty, isTopic(clause, line) {
                named = line.word(at: own[0])
                families = [.money, .percent]
                continue
            }
            guard let subject = line.subjects[clause] >= 0 ? line.subjects[clause] : nil, !figures.isEmpty else {
                if line.tokens(of: clause).contains(where: { isVerb($0, line) }) || !own.isEmpty { named = -1 }
                continue
            }
            if own.count == 1, let first = own.first, line.actors[subject].token < first {
                named = line.word(at: first)
                families = Set(figures.map(\.family))
            } else if own.isEmpty, named >= 0, figures.count <= 2, families.contains(figures[0].family),
                line.actors[subject].token < figures[0].token, isBare(clause, line)
            {
                let party = line.actors[subject]
                result.append((party.span.upperBound, party.token + 1, clause, named))
            } else {
                named = -1
            }
        }
        return result
    }

    /// 资本开支指引方面, …: the clause only says what the next one is about.
    private func isTopic(_ clause: Int, _ line: RuleLine) -> Bool {
        guard let last = line.tokens(of: clause).last, case .word(let word) = line.tokens[last].kind else {
            return false
        }
        return book.has(word, book.known("topic-end"))
    }

    private func heads(_ clause: Int, _ line: RuleLine) -> [Int] {
        line.tokens(of: clause).filter { index in
            let word = line.word(at: index)
            return word >= 0 && book.has(word, head)
        }
    }

    private func figure(_ token: Int, _ line: RuleLine) -> RuleFigure? {
        guard case .figure(let index) = line.tokens[token].kind else { return nil }
        return [.money, .percent].contains(line.figures[index].family) ? line.figures[index] : nil
    }

    private func isVerb(_ token: Int, _ line: RuleLine) -> Bool {
        guard case .word(let word) = line.tokens[token].kind else { return false }
        return book.has(word, verb)
    }

    /// One party, and no word that takes figures of its own but those for reaching, growing and shrinking.
    private func isBare(_ clause: Int, _ line: RuleLine) -> Bool {
        guard line.actors(of: clause).count == 1 else { return false }
        return line.tokens(of: clause).allSatisfy { index in
            guard case .word(let word) = line.tokens[index].kind else { return true }
            if book.payload(of: word, in: label) == "to" { return true }
            if book.has(word, up) || book.has(word, down) { return !book.has(word, price) }
            return !book.has(word, verb)
        }
    }
}
