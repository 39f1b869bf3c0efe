/// Turns one sentence into a `Line`: words of the lexicon, parties, figures and times in one pass over its text.
///
/// A class, made once an article: as a value it would be copied, with all that it consists of, at every word.
final class LineBuilder {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    @Shared var reading: Reading
    let joiner: Int
    let basis: Int
    let label: Int
    let quote: Int
    let rank: Int
    private let priceMove: Int
    /// Words for a sign that stands for a verb.
    private let plus: Int
    private let minus: Int
    let head: Int
    let marks: ActorMarks
    let pronouns: Pronouns
    private let gaps: Gaps
    private let gappedVerbs: GappedVerbs
    private let labels: FigureLabels
    private let perShare: PerShare
    /// Where the mentions, quantities and times stand: asked for at every word, the rest of them seldom.
    private let mentions: [Span]
    private let quantities: [Span]
    private let times: [Span]
    private var mention = 0
    private var quantity = 0
    private var time = 0

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>, reading: Shared<Reading>) {
        _book = shared
        _hits = hits
        _reading = reading
        labels = FigureLabels(book: shared, hits: hits, reading: reading)
        perShare = PerShare(book: shared, reading: reading)
        gaps = Gaps(book: shared, folded: reading.wrappedValue.text.folded)
        gappedVerbs = GappedVerbs(book: shared, folded: reading.wrappedValue.text.folded)
        marks = ActorMarks(book: shared, hits: hits, reading: reading)
        pronouns = Pronouns(book: shared, reading: reading)
        mentions = reading.wrappedValue.mentions.map(\.span)
        quantities = reading.wrappedValue.quantities.map(\.span)
        times = reading.wrappedValue.times.map(\.span)
        joiner = shared.known("joiner")
        basis = shared.known("basis")
        label = shared.known("label")
        quote = shared.known("quote")
        rank = shared.known("rank")
        priceMove = shared.known("price-move")
        plus = shared.wrappedValue.trie.longest(in: Self.rose, at: 0, limit: Self.rose.count)?.word ?? -1
        minus = shared.wrappedValue.trie.longest(in: Self.fell, at: 0, limit: Self.fell.count)?.word ?? -1
        head = shared.known("head!")
    }

    private static let rose = Fold.folded("rose"), fell = Fold.folded("fell")

    /// Sentences must be asked for in order of position: the cursors into mentions, quantities and times only go
    /// forward.
    ///
    /// - Parameter salience: whom the sentences before it speak of.
    func line(_ index: Int, after salience: Salience) -> Shared<RuleLine> {
        let sentence = reading.sentences[index]
        var line = RuleLine(sentence: index, span: sentence.span, clauses: clauses(of: sentence))
        line.isTitle = sentence.isTitle
        line.paragraph = sentence.paragraph
        readTokens(&line)
        readParties(&line)
        readPronouns(&line, salience)
        fillGaps(&line)
        fillVerbs(&line)
        labels.label(&line)
        perShare.mark(&line)
        return Shared(of: line)
    }

    /// From the last to the first, so that the places found stay right.
    private func fillGaps(_ line: inout RuleLine) {
        guard line.figures.count > 1, line.actors.count > 1 else { return }
        fill(gaps.owned(line), &line)
        fill(gaps.followers(line), &line)
        if line.clauses.count > 1 { fill(gaps.missing(line), &line) }
    }

    private func fill(_ missing: [Gaps.Missing], _ line: inout RuleLine) {
        if missing.isEmpty { return }
        for gap in missing.reversed() {
            line.makeRoom(at: gap.token)
            let span = gap.position..<gap.position
            line.tokens.insert(Token(kind: .word(gap.word), span: span, clause: gap.clause), at: gap.token)
        }
        line.indexClauses()
    }

    /// The verb stands for a figure of its own then, whose party is nobody's object.
    private func fillVerbs(_ line: inout RuleLine) {
        guard line.figures.count > 1 else { return }
        let missing = gappedVerbs.missing(line)
        if missing.isEmpty { return }
        for gap in missing.reversed() {
            let figure = line.figures[gap.figure]
            if figure.token > 0, case .actor(let index) = line.tokens[figure.token - 1].kind {
                line.actors[index].isObject = false
            }
            let span = figure.span.lowerBound..<figure.span.lowerBound
            line.makeRoom(at: figure.token)
            line.tokens.insert(Token(kind: .word(gap.word), span: span, clause: figure.clause), at: figure.token)
        }
        line.indexClauses()
    }

    private func clauses(of sentence: Sentence) -> [Span] {
        sentence.clauses.isEmpty ? [sentence.span] : sentence.clauses
    }

    private func readTokens(_ line: inout RuleLine) {
        var position = line.span.lowerBound
        var clause = 0
        line.tokens.reserveCapacity(line.span.count / 4)
        while true {
            skip(to: position)
            position = nextStart(from: position, line.span.upperBound)
            if position >= line.span.upperBound { break }
            while clause + 1 < line.clauses.count, position >= line.clauses[clause + 1].lowerBound { clause += 1 }
            let span = spanStart(at: position)
            let found = word(at: position, line.span.upperBound)
            if let (word, end) = found, span == nil || isStronger(word, end, than: span) {
                if case .time = span, keepsTime(word) { takeTime(clause, &line) }
                line.tokens.append(Token(kind: .word(word), span: position..<end, clause: clause))
                position = max(end, position + 1)
                continue
            }
            guard let span else {
                position += 1
                continue
            }
            if case .figure = span, let (word, _) = qualifierWord(at: position) ?? signWord(at: position, line) {
                line.tokens.append(Token(kind: .word(word), span: position..<position, clause: clause))
            }
            position = max(take(span, clause, &line), position + 1)
        }
    }

    /// The first place from `position` on where a word or something of the reading begins.
    private func nextStart(from position: Int, _ end: Int) -> Int {
        var end = end
        if mention < mentions.count { end = min(end, mentions[mention].lowerBound) }
        if quantity < quantities.count { end = min(end, quantities[quantity].lowerBound) }
        if time < times.count { end = min(end, times[time].lowerBound) }
        var position = position
        while position < end, !hits.begins(at: position) { position += 1 }
        return position
    }

    /// What of the reading starts at a position.
    private enum Start { case actor(end: Int), figure(end: Int), time(end: Int) }

    private func skip(to position: Int) {
        while mention < mentions.count, mentions[mention].lowerBound < position { mention += 1 }
        while quantity < quantities.count, quantities[quantity].lowerBound < position { quantity += 1 }
        while time < times.count, times[time].lowerBound < position { time += 1 }
    }

    /// A quantity, mention or time that starts here, the longest first: 人民币 of `人民币25亿元` is no party.
    private func spanStart(at position: Int) -> Start? {
        var best: Start?
        var length = 0
        if quantity < quantities.count, quantities[quantity].lowerBound == position {
            length = quantities[quantity].count
            best = .figure(end: quantities[quantity].upperBound)
        }
        if mention < mentions.count, mentions[mention].lowerBound == position, mentions[mention].count > length {
            length = mentions[mention].count
            best = .actor(end: mentions[mention].upperBound)
        }
        if time < times.count, times[time].lowerBound == position, times[time].count > length || isGuess(best) {
            best = .time(end: times[time].upperBound)
        }
        return best
    }

    /// A name that only its shape makes one begins with no time: 第三季资本支出 names no 第三季资本.
    private func isGuess(_ start: Start?) -> Bool {
        guard case .actor = start else { return false }
        let entity = reading.entities[reading.mentions[mention].entity]
        // But `Jun Takeda` is no time of June.
        return entity.kind != .person && entity.isGuess
    }

    /// The longest word here. It ends where a mention or quantity begins, but may hold a time (去年同期).
    private func word(at position: Int, _ sentenceEnd: Int) -> (word: Int, end: Int)? {
        guard hits.begins(at: position) else { return nil }
        var limit = sentenceEnd
        if mention < mentions.count { limit = min(limit, max(position + 1, mentionStart(after: position))) }
        if quantity < quantities.count {
            let first = quantities[quantity].lowerBound
            if first > position {
                if let over = overlapping(at: position, first, limit) { return (over, first) }
                if let whole = numbered(at: position, first, limit) { return whole }
                limit = min(limit, first)
            }
        }
        guard let found = hits.longest(at: position, limit: limit) else { return nil }
        guard time < times.count else { return found }
        let span = times[time]
        guard span.lowerBound < found.end, span.upperBound > found.end, span.lowerBound > position else { return found }
        return hits.longest(at: position, limit: span.lowerBound)
    }

    /// `Chapter 11`: the number is a part of the word.
    private func numbered(at position: Int, _ first: Int, _ limit: Int) -> (word: Int, end: Int)? {
        guard reading.quantities[quantity].unit.isEmpty, let found = hits.longest(at: position, limit: limit),
            found.end > first, found.end >= quantities[quantity].upperBound
        else { return nil }
        return found
    }

    /// 买超 of 买超192亿元: the figure takes the second half for its own qualifier, the word needs it too.
    private func overlapping(at position: Int, _ first: Int, _ limit: Int) -> Int? {
        let core = reading.quantities[quantity].core.lowerBound
        guard first - position <= 3, core > first,
            let found = hits.longest(at: position, limit: min(core, limit)), found.end > first
        else { return nil }
        return found.word
    }

    private func mentionStart(after position: Int) -> Int {
        let first = mentions[mention].lowerBound
        if first > position { return first }
        return mention + 1 < mentions.count ? mentions[mention + 1].lowerBound : Int.max
    }

    /// A word of comparison is more than the time it begins with: 去年同期, 今年以来.
    private func isStronger(_ word: Int, _ end: Int, than span: Start?) -> Bool {
        guard case .time(let timeEnd) = span else { return false }
        return end >= timeEnd && (book.has(word, basis) || book.has(word, label))
    }

    /// 今年以来 is also the time of the fact; 去年同期 is the time of another.
    private func keepsTime(_ word: Int) -> Bool {
        guard let payload = book.payload(of: word, in: basis) else { return false }
        return !["yoy", "qoq", "mom"].contains(payload)
    }

    /// 跌破 or `below` inside a figure's own span still says what the figure is; `doubled` is a figure and a verb.
    private func qualifierWord(at position: Int) -> (word: Int, end: Int)? {
        let figure = reading.quantities[quantity]
        let last = lastWord(figure.span)
        if last.isWhole, book.has(last.word, priceMove) { return (last.word, figure.span.upperBound) }
        let limit = figure.unit == "rank" ? figure.span.upperBound : figure.core.lowerBound
        guard limit > position, let found = hits.longest(at: position, limit: limit),
            book.has(found.word, quote) || book.has(found.word, rank)
                || book.payload(of: found.word, in: label) == "level"
        else { return nil }
        return found
    }

    /// `Nvidia +4%, AMD -3%`, 台积电（+2.3%）: a sign beside a name is the verb.
    private func signWord(at position: Int, _ line: RuleLine) -> (word: Int, end: Int)? {
        let figure = reading.quantities[quantity]
        guard figure.unit == "percent", let last = line.tokens.last, position - last.span.upperBound <= 2,
            case .actor = last.kind
        else { return nil }
        let isRise = reading.text.code(at: position) == 0x2B
        return isRise || figure.value.significand < 0 ? (isRise ? plus : minus, position) : nil
    }

    /// The longest word that ends where the figure does, a counted noun, and whether it is the whole figure.
    private func lastWord(_ span: Span) -> (word: Int, isWhole: Bool) {
        for start in span {
            if let (word, end) = hits.longest(at: start, limit: span.upperBound),
                end == span.upperBound
            {
                return (word, start == span.lowerBound)
            }
        }
        return (-1, false)
    }

    /// `75,000 Nvidia chips`: the counted noun goes on behind a name, which is a party all the same.
    private func cut(_ span: Span, at end: Int) -> Int {
        guard mention < mentions.count else { return end }
        let start = mentions[mention].lowerBound
        return start > span.lowerBound && start < end ? start : end
    }

    private func takeTime(_ clause: Int, _ line: inout RuleLine) {
        line.tokens.append(Token(kind: .time(time), span: times[time], clause: clause))
        line.yearRanges[time] = years(of: reading.times[time])
        time += 1
    }

    /// A bitcoin in won is the dearest thing that prices are told of.
    private static let highestPrice = Decimal(significand: 1_000_000_000, exponent: 0)

    /// 2026-2028年, where the range is of two to six whole years.
    private func years(of time: TimeExpression) -> ClosedRange<Int>? {
        guard time.precision == .range, let start = time.start?.components, let end = time.end?.components,
            start.month == 1, start.day == 1, end.month == 12, end.day == 31, (1...5).contains(end.year - start.year)
        else { return nil }
        return start.year...end.year
    }

    /// 业务 of 骨科业务, which has no other name: still the noun that rules ask for.
    private func partNoun(of mention: Mention) -> Int? {
        let entity = reading.entities[mention.entity]
        guard entity.kind == .segment, entity.isGuess else { return nil }
        let end = mention.span.upperBound
        return mention.span.lazy.compactMap { self.hits.longest(at: $0, limit: end) }.first { $0.end == end }?.word
    }

    private func take(_ start: Start, _ clause: Int, _ line: inout RuleLine) -> Int {
        switch start {
        case .actor(let end):
            let span = reading.mentions[mention].span
            let use = reading.mentions[mention].use
            line.actors.append(
                Actor(
                    members: [mention], span: span, token: line.tokens.count, clause: clause,
                    isUsable: use == .participant || use == .source))
            line.tokens.append(Token(kind: .actor(line.actors.count - 1), span: span, clause: clause))
            if let word = partNoun(of: reading.mentions[mention]) {
                line.tokens.append(Token(kind: .word(word), span: end..<end, clause: clause))
            }
            mention += 1
            return end
        case .figure(let whole):
            let figure = reading.quantities[quantity]
            let end = cut(figure.span, at: whole)
            let last = lastWord(figure.span)
            line.figures.append(
                RuleFigure(
                    quantity: quantity, span: figure.span, token: line.tokens.count, clause: clause,
                    family: UnitFamily(figure), word: last.word, isWholeWord: last.isWhole,
                    isSum: figure.value.magnitude > Self.highestPrice))
            let span = figure.span.lowerBound..<max(end, figure.span.lowerBound + 1)
            line.tokens.append(Token(kind: .figure(line.figures.count - 1), span: span, clause: clause))
            // `5.07 million subscribers`: the noun that is counted is also the name of the figure.
            if last.word >= 0, book.has(last.word, head) {
                line.tokens.append(Token(kind: .word(last.word), span: end..<end, clause: clause))
            }
            quantity += 1
            return end
        case .time(let end):
            takeTime(clause, &line)
            return end
        }
    }
}
