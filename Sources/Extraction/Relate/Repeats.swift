/// A fact told several times in one article is one event; the fullest telling is its evidence.
enum Repeats {
    static func merged(_ events: [Event], documentID: String) -> [Event] {
        var places: [FieldHash: [Int]] = [:]
        places.reserveCapacity(events.count)
        var result: [Event] = []
        result.reserveCapacity(events.count)
        for event in events {
            let key = isDeal(event) ? Keys.dealKey(of: event) : Keys.articleKey(of: event)
            let known = places[key] ?? []
            if let place = known.first(where: { isRepeat(result[$0], event) }) ?? whole(of: event, in: result) {
                add(event, to: &result[place])
            } else {
                places[key] = known.suffix(mostSums - 1) + [result.count]
                result.append(event)
            }
        }
        for index in result.indices where result[index].alsoAt.count > 1 { sortPlaces(of: &result[index]) }
        Identity.identify(&result, documentID: documentID)
        return result
    }

    /// Deals of the same parties, each with a sum of its own, that a later telling is compared with.
    private static let mostSums = 64

    /// The fuller telling is kept; what only the other one says is added.
    private static func add(_ second: Event, to event: inout Event) {
        var other = second
        if event.participants.count <= second.participants.count, fullness(event) < fullness(second) {
            swap(&event, &other)
            swap(&event.alsoAt, &other.alsoAt)
        }
        for measure in other.measures where !event.measures.contains(where: { $0.name == measure.name }) {
            event.measures.append(measure)
        }
        if other.evidence != event.evidence { event.alsoAt.append(other.evidence) }
    }

    /// Each place once, in order.
    private static func sortPlaces(of event: inout Event) {
        var known: Set<Span> = []
        event.alsoAt.removeAll { !known.insert($0).inserted }
        event.alsoAt.sort { $0.lowerBound < $1.lowerBound }
    }

    /// Deals happen once: the same parties and no other sum are the same deal, whatever else is told of it.
    private static func isDeal(_ event: Event) -> Bool {
        (Keys.isTimeless(event.type) || event.type == "holding_change") && !event.participants.isEmpty
    }

    /// The deal that an event with a role less goes on with: 后者须赔偿6058万元 after the suit was told.
    private static func whole(of event: Event, in told: [Event]) -> Int? {
        guard isDeal(event), !Keys.hasRoles(event) else { return nil }
        return told.indices.suffix(lookBack).last { index in
            let other = told[index]
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

    private static func fullness(_ event: Event) -> Int {
        event.measures.count * 4 + event.participants.count { $0.how == .stated } * 2 + event.attributes.count
    }
}
