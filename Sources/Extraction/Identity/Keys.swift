/// The contract's `slot_key`, `fact_key` and `fact_probes`: what is told of, what is told, and where its neighbours
/// lie.
struct Keys {
    /// Raised when the composition of the keys changes: keys of two versions are never equal.
    static let scheme = "1"

    private(set) var slot = ""
    private(set) var fact = ""
    private(set) var probes: [String] = []

    init(_ event: Event) {
        let parts = Keys.slotParts(event)
        let prefix = parts == nil ? "p:" : ""
        let fields = parts ?? (Keys.fields(event) + [Keys.time(of: event)])
        let slotHash = FieldHash.hex(fields)
        slot = prefix + slotHash
        let main = Keys.mainMeasure(of: event)
        if Keys.valueCounts(event), let main {
            fact = prefix + FieldHash.hex([slotHash, main.unit, Keys.twoDigits(main.value)])
            probes = Keys.probes(prefix, slotHash, main)
        } else {
            fact = prefix + FieldHash.hex([slotHash, ""])
            probes = [prefix + FieldHash.hex([slotHash, "probe", ""])]
        }
        // Told with its time here and without it there, a figure still meets itself.
        if let main, Keys.mayHaveTime(event), Keys.hasRoles(event) {
            probes += Keys.probes("p:", FieldHash.hex(Keys.fields(event)), main)
        }
    }

    private static func probes(_ prefix: String, _ slot: String, _ main: Event.Measure) -> [String] {
        cells(main.value).enumerated().map { grid, cell in
            prefix + FieldHash.hex([slot, "probe", main.unit, String(grid), String(cell)])
        }
    }

    private static func mayHaveTime(_ event: Event) -> Bool {
        needsTime(event.type) || typeClass(event) == "capital_expenditure"
    }

    private static func hasRoles(_ event: Event) -> Bool {
        (EventType.byName[event.type]?.required ?? []).allSatisfy { role in
            event.participants.contains { $0.role == role }
        }
    }

    static func mainMeasure(of event: Event) -> Event.Measure? {
        for name in EventType.byName[event.type]?.measures ?? [] {
            if let measure = event.measures.first(where: { $0.name == name }) { return measure }
        }
        return event.measures.first
    }

    /// What makes two tellings in one article the same fact: roles, discriminators, time and the exact main value.
    static func articleKey(of event: Event) -> String {
        var fields = Keys.fields(event)
        let main = mainMeasure(of: event)
        fields += [
            main?.name ?? "", main.map { "\($0.value.significand)e\($0.value.exponent)" } ?? "", main?.unit ?? "",
        ]
        fields.append(event.period.map { "\($0.start)…\($0.end)" } ?? "")
        fields.append(event.certainty == .denied ? "denied" : "")
        if event.participants.isEmpty { fields.append(String(event.evidence.lowerBound)) }
        return FieldHash.hex(fields)
    }

    /// What one article tells of one deal has in common: type, parties, discriminators, and whether it is denied.
    static func dealKey(of event: Event) -> String {
        FieldHash.hex(
            Keys.fields(event) + [isOff(event) ? "off" : "", needsTime(event.type) ? time(of: event) : ""])
    }

    /// Denied or cancelled: told apart from the deal itself within one article.
    static func isOff(_ event: Event) -> Bool {
        event.negated || event.certainty == .denied || event.certainty == .cancelled
    }

    /// Deals, plans and launches: no time is part of what they are.
    static func isTimeless(_ type: String) -> Bool {
        !needsTime(type) && !["valuation", "ranking", "analyst_rating", "capital_expenditure"].contains(type)
    }

    /// Nil where a required role or a needed time is missing.
    private static func slotParts(_ event: Event) -> [String]? {
        let time = time(of: event)
        if needsTime(event.type), time.isEmpty { return nil }
        guard hasRoles(event) else { return nil }
        return fields(event) + [time]
    }

    private static func fields(_ event: Event) -> [String] {
        var fields = [scheme, typeClass(event)]
        var roles = EventType.byName[event.type]?.required ?? []
        if event.type == "forecast" { roles.append("forecaster") }
        for role in roles {
            let ids = event.participants.filter { $0.role == role }.map { entityKey($0.entity) }
            fields.append(role)
            fields += ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        if let listing = listing(of: event) { fields += ["listing", listing] }
        if event.type == "personnel_change", let position = attribute("position", event) { fields.append(position) }
        for name in ["metric", "direction", "list"] {
            if name == "metric", fields[1] == "capital_expenditure" { continue }
            if let value = attribute(name, event) { fields += [name, value] }
        }
        if event.type == "product_launch", let product = attribute("product", event) { fields += ["product", product] }
        return fields
    }

    /// The listing that the text means, where it is not the one that is meant when nothing is said.
    private static func listing(of event: Event) -> String? {
        guard ["price_move", "holding_change", "analyst_rating", "fund_flow"].contains(event.type) else { return nil }
        let role = event.type == "analyst_rating" ? "company" : "security"
        guard let part = event.participants.first(where: { $0.role == role }), let listing = part.listing,
            listing != part.entity.listings.first
        else { return nil }
        return "\(listing.mic):\(listing.ticker)"
    }

    private static func attribute(_ name: String, _ event: Event) -> String? {
        event.attributes.first { $0.name == name }?.value
    }

    private static func typeClass(_ event: Event) -> String {
        event.type == "metric" && attribute("metric", event) == "capex" ? "capital_expenditure" : event.type
    }

    /// A brand or product stands for its owner, a segment for itself.
    private static func entityKey(_ entity: Entity) -> String {
        if entity.kind == .product || entity.kind == .model, !entity.parent.isEmpty { return entity.parent }
        return entity.id
    }

    private static func needsTime(_ type: String) -> Bool {
        ["price_move", "holding_change", "fund_flow", "metric", "market_share", "macro_indicator", "forecast"].contains(
            type)
    }

    /// A session's last day, or the reference period in one form; empty for deals.
    private static func time(of event: Event) -> String {
        guard mayHaveTime(event), let period = event.period else { return "" }
        if ["price_move", "holding_change", "fund_flow"].contains(event.type) { return period.end }
        return period.start.isEmpty ? "" : "\(period.start)…\(period.end)"
    }

    /// Figures that their slot fixes have no value in the key: another value there is a revision or a contradiction.
    private static func valueCounts(_ event: Event) -> Bool {
        !["metric", "market_share", "macro_indicator", "price_move", "ranking", "partnership", "personnel_change"]
            .contains(event.type)
    }

    static func twoDigits(_ value: Decimal) -> String {
        var significand = value.significand
        var exponent = value.exponent
        while significand.magnitude >= 100 {
            let rest = significand % 10
            significand /= 10
            if rest.magnitude >= 5 { significand += rest < 0 ? -1 : 1 }
            exponent += 1
        }
        while significand.magnitude < 10, significand != 0 {
            significand *= 10
            exponent -= 1
        }
        return "\(significand)e\(exponent)"
    }

    /// Cells of the value on two grids of ratio 1.10, half a step apart, by exact comparison with a table of powers.
    static func cells(_ value: Decimal) -> [Int] {
        guard value.significand != 0 else { return [0, 0] }
        // Half steps of 10^(1/48), 1.049, in millionths: no platform's logarithm decides a key, and a whole number of
        // them makes a decade, so that 99 and 101 are neighbours too.
        var scaled = value.significand.magnitude
        var decade = value.exponent
        while scaled >= 10_000_000 { scaled /= 10; decade += 1 }
        while scaled < 1_000_000 { scaled *= 10; decade -= 1 }
        var half = 0
        var bound: UInt128 = 1_000_000
        while half < 47, bound * 1_049_140 / 1_000_000 <= scaled {
            bound = bound * 1_049_140 / 1_000_000
            half += 1
        }
        let sign = value.significand < 0 ? -1 : 1
        let place = (decade + 200) * 48 + half
        return [sign * (place / 2), sign * ((place + 1) / 2)]
    }
}
