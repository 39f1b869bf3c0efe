/// What stands around the parties of a line: the marker before (向, by), the possessive after, and which of two
/// neighbours only says whose the other is.
struct ActorMarks {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    @Shared var reading: Reading
    private let marker: Int
    private let owner: Int
    private let apposition: Int
    private let speech: Int
    private let boundary: Int
    private let taking: Int
    private let holder: Int
    private let shares: Int
    private let firmNoun: Int
    private let descriptor: Int
    private let relation: Int
    private let roundParty: Int
    private let include: Int
    private let share: Int
    private let pivot: Int
    private let office: Int
    private let holding: Int
    private let held: Int
    /// What a subject's verb or its auxiliary is.
    private let acting: [Int]

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>, reading: Shared<Reading>) {
        _book = shared
        _hits = hits
        _reading = reading
        marker = shared.known("marker")
        owner = shared.known("owner")
        apposition = shared.known("apposition")
        speech = shared.known("speech")
        boundary = shared.known("break")
        taking = shared.known("takes!")
        holder = shared.known("names-owner")
        shares = shared.known("share_price")
        firmNoun = shared.known("firm-noun")
        descriptor = shared.known("descriptor")
        relation = shared.known("relation")
        roundParty = shared.known("round-party")
        include = shared.known("include")
        share = shared.known("market_share")
        pivot = shared.known("pivot")
        office = shared.known("position")
        holding = shared.known("hold")
        held = shared.known("held")
        acting = ["verb!", "passive", "has"].map(shared.known)
    }

    func read(_ line: inout RuleLine) {
        for index in line.actors.indices {
            readModifier(index, &line)
            line.actors[index].word = word(line.actors[index].span)
        }
        for index in line.actors.indices where isOfShare(line.actors[index], line) {
            line.actors[index].isModifier = true
        }
        for index in line.actors.indices { readNeighbours(index, &line) }
        readObjects(&line)
        readJoiners(&line)
    }

    /// HBM份额: the goods that it is a share of.
    private func isOfShare(_ actor: Actor, _ line: RuleLine) -> Bool {
        guard actor.token + 1 < line.tokens.count, kinds(actor).isSubset(of: Self.goods.union(Self.fields)),
            case .word(let word) = line.tokens[actor.token + 1].kind
        else { return false }
        return book.has(word, share) && line.tokens[actor.token + 1].span.lowerBound == actor.span.upperBound
    }

    /// 红杉中国跟投, 投资方包括腾讯, `Thrive also participated`: whoever joins a round is not whom the text goes on about.
    private func readJoiners(_ line: inout RuleLine) {
        var last: Int?
        var listing = -1
        for token in line.tokens {
            switch token.kind {
            case .actor(let index):
                last = index
                if token.clause == listing { line.actors[index].joinsRound = true }
            case .word(let word):
                if book.has(word, include) { listing = token.clause }
                if book.has(word, roundParty), let last, line.actors[last].clause == token.clause {
                    line.actors[last].joinsRound = true
                }
            case .figure, .time: continue
            }
        }
    }

    private func word(_ span: Span) -> Int {
        guard span.upperBound <= reading.text.folded.count,
            let (word, end) = hits.longest(at: span.lowerBound, limit: span.upperBound),
            end == span.upperBound
        else { return -1 }
        return word
    }

    /// The party after a verb that takes one, up to where somebody speaks or a new clause begins.
    private func readObjects(_ line: inout RuleLine) {
        var isOpen = false
        // 批准X收购Y: X does the second.
        var isPivot = false
        var clause = -1
        for (place, token) in line.tokens.enumerated() {
            if token.clause != clause { isOpen = false }
            clause = token.clause
            switch token.kind {
            case .word(let word):
                if book.has(word, speech) || book.has(word, boundary) || book.has(word, holder) {
                    isOpen = false
                } else if book.has(word, taking) {
                    // `US-listed shares of Alibaba fell`
                    isOpen = isOpen || !isCompound(token.span.lowerBound)
                }
                isPivot = book.has(word, pivot)
            case .actor(let index):
                if isOpen, acts(place, line) || isPivot && isActing(place, line) { isOpen = false }
                line.actors[index].isObject = isOpen
            case .figure, .time: continue
            }
        }
    }

    /// The second half of a word with a hyphen.
    private func isCompound(_ start: Int) -> Bool {
        start > 0 && reading.article.language == .en && reading.text.code(at: start - 1) == 0x2D
    }

    /// X收购, 汇丰（00005）以1061亿元私有化: a verb behind it, with at most a bracket and a price between.
    private func isActing(_ place: Int, _ line: RuleLine) -> Bool {
        var end = line.tokens[place].span.upperBound
        for next in line.tokens[(place + 1)...].prefix(3) where next.clause == line.tokens[place].clause {
            guard next.span.lowerBound - end <= Self.ticker else { return false }
            end = next.span.upperBound
            switch next.kind {
            case .figure: continue
            case .word(let word) where book.has(word, taking): return true
            case .word(let word) where next.span.count == 1 && !book.has(word, boundary): continue
            case .word, .actor, .time: return false
            }
        }
        return false
    }

    /// Longest bracket with a ticker and the 以 behind it.
    private static let ticker = 12

    /// `cut its stake in Microsoft and Coatue added …`: behind a conjunction, right before a verb of its own.
    private func acts(_ place: Int, _ line: RuleLine) -> Bool {
        guard reading.article.language == .en, place > 0, place + 1 < line.tokens.count,
            case .word(let verb) = line.tokens[place + 1].kind,
            acting.contains(where: { book.has(verb, $0) }),
            line.tokens[place + 1].span.lowerBound - line.tokens[place].span.upperBound == 1
        else { return false }
        return reading.text.first(of: Self.conjunctions, endingAt: line.tokens[place].span.lowerBound) != nil
    }

    private static let conjunctions = [" and ", ", ", " and the ", ", the ", " as ", " as the "].map { Fold.folded($0) }

    /// 德国库卡, 高瓴旗下HHLR, `Saudi Arabia's Humain`: the first of the two is no party of its own.
    private func readModifier(_ index: Int, _ line: inout RuleLine) {
        guard index + 1 < line.actors.count else { return }
        let left = line.actors[index]
        let right = line.actors[index + 1]
        if left.clause == right.clause, isHolder(left, of: right, line) {
            line.actors[index].isModifier = true
            return
        }
        guard left.members.count == 1, left.clause == right.clause, !right.isModifier else { return }
        let gap = right.span.lowerBound - left.span.upperBound
        let isPlace = kinds(left).isSubset(of: .region)
        if isWhose(left), right.span.lowerBound - left.span.upperBound <= Self.markerGap,
            kinds(right).isSubset(of: Self.parties)
        {
            line.actors[index].isModifier = true
            return
        }
        let isParty = kinds(right).isSubset(of: Self.parties)
        // 聊天机器人Grok: what the work is.
        if gap == 0, kinds(left).isSubset(of: Self.fields), kinds(right).isSubset(of: Self.works) {
            line.actors[index].isModifier = true
            return
        }
        if isFormer(left, of: right) || wasWith(left) || isAmong(left.span.upperBound) || isField(left, of: right, line)
        {
            line.actors[index].isModifier = true
        }
        // `Germany's DAX`
        if isPlace, isPossessive(left.span.upperBound, gap), kinds(right).isSubset(of: Self.securities) {
            line.actors[index].isModifier = true
            return
        }
        guard isParty, gap <= Self.relationGap else { return }
        // `Cathie Wood's ARK`
        if kinds(left) == KindSet([.person]), kinds(right).isSubset(of: .organisation),
            isPossessive(left.span.upperBound, gap)
        {
            line.actors[index].isModifier = true
        }
        // `Samsung's Harman`
        if isPossessive(left.span.upperBound, gap), entity(right).parent == entity(left).id {
            line.actors[index].isModifier = true
        }
        // `the ChatGPT maker`
        if kinds(left).isSubset(of: Self.works), gap == 1, reading.mentions[right.members[0]].how == .anaphor {
            line.actors[index].isModifier = true
            return
        }
        // `Oracle rival SAP`
        if right.token == left.token + 2, case .word(let word) = line.tokens[left.token + 1].kind,
            book.has(word, relation)
        {
            line.actors[index].isModifier = true
            return
        }
        if isPlace, gap == 0 || isPossessive(left.span.upperBound, gap) {
            line.actors[index].isModifier = true
        } else if right.token == left.token + 2, case .word(let word) = line.tokens[left.token + 1].kind,
            book.has(word, owner)
        {
            line.actors[index].isModifier = true
        }
    }

    /// 收购海岳集团持有的岭川通达, 受让海岳集团所持岭川通达: whose the shares are that a verb before takes or gives.
    private func isHolder(_ left: Actor, of right: Actor, _ line: RuleLine) -> Bool {
        guard left.token < right.token, right.span.lowerBound - left.span.upperBound <= Self.relationGap,
            reading.text.isHan(at: left.span.upperBound)
        else { return false }
        let isSaid = (left.token + 1..<right.token).contains { place in
            guard case .word(let word) = line.tokens[place].kind else { return false }
            return book.has(word, held)
                || book.has(word, holding) && reading.text.has(Self.of, at: line.tokens[place].span.upperBound)
        }
        return isSaid
            && line.tokens(of: left.clause).contains { place in
                guard place < left.token, case .word(let word) = line.tokens[place].kind else { return false }
                return book.has(word, taking)
            }
    }

    private static let of = Fold.folded("的")

    /// 英特尔前硅光部门总监Daniel Reyes, 前瑞银顾问陈启文: where the person was before.
    private func isFormer(_ left: Actor, of right: Actor) -> Bool {
        let gap = left.span.upperBound..<right.span.lowerBound
        guard kinds(right) == KindSet(.person), gap.count > 1, gap.count <= Self.officeGap,
            gap.allSatisfy({ reading.text.isHan(at: $0) })
        else { return false }
        if isFormerly(left, gap) { return true }
        let before = left.span.lowerBound - 1
        return Self.former.contains(reading.text.folded[gap.lowerBound])
            || before >= 0 && Self.former.contains(reading.text.folded[before])
    }

    /// `previously of Equinix`
    private func wasWith(_ left: Actor) -> Bool {
        reading.text.first(of: book.firms.formerly, endingAt: left.span.lowerBound) != nil
    }

    /// 曾执掌小米机器人业务的蒋一舟
    private func isFormerly(_ left: Actor, _ gap: Span) -> Bool {
        let start = max(0, left.span.lowerBound - Self.formerlyGap)
        return reading.text.folded[gap.upperBound - 1] == 0x7684
            && reading.text.folded[start..<left.span.lowerBound].contains(0x66FE)
    }

    /// Longest verb between 曾 and the firm.
    private static let formerlyGap = 6
    /// 前, 原
    private static let former: Set<UInt16> = [0x524D, 0x539F]
    /// Longest name of an office between a firm and who held it.
    private static let officeGap = 16

    /// 大型科技股中只有苹果…: the first only says of which group the second is one.
    private func isAmong(_ end: Int) -> Bool {
        let folded = reading.text.folded
        return end + 1 < folded.count && Self.among.contains(folded[end]) && Self.afterAmong.contains(folded[end + 1])
    }

    /// 中, 里
    private static let among: Set<UInt16> = [0x4E2D, 0x91CC]
    /// 只, 仅, 有, 唯, 以, 最 and the comma.
    private static let afterAmong: Set<UInt16> = [0x53EA, 0x4EC5, 0x6709, 0x552F, 0x4EE5, 0x6700, 0x2C]

    /// AI芯片公司曦望, USDC发行商Circle, `AI chipmaker Cerebras`: a field or a work and a noun for firms before the name of
    /// one.
    private func isField(_ left: Actor, of right: Actor, _ line: RuleLine) -> Bool {
        guard kinds(left).isSubset(of: Self.fields.union(Self.goods)), kinds(right).isSubset(of: Self.parties) else {
            return false
        }
        // AI概念股百度
        if right.span.lowerBound == left.span.upperBound, reading.text.code(at: left.span.upperBound - 1) == 0x80A1 {
            return true
        }
        if isHanDescription(left.span.upperBound..<right.span.lowerBound), kinds(left) == KindSet([.country]) {
            return true
        }
        guard right.token - left.token > 1, right.span.lowerBound - left.span.upperBound <= 24
        else { return false }
        let between = line.tokens[(left.token + 1)..<right.token]
        guard let last = between.last, case .word(let noun) = last.kind,
            book.has(noun, firmNoun) || book.has(noun, descriptor)
        else { return false }
        // 德国软件企业SAP: the field may be a word of the rules too.
        return between.allSatisfy { token in
            guard case .word(let word) = token.kind else { return false }
            return !book.has(word, marker) && !book.has(word, book.engine.verb) && !book.has(word, speech)
        }
    }

    /// 欧洲云服务商Nebius, 德国软件巨头SAP: nothing but what the firm is.
    private func isHanDescription(_ gap: Span) -> Bool {
        guard (2...Self.describedHan).contains(gap.count), gap.allSatisfy({ reading.text.isHan(at: $0) }) else {
            return false
        }
        return Self.firmEnds.contains(reading.text.folded[gap.upperBound - 1])
    }

    private static let describedHan = 10
    /// 商, 企, 厂, 司, 业 and 头, in which nouns for firms end: 服务商, 车企, 工厂, 公司, 企业, 巨头.
    private static let firmEnds: Set<UInt16> = [0x5546, 0x4F01, 0x5382, 0x53F8, 0x4E1A, 0x5934]

    /// 其, its: the next name is theirs (将其芯片部门Altera).
    private func isWhose(_ actor: Actor) -> Bool {
        let mention = reading.mentions[actor.members[0]]
        guard actor.isPronoun || mention.how == .anaphor else { return false }
        let units = reading.text.folded[actor.span]
        return units.elementsEqual([0x5176]) || units.elementsEqual([0x69, 0x74, 0x73])
    }

    private static let fields = KindSet([.country, .concept, .sector])
    private static let goods = works.union(KindSet([.commodity]))
    private static let works = KindSet([.product, .model])
    private static let securities = KindSet([.index, .bond, .exchange])
    private static let parties = KindSet.organisation.union(KindSet([.person]))

    private func kinds(_ actor: Actor) -> KindSet {
        actor.members.reduce(into: KindSet()) {
            $0.formUnion(KindSet(reading.entities[reading.mentions[$1].entity].kind))
        }
    }

    private func entity(_ actor: Actor) -> Entity { reading.entities[reading.mentions[actor.members[0]].entity] }

    private func isPossessive(_ end: Int, _ gap: Int) -> Bool {
        let folded = reading.text.folded
        guard gap == 3, end + 2 < folded.count else { return false }
        return (folded[end] == 0x2019 || folded[end] == 0x27) && folded[end + 1] == 0x73 && folded[end + 2] == 0x20
    }

    private func readNeighbours(_ index: Int, _ line: inout RuleLine) {
        let actor = line.actors[index]
        var start = index
        while start > 0, line.actors[start - 1].isModifier, line.actors[start - 1].clause == actor.clause,
            line.actors[start - 1].token == line.actors[start].token - 1
        {
            start -= 1
        }
        let first = line.actors[start]
        var token = first.token - 1
        let isDescribed = isDescription(token, of: first, line)
        while token > 0, isApposition(line.tokens[token], line) || isDescribed && isPlain(line.tokens[token], first) {
            token -= 1
        }
        if token >= 0, case .word(let word) = line.tokens[token].kind, line.tokens[token].clause == first.clause,
            first.span.lowerBound - line.tokens[token].span.upperBound
                <= (isDescribed ? Self.describedGap : Self.markerGap),
            book.has(word, marker), !isOfShares(token, line), !isDescribed || !book.has(word, speech)
        {
            let isSubject =
                isFronted(token, first, line) || isClause(token, actor, line) || isAbsolute(token, actor, line)
            line.actors[index].marker = isSubject ? -1 : word
        }
        if first.token > 0, case .word(let word) = line.tokens[first.token - 1].kind, book.has(word, holder),
            line.tokens[first.token - 1].span.upperBound == first.span.lowerBound
        {
            line.actors[index].isAside = true
        }
    }

    /// `of Dutch battery-software developer Saltbox`, 对芯片公司高通: what the firm does stands between it and its marker.
    private func isDescription(_ token: Int, of actor: Actor, _ line: RuleLine) -> Bool {
        guard token >= 0, case .word(let word) = line.tokens[token].kind else { return false }
        let gap = actor.span.lowerBound - line.tokens[token].span.upperBound
        return reading.article.language == .en
            ? gap == 1 && book.has(word, descriptor) : gap == 0 && book.has(word, firmNoun)
    }

    private func isPlain(_ token: Token, _ actor: Actor) -> Bool {
        guard token.clause == actor.clause, case .word(let word) = token.kind else { return false }
        return !book.has(word, marker) && !book.has(word, book.engine.verb) && !book.has(word, boundary)
    }

    /// Longest such description.
    private static let describedGap = 48

    /// `At Quanta, sales fell 6%`: whose sales they are.
    private func isFronted(_ marker: Int, _ actor: Actor, _ line: RuleLine) -> Bool {
        let span = line.tokens[marker].span
        return reading.text.has(Self.at, at: span.lowerBound) && span.count == 2
            && span.lowerBound - line.clauses[actor.clause].lowerBound <= 1
            && line.tokens(of: actor.clause).count == actor.token - marker + 1
            && reading.text.code(at: actor.span.upperBound) == 0x2C
    }

    private static let at = Fold.folded("at")

    /// `fell as the S&P 500 rose`, `as Intel's revenue fell`: what acts behind `as`, or has what does, is a subject.
    private func isClause(_ marker: Int, _ actor: Actor, _ line: RuleLine) -> Bool {
        reading.text.has(Self.as, at: line.tokens[marker].span.lowerBound) && line.tokens[marker].span.count == 2
            && (acts(actor.token, line) || hasFigure(actor, line))
    }

    /// `with Google purchasing most of its output`, `with ASML, KLA and AMD each up 2%`
    private func isAbsolute(_ marker: Int, _ actor: Actor, _ line: RuleLine) -> Bool {
        guard reading.article.language == .en, reading.text.has(Self.with, at: line.tokens[marker].span.lowerBound),
            line.tokens[marker].span.count == 4
        else {
            return false
        }
        var start = behindTicker(actor.span.upperBound) + 1
        if let each = Self.eachOf.first(where: { reading.text.has($0, at: start - 1) }) { start += each.count - 1 }
        guard reading.text.code(at: start - 1) == 0x20 else { return false }
        if let (word, _) = hits.longest(at: start, limit: line.span.upperBound), book.has(word, book.engine.verbless) {
            return true
        }
        let end = Latin.wordEnd(reading.text.folded, from: start)
        return end - start > 4 && reading.text.has(Self.ing, endingAt: end)
    }

    /// `Roku <ROKU.O> dropping`
    private func behindTicker(_ end: Int) -> Int {
        guard reading.text.code(at: end) == 0x20 else { return end }
        return reading.text.bracketEnd(at: end + 1, longest: Self.ticker * 2, limit: reading.text.count) ?? end
    }

    private static let with = Fold.folded("with"), ing = Fold.folded("ing")
    private static let eachOf = [" each ", " both ", " all "].map { Fold.folded($0) }

    /// `Intel's revenue`, `Intel's second-quarter revenue`
    private func hasFigure(_ actor: Actor, _ line: RuleLine) -> Bool {
        guard isPossessive(actor.span.upperBound, 3) else { return false }
        for token in line.tokens[(actor.token + 1)...].prefix(2) {
            switch token.kind {
            case .word(let word): return book.has(word, book.engine.head)
            case .time: continue
            case .actor, .figure: return false
            }
        }
        return false
    }

    private static let `as` = Fold.folded("as")

    /// `Shares in Nokia fell`: Nokia is who fell.
    private func isOfShares(_ marker: Int, _ line: RuleLine) -> Bool {
        guard marker > 0, case .word(let before) = line.tokens[marker - 1].kind, book.has(before, shares),
            line.tokens[marker].span.lowerBound - line.tokens[marker - 1].span.upperBound == 1
        else { return false }
        // `bought shares in Nokia`, not `Shares in Nokia`.
        return marker < 2 || line.tokens[marker - 2].clause != line.tokens[marker].clause
    }

    /// 第一大股东, `its rival`: stands between a marker and the name it marks.
    private func isApposition(_ token: Token, _ line: RuleLine) -> Bool {
        switch token.kind {
        case .word(let word):
            (book.has(word, apposition) || book.has(word, firmNoun) || book.has(word, office))
                && !book.has(word, marker)
        // `from three Vistra plants`
        case .figure(let index): line.figures[index].family == .rank || line.figures[index].family == .count
        case .actor(let index): line.actors[index].isModifier || kinds(line.actors[index]).isSubset(of: Self.fields)
        case .time: false
        }
    }

    /// Longest stretch between a party and the one that it is named for (`Nvidia supplier SK Hynix`).
    private static let relationGap = 14

    /// Longest stretch between a marker and its entity (`with its rival AMD`, 向芯片商英伟达).
    private static let markerGap = 12
}
