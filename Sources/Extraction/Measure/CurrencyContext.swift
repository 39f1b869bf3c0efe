/// Decides what 元, `$` and ¥ stand for where the text leaves the country out.
struct CurrencyContext {
    let text: [UInt16]
    let context: MeasureContext
    let local: LocalCurrency
    let isLiberal: Bool

    /// In order of position, so that the nearest statement before speaks first.
    func settle(_ figures: inout [Figure]) {
        var nearest = ""
        var home: String?
        for index in figures.indices where figures[index].isMoney {
            let open = figures[index].openCurrency
            if open.isEmpty {
                nearest = figures[index].quantity.unit
                continue
            }
            if open == "LOCAL", home == nil { home = localCode() }
            let (code, isInferred) = code(for: open, nearest: nearest, home: home ?? "CNY")
            figures[index].quantity.unit = code
            figures[index].quantity.unitInferred = isInferred
        }
    }

    private func code(for open: String, nearest: String, home: String) -> (String, Bool) {
        switch open {
        case "LOCAL": (home, context.language == .zhHant && !isLiberal)
        case "DOLLAR": ("USD", false)
        default: context.language == .en && !isLiberal ? (nearest == "JPY" ? "JPY" : "CNY", true) : ("CNY", false)
        }
    }

    /// 元 in a Simplified text is the yuan; in a Traditional one its market's dollar, told by the words around.
    private func localCode() -> String {
        if isLiberal || context.language != .zhHant { return "CNY" }
        if !context.currency.isEmpty { return context.currency }
        return local.code(for: text) ?? "TWD"
    }
}
