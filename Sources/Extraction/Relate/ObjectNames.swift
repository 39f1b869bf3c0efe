/// Chinese names that no catalogue has, behind a verb that takes a firm or its shares: 收购岭川通达30%股权.
///
/// Nothing marks where such a name begins and ends. What says whose firm it is or what kind of firm (王某持有的, 上市公司)
/// is passed over; the name ends before a figure of shares or a word for them, and after a verb that asks for a name also
/// before a sign or a word that no name holds.
struct ObjectNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let noName: Int
    /// Words that say what firm the name behind them is of: 控股股东, 目标公司, 所持.
    private let descriptions: [Int]
    private let holding: Int
    private let equity: Int
    private let business: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        noName = shared.known("no-name")
        descriptions = ["names-owner", "firm-noun", "held"].map { shared.known($0) }
        holding = shared.known("hold")
        equity = shared.known("equity")
        business = shared.known("business")
    }

    /// Code points.
    private static let longest = 12
    /// From the verb, with all that says whose firm it is.
    private static let reach = 36
    private static let longestBare = 6
    /// 的
    private static let of: UInt16 = 0x7684

    /// - Parameter asks: the verb takes nothing but a name.
    func name(at position: Int, _ asks: Bool, _ sentence: Span, _ reading: Reading) -> Span? {
        let text = reading.text
        if book.subjectEnds.contains(text.code(at: position)) { return nil }
        var (start, end) = (position, position)
        let limit = min(sentence.upperBound, position + Self.reach)
        while end < limit, end - start < Self.longest, text.isHan(at: end) {
            if quantity(at: end, reading) != nil { break }
            // 出售岭川通达的全部股权: what is before 的 is the name.
            if text.folded[end] == Self.of, end > start {
                if end - start >= 2, isShare(at: end + 1, sentence, reading) { return start..<end }
                (start, end) = (end + 1, end + 1)
                continue
            }
            if let (word, stop) = hits.longest(at: end, limit: sentence.upperBound) {
                if let next = behindDescription(word, stop, stop - end, sentence, reading) {
                    (start, end) = (next, next)
                    continue
                }
                if book.has(word, noName), end == start || stop - end > 1 { return nil }
                if book.has(word, equity) || book.has(word, business), stop - end > 1 { break }
            }
            if asks, closes(start, end, text) { break }
            end += 1
        }
        guard end - start >= 2, end < sentence.upperBound || asks else { return nil }
        if isShareAhead(end, sentence, reading) {
            return beginsWord(start, text) && !isShare(at: end, sentence, reading) ? nil : start..<end
        }
        // 收购百度的传言: behind 的 only shares tell a firm.
        guard asks, text.code(at: start - 1) != Self.of, end - start <= Self.longestBare else { return nil }
        let isClosed =
            end >= sentence.upperBound || Self.signs.contains(text.code(at: end)) || closes(start, end, text)
        return isClosed ? bare(start..<end, text) : nil
    }

    /// 对岭川通达51%股权的收购, 将岭川通达股权转让: the name right before shares.
    func owned(at start: Int, _ sentence: Span, _ reading: Reading) -> Span? {
        guard let name = name(at: start, false, sentence, reading), name.lowerBound == start else { return nil }
        return isShare(at: name.upperBound, sentence, reading) && !beginsWord(start, reading.text) ? name : nil
    }

    /// 30%股权, 200万股, 全部股权, 控股权: only shares of a company are named so.
    func isShareAhead(_ end: Int, _ sentence: Span, _ reading: Reading) -> Bool {
        var place = end
        let figure = quantity(at: end, reading)
        if let figure {
            if figure.unit == "shares" { return true }
            guard figure.kind == .percent else { return false }
            place = figure.span.upperBound
        }
        while place < min(end + Self.longest, sentence.upperBound) {
            // 张 is a word for shares only behind a figure.
            if let (word, stop) = hits.longest(at: place, limit: sentence.upperBound),
                book.has(word, equity) || book.has(word, business), stop - place > 1 || figure != nil
            {
                return true
            }
            guard reading.text.isHan(at: place), !book.subjectEnds.contains(reading.text.code(at: place)),
                place - end <= 4 || figure != nil
            else { return false }
            place += 1
        }
        return false
    }

    /// 51%股权, 51%的股权 or 全部股权, and nothing else before it.
    private func isShare(at position: Int, _ sentence: Span, _ reading: Reading) -> Bool {
        var place = position
        if let figure = quantity(at: position, reading) {
            place = figure.span.upperBound
            if reading.text.code(at: place) == Self.of { place += 1 }
        }
        guard let (word, _) = hits.longest(at: place, limit: sentence.upperBound) else { return false }
        return book.has(word, equity)
    }

    /// 王某持有的, 王某所持, 目标公司: where the name begins that is behind such a word.
    private func behindDescription(
        _ word: Int, _ end: Int, _ length: Int, _ sentence: Span, _ reading: Reading
    ) -> Int? {
        if book.has(word, holding), reading.text.code(at: end) == Self.of { return end + 1 }
        guard length > 1, descriptions.contains(where: { book.has(word, $0) }), reading.text.isHan(at: end),
            !isShareAhead(end, sentence, reading)
        else { return nil }
        return end
    }

    /// The name without the common words behind it: 上海岭杏 of 上海岭杏导致.
    private func bare(_ name: Span, _ text: Text) -> Span? {
        // 起诉梁某
        if beginsWord(name.lowerBound, text) || text.code(at: name.lowerBound + 1) == PersonGuesses.unnamed {
            return nil
        }
        let word = name.dropFirst(3).first { place in
            book.firms.isCommonPair(text.code(at: place), text.code(at: place + 1)) && place + 1 < name.upperBound
                && !trades.contains { text.first(of: $0, at: place) != nil }
        }
        return name.lowerBound..<(word ?? name.upperBound)
    }

    /// 公告获知, 山东民办高校: a common word where a name would begin, or behind the place that it begins with.
    private func beginsWord(_ start: Int, _ text: Text) -> Bool {
        let head = start + placeCount(start, text)
        return book.firms.isCommonPair(text.code(at: head), text.code(at: head + 1))
    }

    /// Where a bare name ends without a sign: 收购岭川通达已获批准, 收购岭川造船有助于.
    private func closes(_ start: Int, _ end: Int, _ text: Text) -> Bool {
        guard end - start > placeCount(start, text) + 1,
            !book.firms.isCommonPair(text.code(at: end - 1), text.code(at: end))
        else { return false }
        if Self.closers.contains(text.code(at: end)) { return true }
        if end - start == 2 { return false }
        if book.subjectEnds.contains(text.code(at: end)) { return true }
        // 卫星通讯商Globalstar: a name that has no sign behind it stands before a word.
        guard book.firms.isCommonPair(text.code(at: end), text.code(at: end + 1)),
            !trades.contains(where: { text.first(of: $0, at: end) != nil })
        else { return false }
        guard let trade = trades.lazy.compactMap({ text.first(of: $0, endingAt: end) }).first else {
            return end - start > 3
        }
        let stem = start..<end - trade.count
        return stem.count >= 2 && !book.firms.isCommonHan(text, stem)
    }

    private var trades: [WordList] { [book.trades, book.coinedTrades] }

    private func placeCount(_ start: Int, _ text: Text) -> Int { text.first(of: book.places, at: start)?.count ?? 0 }

    private func quantity(at position: Int, _ reading: Reading) -> Quantity? {
        let next = reading.quantities.firstPlace { $0.span.lowerBound >= position }
        guard next < reading.quantities.count, reading.quantities[next].span.lowerBound == position else { return nil }
        return reading.quantities[next]
    }

    private static let closers = CodeSet(Fold.folded("后时前未并且等有"))

    /// Signs, 后 and 时: 收购麦迪舜医疗后.
    private static let signs: Set<UInt16> = [
        0x2C, 0x3002, 0xFF0C, 0x3B, 0x3001, 0x28, 0xFF08, 0x2E, 0x21, 0x540E, 0x65F6,
    ]
}
