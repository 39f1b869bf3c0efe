/// What one rule made of a text: it reads it, it lost, or the furthest constraint that it failed.
struct WhyNot {
    let book: Rulebook
    let trace: RuleTrace

    private static let readDepth = 100
    private static let lostDepth = 50

    func answer(of index: Int) -> RuleAnswer {
        let rule = book.rules[index]
        if let place = trace.candidates.firstIndex(where: { $0.rule == index }) {
            let parts = trace.tellings[place].participants.map { "\($0.role) \($0.mention)" }
            let figures = trace.tellings[place].measures.map { "\($0.name) \($0.text)" }
            return answer(rule, isRead: true, "it reads " + (parts + figures).joined(separator: ", "), Self.readDepth)
        }
        if let loss = trace.losses.first(where: { $0.loser.rule == index }) {
            return answer(rule, "\(book.rules[loss.winner.rule].id) reads the same words and wins", Self.lostDepth)
        }
        if trace.settled.contains(where: { $0.rule == index }) {
            return answer(rule, "it was told as a part of another fact", Self.lostDepth)
        }
        let furthest = trace.stops.filter { $0.rule == index }.max { $0.obstacle.depth < $1.obstacle.depth }
        let words = ConstraintWords(book: book)
        guard let furthest else {
            let obstacle = swallowed(rule) ?? .noTrigger
            let suffix = obstacle == .noTrigger ? " (\(rule.triggerText))" : ""
            return answer(rule, words.text(obstacle) + suffix, obstacle.depth)
        }
        let line = trace.lines[furthest.line]
        let trigger = trace.reading.text.string(line.tokens[furthest.trigger].span)
        let text = words.text(furthest.obstacle, in: line, at: furthest.trigger, trace.reading.text)
        return answer(rule, "at \(trigger): \(text)", furthest.obstacle.depth)
    }

    static func silent(_ rule: Rule) -> RuleAnswer {
        RuleAnswer(
            rule: rule.id, place: "\(rule.file):\(rule.line)", isRead: false, text: "the text is empty", depth: 0)
    }

    private func answer(_ rule: Rule, isRead: Bool = false, _ text: String, _ depth: Int) -> RuleAnswer {
        RuleAnswer(
            rule: rule.id, place: "\(rule.file):\(rule.line)", isRead: isRead, text: text, depth: depth)
    }

    /// A word that would set the rule off, were it not inside something longer.
    private func swallowed(_ rule: Rule) -> Obstacle? {
        let folded = trace.reading.text.folded
        for start in folded.indices {
            if WordTrie.isLatin(folded[start]), start > 0, WordTrie.isLatin(folded[start - 1]) { continue }
            var node = 0
            var end = start
            while end < folded.count, let next = book.trie.child(of: node, folded[end]) {
                node = next
                end += 1
                let word = book.trie.word(at: node)
                guard word >= 0, rule.triggers.contains(where: { book.has(word, $0) }) else { continue }
                if end < folded.count, WordTrie.isLatin(folded[end - 1]), WordTrie.isLatin(folded[end]) { continue }
                if let holder = holder(of: start..<end) {
                    let text = trace.reading.text
                    return .swallowed(word: text.string(start..<end), by: text.string(holder))
                }
            }
        }
        return nil
    }

    private func holder(of span: Span) -> Span? {
        for line in trace.lines where line.span.overlaps(span) {
            for token in line.tokens where token.span.overlaps(span) && token.span != span { return token.span }
        }
        return nil
    }
}
