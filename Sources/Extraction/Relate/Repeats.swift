/// A fact told several times in one article is one event; the fullest telling is its evidence.
enum Repeats {
    static func merged(_ events: [Event], documentID: String) -> [Event] {
        var places: [FieldHash: [Int]] = [:]
        var result: [Story] = []
        for event in events {
            let key = isDeal(event) ? Keys.dealKey(of: event) : Keys.articleKey(of: event)
            let known = places[key] ?? []
            if let place = known.first(where: { isRepeat(result[$0].event, event) }) ?? whole(of: event, in: result) {
                result[place].add(event)
            } else {
                places[key] = known.suffix(mostSums - 1) + [result.count]
                result.append(Story(event: event))
            }
        }
        return Identity.identified(result.map(\.told), documentID: documentID)
    }

    /// Deals of the same parties, each with a sum of its own, that a later telling is compared with.
    private static let mostSums = 64

    /// One fact and where else it is told.
    private struct Story {
        var event: Event
        private var others: [Span] = []
        private var known: Set<Span> = []

        init(event: Event) { self.event = event }

        /// The fuller telling is kept; what only the other one says is added.
        mutating func add(_ second: Event) {
            let isSecondFuller =
                event.participants.count <= second.participants.count && fullness(event) < fullness(second)
            let other = isSecondFuller ? event : second
            if isSecondFuller { event = second }
            for measure in other.measures where !event.measures.contains(where: { $0.name == measure.name }) {
                event.measures.append(measure)
            }
            if other.evidence != event.evidence, known.insert(other.evidence).inserted { others.append(other.evidence) }
        }

        var told: Event {
            var told = event
            told.alsoAt = others.sorted { $0.lowerBound < $1.lowerBound }
            return told
        }
    }

    /// Deals happen once: the same parties and no other sum are the same deal, whatever else is told of it.
    private static func isDeal(_ event: Event) -> Bool {
        (Keys.isTimeless(event.type) || event.type == "holding_change") && !event.participants.isEmpty
    }

    /// The deal that an event with a role less goes on with: 后者须赔偿6058万元 after the suit was told.
    private static func whole(of event: Event, in stories: [Story]) -> Int? {
        let required = EventType.byName[event.type]?.required ?? []
        guard isDeal(event), required.contains(where: { role in !event.participants.contains { $0.role == role } })
        else { return nil }
        return stories.indices.suffix(lookBack).last { index in
            let other = stories[index].event
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
