/// Parties of a line: lists of names, markers before them, and who is the subject of each clause.
extension LineBuilder {
    func readParties(_ line: inout RuleLine) {
        dropRepeatedNames(&line)
        setListingsAside(&line)
        joinActors(&line)
        line.indexClauses()
        marks.read(&line)
        findSubjects(&line)
    }

    /// Whom `it` means shows once the subjects are known; who the subjects are, once `it` is one of them.
    func readPronouns(_ line: inout RuleLine, _ salience: Salience) {
        let heads = pronouns.heads(line)
        guard !heads.isEmpty, pronouns.place(heads, in: &line, salience) else { return }
        setListingsAside(&line)
        line.indexClauses()
        marks.read(&line)
        findSubjects(&line)
    }

    private func entity(of actor: Actor) -> Int { reading.mentions[actor.members[0]].entity }

    private func kind(of actor: Actor) -> Entity.Kind { reading.entities[entity(of: actor)].kind }

    /// The ticker in brackets after a name is the same party, not a second one.
    private func dropRepeatedNames(_ line: inout RuleLine) {
        for index in line.actors.indices.dropLast() {
            let left = line.actors[index]
            let right = line.actors[index + 1]
            if entity(of: left) == entity(of: right), right.span.lowerBound - left.span.upperBound <= 4,
                right.clause == left.clause
            {
                line.actors[index + 1].isUsable = false
            }
        }
    }

    /// 美股 of 阿里美股 and 港股 of 港股中芯国际 say which listing is meant; they are no party.
    private func setListingsAside(_ line: inout RuleLine) {
        for index in line.actors.indices where kind(of: line.actors[index]) == .market {
            let market = line.actors[index]
            if index > 0, isListed(line.actors[index - 1]), line.actors[index - 1].isUsable,
                isListingOf(line.actors[index - 1], market)
            {
                line.actors[index].isUsable = false
            }
            if index + 1 < line.actors.count, isListed(line.actors[index + 1]),
                // A股主力资金: whose money it is, in which market.
                kind(of: line.actors[index + 1]) != .group,
                line.actors[index + 1].span.lowerBound == market.span.upperBound
            {
                line.actors[index].isUsable = false
            }
            if index + 1 < line.actors.count, isListed(line.actors[index + 1]),
                line.actors[index + 1].span.lowerBound - market.span.upperBound == Self.of.count,
                reading.text.has(Self.of, at: market.span.upperBound)
            {
                line.actors[index].isUsable = false
            }
            if isListingWord(after: market, line) { line.actors[index].isUsable = false }
        }
    }

    /// `Hong Kong-listed shares of SMIC`
    private static let of = Fold.folded(" of ")

    /// 阿里美股, 百度的港股, `Alibaba's Hong Kong shares`.
    private func isListingOf(_ company: Actor, _ market: Actor) -> Bool {
        let gap = market.span.lowerBound - company.span.upperBound
        if gap == 1, company.isPronoun { return true }
        if gap == 3, reading.text.has([0x73, 0x20], endingAt: market.span.lowerBound) { return true }
        return gap == 0 || gap == 1 && reading.text.folded[company.span.upperBound] == 0x7684
    }

    /// 美股 of 美股盘前 and 港股 of 阿里的港股股价: the hours or shares of somebody whom the text speaks of.
    private func isListingWord(after market: Actor, _ line: RuleLine) -> Bool {
        guard market.token + 1 < line.tokens.count, case .word(let word) = line.tokens[market.token + 1].kind,
            line.tokens[market.token + 1].span.lowerBound == market.span.upperBound
        else { return false }
        return book.has(word, book.known("listing-hours"))
    }

    private func isListed(_ actor: Actor) -> Bool {
        [.company, .privateCompany, .segment, .group].contains(kind(of: actor))
    }

    // MARK: Lists

    /// A、B和C become one actor; 公司 right before a name (`供应商台积电`) stays apart.
    private func joinActors(_ line: inout RuleLine) {
        var index = 0
        while index + 1 < line.actors.count {
            let left = line.actors[index]
            // `Germany's DAX and France's CAC 40`: whose the second is stands between.
            let next = isHome(index + 1, line) ? index + 2 : index + 1
            let right = line.actors[next]
            guard left.isUsable, right.isUsable, isAlike(left, right),
                isJoined(left.span.upperBound, line.actors[index + 1].span.lowerBound, line, index),
                !isNewClause(left, right)
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
            line.actors.removeSubrange(index + 1...next)
            renumber(&line, from: left.token + 1, shift: shift)
            line.tokens[left.token].span = line.actors[index].span
        }
    }

    private func isHome(_ index: Int, _ line: RuleLine) -> Bool {
        guard index + 1 < line.actors.count, kind(of: line.actors[index]) == .country else { return false }
        let end = line.actors[index].span.upperBound
        return line.actors[index + 1].span.lowerBound - end == Self.possessive.count
            && reading.text.has(Self.possessive, at: end)
    }

    private static let possessive = Fold.folded("'s ")

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
    private func isAlike(_ left: Actor, _ right: Actor) -> Bool { isPlace(kind(of: left)) == isPlace(kind(of: right)) }

    private func isPlace(_ kind: Entity.Kind) -> Bool { kind == .country || kind == .market }

    /// Only separators and joining words stand between; a bare comma joins only where a list goes on to an `and`.
    private func isJoined(_ start: Int, _ end: Int, _ line: RuleLine, _ index: Int) -> Bool {
        let start = codeEnd(start, before: end, line, index)
        let gap = trimmedGap(start, end)
        if gap.isEmpty { return isApposition(between: start, end) || isDescribedMember(between: start, end) }
        if gap.count == 1, gap[0] == 0x3001 || gap[0] == 0x2F || gap[0] == 0x26 { return true }
        if isJoiningWord(gap) { return true }
        if gap.count == 1, gap[0] == 0x2C { return listGoesOn(line, index + 1) }
        return isDescribedMember(between: start, end)
    }

    /// `AMEC and server maker Sugon`: what the second is stands between.
    private func isDescribedMember(between start: Int, _ end: Int) -> Bool {
        guard reading.article.language == .en, end - start <= Self.described,
            let and = Self.ands.first(where: { reading.text.has($0, at: start) })
        else { return false }
        var position = start + and.count
        for _ in 0..<Self.describingWords {
            let word = position..<Latin.wordEnd(reading.text.folded, from: position, limit: end)
            guard !word.isEmpty, Latin.isSmall(reading.text.scalars[position]),
                reading.text.code(at: word.upperBound) == 0x20
            else { return false }
            position = word.upperBound + 1
            guard position == end else { continue }
            return hits.longest(at: word.lowerBound, limit: word.upperBound).map {
                $0.end == word.upperBound
                    && (book.has($0.word, book.known("descriptor")) || book.has($0.word, book.known("firm-noun")))
            } ?? false
        }
        return false
    }

    /// Longest `and` with such words, and how many of them.
    private static let described = 40, describingWords = 4
    private static let ands = [" and ", ", and "].map { Fold.folded($0) }

    /// `US` of `MU.US`, which happens to be a word of the rules: no figure, nor anything that a sentence says.
    private func isCode(_ token: Token) -> Bool {
        guard case .word = token.kind else { return false }
        return !reading.text.isHan(at: token.span.lowerBound)
    }

    /// Where what stands between two parties goes on behind the ticker of the first, if no more than that is in brackets.
    private func codeEnd(_ start: Int, before end: Int, _ line: RuleLine, _ index: Int) -> Int {
        let close = bracketEnd(start, before: end)
        let between = line.tokens[(line.actors[index].token + 1)..<line.actors[index + 1].token]
        return between.prefix { $0.span.lowerBound < close }.allSatisfy(isCode) ? close : start
    }

    /// Behind the ticker in brackets after a name: 美光科技（MU.US）、西部数据（WDC.US）, `Citigroup <C.N> and`.
    private func bracketEnd(_ start: Int, before end: Int) -> Int {
        let open = reading.text.code(at: start) == 0x20 ? start + 1 : start
        return reading.text.bracketEnd(at: open, longest: Self.longestTicker, limit: end) ?? start
    }

    /// With its brackets and its market: `（NASDAQ: GOOGL）`.
    private static let longestTicker = 24

    /// `Crusoe, the AI infrastructure company, and Siemens Energy`: what the first is stands between.
    private func isApposition(between start: Int, _ end: Int) -> Bool {
        guard end - start > 12, end - start <= Self.apposition, reading.text.has(Self.appositionEnd, endingAt: end)
        else {
            return false
        }
        return Self.appositionStarts.contains { reading.text.has($0, at: start) }
            && !reading.text.folded[start + 1..<end - Self.appositionEnd.count].contains(0x2C)
    }

    private static let apposition = 70
    private static let appositionStarts = [", the ", ", a ", ", an "].map { Fold.folded($0) }
    private static let appositionEnd = Fold.folded(", and ")

    /// `led by Accel, and Clio completed`: a comma before `and` joins no two parties, only the last of three or more.
    private func isNewClause(_ left: Actor, _ right: Actor) -> Bool {
        guard left.members.count == 1, left.span.upperBound < reading.text.count else { return false }
        let gap = trimmedGap(left.span.upperBound, right.span.lowerBound)
        return gap.count > 2 && gap[0] == 0x2C && gap[1] == 0x20 && left.clause != right.clause
    }

    private func isJoiningWord(_ gap: [UInt16]) -> Bool {
        var units = gap[...]
        if units.first == 0x2C { units = units.dropFirst() }
        while units.first == 0x20 { units = units.dropFirst() }
        guard !units.isEmpty else { return false }
        let list = Array(units)
        guard let (word, end) = book.trie.longest(in: list, at: 0, limit: list.count), book.has(word, joiner) else {
            return false
        }
        return end == list.count || isFiller(Array(list[end...]))
    }

    /// `and the Nasdaq`, `and rival AMD`.
    private func isFiller(_ rest: [UInt16]) -> Bool {
        let list = Array(rest.drop { $0 == 0x20 })
        guard !list.isEmpty, let (word, end) = book.trie.longest(in: list, at: 0, limit: list.count) else {
            return false
        }
        return end == list.count && book.has(word, book.known("list-filler"))
    }

    private func listGoesOn(_ line: RuleLine, _ from: Int) -> Bool {
        var index = from
        while index + 1 < line.actors.count {
            let end = line.actors[index + 1].span.lowerBound
            let gap = trimmedGap(codeEnd(line.actors[index].span.upperBound, before: end, line, index), end)
            if isJoiningWord(gap) { return true }
            guard gap.count == 1, gap[0] == 0x2C else { return false }
            index += 1
        }
        return false
    }

    private func trimmedGap(_ start: Int, _ end: Int) -> [UInt16] {
        guard start < end, end - start <= 12 else { return [] }
        var gap = reading.text.folded[start..<end]
        // `NextEra Energy Inc. and Google`
        if gap.first == 0x2E, gap.count > 1 { gap = gap.dropFirst() }
        while gap.first == 0x20 { gap = gap.dropFirst() }
        while gap.last == 0x20 { gap = gap.dropLast() }
        return Array(gap)
    }

    // MARK: Places

    private func findSubjects(_ line: inout RuleLine) {
        line.subjects = Array(repeating: -1, count: line.clauses.count)
        line.agents = line.subjects
        for (index, actor) in line.actors.enumerated() where actor.marker < 0 && actor.isUsable && !actor.isModifier {
            if line.subjects[actor.clause] < 0 { line.subjects[actor.clause] = index }
            // `BERLIN, May 6 (Reuters) - Infineon raised`: who reports it does nothing else.
            if reading.mentions[actor.members[0]].use == .source { continue }
            let agent = line.agents[actor.clause]
            if agent < 0 ? !actor.isObject : actor.isAside && isOwned(line.actors[agent], by: actor, line) {
                line.agents[actor.clause] = index
            }
        }
        line.asides = line.agents.indices.map { isRelative($0, line) || isAppositive($0, line) }
        for clause in line.asides.indices where line.asides[clause] { line.agents[clause] = -1 }
    }

    /// `Siemens, an SAP competitor, gained`, `The Nasdaq, weighed down by Nvidia, fell`: says what the party before it is, or
    /// why, and tells nothing.
    private func isAppositive(_ clause: Int, _ line: RuleLine) -> Bool {
        guard reading.article.language == .en, clause > 0, clause + 1 < line.clauses.count, line.agents[clause] >= 0
        else { return false }
        var start = line.clauses[clause].lowerBound
        while start < line.clauses[clause].upperBound, reading.text.code(at: start) == 0x20 { start += 1 }
        if isOwnersDescription(clause, from: start, line) { return true }
        let isBehindBy = reading.text.has(Self.by, endingAt: line.actors[line.agents[clause]].span.lowerBound)
        let opensApposition = Self.articles.contains { reading.text.has($0, at: start) }
        guard opensApposition || isBehindBy, line.agents[clause - 1] >= 0 else { return false }
        return !line.tokens(of: clause).contains { token in
            if case .word(let word) = line.tokens[token].kind { book.has(word, book.engine.verb) } else { false }
        }
    }

    /// `Waymo, Alphabet's self-driving unit, raised`: what the party right before is to another, ahead of its verb.
    private func isOwnersDescription(_ clause: Int, from start: Int, _ line: RuleLine) -> Bool {
        let owner = line.actors[line.agents[clause]]
        guard owner.span.lowerBound == start, reading.text.has(Self.possessive, at: owner.span.upperBound),
            line.clauses[clause].count <= Self.apposition, line.agents[clause - 1] >= 0,
            start - line.actors[line.agents[clause - 1]].span.upperBound <= Self.comma,
            let next = line.tokens(of: clause + 1).first, case .word = line.tokens[next].kind
        else { return false }
        let opening = line.tokens[next].span.lowerBound - line.clauses[clause + 1].lowerBound
        return opening <= 1
            && line.tokens(of: clause).allSatisfy { token in
                if case .figure = line.tokens[token].kind { false } else { true }
            }
    }

    /// Most characters of a comma and its blank.
    private static let comma = 2
    private static let by = Fold.folded(" by ")
    private static let articles = ["a ", "an ", "the ", "one of "].map { Fold.folded($0) }

    /// `Oracle, whose biggest customer is OpenAI, fell`: the sentence does not go on about whom such a clause names.
    private func isRelative(_ clause: Int, _ line: RuleLine) -> Bool {
        guard clause > 0, let first = line.tokens(of: clause).first, case .word(let word) = line.tokens[first].kind
        else { return false }
        return line.tokens[first].span.lowerBound - line.clauses[clause].lowerBound <= 1
            && book.has(word, book.engine.relative)
    }

    /// 公司持股5%以上股东海岳集团…，拟减持: the owner is who acts.
    private func isOwned(_ company: Actor, by owner: Actor, _ line: RuleLine) -> Bool {
        guard owner.span.lowerBound - company.span.upperBound <= Self.ownerGap else { return false }
        return line.tokens[(company.token + 1)..<owner.token].allSatisfy { token in
            switch token.kind {
            case .word(let word): !book.has(word, book.known("marker"))
            case .figure: true
            case .actor, .time: false
            }
        }
    }

    /// Longest stretch between a company and the owner who is told of it.
    private static let ownerGap = 14
}
