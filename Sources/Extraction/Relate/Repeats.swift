/// A fact told several times in one article is one event; the fullest telling is its evidence.
enum Repeats {
    static func merged(_ events: [Event], documentID: String) -> [Event] {
        var places: [FieldHash: [Int]] = [:]
        var result: [Event] = []
        for event in events {
            let key = isDeal(event) ? Keys.dealKey(of: event) : Keys.articleKey(of: event)
            let known = places[key] ?? []
            if let place = known.first(where: { isRepeat(result[$0], event) }) ?? whole(of: event, in: result) {
                result[place] = combined(result[place], event)
            } else {
                places[key] = known + [result.count]
                result.append(event)
            }
        }
        return Identity.identified(result, documentID: documentID)
    }

    /// Deals happen once: the same parties and no other sum are the same deal, whatever else is told of it.
    private static func isDeal(_ event: Event) -> Bool {
        (Keys.isTimeless(event.type) || event.type == "holding_change") && !event.participants.isEmpty
    }

    /// The deal that an event with a role less goes on with: 后者须赔偿6058万元 after the suit was told.
    private static func whole(of event: Event, in events: [Event]) -> Int? {
        let required = EventType.byName[event.type]?.required ?? []
        guard isDeal(event), required.contains(where: { role in !event.participants.contains { $0.role == role } })
        else { return nil }
        return events.indices.suffix(lookBack).last { index in
            let other = events[index]
            return other.type == event.type && Keys.isOff(other) == Keys.isOff(event) && isRepeat(other, event)
                && event.participants.allSatisfy { part in
                    other.participants.contains { $0.role == part.role && $0.entity == part.entity }
                }
        }
    }

    /// How many events back a deal may have been told that a later clause goes on with.
    private static let lookBack = 8

    private static func isRepeat(_ a: Event, _ b: Event) -> Bool {
        guard isDeal(a) else { return true }
        guard let first = Keys.mainMeasure(of: a), let second = Keys.mainMeasure(of: b) else { return true }
        return first.name != second.name
            || first.value == second.value && first.unit == second.unit && first.upper == second.upper
    }

    private static func combined(_ first: Event, _ second: Event) -> Event {
        let keepsFirst = first.participants.count > second.participants.count || fullness(first) >= fullness(second)
        var kept = keepsFirst ? first : second
        let other = keepsFirst ? second : first
        for measure in other.measures where !kept.measures.contains(where: { $0.name == measure.name }) {
            kept.measures.append(measure)
        }
        kept.alsoAt = first.alsoAt + second.alsoAt
        if other.evidence != kept.evidence, !kept.alsoAt.contains(other.evidence) { kept.alsoAt.append(other.evidence) }
        kept.alsoAt.sort { $0.lowerBound < $1.lowerBound }
        return kept
    }

    private static func fullness(_ event: Event) -> Int {
        event.measures.count * 4 + event.participants.count { $0.how == .stated } * 2 + event.attributes.count
    }
}
