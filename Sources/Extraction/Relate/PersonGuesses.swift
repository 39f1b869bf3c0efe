/// Persons that no catalogue and no title names, beside a word for taking or leaving an office: 由林威远接任,
/// `tapped Michael Fiddelke`.
struct PersonGuesses {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let offices: [Int]
    private let moving: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        moving = shared.known("moves-to")
        offices = ["appoint", "leave", "position", "person-noun"].map { shared.known($0) }
    }

    /// 英特尔人工智能负责人离职: nobody is named, so the office stands for the person who leaves it.
    func holder(of word: Int, _ span: Span, _ sentence: Span, _ reading: Reading) -> Span? {
        guard book.has(word, offices[2]), reading.text.isHan(at: span.lowerBound) else { return nil }
        let low = reading.mentions.firstPlace { $0.span.upperBound > span.lowerBound }
        if low < reading.mentions.count, reading.mentions[low].span.lowerBound < span.upperBound + 6 { return nil }
        guard low > 0 else { return nil }
        let owner = reading.mentions[low - 1]
        let start = owner.span.upperBound
        guard start >= sentence.lowerBound, span.lowerBound - start <= 8, owner.how == .stated,
            (start..<span.lowerBound).allSatisfy({ reading.text.isHan(at: $0) }),
            reading.entities[owner.entity].kind != .person, leaves(after: span.upperBound, sentence, reading.text)
        else { return nil }
        return start..<span.upperBound
    }

    private func leaves(after end: Int, _ sentence: Span, _ text: Text) -> Bool {
        for start in end..<min(end + 4, sentence.upperBound) {
            guard text.isHan(at: start) else { return false }
            if let (word, _) = hits.longest(at: start, limit: sentence.upperBound),
                book.has(word, offices[1])
            {
                return true
            }
        }
        return false
    }

    func isOffice(_ word: Int) -> Bool { offices.contains { book.has(word, $0) } }

    /// The name that its clause begins with, and those right before and right after the word at `span`, within
    /// `sentence`.
    func names(around span: Span, of word: Int, _ sentence: Span, _ text: Text) -> [Span] {
        let end = span.upperBound
        var after =
            name(after: end, sentence, text) ?? translated(after: end, sentence, text)
            ?? apposed(after: end, sentence, text)
        var before = before(span.lowerBound, sentence, text)
        if let name = before, isFirm(name, before: word, isFollowed: after != nil, text) { before = nil }
        let opening = opening(span.lowerBound, sentence, text)
        // `John Carter has quit Halvorsen Marine`: who goes is named, so this is where to.
        if let name = after, opening ?? before != nil, book.has(word, moving) || book.has(word, offices[1]),
            !text.isHan(at: name.lowerBound), !beginsAsPerson(name, text)
        {
            after = nil
        }
        return [opening, before, after].compactMap { $0 }
    }

    /// `Halvorsen Marine named …`, `Halvorsen Marine chairman John Carter`: who appoints or has the office, unless the name
    /// begins as a person's does.
    private func isFirm(_ name: Span, before word: Int, isFollowed: Bool, _ text: Text) -> Bool {
        guard !text.isHan(at: name.lowerBound), !book.has(word, moving),
            book.has(word, offices[0]) || book.has(word, offices[2]) || isFollowed
        else { return false }
        return !beginsAsPerson(name, text)
    }

    private func beginsAsPerson(_ name: Span, _ text: Text) -> Bool {
        let first = name.lowerBound..<Latin.wordEnd(text.folded, from: name.lowerBound)
        return book.firms.english.isFirstName(text, first)
    }

    /// `its chief executive, Thierry Lacombe,`: between two signs, behind the office and what it is over.
    private func apposed(after end: Int, _ sentence: Span, _ text: Text) -> Span? {
        var comma = end
        while comma < sentence.upperBound, comma - end < Self.clauseReach,
            text.code(at: comma) == 0x20 || Latin.isSmall(text.scalars[comma])
        {
            comma += 1
        }
        guard text.code(at: comma) == 0x2C, text.code(at: comma + 1) == 0x20,
            let name = latin(at: comma + 2, sentence, text)
        else { return nil }
        return [0x2C, 0x2E].contains(text.code(at: name.upperBound)) ? name : nil
    }

    /// The name that the clause begins with: 黄秋莲将于年底退休, `John Giannandrea, Apple's AI chief`.
    private func opening(_ start: Int, _ sentence: Span, _ text: Text) -> Span? {
        var head = start
        while head > sentence.lowerBound, start - head < Self.clauseReach, !Self.signs.contains(text.code(at: head - 1))
        {
            head -= 1
        }
        guard start - head < Self.clauseReach else { return nil }
        if text.code(at: head) == 0x20, head > sentence.lowerBound { return latin(endingAt: head - 1, sentence, text) }
        return named(at: head, before: start, text)
            // 曾任追觅科技副总裁的邓一鸣已于上月加入
            ?? (head..<start).lazy.filter { text.folded[$0] == 0x7684 }.compactMap {
                named(at: $0 + 1, before: start, text)
            }
            .first
    }

    private func named(at head: Int, before start: Int, _ text: Text) -> Span? {
        for length in [3, 2] where head + length < start && isHanName(head..<head + length, text) {
            if Self.after.contains(text.code(at: head + length)) { return head..<head + length }
        }
        return nil
    }

    /// Longest stretch from the name to the word for the office, as in `, Apple's artificial-intelligence chief`.
    private static let clauseReach = 32
    private static let signs: Set<UInt16> = [0x2C, 0xFF0C, 0x3002, 0x3A, 0xFF1A, 0x3B, 0xFF1B, 0x201C]
    /// 将, 已, 拟, 因, 于, 宣, 正, 即, 不, 近, 从: what follows a name at the head of a clause.
    private static let after: Set<UInt16> = [
        0x5C06, 0x5DF2, 0x62DF, 0x56E0, 0x4E8E, 0x5BA3, 0x6B63, 0x5373, 0x4E0D, 0x8FD1, 0x4ECE,
    ]

    /// The name that begins at `end`.
    func name(after end: Int, _ sentence: Span, _ text: Text) -> Span? {
        if text.code(at: end) == 0x20 { return latin(at: end + 1, sentence, text) }
        // 部门总监Daniel Reyes
        if Shape.isCapitalised(text, end) { return latin(at: end, sentence, text) }
        if let name = anonymous(at: end, sentence, text) { return name }
        for length in [3, 2] where isHanName(end..<end + length, text) && end + length <= sentence.upperBound {
            if isEdge(end + length, sentence, text), !Self.dots.contains(text.code(at: end + length)) {
                return end..<end + length
            }
        }
        return nil
    }

    /// 首席执行官傅乐宏因, 请来的卢卡·德梅奥出任: a foreign name in Chinese has no surname to tell it; it is no word, and
    /// ends where one begins.
    private func translated(after start: Int, _ sentence: Span, _ text: Text) -> Span? {
        var end = start
        var isDotted = false
        while end < sentence.upperBound, end - start < Self.longestTranslated {
            if Self.dots.contains(text.code(at: end)), end > start, text.isHan(at: end + 1) {
                isDotted = true
                end += 1
                continue
            }
            let code = text.code(at: end)
            guard text.isHan(at: end), !book.subjectEnds.contains(code), !book.subjectStops.contains(code),
                !book.firms.isCommonPair(code, text.code(at: end + 1))
            else { break }
            if let (_, stop) = hits.longest(at: end, limit: sentence.upperBound), stop - end > 1 { break }
            end += 1
        }
        let name = text.folded[start..<end]
        let isForeign =
            name.contains { book.foreign.contains($0) } || name.count { book.translated.contains($0) } > 1
        guard isDotted || (3...4).contains(end - start) && isForeign, text.first(of: book.trades, endingAt: end) == nil,
            text.first(of: book.trades, at: end) == nil,
            isEdge(end, sentence, text) || book.subjectStops.contains(text.code(at: end))
                || book.subjectEnds.contains(text.code(at: end))
                || book.firms.isCommonPair(text.code(at: end), text.code(at: end + 1))
        else { return nil }
        return start..<end
    }

    private static let longestTranslated = 12
    /// · and its like between the parts of a foreign name.
    private static let dots: Set<UInt16> = [0xB7, 0x2027, 0x30FB, 0x2022]

    private func before(_ start: Int, _ sentence: Span, _ text: Text) -> Span? {
        if text.code(at: start - 1) == 0x20 { return latin(endingAt: start - 1, sentence, text) }
        if text.isHan(at: start), Latin.isSmall(text.scalars[max(start - 1, 0)]) {
            return latin(endingAt: start, sentence, text)
        }
        for length in [3, 2] where start - length >= sentence.lowerBound && isHanName(start - length..<start, text) {
            let head = start - length
            if head == sentence.lowerBound || !text.isHan(at: head - 1) || endsWord(head, sentence, text) {
                return head..<start
            }
        }
        return nil
    }

    /// 梁某泄露, 戴某勇: whose given name is left out, or its first character.
    private func anonymous(at start: Int, _ sentence: Span, _ text: Text) -> Span? {
        guard book.surnames.contains(text.code(at: start)), text.code(at: start + 1) == Self.unnamed else { return nil }
        let isEdge =
            isEdge(start + 2, sentence, text)
            || book.firms.isCommonPair(text.code(at: start + 2), text.code(at: start + 3))
        return start..<start + (isEdge ? 2 : 3)
    }

    /// 某
    static let unnamed: UInt16 = 0x67D0

    /// 陈宝岚减持: a surname and two characters of which no two are a word; a firm's name of this length has one or a trade.
    func isWhole(_ span: Span, _ text: Text) -> Bool {
        span.count == 3 && isHanName(span, text) && text.first(of: book.trades, endingAt: span.upperBound) == nil
            && !book.firms.isCommonPair(text.code(at: span.lowerBound + 1), text.code(at: span.lowerBound + 2))
            && !book.firms.isCommonPair(text.code(at: span.lowerBound), text.code(at: span.lowerBound + 1))
    }

    private func isHanName(_ span: Span, _ text: Text) -> Bool {
        guard book.surnames.contains(text.code(at: span.lowerBound)) else { return false }
        if let (_, end) = hits.longest(at: span.lowerBound, limit: text.count),
            end > span.lowerBound + 1
        {
            return false
        }
        // 股东周年大会: a word that begins as a name does.
        let second = text.code(at: span.lowerBound + 1)
        if span.count == 2, book.firms.isCommonPair(text.code(at: span.lowerBound), second) { return false }
        return span.dropFirst().allSatisfy { text.isHan(at: $0) && !isStop($0, text) }
    }

    /// A character that no name goes on with; 先, 强 and their like only where they begin a word: 刘先明, 刘先生.
    private func isStop(_ position: Int, _ text: Text) -> Bool {
        let code = text.code(at: position)
        guard book.nameStops.contains(code) else { return false }
        return !book.nameStopHeads.contains(code) || book.nameStopWords.longest(in: text, at: position) != nil
    }

    /// Something that is no name begins at `position`: a sign, or a word of the lexicon.
    private func isEdge(_ position: Int, _ sentence: Span, _ text: Text) -> Bool {
        if position >= sentence.upperBound || !text.isHan(at: position) { return true }
        if isStop(position, text) { return true }
        return hits.longest(at: position, limit: sentence.upperBound) != nil
    }

    /// A word of the lexicon ends at `position`.
    private func endsWord(_ position: Int, _ sentence: Span, _ text: Text) -> Bool {
        for start in max(sentence.lowerBound, position - 5)..<position {
            if let (_, end) = hits.longest(at: start, limit: position), end == position {
                return true
            }
        }
        return false
    }

    /// Two or three capitalised words.
    private func latin(at start: Int, _ sentence: Span, _ text: Text) -> Span? {
        var end = start
        var next = start
        var count = 0
        while count < 3, next < sentence.upperBound, isNameWord(next, text) {
            end = nameWordEnd(next, sentence, text)
            count += 1
            guard text.code(at: end) == 0x20 else { break }
            next = afterParticles(end + 1, text)
        }
        return count >= 2 ? start..<end : nil
    }

    /// `Luca de Meo`, `Ursula von der Leyen`
    private func afterParticles(_ start: Int, _ text: Text) -> Int {
        var next = start
        while let particle = book.firms.particles.longest(in: text, at: next) { next += particle.count }
        return next
    }

    private func latin(endingAt end: Int, _ sentence: Span, _ text: Text) -> Span? {
        var start = end
        var count = 0
        while count < 3, start > sentence.lowerBound {
            let stop = count == 0 ? start : start - 1
            var head = stop
            while head > sentence.lowerBound, text.code(at: head - 1) != 0x20, text.code(at: head - 1) >= 0x27,
                text.code(at: head - 1) < 0x3000
            {
                head -= 1
            }
            guard head < stop, isNameWord(head, text), nameWordEnd(head, sentence, text) == stop else { break }
            start = head
            count += 1
            guard text.code(at: start - 1) == 0x20 else { break }
            while let particle = text.first(of: book.firms.particles, endingAt: start),
                Shape.isCapitalised(text, wordStart(before: start - particle.count - 1, text))
            {
                start -= particle.count
            }
        }
        return count >= 2 ? start..<end : nil
    }

    private func wordStart(before end: Int, _ text: Text) -> Int {
        var start = max(0, end)
        while start > 0, text.isWord(at: start - 1) { start -= 1 }
        return start
    }

    /// Capital, then small, and no word of the lexicon.
    private func isNameWord(_ start: Int, _ text: Text) -> Bool {
        guard Shape.isCapitalised(text, start), start + 1 < text.count else { return false }
        let end = Latin.wordEnd(text.folded, from: start)
        let isInitial = end == start + 1 && text.code(at: end) == 0x2E
        guard isInitial || Latin.isSmall(text.scalars[start + 1]) || text.code(at: start + 1) == 0x27 else {
            return false
        }
        guard let (_, stop) = hits.longest(at: start, limit: end), stop == end else { return true }
        // Mark, Grant: words that people are called by.
        return book.firms.english.isFirstName(text, start..<end)
    }

    /// The end of the word with its hyphens and apostrophes (Lip-Bu, D'Amaro), or behind an initial's stop.
    private func nameWordEnd(_ start: Int, _ sentence: Span, _ text: Text) -> Int {
        var end = Latin.wordEnd(text.folded, from: start)
        while end + 1 < sentence.upperBound, [0x2D, 0x27, 0x2019].contains(text.code(at: end)),
            Shape.isCapitalised(text, end + 1)
        {
            end = Latin.wordEnd(text.folded, from: end + 1)
        }
        if end == start + 1, text.code(at: end) == 0x2E { end += 1 }
        return min(end, sentence.upperBound)
    }
}
