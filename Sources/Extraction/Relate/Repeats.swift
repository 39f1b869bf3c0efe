/// A fact told several times in one article is one event; the fullest telling is its evidence.
enum Repeats {
    static func merged(_ events: [Event], documentID: String) -> [Event] {
        var places: [String: [Int]] = [:]
        var result: [Event] = []
        for event in events {
            let key = isDeal(event) ? Keys.dealKey(of: event) : Keys.articleKey(of: event)
            let known = places[key] ?? []
            if let place = known.first(where: { isRepeat(result[$0], event) }) {
                result[place] = combined(result[place], event)
            } else {
                places[key] = known + [result.count]
                result.append(event)
            }
        }
        return Identity.identified(result, documentID: documentID)
    }

    /// Deals happen once: the same parties and no other sum are the same deal, whatever else is told of it.
    private static func isDeal(_ event: Event) -> Bool { Keys.isTimeless(event.type) && !event.participants.isEmpty }

    private static func isRepeat(_ a: Event, _ b: Event) -> Bool {
        guard isDeal(a) else { return true }
        guard let first = Keys.mainMeasure(of: a), let second = Keys.mainMeasure(of: b) else { return true }
        return first.name != second.name
            || first.value == second.value && first.unit == second.unit && first.upper == second.upper
    }

    private static func combined(_ first: Event, _ second: Event) -> Event {
        let keepsFirst = fullness(first) >= fullness(second)
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
