/// The ids and keys of the events of one document.
enum Identity {
    static func identified(_ events: [Event], documentID: String) -> [Event] {
        var seen: [FieldHash: Int] = [:]
        var events = events
        for place in events.indices {
            var fields = idFields(events[place], documentID)
            let index = seen[fields, default: 0]
            seen[fields] = index + 1
            events[place].eventID = fields.key(adding: String(index))
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
        fields.add(documentID)
        fields.add(event.type)
        fields.add(event.evidence.lowerBound)
        fields.add(event.evidence.upperBound)
        fields.add(event.participants.first.map { String($0.span.lowerBound) } ?? "")
        fields.add(main?.name ?? "")
        fields.add(main.map { String($0.span.lowerBound) } ?? "")
        return fields
    }
}
