/// Who fills the roles of a rule at a trigger. The places themselves are in `RoleFinder+Places`.
struct RoleFinder {
    struct Filled {
        var role: String
        /// Indices into `Reading.mentions`.
        var mentions: [Int]
        var how: Mention.How?
        var isSet: Bool
        var isElided: Bool
        /// How many of the first mentions each make a fact of their own with all the others (A、B分别与C合作); 0: none.
        var apart = 0
        /// Key of the entity that fills the role in place of the mention's, see `Relator.standIns`.
        var standIn = ""
    }

    @Shared var book: Rulebook
    @Shared var reading: Reading
    @Shared var salience: Salience
    @Shared var speakers: Speakers
    @Shared var line: RuleLine
    let trigger: Int
    var used: [Int] = []
    /// Index of the role for which nobody was found, once `fill` has given up.
    private(set) var missing = 0
    /// By actor: members that another role has left of A与B, where B is whom A deals with.
    var shared: [Int: Int] = [:]
    /// Indices into `Reading.entities` of the roles filled so far: nobody deals with itself.
    private var usedEntities: [Int] = []
    /// Of those, whom a pronoun stands for.
    private var meantEntities: [Int] = []

    init(
        book: Shared<Rulebook>, reading: Shared<Reading>, salience: Shared<Salience>, speakers: Shared<Speakers>,
        line: Shared<RuleLine>, trigger: Int
    ) {
        _book = book
        _reading = reading
        _salience = salience
        _speakers = speakers
        _line = line
        self.trigger = trigger
    }

    /// Nil where a role that may not be missing is: marked places first, so that the subject takes what is left.
    mutating func fill(_ roles: [Rule.Role]) -> [Filled]? {
        var filled: [Filled] = []
        // One bit for each role; those of one rule are few.
        var found: UInt64 = 0
        func isFound(_ index: Int) -> Bool { found >> UInt64(index) & 1 != 0 }
        for level in 0...Self.lastLevel {
            for index in roles.indices
            where roles[index].levels >> UInt8(level) & 1 != 0 && !isFound(index) && !isLate(roles[index]) {
                if take(roles[index], at: level, &filled) { found |= 1 << UInt64(index) }
            }
        }
        // Who must be there comes before who may: Toyota that raised its forecast is its subject.
        for index in roles.indices where !isFound(index) && isLate(roles[index]) {
            for level in 0...Self.lastLevel where !isFound(index) {
                if take(roles[index], at: level, &filled) { found |= 1 << UInt64(index) }
            }
        }
        for index in roles.indices where !isFound(index) && !roles[index].isOptional {
            missing = index
            return nil
        }
        var result: [Filled] = []
        for (index, role) in roles.enumerated() {
            guard let found = filled.first(where: { $0.role == role.name }),
                !result.contains(where: { $0.role == role.name })
            else { continue }
            if role.isSet, found.mentions.count < 2 {
                missing = index
                return nil
            }
            result.append(found)
        }
        return result
    }

    private static let lastLevel = 4

    private func isLate(_ role: Rule.Role) -> Bool { role.isOptional && role.places.first == .speaker }

    private mutating func take(_ role: Rule.Role, at level: Int, _ filled: inout [Filled]) -> Bool {
        guard let found = find(role, at: level, filled) else { return false }
        if let place = filled.firstIndex(where: { $0.role == role.name }) {
            filled[place] = joined(found, filled[place])
        } else {
            filled.append(found)
        }
        for mention in found.mentions {
            usedEntities.append(reading.mentions[mention].entity)
            if reading.mentions[mention].how == .anaphor { meantEntities.append(reading.mentions[mention].entity) }
        }
        return true
    }

    /// A set role's members stand in several places: all of them, in order of the text.
    private func joined(_ found: Filled, _ earlier: Filled) -> Filled {
        guard found.isSet else { return found }
        var both = earlier.mentions.first ?? 0 < found.mentions.first ?? 0 ? earlier : found
        let last = both.mentions == earlier.mentions ? found : earlier
        if both.mentions.count > 1, isSaidApart { both.apart = both.mentions.count }
        both.mentions += last.mentions
        return both
    }

    /// 分别, 相继, respectively, each: what is said of a list is said of its members one by one.
    private var isSaidApart: Bool {
        let apart = book.engine.apart
        return line.tokens(of: line.tokens[trigger].clause).contains { index in
            if case .word(let word) = line.tokens[index].kind { book.has(word, apart) } else { false }
        }
    }

    /// Who is marked or stands beside the trigger is found before the subject, who takes what is left.
    static func level(_ place: Rule.Place) -> Int {
        switch place {
        case .marked, .later, .followed, .object, .beside, .broker: 0
        case .after, .earlier(.some): 1
        case .speaker: 2
        case .before, .subject, .home: 3
        case .context, .same, .earlier, .otherwise: 4
        }
    }

    /// One bit for each level at which a role with these places is looked for: a place never comes before those that
    /// the rule names before it.
    static func levels(_ places: [Rule.Place]) -> UInt8 {
        var reached = 0
        var bits: UInt8 = 0
        for place in places {
            reached = max(reached, level(place))
            bits |= 1 << UInt8(reached)
        }
        return bits
    }

    func fits(_ index: Int, _ role: Rule.Role) -> Bool {
        let isWhose = line.actors[index].isModifier && !mayBeWhose(index, role)
        guard line.actors[index].isUsable, !isWhose, !used.contains(index) else { return false }
        if role.isLitigant, isCourt(line.actors[index].span) { return false }
        return fits(members(index), role.kinds)
    }

    /// 北京知识产权法院, `the Delaware Chancery Court`
    private func isCourt(_ span: Span) -> Bool {
        reading.text.first(of: book.firms.courts, endingAt: span.upperBound) != nil
    }

    /// Germany's Ifo institute: what it says is said of Germany. A股主力资金: the market that the money leaves.
    private func mayBeWhose(_ index: Int, _ role: Rule.Role) -> Bool {
        if role.kinds == .region { return true }
        return role.kinds.contains(KindSet(.market)) && !role.kinds.contains(KindSet(.company))
            && kind(of: line.actors[index].members[0]) == KindSet(.market)
    }

    func members(_ index: Int) -> [Int] {
        let all = line.actors[index].members
        if let count = shared[index] { return Array(all.prefix(count)) }
        guard line.actors[index].isPair, !meantEntities.isEmpty else { return all }
        // A与B签约，向后者供货: A does it.
        let left = all.filter { !meantEntities.contains(reading.mentions[$0].entity) }
        return left.isEmpty ? all : left
    }

    func fits(_ mentions: [Int], _ kinds: KindSet) -> Bool {
        mentions.allSatisfy { mention in
            let entity = reading.mentions[mention].entity
            return kinds.contains(KindSet(reading.entities[entity].kind))
                && !usedEntities.contains { isSame($0, entity) }
        }
    }

    /// The same party, or a part of it.
    private func isSame(_ a: Int, _ b: Int) -> Bool {
        if a == b { return true }
        let left = reading.entities[a]
        let right = reading.entities[b]
        return !left.parent.isEmpty && left.parent == right.id || !right.parent.isEmpty && right.parent == left.id
    }
}
