/// One row of the contract's table of event types.
public struct EventType: Sendable, Equatable {
    public struct Role: Sendable, Equatable {
        public let name: String
        public let isRequired: Bool
        /// Fewest participants in the role, when the event names any.
        public let atLeast: Int
    }

    public let name: String
    /// The subject first.
    public let roles: [Role]
    /// The main measure first; empty where the type has none.
    public let measures: [String]
    public let attributes: [String]

    /// - Parameter roles: names apart by blanks, optional ones in brackets.
    private init(_ name: String, _ roles: String, _ measures: String = "", attributes: String = "") {
        self.name = name
        self.roles = roles.split(separator: " ").map { role in
            let isOptional = role.hasPrefix("(")
            let bare = String(role.filter { $0 != "(" && $0 != ")" })
            return Role(name: bare, isRequired: !isOptional, atLeast: bare == "partner" ? 2 : 1)
        }
        self.measures = measures.split(separator: " ").map(String.init)
        self.attributes = attributes.split(separator: " ").map(String.init)
    }

    /// Every type, in the contract's order.
    public static let all = [
        EventType("capital_expenditure", "company", "amount change", attributes: "purpose"),
        EventType("investment", "investor target", "amount stake", attributes: "instrument"),
        EventType("acquisition", "acquirer target (seller)", "amount stake"),
        EventType("stake", "holder target", "stake amount"),
        EventType("holding_change", "holder security", "amount shares stake", attributes: "direction"),
        EventType("listing", "issuer (exchange)", "amount price", attributes: "stage"),
        EventType("financing", "issuer (investor)", "amount valuation price", attributes: "instrument"),
        EventType("capital_return", "company", "amount per_share"),
        EventType("credit_event", "debtor (creditor)", "amount", attributes: "kind"),
        EventType("supply_contract", "buyer supplier", "amount quantity", attributes: "product"),
        EventType("partnership", "partner", "", attributes: "subject"),
        EventType("product_launch", "company", "price", attributes: "product"),
        EventType("capacity_expansion", "company (supplier)", "capacity amount", attributes: "place product"),
        EventType("metric", "company", "value change", attributes: "metric"),
        EventType("market_share", "company", "share previous_share", attributes: "market"),
        EventType("valuation", "company", "amount change"),
        EventType("forecast", "subject (forecaster)", "value change", attributes: "metric"),
        EventType("price_move", "security", "change level previous_level", attributes: "window price_point"),
        EventType("fund_flow", "market (holder)", "amount", attributes: "direction"),
        EventType("macro_indicator", "region", "value change", attributes: "metric"),
        EventType(
            "analyst_rating", "analyst company", "target_price previous_target_price",
            attributes: "rating previous_rating action rating_norm scenario"),
        EventType(
            "regulatory_action", "authority target", "amount", attributes: "action stage list jurisdiction product"),
        EventType("litigation", "plaintiff defendant", "amount"),
        EventType("personnel_change", "company person", "", attributes: "position direction"),
        EventType("ranking", "company", "rank", attributes: "list product"),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    public static func named(_ name: String) -> EventType? { byName[name] }

    /// The role that an event's own sentiment is towards.
    public var sentimentRole: String {
        switch name {
        case "analyst_rating": "company"
        case "regulatory_action": "target"
        case "holding_change": "security"
        case "litigation": "defendant"
        case "supply_contract": "supplier"
        default: roles.first?.name ?? ""
        }
    }

    /// A measure of that name may stand on this type: its own, a change, what was expected, or an older figure.
    public func allows(measure: String) -> Bool {
        if measures.contains(measure) || ["change", "expected_value", "previous_value"].contains(measure) {
            return true
        }
        guard measure.hasPrefix("previous_") else { return false }
        return measures.contains(String(measure.dropFirst("previous_".count)))
    }
}
