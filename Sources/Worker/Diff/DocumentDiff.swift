internal import Schema

/// Compares what both sides say of one document after the other, and adds it up.
struct DocumentDiff {
    let ignored: IgnoredFields
    private(set) var summary: DiffSummary

    init(ignoring ignored: IgnoredFields, examplesPerGroup: Int = 3) {
        self.ignored = ignored
        summary = DiffSummary(examplesPerGroup: examplesPerGroup)
    }

    /// Takes in all events of one document, in the order in which each side was read.
    mutating func add(document: String, left: [DiffRecord], right: [DiffRecord]) {
        summary.documents += 1
        summary.events.left += left.count
        summary.events.right += right.count
        for record in left { summary.note(fingerprint: record.fingerprint, \.left) }
        for record in right { summary.note(fingerprint: record.fingerprint, \.right) }
        let (left, right) = (Self.latest(left), Self.latest(right))
        summary.repeated.left += left.repeated
        summary.repeated.right += right.repeated
        compare(document, left.records, right.records)
    }

    /// One record of each id, the latest, in the order of their first ones.
    private static func latest(_ records: [DiffRecord]) -> (records: [DiffRecord], repeated: Int) {
        var places: [String: Int] = [:]
        var kept: [DiffRecord] = []
        for record in records {
            if let place = places[record.eventID] {
                if record.isLater(than: kept[place]) { kept[place] = record }
            } else {
                places[record.eventID] = kept.count
                kept.append(record)
            }
        }
        return (kept, records.count - kept.count)
    }

    private mutating func compare(_ document: String, _ left: [DiffRecord], _ right: [DiffRecord]) {
        if left.count == right.count, zip(left, right).allSatisfy({ $0.eventID == $1.eventID }) {
            for (one, other) in zip(left, right) { compare(document, one, other, .id) }
            return
        }
        let pairs = EventMatching.pairs(left.map { $0.key() }, right.map { $0.key() })
        for pair in pairs { compare(document, left[pair.left], right[pair.right], pair.by) }
        let (pairedLeft, pairedRight) = (Set(pairs.map(\.left)), Set(pairs.map(\.right)))
        for (index, record) in left.enumerated() where !pairedLeft.contains(index) {
            note(.removed, document, record)
        }
        for (index, record) in right.enumerated() where !pairedRight.contains(index) {
            note(.added, document, record)
        }
    }

    private mutating func note(_ kind: DiffSummary.Kind, _ document: String, _ record: DiffRecord) {
        summary.count(type: record.type, kind)
        let group = DiffSummary.Group(kind: kind, type: record.type, rule: record.rule, field: "")
        summary.count(group, document: document, event: record.eventID) {
            DiffExample(
                document: document, event: record.eventID, before: kind == .removed ? record.brief : nil,
                after: kind == .added ? record.brief : nil, who: record.brief, evidence: record.evidence)
        }
    }

    private mutating func compare(
        _ document: String, _ left: DiffRecord, _ right: DiffRecord, _ reason: EventPair.Reason
    ) {
        summary.matched[reason, default: 0] += 1
        let changes = left.changes(to: right, ignoring: ignored)
        shift(left, right, changes)
        let type = Self.joined(left.type, right.type)
        summary.count(type: type, changes.isEmpty ? nil : .changed)
        guard !changes.isEmpty else { return }
        let rule = Self.joined(left.rule, right.rule)
        var previous: String?
        for change in changes where change.field != previous {
            previous = change.field
            let group = DiffSummary.Group(kind: .changed, type: type, rule: rule, field: change.field)
            summary.count(group, document: document, event: left.eventID) {
                DiffExample(
                    document: document, event: left.eventID, before: change.before, after: change.after,
                    who: left.brief, evidence: left.evidence)
            }
        }
    }

    private static func joined(_ left: String, _ right: String) -> String {
        left == right ? left : "\(left) → \(right)"
    }
}

// MARK: - Sentiment

extension DocumentDiff {
    private mutating func shift(_ left: DiffRecord, _ right: DiffRecord, _ changes: [FieldChange]) {
        let before = left.members.objects("participant_sentiment")
        let isSame = !changes.contains { $0.field.hasPrefix("participant_sentiment") }
        let after = isSame ? before : right.members.objects("participant_sentiment")
        for one in before {
            guard let entity = one.string("entity_id"), let score = one.double("score"),
                let twin = isSame ? one : after.first(where: { $0.string("entity_id") == entity }),
                let other = isSame ? score : twin.double("score")
            else { continue }
            let flips = !isSame && one.string("label") != twin.string("label")
            summary.shift(entity, in: .events, from: score, to: other, flips: flips) { left.entityName(entity) }
        }
    }

    /// Takes in the sentiment records of one document: those of one article and entity are the same.
    mutating func add(sentimentsOf document: String, left: [DiffRecord], right: [DiffRecord]) {
        var before: [String: DiffRecord] = [:]
        for record in left { before[record.sentimentKey] = record }
        var after: [String: DiffRecord] = [:]
        for record in right { after[record.sentimentKey] = record }
        for key in before.keys.sorted() {
            guard let one = before[key]?.members, let other = after[key]?.members,
                let entity = one.object("entity"), let id = entity.string("id"), let score = one.double("score"),
                let next = other.double("score")
            else { continue }
            let flips = one.string("label") != other.string("label")
            summary.shift(id, in: .articles, from: score, to: next, flips: flips) { entity.string("name") ?? "" }
        }
    }
}

extension DiffRecord {
    fileprivate var sentimentKey: String {
        (members.string("article_id") ?? "") + "\u{1F}" + (members.object("entity")?.string("id") ?? "")
    }

    fileprivate func entityName(_ id: String) -> String {
        let entities = members.objects("participants").compactMap { $0.object("entity") }
        return entities.first { $0.string("id") == id }?.string("name") ?? ""
    }

    /// `investor NVIDIA, target OpenAI, amount 100000000000 USD`.
    var brief: String {
        let parties = members.objects("participants").map { party in
            [party.string("role") ?? "", party.object("entity")?.string("name") ?? ""].joined(separator: " ")
        }
        let figures = members.objects("measures").map { figure in
            [figure.string("name") ?? "", figure.string("value") ?? "", figure.string("unit") ?? ""]
                .joined(separator: " ")
        }
        return JSONBrief.cut((parties + figures).joined(separator: ", "))
    }

    fileprivate var evidence: String { JSONBrief.cut(members.object("evidence")?.string("text") ?? "") }
    fileprivate var fingerprint: String? { provenance?.string("fingerprint") }
}

extension DocumentDiff {
    /// Completes the summary with what is known of the sides as a whole.
    mutating func finish(_ intakes: Both<DiffIntake>) {
        summary.others = Both(left: intakes.left.others, right: intakes.right.others)
        summary.unreadable.left += intakes.left.unreadable
        summary.unreadable.right += intakes.right.unreadable
        summary.problems = intakes.left.problems + intakes.right.problems + summary.problems
    }

    mutating func note(unreadable side: WritableKeyPath<Both<Int>, Int>, _ problem: String) {
        summary.unreadable[keyPath: side] += 1
        if summary.problems.count < DiffIntake.problemLimit { summary.problems.append(problem) }
    }
}
