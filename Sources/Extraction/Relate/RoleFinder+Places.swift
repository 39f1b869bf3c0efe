extension RoleFinder {
    /// At one level of places; a place never comes before those that the rule names before it.
    mutating func find(_ role: Rule.Role, at level: Int, _ filled: [Filled]) -> Filled? {
        var reached = 0
        for place in role.places {
            reached = max(reached, Self.level(place))
            if reached == level, let found = find(role, at: place, filled) { return found }
        }
        return nil
    }

    private mutating func find(_ role: Rule.Role, at place: Rule.Place, _ filled: [Filled]) -> Filled? {
        switch place {
        case .same(let name):
            guard var other = filled.first(where: { $0.role == name }), !(role.isForecaster && isOthersView) else {
                return nil
            }
            other.role = role.name
            return other
        case .context: return elided(role)
        case .broker: return broker(role)
        case .home: return home(role)
        case .otherwise(let id):
            let nearest = filled.first?.mentions.first ?? line.actors.first?.members.first
            guard let mention = nearest ?? reading.mentions.indices.first else { return nil }
            return Filled(
                role: role.name, mentions: [mention], how: .inferred, isSet: role.isSet, isElided: false, standIn: id)
        case .speaker: return speaksForSubject(speaker(role), role, filled) ? nil : take(speaker(role), role)
        case .marked(let wordClass, let side):
            return take(nearest(role, at: place), role) ?? lastOfPair(role, wordClass, side)
        case .followed, .after, .before, .beside: return take(nearest(role, at: place), role)
        case .object: return take(object(role), role)
        case .earlier(let wordClass): return earlier(role, wordClass)
        case .later(let wordClass): return take(later(role, wordClass), role)
        case .subject: return subject(role)
        }
    }

    mutating func take(_ index: Int?, _ role: Rule.Role) -> Filled? {
        guard let index else { return nil }
        used.append(index)
        let how: Mention.How? = line.actors[index].isPronoun ? .anaphor : nil
        return Filled(role: role.name, mentions: members(index), how: how, isSet: role.isSet, isElided: false)
    }

    /// A与B签署: read as one party, A and B are two where a rule asks for whom A deals with.
    private mutating func lastOfPair(_ role: Rule.Role, _ wordClass: Int, _ side: Rule.Side) -> Filled? {
        guard !role.isSet, side != .after, wordClass == book.engine.with else { return nil }
        for index in line.actors(of: line.tokens[trigger].clause).reversed() {
            let actor = line.actors[index]
            guard actor.token < trigger, actor.members.count == 2, actor.isPair, fits(index, role),
                let last = actor.members.last
            else { continue }
            shared[index] = 1
            return Filled(role: role.name, mentions: [last], how: nil, isSet: false, isElided: false)
        }
        return nil
    }

    private func isBeside(_ actor: Actor) -> Bool {
        actor.token < trigger && actor.marker < 0
            && line.tokens[trigger].span.lowerBound - actor.span.upperBound <= objectGap
    }

    private func isAt(_ side: Rule.Side, _ actor: Actor) -> Bool {
        switch side {
        case .any: true
        case .before: actor.token < trigger
        case .after: actor.token > trigger
        }
    }

    /// The fitting actor of the trigger's clause that stands nearest to it.
    private func nearest(_ role: Rule.Role, at place: Rule.Place) -> Int? {
        var best: (index: Int, distance: Int)?
        for index in line.actors(of: line.tokens[trigger].clause) {
            let distance = abs(line.actors[index].token - trigger)
            if let best, distance >= best.distance { continue }
            if stands(line.actors[index], at: place), fits(index, role) { best = (index, distance) }
        }
        return best?.index
    }

    /// For the places where the nearest of several is meant.
    private func stands(_ actor: Actor, at place: Rule.Place) -> Bool {
        switch place {
        case .marked(let wordClass, let side):
            actor.marker >= 0 && book.has(actor.marker, wordClass) && isAt(side, actor)
        case .followed(let wordClass): followed(actor, by: wordClass)
        case .after: actor.token > trigger && actor.marker < 0
        case .before: actor.token < trigger && actor.marker < 0 && !isBroker(actor)
        case .beside: isBeside(actor)
        case .same, .context, .broker, .home, .otherwise, .speaker, .object, .earlier, .later, .subject: false
        }
    }

    /// The first party after the trigger, with no figure between.
    private func object(_ role: Rule.Role) -> Int? {
        for token in line.tokens(of: line.tokens[trigger].clause) where token > trigger {
            switch line.tokens[token].kind {
            case .figure: return nil
            case .actor(let index):
                if line.actors[index].isModifier || !line.actors[index].isUsable { continue }
                let isClose = line.actors[index].span.lowerBound - line.tokens[trigger].span.upperBound <= objectGap
                if isWorkplace(line.actors[index]) { return nil }
                let isBare =
                    line.actors[index].marker < 0
                    || reading.article.language != .en && !isPartner(line.actors[index].marker)
                return isClose && isBare && fits(index, role) ? index : nil
            case .word, .time: continue
            }
        }
        return apposed(role)
    }

    /// `ousted its chief executive, Thierry Lacombe,`: who holds the office that closes the trigger's clause.
    private func apposed(_ role: Rule.Role) -> Int? {
        let clause = line.tokens[trigger].clause
        guard role.kinds == KindSet(.person), reading.article.language == .en, clause + 1 < line.clauses.count,
            line.tokens(of: clause).contains(where: { isOffice($0) }), let next = line.actors(of: clause + 1).first
        else { return nil }
        let isNext = line.actors[next].span.lowerBound - line.clauses[clause].upperBound <= 1
        return isNext && fits(next, role) ? next : nil
    }

    private func isOffice(_ token: Int) -> Bool {
        guard token > trigger, case .word(let word) = line.tokens[token].kind else { return false }
        return book.has(word, book.engine.position)
    }

    /// `is leaving to take the same job at Vodafone`
    private func isWorkplace(_ actor: Actor) -> Bool {
        reading.article.language == .en && reading.text.has(Self.at, endingAt: actor.span.lowerBound)
    }

    private static let at = Fold.folded(" at ")

    /// 投资与微软、谷歌的战略: who stands beside is no object.
    private func isPartner(_ marker: Int) -> Bool {
        book.has(marker, book.engine.with) || book.has(marker, book.engine.by)
    }

    /// Longest stretch between a verb and its object (`exited its whole position in`, 清仓了持有多年的).
    private var objectGap: Int { reading.article.language == .en ? 32 : 12 }

    /// The nearest fitting party before the trigger in its sentence, in whatever part; else whom the text speaks of.
    private mutating func earlier(_ role: Rule.Role, _ marker: Int?) -> Filled? {
        let clause = line.tokens[trigger].clause
        var index = line.actors(of: clause).upperBound - 1
        while index >= 0 {
            let actor = line.actors[index]
            if let marker, actor.marker < 0 || !book.has(actor.marker, marker) {
                if marker == book.engine.with, actor.clause != clause, let found = lastOfPair(at: index, role) {
                    return found
                }
                index -= 1
                continue
            }
            if actor.token < trigger, fits(index, role), !isBrokerSpeaking(index) {
                var found = take(index, role)
                if actor.clause != clause { found?.how = .elided }
                return found
            }
            if clause - actor.clause > Self.clausesBack { break }
            index -= 1
        }
        return marker == nil && !hasOtherObject(role) ? elided(role) : nil
    }

    /// The first fitting party with the marker in the clauses right behind the trigger's.
    private func later(_ role: Rule.Role, _ marker: Int) -> Int? {
        let next = line.tokens[trigger].clause + 1
        for clause in next..<min(line.clauses.count, next + Self.clausesOn) {
            let found = line.actors(of: clause).first { index in
                let actor = line.actors[index]
                return actor.marker >= 0 && book.has(actor.marker, marker) && fits(index, role)
            }
            if let found { return found }
        }
        return nil
    }

    /// How many clauses behind a trigger's are looked at.
    static let clausesOn = 2

    /// 增持黄金: the verb has an object, though not one of the role's kinds.
    private func hasOtherObject(_ role: Rule.Role) -> Bool {
        guard trigger + 1 < line.tokens.count, case .actor(let index) = line.tokens[trigger + 1].kind else {
            return false
        }
        let actor = line.actors[index]
        return actor.clause == line.tokens[trigger].clause && !used.contains(index) && actor.marker < 0
            && actor.span.lowerBound - line.tokens[trigger].span.upperBound <= 4
            && !actor.members.allSatisfy { role.kinds.contains(kind(of: $0)) }
    }

    func kind(of mention: Int) -> KindSet {
        KindSet(reading.entities[reading.mentions[mention].entity].kind)
    }

    private mutating func lastOfPair(at index: Int, _ role: Rule.Role) -> Filled? {
        let actor = line.actors[index]
        guard actor.members.count == 2, actor.isPair, fits(index, role), let last = actor.members.last else {
            return nil
        }
        shared[index] = 1
        let partner = isOwnSubject(last) ? actor.members[0] : last
        return Filled(role: role.name, mentions: [partner], how: .elided, isSet: false, isElided: false)
    }

    /// A与B签约，B将采购: whom B deals with is A.
    private func isOwnSubject(_ mention: Int) -> Bool {
        let clause = line.tokens[trigger].clause
        guard line.subjects.indices.contains(clause), line.subjects[clause] >= 0 else { return false }
        return line.actors[line.subjects[clause]].members.contains {
            reading.mentions[$0].entity == reading.mentions[mention].entity
        }
    }

    /// How many clauses back a party may be that a verb without an object speaks of.
    private static let clausesBack = 3

    private func followed(_ actor: Actor, by wordClass: Int) -> Bool {
        speakers.isFollowed(actor, by: wordClass, line)
    }

    private mutating func subject(_ role: Rule.Role) -> Filled? {
        let clause = line.tokens[trigger].clause
        var best: Int?
        for index in line.actors(of: clause) where line.actors[index].token < trigger {
            if line.actors[index].marker < 0 || isAbsolute(line.actors[index]), !line.actors[index].isObject,
                fits(index, role), !isBrokerSpeaking(index)
            {
                best = index
            }
        }
        // `Nike said complaints rose`, `Disney's park attendance fell`
        if let best, role.name == Self.security, isFirm(best), !isBeside(best), hasForeignSubject(isElided: false) {
            return nil
        }
        if let best { return take(owner(of: best, role) ?? best, role) }
        if saysWe(clause), let index = speaker(role) { return take(index, role) }
        if hasPluralSubject || hasLatinSubject || hasForeignSubject(isElided: true) { return nil }
        if let index = antecedent(of: clause, role) {
            var found = take(index, role)
            found?.how = .elided
            return found
        }
        for earlier in stride(from: clause - 1, through: 0, by: -1) where earlier < line.agents.count {
            let index = line.agents[earlier]
            if index >= 0, !line.actors[index].joinsRound, fits(index, role), !isBrokerSpeaking(index), !rates(index) {
                var found = take(index, role)
                found?.how = .elided
                return found.map { whole($0, isNewItem: line.endsWithSemicolon(clause - 1, reading.text.folded)) }
            }
        }
        return announcer(before: clause, role) ?? fronted(clause, role)
            ?? (hasUnknownSubject ? nil : elided(role))
    }

    private static let security = "security"

    /// `Copper futures` and `Nasdaq futures` are what moves.
    private func isFirm(_ actor: Int) -> Bool {
        line.actors[actor].members.allSatisfy { kind(of: $0).isSubset(of: Self.firms) }
    }

    private static let firms = KindSet(.company).union(KindSet(.privateCompany))

    private func isBeside(_ actor: Int) -> Bool {
        line.actors[actor].span.upperBound >= line.tokens[trigger].span.lowerBound - 1
    }

    /// `"We expect revenue of $65 billion," Nvidia said`: whoever speaks speaks of itself.
    private func saysWe(_ clause: Int) -> Bool { isSaid(book.engine.we, in: clause) }

    /// `Analysts expect Apple to report revenue of …`: nobody's own.
    private var isOthersView: Bool { isSaid(book.engine.analysts, in: line.tokens[trigger].clause) }

    /// Whether a word of the class stands before the trigger in a clause.
    private func isSaid(_ wordClass: Int, in clause: Int) -> Bool {
        line.tokens(of: clause).contains { token in
            guard token < trigger, case .word(let word) = line.tokens[token].kind else { return false }
            return book.has(word, wordClass)
        }
    }

    /// `With a 36% share, SK Hynix pulled ahead`, `Valued at $5 billion, Mistral …`: what a clause without a subject opens
    /// with is said of the subject behind it.
    private mutating func fronted(_ clause: Int, _ role: Rule.Role) -> Filled? {
        let next = clause + 1
        guard reading.article.language == .en, clause == 0, line.agents.indices.contains(next), line.agents[next] >= 0,
            line.actors[line.agents[next]].span.lowerBound - line.clauses[next].lowerBound <= Self.article,
            opensFront(clause),
            fits(line.agents[next], role), !isBrokerSpeaking(line.agents[next])
        else { return nil }
        var found = take(line.agents[next], role)
        found?.how = .elided
        return found
    }

    /// Blanks and an article before the subject of a clause.
    private static let article = 5

    private func opensFront(_ clause: Int) -> Bool {
        let start = line.clauses[clause].lowerBound
        let end = Latin.wordEnd(reading.text.folded, from: start, limit: line.clauses[clause].upperBound)
        return book.firms.fronts.longest(in: reading.text, at: start)?.count == end - start
            || end - start > 4 && reading.text.has([0x69, 0x6E, 0x67], endingAt: end)
    }

    /// `Broadcom, whose shares fell`, `helped by Micron, up 6%`, `AMD gained 4%, lifting its value to …`: the party right
    /// before a relative clause, and the last one that acts before a participle.
    private func antecedent(of clause: Int, _ role: Rule.Role) -> Int? {
        guard reading.article.language == .en, clause > 0, line.clauses.indices.contains(clause) else { return nil }
        let start = line.clauses[clause].lowerBound
        let isRelative = line.tokens(of: clause).first.map { opensRelative(line.tokens[$0], at: start) } ?? false
        guard isRelative || beginsWithParticiple(clause) else { return nil }
        return line.actors(of: clause - 1).last { index in
            let actor = line.actors[index]
            // `with Brent settling at $63.87 a barrel, down 1.2%`
            let isOwn = isRelative && hasParticiple(actor)
            let isNear = isRelative && !isOwn ? start - actor.span.upperBound <= Self.relativeGap : true
            let acts = isRelative || actor.marker < 0 && !actor.isObject
            return isNear && acts && fits(index, role) && !isBrokerSpeaking(index)
        }
    }

    /// Longest stretch between a party and the clause that tells of it.
    private static let relativeGap = 4

    private func opensRelative(_ token: Token, at start: Int) -> Bool {
        guard case .word(let word) = token.kind, token.span.lowerBound - start <= 1 else { return false }
        return book.has(word, book.engine.relative) || book.has(word, book.engine.verbless)
    }

    private func beginsWithParticiple(_ clause: Int) -> Bool {
        let span = line.clauses[clause]
        var start = span.lowerBound
        while start < span.upperBound, reading.text.code(at: start) == 0x20 { start += 1 }
        let end = Latin.wordEnd(reading.text.folded, from: start, limit: span.upperBound)
        return end - start > 4 && reading.text.has([0x69, 0x6E, 0x67], endingAt: end)
    }

    /// `…, with the Nasdaq sinking 3.4%`, `with Advantest up 5%`: a subject of its own.
    private func isAbsolute(_ actor: Actor) -> Bool {
        guard actor.token < trigger, reading.article.language == .en, actor.marker >= 0,
            book.has(actor.marker, book.engine.with)
        else { return false }
        // `with the S&P 500 ending 0.6% lower`, `with Apple shares up 7%`
        let between = line.tokens[(actor.token + 1)..<trigger]
        guard between.count <= 3, between.allSatisfy({ isParticiple($0) || isFigure($0) || isShares($0) }) else {
            return false
        }
        if case .word(let word) = line.tokens[trigger].kind, book.has(word, book.engine.verbless) { return true }
        return isParticiple(line.tokens[trigger])
    }

    /// A subject of its own behind `with`, whose verb follows.
    private func hasParticiple(_ actor: Actor) -> Bool {
        guard actor.marker >= 0, book.has(actor.marker, book.engine.with), actor.token + 1 < line.tokens.count else {
            return false
        }
        let next = line.tokens[actor.token + 1]
        return next.clause == actor.clause && isParticiple(next)
    }

    private func isFigure(_ token: Token) -> Bool {
        if case .figure = token.kind { true } else { false }
    }

    private func isShares(_ token: Token) -> Bool {
        if case .word(let word) = token.kind { book.has(word, book.engine.shareWord) } else { false }
    }

    private func isParticiple(_ token: Token) -> Bool {
        // settling at
        let end = Latin.wordEnd(reading.text.folded, from: token.span.lowerBound, limit: token.span.upperBound)
        return reading.text.has([0x69, 0x6E, 0x67], endingAt: end)
    }

    /// Nebius发布的业绩：第四季度营收…: whose report it is, in whatever part of the clause that ends with a colon.
    private mutating func announcer(before clause: Int, _ role: Rule.Role) -> Filled? {
        for earlier in stride(from: clause - 1, through: max(0, clause - Self.clausesBack), by: -1)
        where line.endsWithColon(earlier, reading.text.folded) {
            guard let index = line.actors(of: earlier).last(where: { fits($0, role) && !isBrokerSpeaking($0) }) else {
                continue
            }
            var found = take(index, role)
            found?.how = .elided
            return found
        }
        return nil
    }

    private func elided(_ role: Rule.Role) -> Filled? {
        // An English sentence names its person again, or says he or she.
        if role.kinds == KindSet(.person), reading.article.language == .en { return nil }
        // A field (AI, 机器人) is seldom what a sentence without a subject goes on about.
        var kinds = role.kinds.subtracting([KindSet(.concept), KindSet(.sector)])
        if reading.article.language == .en { kinds.subtract(KindSet(.person)) }
        guard let subject = salience.subject(for: line, where: { fits($0, kinds) }) else {
            guard role.kinds == .region, let country = salience.country(for: line) else { return nil }
            return Filled(role: role.name, mentions: [country], how: .elided, isSet: role.isSet, isElided: true)
        }
        let found = Filled(
            role: role.name, mentions: subject, how: .elided, isSet: role.isSet, isElided: true)
        return whole(found, isNewItem: false)
    }
}
