/// Who fills the roles of a rule at a trigger.
struct RoleFinder {
    struct Filled {
        var role: String
        /// Indices into `Reading.mentions`.
        var mentions: [Int]
        var how: Mention.How?
        var isSet: Bool
        var isElided: Bool
    }

    let book: Rulebook
    let reading: Reading
    let salience: Salience
    let line: RuleLine
    let trigger: Int
    private var used: Set<Int> = []

    init(book: Rulebook, reading: Reading, salience: Salience, line: RuleLine, trigger: Int) {
        self.book = book
        self.reading = reading
        self.salience = salience
        self.line = line
        self.trigger = trigger
    }

    /// Nil where a role that may not be missing is: marked places first, so that the subject takes what is left.
    mutating func fill(_ roles: [Rule.Role]) -> [Filled]? {
        var filled: [String: Filled] = [:]
        let order = roles.indices.sorted { (precedence(roles[$0]), $0) < (precedence(roles[$1]), $1) }
        for index in order {
            let role = roles[index]
            guard var found = find(role, filled) else {
                if role.isOptional { continue }
                return nil
            }
            if role.isSet, found.mentions.count < 2 {
                if let earlier = filled[role.name] { found.mentions = earlier.mentions + found.mentions }
            }
            filled[role.name] = found
        }
        var result: [Filled] = []
        for role in roles {
            guard let found = filled[role.name], !result.contains(where: { $0.role == role.name }) else { continue }
            if role.isSet, found.mentions.count < 2 { return nil }
            result.append(found)
        }
        return result
    }

    private func precedence(_ role: Rule.Role) -> Int {
        guard let first = role.places.first else { return 3 }
        switch first {
        case .marked, .followed: return 0
        case .after: return 1
        case .speaker: return 2
        case .before, .subject: return 3
        case .context, .same: return 4
        }
    }

    private mutating func find(_ role: Rule.Role, _ filled: [String: Filled]) -> Filled? {
        for place in role.places {
            if let found = find(role, at: place, filled) { return found }
        }
        return nil
    }

    private mutating func find(_ role: Rule.Role, at place: Rule.Place, _ filled: [String: Filled]) -> Filled? {
        switch place {
        case .same(let name):
            guard var other = filled[name] else { return nil }
            other.role = role.name
            return other
        case .context: return elided(role)
        case .speaker: return take(speaker(role), role)
        case .marked(let wordClass):
            return take(nearest(role) { $0.marker >= 0 && book.has($0.marker, wordClass) }, role)
        case .followed(let wordClass): return take(nearest(role) { followed($0, by: wordClass) }, role)
        case .after: return take(nearest(role) { $0.token > trigger && $0.marker < 0 }, role)
        case .before: return take(nearest(role) { $0.token < trigger && $0.marker < 0 }, role)
        case .subject: return subject(role)
        }
    }

    private mutating func take(_ index: Int?, _ role: Rule.Role) -> Filled? {
        guard let index else { return nil }
        used.insert(index)
        return Filled(
            role: role.name, mentions: line.actors[index].members, how: nil, isSet: role.isSet, isElided: false)
    }

    private func fits(_ index: Int, _ role: Rule.Role) -> Bool {
        let actor = line.actors[index]
        guard actor.isUsable, !used.contains(index) else { return false }
        return actor.members.allSatisfy {
            role.kinds.contains(KindSet(reading.entities[reading.mentions[$0].entity].kind))
        }
    }

    /// The fitting actor of the trigger's clause that stands nearest to it.
    private func nearest(_ role: Rule.Role, where condition: (Actor) -> Bool) -> Int? {
        var best: (index: Int, distance: Int)?
        let clause = line.tokens[trigger].clause
        for (index, actor) in line.actors.enumerated()
        where actor.clause == clause && fits(index, role) && condition(actor) {
            let distance = abs(actor.token - trigger)
            if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
        }
        return best?.index
    }

    private func followed(_ actor: Actor, by wordClass: Int) -> Bool {
        guard actor.token + 1 < line.tokens.count, case .word(let word) = line.tokens[actor.token + 1].kind else {
            return false
        }
        return book.has(word, wordClass) && line.tokens[actor.token + 1].span.lowerBound - actor.span.upperBound <= 8
    }

    private func isSpeaker(_ index: Int) -> Bool {
        let actor = line.actors[index]
        if followed(actor, by: book.known("speech")) { return true }
        return actor.marker >= 0 && book.has(actor.marker, book.known("according"))
    }

    /// A bank or broker that speaks, rates or expects is not the company it speaks of.
    private func isBrokerSpeaking(_ index: Int) -> Bool {
        guard isSpeaker(index) else { return false }
        return line.actors[index].members.contains { isBroker($0) }
    }

    private func isBroker(_ mention: Int) -> Bool {
        let span = reading.mentions[mention].span
        let units = Array(reading.text.folded[span])
        guard let (word, end) = book.trie.longest(in: units, at: 0, limit: units.count), end == units.count else {
            return units.count > 2 && units.suffix(2) == [0x8BC1, 0x5238]
        }
        return book.has(word, book.known("broker"))
    }

    private func speaker(_ role: Rule.Role) -> Int? {
        var best: Int?
        for index in line.actors.indices where isSpeaker(index) && fits(index, role) {
            if line.actors[index].token < trigger || best == nil { best = index }
        }
        return best
    }

    private mutating func subject(_ role: Rule.Role) -> Filled? {
        let clause = line.tokens[trigger].clause
        var best: Int?
        for (index, actor) in line.actors.enumerated() where actor.clause == clause && actor.token < trigger {
            if actor.marker < 0, fits(index, role), !isBrokerSpeaking(index) { best = index }
        }
        if let best { return take(best, role) }
        for earlier in stride(from: clause - 1, through: 0, by: -1) where earlier < line.subjects.count {
            let index = line.subjects[earlier]
            if index >= 0, fits(index, role), !isBrokerSpeaking(index) {
                var found = take(index, role)
                found?.how = .elided
                return found
            }
        }
        return elided(role)
    }

    private func elided(_ role: Rule.Role) -> Filled? {
        guard let subject = salience.subject(for: line, kinds: role.kinds, reading) else { return nil }
        return Filled(role: role.name, mentions: subject.mentions, how: .elided, isSet: role.isSet, isElided: true)
    }
}
