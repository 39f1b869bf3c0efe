/// The ids and keys of the events of one document.
enum Identity {
    static func identify(_ events: inout [Event], documentID: String) {
        var seen: [FieldHash: Int] = [:]
        seen.reserveCapacity(events.count)
        for place in events.indices { identify(&events[place], &seen, documentID) }
    }

    private static func identify(_ event: inout Event, _ seen: inout [FieldHash: Int], _ documentID: String) {
        var fields = idFields(event, documentID)
        let index = seen[fields].map { $0 + 1 } ?? 0
        event.eventID = fields.key(adding: String(index))
        seen[fields] = index
        let keys = Keys.of(event)
        event.slotKey = keys.slot
        event.factKey = keys.fact
        event.factProbes = keys.probes
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
