/// The same of both sides.
struct Both<Value> {
    var left: Value
    var right: Value
}

extension Both: Equatable where Value: Equatable {}
extension Both: Sendable where Value: Sendable {}

/// What a comparison found. Its order is that of what was found, never that in which it was found.
struct DiffSummary: Equatable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case changed, added, removed
    }

    /// Differences that are told together.
    struct Group: Hashable, Sendable {
        let kind: Kind
        /// `a → b` where the two sides have different ones.
        let type: String
        let rule: String
        /// Empty for what is only on one side.
        let field: String
    }

    struct GroupTally: Equatable, Sendable {
        var count = 0
        /// The first by document and event, at most as many as were asked for.
        var examples: [DiffExample] = []
    }

    struct TypeTally: Equatable, Sendable {
        var same = 0
        var changed = 0
        var added = 0
        var removed = 0
    }

    /// More groups than this are counted together: nobody reads them, and memory stays bounded.
    static let groupLimit = 10_000
    static let shiftLimit = 100_000
    static let fingerprintLimit = 8
    static let overflow = "(others)"

    let examplesPerGroup: Int
    var events = Both(left: 0, right: 0)
    /// Seen before with the same id: of several the last counts.
    var repeated = Both(left: 0, right: 0)
    /// Records that are not compared.
    var others = Both(left: 0, right: 0)
    var unreadable = Both(left: 0, right: 0)
    var fingerprints = Both<Set<String>>(left: [], right: [])
    var documents = 0
    var matched: [EventPair.Reason: Int] = [:]
    private(set) var types: [String: TypeTally] = [:]
    private(set) var groups: [Group: GroupTally] = [:]
    private(set) var shifts: [SentimentShift.Key: SentimentShift] = [:]
    /// Lines that could not be read, the first of each side.
    var problems: [String] = []

    init(examplesPerGroup: Int = 3) { self.examplesPerGroup = examplesPerGroup }

    var total: TypeTally {
        types.values.reduce(into: TypeTally()) {
            $0.same += $1.same
            $0.changed += $1.changed
            $0.added += $1.added
            $0.removed += $1.removed
        }
    }

    /// Events that are changed, added or removed.
    var differing: Int {
        let total = total
        return total.changed + total.added + total.removed
    }

    /// Events of either side, those of both counted once.
    var union: Int { differing + total.same }

    mutating func count(type: String, _ kind: Kind?) {
        let type = types[type] == nil && types.count >= Self.groupLimit ? Self.overflow : type
        switch kind {
        case nil: types[type, default: TypeTally()].same += 1
        case .changed: types[type, default: TypeTally()].changed += 1
        case .added: types[type, default: TypeTally()].added += 1
        case .removed: types[type, default: TypeTally()].removed += 1
        }
    }

    /// Counts one difference.
    /// - Parameter example: made only if it will be kept; the document and event decide that.
    mutating func count(
        _ group: Group, document: String, event: String, _ example: () -> DiffExample
    ) {
        let isKnown = groups[group] != nil || groups.count < Self.groupLimit
        let group =
            isKnown
            ? group : Group(kind: group.kind, type: Self.overflow, rule: Self.overflow, field: Self.overflow)
        groups[group, default: GroupTally()].count += 1
        guard examplesPerGroup > 0, let kept = groups[group]?.examples else { return }
        if kept.count >= examplesPerGroup, let last = kept.last, (last.document, last.event) <= (document, event) {
            return
        }
        let place = kept.firstIndex { (document, event) < ($0.document, $0.event) } ?? kept.count
        groups[group]?.examples.insert(example(), at: place)
        if kept.count >= examplesPerGroup { groups[group]?.examples.removeLast() }
    }

    /// - Parameter name: asked for once per entity.
    mutating func shift(
        _ entity: String, in source: SentimentShift.Source, from before: Double, to after: Double, flips: Bool,
        name: () -> String
    ) {
        var key = SentimentShift.Key(entityID: entity, source: source)
        if shifts[key] == nil {
            if shifts.count >= Self.shiftLimit { key = SentimentShift.Key(entityID: Self.overflow, source: source) }
            shifts[key] = SentimentShift(name: key.entityID == entity ? name() : "")
        }
        shifts[key]?.add(before, after, flips: flips)
    }

    mutating func note(fingerprint: String?, _ side: WritableKeyPath<Both<Set<String>>, Set<String>>) {
        guard let fingerprint, !fingerprints[keyPath: side].contains(fingerprint),
            fingerprints[keyPath: side].count < Self.fingerprintLimit
        else { return }
        fingerprints[keyPath: side].insert(fingerprint)
    }
}

/// One difference, to look at.
struct DiffExample: Equatable, Sendable {
    let document: String
    /// Id on the left, or of what was added.
    let event: String
    let before: String?
    let after: String?
    /// Who does what in few words, and the words that say so.
    let who: String
    let evidence: String
}

/// How the sentiment towards one entity moved, over what both sides have.
struct SentimentShift: Equatable, Sendable {
    enum Source: String, CaseIterable, Sendable {
        /// `participant_sentiment` of matched events.
        case events
        /// Sentiment records of the same article and entity.
        case articles
    }

    struct Key: Hashable, Sendable {
        let entityID: String
        let source: Source
    }

    let name: String
    private(set) var compared = 0
    private(set) var changed = 0
    /// The label is another.
    private(set) var flips = 0
    /// In ten-thousandths, so that the order of adding does not matter.
    private var before: Int64 = 0
    private var after: Int64 = 0

    init(name: String) { self.name = name }

    mutating func add(_ before: Double, _ after: Double, flips: Bool) {
        let (one, other) = (Self.units(before), Self.units(after))
        compared += 1
        if one != other || flips { changed += 1 }
        if flips { self.flips += 1 }
        self.before += one
        self.after += other
    }

    /// Scores lie in −1 … 1; what does not counts as 0.
    private static func units(_ score: Double) -> Int64 { abs(score) <= 1 ? Int64((score * 10_000).rounded()) : 0 }

    var meanBefore: Double { Double(before) / Double(max(1, compared)) / 10_000 }
    var meanAfter: Double { Double(after) / Double(max(1, compared)) / 10_000 }
    /// All that the entity's scores moved, for order.
    var weight: Int64 { abs(after - before) }
}

// MARK: - In order

extension DiffSummary {
    var orderedTypes: [(type: String, tally: TypeTally)] {
        types.map { (type: $0.key, tally: $0.value) }.sorted { $0.type < $1.type }
    }

    /// The largest first.
    var orderedGroups: [(group: Group, tally: GroupTally)] {
        groups.map { (group: $0.key, tally: $0.value) }.sorted {
            if $0.tally.count != $1.tally.count { return $0.tally.count > $1.tally.count }
            return ($0.group.kind.rawValue, $0.group.type, $0.group.rule, $0.group.field)
                < ($1.group.kind.rawValue, $1.group.type, $1.group.rule, $1.group.field)
        }
    }

    /// Entities whose sentiment changed, those that moved most first.
    var orderedShifts: [(key: SentimentShift.Key, shift: SentimentShift)] {
        shifts.filter { $0.value.changed > 0 }.map { (key: $0.key, shift: $0.value) }.sorted {
            if $0.shift.weight != $1.shift.weight { return $0.shift.weight > $1.shift.weight }
            if $0.shift.changed != $1.shift.changed { return $0.shift.changed > $1.shift.changed }
            return ($0.key.entityID, $0.key.source.rawValue) < ($1.key.entityID, $1.key.source.rawValue)
        }
    }
}
