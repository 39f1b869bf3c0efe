/// The ids and keys of the events of one document.
enum Identity {
    static func identified(_ events: [Event], documentID: String) -> [Event] {
        var seen: [FieldHash: Int] = [:]
        return events.map { event in
            var event = event
            let fields = idFields(event, documentID)
            let index = seen[fields, default: 0]
            seen[fields] = index + 1
            event.eventID = fields.adding(String(index)).key
            let keys = Keys(event)
            event.slotKey = keys.slot
            event.factKey = keys.fact
            event.factProbes = keys.probes
            return event
        }
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
