/// The edges of the capital network that events state, pointing the way the money goes.
enum Flows {
    static func flows(of events: [Event]) -> [Flow] { events.compactMap(flow) }

    private static func flow(_ event: Event) -> Flow? {
        guard event.certainty != .denied, event.certainty != .cancelled else { return nil }
        switch event.type {
        case "investment":
            let isInKind = event.attributes.contains { $0.name == "instrument" && $0.value == "warrant" }
            // Warrants are given by the issuer, the target of the investment, to the receiver.
            if isInKind { return edge(event, "target", "investor", .investment, .inKind) }
            return edge(event, "investor", "target", .investment, event.certainty == .completed ? .cash : .commitment)
        case "supply_contract": return edge(event, "buyer", "supplier", .purchase, .commitment)
        case "stake": return edge(event, "holder", "target", .stake, .holding)
        case "financing":
            return edge(event, "investor", "issuer", .financing, event.certainty == .completed ? .cash : .commitment)
        default: return nil
        }
    }

    private static func edge(
        _ event: Event, _ from: String, _ to: String, _ kind: Flow.Kind, _ nature: Flow.Nature
    ) -> Flow? {
        guard let source = event.participants.first(where: { $0.role == from })?.entity,
            let sink = event.participants.first(where: { $0.role == to })?.entity
        else { return nil }
        let amount = event.measures.first { $0.name == "amount" }
        return Flow(
            from: source.id, to: sink.id, kind: kind, nature: nature, amount: amount?.value, unit: amount?.unit ?? "",
            certainty: event.certainty, period: event.period, factKey: event.factKey, eventID: event.eventID)
    }
}
