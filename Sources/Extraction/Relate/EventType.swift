/// A row of the contract's table of event types.
struct EventType: Sendable {
    var name: String
    /// Unbracketed roles; the first is the subject.
    var required: [String]
    var optional: [String] = []
    /// In the contract's order; the first that an event has is its main measure.
    var measures: [String]

    static let all: [EventType] = [
        .init(name: "capital_expenditure", required: ["company"], measures: ["amount", "change"]),
        .init(name: "investment", required: ["investor", "target"], measures: ["amount", "stake"]),
        .init(
            name: "acquisition", required: ["acquirer", "target"], optional: ["seller"], measures: ["amount", "stake"]),
        .init(name: "stake", required: ["holder", "target"], measures: ["stake", "amount"]),
        .init(name: "holding_change", required: ["holder", "security"], measures: ["amount", "shares", "stake"]),
        .init(name: "listing", required: ["issuer"], optional: ["exchange"], measures: ["amount"]),
        .init(name: "financing", required: ["issuer"], optional: ["investor"], measures: ["amount", "valuation"]),
        .init(name: "capital_return", required: ["company"], measures: ["amount", "per_share"]),
        .init(name: "credit_event", required: ["debtor"], optional: ["creditor"], measures: ["amount"]),
        .init(name: "supply_contract", required: ["buyer", "supplier"], measures: ["amount", "quantity"]),
        .init(name: "partnership", required: ["partner"], measures: []),
        .init(name: "product_launch", required: ["company"], measures: ["price"]),
        .init(
            name: "capacity_expansion", required: ["company"], optional: ["supplier"], measures: ["capacity", "amount"]),
        .init(name: "metric", required: ["company"], measures: ["value", "change"]),
        .init(name: "market_share", required: ["company"], measures: ["share", "previous_share"]),
        .init(name: "valuation", required: ["company"], measures: ["amount", "change"]),
        .init(name: "forecast", required: ["subject"], optional: ["forecaster"], measures: ["value", "change"]),
        .init(name: "price_move", required: ["security"], measures: ["change", "level", "previous_level"]),
        .init(name: "fund_flow", required: ["market"], optional: ["holder"], measures: ["amount"]),
        .init(name: "macro_indicator", required: ["region"], measures: ["value", "change"]),
        .init(
            name: "analyst_rating", required: ["analyst", "company"],
            measures: ["target_price", "previous_target_price"]),
        .init(name: "regulatory_action", required: ["authority", "target"], measures: ["amount"]),
        .init(name: "litigation", required: ["plaintiff", "defendant"], measures: ["amount"]),
        .init(name: "personnel_change", required: ["company", "person"], measures: []),
        .init(name: "ranking", required: ["company"], measures: ["rank"]),
    ]

    static let byName: KeyTable<EventType> = {
        var table = KeyTable<EventType>()
        for type in all { table.set(type.name, type) }
        return table
    }()

    /// Which participant an event's own sentiment is about (the contract's last ruling but some).
    static func sentimentRole(of type: String) -> String {
        switch type {
        case "analyst_rating": return "company"
        case "regulatory_action": return "target"
        case "holding_change": return "security"
        case "litigation": return "defendant"
        case "supply_contract": return "supplier"
        default: return byName[type]?.required.first ?? ""
        }
    }
}
