/// A fact told several times in one article is one event; the fullest telling is its evidence.
enum Repeats {
    static func merged(_ events: [Event], documentID: String) -> [Event] {
        var places: [String: Int] = [:]
        var result: [Event] = []
        for event in events {
            let key = Keys.articleKey(of: event)
            if let place = places[key] {
                result[place] = combined(result[place], event)
            } else {
                places[key] = result.count
                result.append(event)
            }
        }
        return Identity.identified(result, documentID: documentID)
    }

    private static func combined(_ first: Event, _ second: Event) -> Event {
        let keepsFirst = fullness(first) >= fullness(second)
        var kept = keepsFirst ? first : second
        let other = keepsFirst ? second : first
        kept.alsoAt = first.alsoAt + second.alsoAt
        if other.evidence != kept.evidence { kept.alsoAt.append(other.evidence) }
        kept.alsoAt.sort { $0.lowerBound < $1.lowerBound }
        return kept
    }

    private static func fullness(_ event: Event) -> Int {
        event.measures.count * 4 + event.participants.count { $0.how == .stated } * 2 + event.attributes.count
    }
}
