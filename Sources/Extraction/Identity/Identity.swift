/// The ids and keys of the events of one document.
enum Identity {
    static func identified(_ events: [Event], documentID: String) -> [Event] {
        var seen: [FieldHash: Int] = [:]
        var events = events
        for place in events.indices {
            let fields = idFields(events[place], documentID)
            let index = seen[fields, default: 0]
            seen[fields] = index + 1
            events[place].eventID = fields.adding(String(index)).key
            let keys = Keys(events[place])
            events[place].slotKey = keys.slot
            events[place].factKey = keys.fact
            events[place].factProbes = keys.probes
        }
        return events
    }

    private static func idFields(_ event: Event, _ documentID: String) -> FieldHash {
        let main = Keys.mainMeasure(of: event)
        var fields = FieldHash()
        fields.add(
            documentID, event.type, String(event.evidence.lowerBound), String(event.evidence.upperBound),
            event.participants.first.map { String($0.span.lowerBound) } ?? "",
            main?.name ?? "", main.map { String($0.span.lowerBound) } ?? "")
        return fields
    }
}
