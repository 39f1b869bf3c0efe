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
            if open == "LOCAL", let code = reporter(of: figures[index]) {
                figures[index].quantity.unit = code
                figures[index].quantity.unitInferred = true
                continue
            }
            if open == "CROWN" {
                figures[index].quantity.unit = crown(of: figures[index], nearest: nearest)
                figures[index].quantity.unitInferred = true
                continue
            }
            let (code, isInferred) = code(for: open, nearest: nearest, home: home ?? "CNY")
            figures[index].quantity.unit = code
            figures[index].quantity.unitInferred = isInferred
        }
    }

    /// `15.8 billion crowns` of Ericsson are Sweden's: those of the company named last, else of the amount before, else of
    /// any company of the text.
    private func crown(of figure: Figure, nearest: String) -> String {
        if let code = nearestReporter(of: figure), Self.crowns.contains(code) { return code }
        if Self.crowns.contains(nearest) { return nearest }
        return context.reporters.last { Self.crowns.contains($0.currency) }?.currency ?? "SEK"
    }

    private static let crowns: Set<String> = ["SEK", "NOK", "DKK", "CZK", "ISK"]

    private func code(for open: String, nearest: String, home: String) -> (String, Bool) {
        switch open {
        case "LOCAL": (home, context.language == .zhHant && !isLiberal)
        case "DOLLAR": ("USD", false)
        default: context.language == .en && !isLiberal ? (nearest == "JPY" ? "JPY" : "CNY", true) : ("CNY", false)
        }
    }

    /// What an amount is in whose currency nobody names near: the reporter's, else the market's.
    func currency(of figure: Figure) -> String? {
        if context.language == .en || context.language == .und { return nil }
        return nearestReporter(of: figure) ?? localCode()
    }

    /// In a Traditional text a company's own figures are in the currency it reports in; prices and market values are
    /// in the market's. 元 is never a dollar of America.
    private func reporter(of figure: Figure) -> String? {
        guard !isLiberal, context.language == .zhHant, let code = nearestReporter(of: figure),
            code == "CNY" || code == "TWD" || code == "HKD", !isMarketFigure(figure)
        else { return nil }
        return code
    }

    /// The currency of the company named last in the figure's sentence.
    private func nearestReporter(of figure: Figure) -> String? {
        guard let last = context.reporters.last(where: { $0.position < figure.start }),
            last.position > figure.start - 120
        else { return nil }
        for position in stride(from: min(figure.start, text.count) - 1, to: last.position, by: -1) {
            switch text[position] {
            case 0x3002, 0x0A, 0x21, 0x3F: return nil
            default: continue
            }
        }
        return last.currency
    }

    /// 現價, 報, 市值, 成交 … in the figure's own clause.
    private func isMarketFigure(_ figure: Figure) -> Bool {
        var at = min(figure.quantity.core.lowerBound, text.count)
        let floor = max(0, at - 24)
        while at > floor {
            if local.market.longest(in: text, endingAt: at, notBefore: floor) != nil { return true }
            at -= 1
            if text[at] == 0x2C || text[at] == 0x3B { return false }
        }
        return false
    }

    /// 元 in a Simplified text is the yuan; in a Traditional one its market's dollar, told by the words around.
    private func localCode() -> String {
        if isLiberal || context.language != .zhHant { return "CNY" }
        if !context.currency.isEmpty { return context.currency }
        return local.code(for: text) ?? "TWD"
    }
}
