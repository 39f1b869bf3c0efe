/// Turns one sentence into a `Line`: words of the lexicon, parties, figures and times in one pass over its text.
struct LineBuilder {
    let book: Rulebook
    let reading: Reading
    private let joiner: Int
    private let changeUp: Int
    private let changeDown: Int
    private var mention = 0
    private var quantity = 0
    private var time = 0

    init(book: Rulebook, reading: Reading) {
        self.book = book
        self.reading = reading
        joiner = book.known("joiner")
        changeUp = book.known("up")
        changeDown = book.known("down")
    }

    /// Sentences must be asked for in order of position: the cursors into mentions, quantities and times only go
    /// forward.
    mutating func line(_ index: Int) -> RuleLine {
        let sentence = reading.sentences[index]
        var line = RuleLine(sentence: index, span: sentence.span, clauses: clauses(of: sentence))
        line.isTitle = sentence.isTitle
        line.paragraph = sentence.paragraph
        readTokens(&line)
        joinActors(&line)
        line.indexClauses()
        ActorMarks(book: book, reading: reading).read(&line)
        findSubjects(&line)
        FigureLabels(book: book, folded: reading.text.folded, quantities: reading.quantities).label(&line)
        PerShare(book: book, reading: reading).mark(&line)
        return line
    }

    private func clauses(of sentence: Sentence) -> [Span] {
        sentence.clauses.isEmpty ? [sentence.span] : sentence.clauses
    }

    private mutating func readTokens(_ line: inout RuleLine) {
        let folded = reading.text.folded
        var position = line.span.lowerBound
        var clause = 0
        while mention < reading.mentions.count, reading.mentions[mention].span.lowerBound < position { mention += 1 }
        while quantity < reading.quantities.count, reading.quantities[quantity].span.lowerBound < position {
            quantity += 1
        }
        while time < reading.times.count, reading.times[time].span.lowerBound < position { time += 1 }
        while position < line.span.upperBound {
            while clause + 1 < line.clauses.count, position >= line.clauses[clause + 1].lowerBound { clause += 1 }
            if let end = takeSpan(at: position, clause, &line) {
                position = max(end, position + 1)
                continue
            }
            if let (word, end) = book.trie.longest(in: folded, at: position, limit: nextStart(after: position, line)) {
                line.tokens.append(Token(kind: .word(word), span: position..<end, clause: clause))
                position = end
                continue
            }
            position += 1
        }
    }

    /// A mention, quantity or time that starts here, the longest first.
    private mutating func takeSpan(at position: Int, _ clause: Int, _ line: inout RuleLine) -> Int? {
        while quantity < reading.quantities.count, reading.quantities[quantity].span.lowerBound < position {
            quantity += 1
        }
        while mention < reading.mentions.count, reading.mentions[mention].span.lowerBound < position { mention += 1 }
        while time < reading.times.count, reading.times[time].span.lowerBound < position { time += 1 }
        if mention < reading.mentions.count, reading.mentions[mention].span.lowerBound == position {
            let span = reading.mentions[mention].span
            let use = reading.mentions[mention].use
            line.actors.append(
                Actor(
                    members: [mention], span: span, token: line.tokens.count, clause: clause,
                    isUsable: use == .participant || use == .source))
            line.tokens.append(Token(kind: .actor(line.actors.count - 1), span: span, clause: clause))
            mention += 1
            return span.upperBound
        }
        if quantity < reading.quantities.count, reading.quantities[quantity].span.lowerBound == position {
            let figure = reading.quantities[quantity]
            line.figures.append(
                RuleFigure(
                    quantity: quantity, span: figure.span, token: line.tokens.count, clause: clause,
                    family: UnitFamily(figure), word: lastWord(figure.span)))
            line.tokens.append(Token(kind: .figure(line.figures.count - 1), span: figure.span, clause: clause))
            quantity += 1
            return figure.span.upperBound
        }
        if time < reading.times.count, reading.times[time].span.lowerBound == position {
            let span = reading.times[time].span
            line.tokens.append(Token(kind: .time(time), span: span, clause: clause))
            time += 1
            return span.upperBound
        }
        return nil
    }

    /// The longest word that ends where the figure does: a counted noun.
    private func lastWord(_ span: Span) -> Int {
        for start in span.dropFirst() {
            if let (word, end) = book.trie.longest(in: reading.text.folded, at: start, limit: span.upperBound),
                end == span.upperBound
            {
                return word
            }
        }
        return -1
    }

    /// Words end where the next mention, quantity or time begins.
    private func nextStart(after position: Int, _ line: RuleLine) -> Int {
        var limit = line.span.upperBound
        if mention < reading.mentions.count {
            limit = min(limit, max(position + 1, reading.mentions[mention].span.lowerBound))
        }
        if quantity < reading.quantities.count {
            limit = min(limit, max(position + 1, reading.quantities[quantity].span.lowerBound))
        }
        if time < reading.times.count { limit = min(limit, max(position + 1, reading.times[time].span.lowerBound)) }
        return limit
    }

    /// A、B和C become one actor; 公司 right before a name (`供应商台积电`) stays apart.
    private func joinActors(_ line: inout RuleLine) {
        var index = 0
        while index + 1 < line.actors.count {
            let left = line.actors[index]
            let right = line.actors[index + 1]
            guard left.isUsable, right.isUsable, isAlike(left, right),
                isJoined(left.span.upperBound, right.span.lowerBound, left, line, index)
            else {
                index += 1
                continue
            }
            line.actors[index].members += right.members
            line.actors[index].isPair = line.actors[index].members.count == 2 && isWordBetween(left, right)
            line.actors[index].span = left.span.lowerBound..<right.span.upperBound
            let removed = right.token
            line.tokens.removeSubrange((left.token + 1)...removed)
            let shift = removed - left.token
            line.actors.remove(at: index + 1)
            renumber(&line, from: left.token + 1, shift: shift)
            line.tokens[left.token].span = line.actors[index].span
        }
    }

    private func renumber(_ line: inout RuleLine, from token: Int, shift: Int) {
        for index in line.actors.indices where line.actors[index].token >= token { line.actors[index].token -= shift }
        for index in line.figures.indices where line.figures[index].token >= token {
            line.figures[index].token -= shift
        }
        for (number, actor) in line.actors.enumerated() { line.tokens[actor.token].kind = .actor(number) }
    }

    private func isWordBetween(_ left: Actor, _ right: Actor) -> Bool {
        isJoiningWord(trimmedGap(left.span.upperBound, right.span.lowerBound))
    }

    /// A company and a country are no list: 美的与德国库卡.
    private func isAlike(_ left: Actor, _ right: Actor) -> Bool {
        guard let a = left.members.first, let b = right.members.first else { return false }
        return isPlace(a) == isPlace(b)
    }

    private func isPlace(_ mention: Int) -> Bool {
        let kind = reading.entities[reading.mentions[mention].entity].kind
        return kind == .country || kind == .market
    }

    /// Only separators and joining words stand between; a bare comma joins only where a list goes on to an `and`.
    private func isJoined(_ start: Int, _ end: Int, _ left: Actor, _ line: RuleLine, _ index: Int) -> Bool {
        let gap = trimmedGap(start, end)
        if gap.isEmpty { return false }
        if gap.count == 1, gap[0] == 0x3001 || gap[0] == 0x2F || gap[0] == 0x26 { return true }
        if isJoiningWord(gap) { return true }
        if gap.count == 1, gap[0] == 0x2C { return listGoesOn(line, index + 1) }
        return false
    }

    private func isJoiningWord(_ gap: [UInt16]) -> Bool {
        var units = gap[...]
        if units.first == 0x2C { units = units.dropFirst() }
        while units.first == 0x20 { units = units.dropFirst() }
        guard !units.isEmpty else { return false }
        let list = Array(units)
        guard let (word, end) = book.trie.longest(in: list, at: 0, limit: list.count), end == list.count else {
            return false
        }
        return book.has(word, joiner)
    }

    private func listGoesOn(_ line: RuleLine, _ from: Int) -> Bool {
        var index = from
        while index + 1 < line.actors.count {
            let gap = trimmedGap(line.actors[index].span.upperBound, line.actors[index + 1].span.lowerBound)
            if isJoiningWord(gap) { return true }
            guard gap.count == 1, gap[0] == 0x2C else { return false }
            index += 1
        }
        return false
    }

    private func trimmedGap(_ start: Int, _ end: Int) -> [UInt16] {
        guard start < end, end - start <= 12 else { return [] }
        var gap = reading.text.folded[start..<end]
        while gap.first == 0x20 { gap = gap.dropFirst() }
        while gap.last == 0x20 { gap = gap.dropLast() }
        return Array(gap)
    }

    private func findSubjects(_ line: inout RuleLine) {
        line.subjects = Array(repeating: -1, count: line.clauses.count)
        line.agents = line.subjects
        for (index, actor) in line.actors.enumerated() where actor.marker < 0 && actor.isUsable && !actor.isModifier {
            if line.subjects[actor.clause] < 0 { line.subjects[actor.clause] = index }
            if line.agents[actor.clause] < 0, !actor.isObject { line.agents[actor.clause] = index }
        }
    }
}
