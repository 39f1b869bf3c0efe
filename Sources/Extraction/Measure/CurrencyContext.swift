/// Decides what 元, `$` and ¥ stand for where the text leaves the country out.
struct CurrencyContext {
    let text: [UInt16]
    let context: MeasureContext
    let isLiberal: Bool

    func settle(_ figures: inout [Figure]) {
        var nearest = ""
        for index in figures.indices where figures[index].isMoney {
            let open = figures[index].openCurrency
            if open.isEmpty {
                nearest = figures[index].quantity.unit
                continue
            }
            let (code, isInferred) = code(for: open, nearest: nearest)
            figures[index].quantity.unit = code
            figures[index].quantity.unitInferred = isInferred
        }
    }

    private func code(for open: String, nearest: String) -> (String, Bool) {
        switch open {
        case "LOCAL":
            if context.language != .zhHant || isLiberal { return ("CNY", false) }
            if !context.currency.isEmpty { return (context.currency, true) }
            if ["TWD", "HKD", "CNY"].contains(nearest) { return (nearest, true) }
            return ("TWD", true)
        case "DOLLAR":
            if !isLiberal, context.language == .zhHant, nearest == "HKD" { return ("HKD", true) }
            return ("USD", false)
        default:
            if context.language == .en { return (nearest == "JPY" ? "JPY" : "CNY", true) }
            return ("CNY", false)
        }
    }
}
