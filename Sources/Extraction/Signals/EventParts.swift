/// Parts of events that were read back from records, as far as keys and signals look at them: no places in a text.
extension Event.Participant {
    public init(role: String, entity: Entity) {
        self.init(role: role, entity: entity, mention: "", span: 0..<0, how: .stated, listing: nil)
    }
}

extension Event.Measure {
    public init(name: String, value: Decimal, upper: Decimal?, unit: String, qualifier: Quantity.Qualifier) {
        self.init(
            name: name, value: value, upper: upper, unit: unit, qualifier: qualifier, per: "", basis: "",
            unitInferred: false, text: "", span: 0..<0)
    }
}

extension Event.Period {
    /// - Parameters: ISO dates, or empty where open.
    public init(start: String, end: String, precision: String) {
        self.init(start: start, end: end, precision: precision, basis: "", text: "")
    }
}
