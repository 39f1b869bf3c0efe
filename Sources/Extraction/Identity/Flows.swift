/// The edges of the capital network that events state, pointing the way the money goes.
enum Flows {
    static func flows(of events: [Event]) -> [Flow] { events.compactMap(flow) }

    private static func flow(_ event: Event) -> Flow? {
        let isInKind = event.attributes.contains { $0.name == "instrument" && $0.value == "warrant" }
        guard let course = Flow.Course(ofType: event.type, certainty: event.certainty, isInKind: isInKind),
            let source = event.participants.first(where: { $0.role == course.from })?.entity,
            let sink = event.participants.first(where: { $0.role == course.to })?.entity
        else { return nil }
        let amount = event.measures.first { $0.name == "amount" }
        return Flow(
            from: source.id, to: sink.id, kind: course.kind, nature: course.nature, amount: amount?.value,
            unit: amount?.unit ?? "", certainty: event.certainty, period: event.period, factKey: event.factKey,
            eventID: event.eventID)
    }
}

extension Flow {
    /// Which roles of an event pay and are paid, and what passes.
    public struct Course: Sendable {
        public let from: String
        public let to: String
        public let kind: Kind
        public let nature: Nature

        /// Nil for a type that moves no money between two parties, and for what did not happen.
        /// - Parameter isInKind: what is given are warrants or shares: the issuer, the target, gives them.
        public init?(ofType type: String, certainty: Event.Certainty, isInKind: Bool) {
            guard certainty != .denied, certainty != .cancelled else { return nil }
            let isDone = certainty == .completed
            switch type {
            case "investment":
                (from, to) = isInKind ? ("target", "investor") : ("investor", "target")
                (kind, nature) = (.investment, isInKind ? .inKind : isDone ? .cash : .commitment)
            case "supply_contract": (from, to, kind, nature) = ("buyer", "supplier", .purchase, .commitment)
            case "stake": (from, to, kind, nature) = ("holder", "target", .stake, .holding)
            case "financing":
                (from, to, kind, nature) = ("investor", "issuer", .financing, isDone ? .cash : .commitment)
            default: return nil
            }
        }
    }
}
