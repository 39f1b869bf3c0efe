/// Who says it: speakers of a line as a chain from the nearest outward.
struct Speakers {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    @Shared var reading: Reading
    /// By mention.
    @Shared private var brokers: [Bool]

    init(book: Shared<Rulebook>, hits: Shared<WordHits>, reading: Shared<Reading>) {
        _book = book
        _hits = hits
        _reading = reading
        let names = BrokerNames(book: book, hits: hits, reading: reading)
        // 前者, 后者: whoever they stand for was named as a broker, or not.
        var entities = [Bool](repeating: false, count: reading.wrappedValue.entities.count)
        var brokers: [Bool] = []
        for mention in reading.wrappedValue.mentions {
            let isBroker = mention.how == .anaphor ? entities[mention.entity] : names.isBroker(mention.span)
            if mention.how != .anaphor { entities[mention.entity] = isBroker }
            brokers.append(isBroker)
        }
        _brokers = Shared(of: brokers)
    }

    func isSpeaker(_ actor: Actor, in line: RuleLine) -> Bool {
        if isFollowed(actor, by: book.engine.speech, line) || speaksThroughOfficer(actor, line) { return true }
        return actor.marker >= 0 && book.has(actor.marker, book.engine.according)
    }

    /// `Nvidia CFO Colette Kress said`, `said Nvidia Chief Financial Officer Colette Kress`, `said Colette Kress, Nvidia's
    /// chief financial officer`: an officer's word is the firm's.
    private func speaksThroughOfficer(_ actor: Actor, _ line: RuleLine) -> Bool {
        guard reading.article.language == .en, let member = actor.members.first, isFirm(member),
            actor.token + 1 < line.tokens.count,
            let office = self.word(actor.token + 1, line, near: actor.span.upperBound),
            book.has(office, book.engine.position), line.tokens[actor.token + 1].clause == actor.clause
        else { return false }
        if saysBefore(actor, line) { return true }
        for token in line.tokens[(actor.token + 2)...].prefix(Self.officerWords) where token.clause == actor.clause {
            switch token.kind {
            case .actor(let index) where isPerson(line.actors[index]): continue
            case .word(let word) where book.has(word, book.engine.position): continue
            case .word(let word): return book.has(word, book.engine.speech)
            case .actor, .figure, .time: return false
            }
        }
        return false
    }

    /// `said` right before the firm or, behind a comma, before the officer that it is named for.
    private func saysBefore(_ actor: Actor, _ line: RuleLine) -> Bool {
        let first = line.tokens(of: actor.clause).first
        let clause = first == actor.token && actor.clause > 0 ? actor.clause - 1 : actor.clause
        let before = line.tokens(of: clause).filter { $0 < actor.token }
        guard before.count <= 2, let opening = before.first, case .word(let word) = line.tokens[opening].kind else {
            return false
        }
        return book.has(word, book.engine.speech)
            && line.tokens[opening].span.lowerBound - line.clauses[clause].lowerBound <= 2
    }

    private func isPerson(_ actor: Actor) -> Bool {
        actor.members.allSatisfy { reading.entities[reading.mentions[$0].entity].kind == .person }
    }

    /// Words and names between a firm and `said`: its offices and who holds them.
    private static let officerWords = 4

    func isFollowed(_ actor: Actor, by wordClass: Int, _ line: RuleLine) -> Bool {
        var next = actor.token + 1
        var end = actor.span.upperBound
        // TrendForce集邦咨询估算: the same name twice.
        if next < line.tokens.count, case .actor(let other) = line.tokens[next].kind, !line.actors[other].isUsable {
            end = line.actors[other].span.upperBound
            next += 1
        }
        // TrendForce今日预估
        if next < line.tokens.count, case .time = line.tokens[next].kind { next += 1 }
        guard let word = self.word(next, line, near: end) else { return false }
        if book.has(word, wordClass) { return true }
        // TrendForce最新预估
        if book.has(word, book.engine.verb) || book.has(word, book.engine.head) { return false }
        return self.word(next + 1, line, near: end).map { book.has($0, wordClass) } ?? false
    }

    private func word(_ token: Int, _ line: RuleLine, near end: Int) -> Int? {
        guard token < line.tokens.count, case .word(let word) = line.tokens[token].kind,
            line.tokens[token].span.lowerBound - end <= 8,
            // 客户包括赛力斯；预计今年营收…
            !reading.text.folded[end..<max(end, line.tokens[token].span.lowerBound)].contains(0x3B)
        else { return nil }
        return word
    }

    /// A bank, broker or research house.
    func isBroker(_ mention: Int) -> Bool { brokers[mention] }

    /// Index into `Reading.entities`.
    func entity(of mention: Int) -> Int { reading.mentions[mention].entity }

    func isFirm(_ mention: Int) -> Bool { reading.entities[reading.mentions[mention].entity].kind.isFirm }

    /// Named only for what it is to whom the text goes on about: 老股东…, …担任财务顾问.
    func isAside(_ mention: Int) -> Bool {
        book.firms.topics?.isAside(reading.mentions[mention].span, reading.text) ?? false
    }

    func isCountry(_ mention: Int) -> Bool { reading.entities[reading.mentions[mention].entity].kind == .country }

    func isMarket(_ mention: Int) -> Bool { reading.entities[reading.mentions[mention].entity].kind.isMarket }

    /// The country that this authority is of.
    func authority(_ mention: Int) -> String? {
        let entity = reading.entities[reading.mentions[mention].entity]
        guard entity.kind == .authority, !entity.country.isEmpty else { return nil }
        return entity.country
    }

    /// At most this many links are reported: A, citing B, according to C.
    private static let longest = 3

    func attributions(of trigger: Int, in line: RuleLine, except fillers: [FactCandidate.Filler])
        -> [Event.Attribution]
    {
        var found: [(distance: Int, attribution: Event.Attribution)] = []
        for index in line.actors.indices where line.actors[index].isUsable && isSpeaker(line.actors[index], in: line) {
            let actor = line.actors[index]
            guard let mention = actor.members.first, speaks(actor, of: trigger, line) else { continue }
            let entity = reading.entities[reading.mentions[mention].entity]
            let kind = kind(of: entity, mention, actor, line)
            if kind.isEmpty { continue }
            let name = reading.text.string(reading.mentions[mention].span)
            found.append(
                (abs(actor.token - trigger), Event.Attribution(name: name, kind: kind, entity: entity)))
        }
        let anonymous = book.engine.anonymous
        for (index, token) in line.tokens.enumerated() {
            guard case .word(let word) = token.kind, book.has(word, anonymous) else { continue }
            let name = reading.text.string(token.span)
            found.append((abs(index - trigger), Event.Attribution(name: name, kind: "anonymous", entity: nil)))
        }
        return found.sorted { $0.distance < $1.distance }.prefix(Self.longest).map(\.attribution)
    }

    /// A speaker stands before what it says, or closes the sentence (`…, Reuters reported`).
    private func speaks(_ actor: Actor, of trigger: Int, _ line: RuleLine) -> Bool {
        if actor.token + 1 == trigger { return false }
        return actor.token < trigger || actor.clause == line.clauses.count - 1
    }

    private func kind(of entity: Entity, _ mention: Int, _ actor: Actor, _ line: RuleLine) -> String {
        let names = BrokerNames(book: _book, hits: _hits, reading: _reading)
        if names.isNamed(reading.mentions[mention].span, in: book.engine.dataVendor) { return "data_vendor" }
        if isBroker(mention) { return "broker" }
        if isFollowed(actor, by: book.engine.filing, line) { return "filing" }
        if reading.mentions[mention].use == .source || entity.kind == .media { return "media" }
        switch entity.kind {
        case .authority, .country, .exchange: return "official"
        case .person, .company, .privateCompany, .segment, .group, .fund: return "company"
        default: return ""
        }
    }
}
