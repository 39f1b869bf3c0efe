/// The ids and keys of the events of one document.
enum Identity {
    static func identified(_ events: [Event], documentID: String) -> [Event] {
        var seen: [String: Int] = [:]
        return events.map { event in
            var event = event
            let fields = idFields(event, documentID)
            let base = FieldHash.hex(fields)
            let index = seen[base, default: 0]
            seen[base] = index + 1
            event.eventID = FieldHash.hex(fields + [String(index)])
            let keys = Keys(event)
            event.slotKey = keys.slot
            event.factKey = keys.fact
            event.factProbes = keys.probes
            return event
        }
    }

    private static func idFields(_ event: Event, _ documentID: String) -> [String] {
        let main = Keys.mainMeasure(of: event)
        return [
            documentID, event.type, String(event.evidence.lowerBound), String(event.evidence.upperBound),
            event.participants.first.map { String($0.span.lowerBound) } ?? "",
            main?.name ?? "", main.map { String($0.span.lowerBound) } ?? "",
        ]
    }
}
