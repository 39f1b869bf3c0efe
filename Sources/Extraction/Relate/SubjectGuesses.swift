/// Firms that no catalogue has, at the head of a clause whose verb only a firm or an owner does:
/// 海岳新材作价25亿元收购…, 2016年，海岳新材以34亿元的对价，收购….
///
/// A Chinese short name has no mark of its own. It is taken for one only where nothing else can be the subject: the
/// clause begins with it, what follows is a word of the lexicon, a time or a figure, and neither it nor its end is a
/// common noun of such news (`@no-subject`).
struct SubjectGuesses {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let asking: Int
    private let noSubject: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        asking = shared.wrappedValue.known("asks-subject")
        noSubject = shared.wrappedValue.known("no-subject")
    }

    /// The name that opens the clause of the verb `word` at `verb`, or one of the clauses before it in its sentence.
    func subject(of word: Int, at verb: Span, _ sentence: Span, _ reading: Reading) -> Span? {
        guard book.has(word, asking), reading.text.isHan(at: verb.lowerBound) else { return nil }
        if let name = name(behindCountryBefore: verb.lowerBound, reading) { return name }
        var end = verb.lowerBound
        for _ in 0..<Self.clauses {
            let head = clauseHead(before: end, sentence, reading.text)
            guard verb.lowerBound - head < Self.reach else { return nil }
            if let party = party(in: head..<end, reading) { return name(with: party, from: head, reading) }
            if let name = name(from: head, to: end, reading) { return name }
            guard head > sentence.lowerBound else { return nil }
            end = head - 1
        }
        return nil
    }

    /// 批准德国萨尔光学收购…: all that stands between a country and the verb.
    private func name(behindCountryBefore verb: Int, _ reading: Reading) -> Span? {
        let next = reading.mentions.firstPlace { $0.span.upperBound > verb - 2 }
        guard next > 0, reading.entities[reading.mentions[next - 1].entity].kind == .country else { return nil }
        let start = reading.mentions[next - 1].span.upperBound
        guard Self.lengths.contains(verb - start), let name = name(from: start, to: verb, reading) else { return nil }
        return name == start..<verb ? name : nil
    }

    /// Clauses looked at, and code points from the first to the verb.
    private static let clauses = 3
    private static let reach = 60
    private static let lengths = 3...6
    private static let signs: Set<UInt16> = [0x2C, 0xFF0C, 0x3002, 0x3A, 0xFF1A, 0x3B, 0xFF1B, 0x201C]

    private func clauseHead(before end: Int, _ sentence: Span, _ text: Text) -> Int {
        var head = end
        while head > sentence.lowerBound, end - head < Self.reach, !Self.signs.contains(text.code(at: head - 1)) {
            head -= 1
        }
        return head
    }

    /// The first party that the span names; 人民币 and its like are none.
    private func party(in span: Span, _ reading: Reading) -> Span? {
        let first = reading.mentions.firstPlace { $0.span.upperBound > span.lowerBound }
        return reading.mentions[first...].prefix { $0.span.lowerBound < span.upperBound }.first {
            $0.how != .anaphor && reading.entities[$0.entity].kind != .currency
        }?.span
    }

    /// 岭川电缆与腾讯签订: the name at the head, with nothing but a word for with between it and the party.
    private func name(with party: Span, from head: Int, _ reading: Reading) -> Span? {
        guard party.lowerBound > head, Self.with.contains(reading.text.folded[party.lowerBound - 1]),
            let name = name(from: head, to: party.lowerBound, reading), name.upperBound == party.lowerBound - 1,
            !book.firms.isCommonHan(reading.text, name)
        else { return nil }
        return name
    }

    private static let with = CodeSet(Fold.folded("与和同向"))

    /// A short name that begins at `head`, or behind the times there, and ends before a word of the lexicon or a figure.
    func name(from head: Int, to limit: Int, _ reading: Reading) -> Span? {
        let text = reading.text
        let start = afterTimes(head, limit, reading)
        var end = start
        while end < limit, end - start <= Self.lengths.upperBound, text.isHan(at: end), !isFigure(at: end, reading),
            !book.subjectEnds.contains(text.code(at: end))
        {
            let code = text.code(at: end)
            if book.subjectStops.contains(code), end > start || !book.subjectHeads.contains(code) { return nil }
            if end - start >= 2, let trade = text.first(of: book.trades, at: end) {
                end += trade.count
                continue
            }
            if let (word, stop) = hits.longest(at: end, limit: limit) {
                if book.has(word, noSubject) { return nil }
                if stop - end > 1 { break }
            }
            // 岭川汇德本次
            if end - start > 3, book.firms.isCommonPair(code, text.code(at: end + 1)),
                !(start..<end - 1).contains(where: { book.firms.isCommonPair(text.folded[$0], text.folded[$0 + 1]) })
            {
                break
            }
            end += 1
        }
        guard Self.lengths.contains(end - start), end == limit || !Self.signs.contains(text.code(at: end)) else {
            return nil
        }
        return start..<end
    }

    /// Where a clause goes on behind the times that it opens with.
    private func afterTimes(_ head: Int, _ limit: Int, _ reading: Reading) -> Int {
        let next = reading.times.firstPlace { $0.span.upperBound > head }
        guard next < reading.times.count, reading.times[next].span.lowerBound == head else { return head }
        return min(reading.times[next].span.upperBound, limit)
    }

    private func isFigure(at position: Int, _ reading: Reading) -> Bool {
        let figure = reading.quantities.firstPlace { $0.span.upperBound > position }
        if figure < reading.quantities.count, reading.quantities[figure].span.lowerBound == position { return true }
        let time = reading.times.firstPlace { $0.span.upperBound > position }
        return time < reading.times.count && reading.times[time].span.lowerBound == position
    }
}
