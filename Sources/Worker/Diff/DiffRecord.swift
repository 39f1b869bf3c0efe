internal import Schema

/// One event or sentiment of one side as it lies in a bucket: read as far as it is asked for.
struct DiffRecord: Sendable {
    let members: JSONMembers
    let eventID: String
    /// Where it came from, with its fingerprint and rule; nil when the record has none.
    let provenance: JSONMembers?

    init(_ members: JSONMembers) {
        self.members = members
        eventID = members.string("event_id") ?? ""
        provenance = members.object("provenance")
    }

    var type: String { members.string("type") ?? "" }
    var rule: String { provenance?.string("rule") ?? "" }

    func key() -> EventKey {
        let evidence = members.object("evidence")
        return EventKey(
            id: eventID, fact: members.string("fact_key") ?? "", type: type,
            subject: members.objects("participants").first?.object("entity")?.string("id") ?? "",
            start: evidence?.integer("start") ?? 0, end: evidence?.integer("end") ?? 0)
    }

    /// Of two records of one id on one side the later one counts: that of the later input record, else the one that
    /// was read later.
    func isLater(than other: DiffRecord) -> Bool {
        let times = (observed, other.observed)
        return times.0 >= times.1
    }

    private var observed: (String, Int64) {
        (provenance?.string("observed_at") ?? "", provenance?.integer("offset") ?? 0)
    }
}

// MARK: - What differs

extension DiffRecord {
    /// The fields that differ, in order. Members whose bytes are equal are not looked into, and that is nearly all.
    func changes(to other: DiffRecord, ignoring ignored: IgnoredFields) -> [FieldChange] {
        var changes = FieldChanges(ignoring: ignored)
        guard members.hasSameNames(as: other.members) else {
            let names = Set(members.names).union(other.members.names)
            for name in names.sorted() {
                changes.compare(members.decoded(name), other.members.decoded(name), [name])
            }
            return changes.sorted()
        }
        for (member, twin) in zip(members.list, other.members.list)
        where !JSONMembers.areEqual(members, member.value, other.members, twin.value) {
            let name = members.text(member.name)
            if name == "provenance", differsInOriginOnly(from: other) { continue }
            changes.compare(members.decoded(member.value), other.members.decoded(twin.value), [name])
        }
        return changes.sorted()
    }

    /// Whether `provenance` differs only in what is never compared: of two replays nearly every record does.
    private func differsInOriginOnly(from other: DiffRecord) -> Bool {
        guard let one = provenance, let two = other.provenance, one.hasSameNames(as: two) else { return false }
        return zip(one.list, two.list).allSatisfy { member, twin in
            JSONMembers.areEqual(one, member.value, two, twin.value)
                || IgnoredFields.always.contains("provenance." + one.text(member.name))
        }
    }
}
