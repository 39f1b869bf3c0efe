/// The contract's `slot_key`, `fact_key` and `fact_probes`: what is told of, what is told, and where its neighbours
/// lie.
struct Keys {
    /// Raised when the composition of the keys changes: keys of two versions are never equal.
    static let scheme = "2"

    private(set) var slot = ""
    private(set) var fact = ""
    private(set) var probes: [String] = []

    /// No initialiser, which would take a copy of the event.
    static func of(_ event: Event) -> Keys {
        var keys = Keys()
        var named = fields(event)
        let hasRoles = hasRoles(event)
        let time = time(of: event)
        let prefix = !hasRoles || needsTime(event.type) && time.isEmpty ? "p:" : ""
        let slotHash = named.key(adding: time)
        keys.slot = prefix + slotHash
        let main = mainMeasure(of: event)
        var own = FieldHash(capacity: 96)
        own.add(slotHash)
        if valueCounts(event), let main {
            keys.fact = prefix + own.key(adding: main.unit, twoDigits(main.value))
            addProbes(prefix, &own, main, to: &keys.probes)
        } else {
            keys.fact = prefix + own.key(adding: "")
            keys.probes = [prefix + own.key(adding: "probe", "")]
        }
        // Told with its time here and without it there, a figure still meets itself.
        if let main, hasRoles, mayHaveTime(event) {
            var timeless = FieldHash(capacity: 96)
            timeless.add(named.key)
            addProbes("p:", &timeless, main, to: &keys.probes)
        }
        return keys
    }

    /// - Parameter fields: those of the slot.
    private static func addProbes(
        _ prefix: String, _ fields: inout FieldHash, _ main: Event.Measure, to probes: inout [String]
    ) {
        fields.add("probe", main.unit)
        for (grid, cell) in cells(main.value).enumerated() {
            probes.append(prefix + fields.key(adding: String(grid), String(cell)))
        }
    }

    private static func mayHaveTime(_ event: Event) -> Bool {
        needsTime(event.type) || typeClass(event) == "capital_expenditure"
    }

    static func hasRoles(_ event: Event) -> Bool {
        guard let required = EventType.byName[event.type]?.required else { return true }
        for role in required where !event.participants.contains(where: { $0.role == role }) { return false }
        return true
    }

    static func mainMeasure(of event: Event) -> Event.Measure? {
        for name in EventType.byName[event.type]?.measures ?? [] {
            if let measure = event.measures.first(where: { $0.name == name }) { return measure }
        }
        return event.measures.first
    }

    /// What makes two tellings in one article the same fact: roles, discriminators, time and the exact main value.
    static func articleKey(of event: Event) -> FieldHash {
        var key = Keys.fields(event)
        let main = mainMeasure(of: event)
        key.add(main?.name ?? "")
        key.add(main.map { written($0.value.significand, $0.value.exponent) } ?? "")
        key.add(main?.unit ?? "")
        key.add(event.period?.start ?? "")
        key.add(event.period?.end ?? "")
        key.add(event.period == nil ? "" : "…")
        key.add(event.certainty == .denied ? "denied" : "")
        if event.participants.isEmpty { key.add(event.evidence.lowerBound) }
        return key
    }

    /// What one article tells of one deal has in common: type, parties, discriminators, and whether it is denied.
    static func dealKey(of event: Event) -> FieldHash {
        var key = Keys.fields(event)
        key.add(isOff(event) ? "off" : "", needsTime(event.type) ? time(of: event) : "")
        return key
    }

    /// Denied or cancelled: told apart from the deal itself within one article.
    static func isOff(_ event: Event) -> Bool {
        event.negated || event.certainty == .denied || event.certainty == .cancelled
    }

    /// Deals, plans and launches: no time is part of what they are.
    static func isTimeless(_ type: String) -> Bool {
        switch type {
        case "valuation", "ranking", "analyst_rating", "capital_expenditure": false
        default: !needsTime(type)
        }
    }

    private static func fields(_ event: Event) -> FieldHash {
        var fields = FieldHash()
        let typeClass = typeClass(event)
        fields.add(scheme, typeClass)
        for role in EventType.byName[event.type]?.required ?? [] { add(role, of: event, to: &fields) }
        if event.type == "forecast" { add("forecaster", of: event, to: &fields) }
        if let listing = listing(of: event) { fields.add("listing", listing) }
        if event.type == "personnel_change", let position = attribute("position", event) { fields.add(position) }
        if typeClass != "capital_expenditure", let metric = attribute("metric", event) { fields.add("metric", metric) }
        if let direction = attribute("direction", event) { fields.add("direction", direction) }
        if let list = attribute("list", event) { fields.add("list", list) }
        if let currency = foreignDebt(event) { fields.add("currency", currency) }
        if event.type == "product_launch", let product = attribute("product", event) { fields.add("product", product) }
        return fields
    }

    /// The role and its fillers in byte order.
    private static func add(_ role: String, of event: Event, to fields: inout FieldHash) {
        fields.add(role)
        var ids: [String] = []
        for place in event.participants.indices where event.participants[place].role == role {
            ids.append(entityKey(event.participants[place].entity))
        }
        if ids.count > 1 { ids.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
        for id in ids { fields.add(id) }
    }

    /// The currency of a debt that is not in the debtor's own: what is owed abroad is not what is owed at home.
    private static func foreignDebt(_ event: Event) -> String? {
        guard event.type == "credit_event", let unit = mainMeasure(of: event)?.unit, unit.utf8.count == 3,
            let debtor = event.participants.first(where: { $0.role == "debtor" })
        else { return nil }
        let own = MeasureContext.reportingCurrency(of: debtor.entity)
        return own.isEmpty || own == unit ? nil : unit
    }

    /// The listing that the text means, where it is not the one that is meant when nothing is said.
    private static func listing(of event: Event) -> String? {
        let role: String
        switch event.type {
        case "analyst_rating": role = "company"
        case "price_move", "holding_change", "fund_flow": role = "security"
        default: return nil
        }
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
        switch type {
        case "price_move", "holding_change", "fund_flow", "metric", "market_share", "macro_indicator", "forecast": true
        default: false
        }
    }

    /// A session's last day, or the reference period in one form; empty for deals.
    private static func time(of event: Event) -> String {
        guard mayHaveTime(event), let period = event.period else { return "" }
        switch event.type {
        case "price_move", "holding_change", "fund_flow": return period.end
        default: return period.start.isEmpty ? "" : "\(period.start)…\(period.end)"
        }
    }

    /// Figures that their slot fixes have no value in the key: another value there is a revision or a contradiction.
    private static func valueCounts(_ event: Event) -> Bool {
        switch event.type {
        case "metric", "market_share", "macro_indicator", "price_move", "ranking", "partnership", "personnel_change":
            false
        default: true
        }
    }

    private static func written(_ significand: Int128, _ exponent: Int) -> String {
        (Int(exactly: significand).map { String($0) } ?? String(significand)) + "e" + String(exponent)
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
        return written(significand, exponent)
    }

    /// Where the half steps of a decade end: 10^(1/48), 1.049, in millionths. No platform's logarithm decides a key, and
    /// a whole number of them makes a decade, so that 99 and 101 are neighbours too.
    private static let halfSteps: [UInt64] = {
        var bound: UInt64 = 1_000_000
        return (0..<47).map { _ in
            bound = bound * 1_049_140 / 1_000_000
            return bound
        }
    }()

    /// Cells of the value on two grids of ratio 1.10, half a step apart, by exact comparison with a table of powers.
    static func cells(_ value: Decimal) -> [Int] {
        guard value.significand != 0 else { return [0, 0] }
        var scaled = value.significand.magnitude
        var decade = value.exponent
        while scaled >= 10_000_000 { scaled /= 10; decade += 1 }
        while scaled < 1_000_000 { scaled *= 10; decade -= 1 }
        let half = halfSteps.firstIndex { $0 > scaled } ?? halfSteps.count
        let sign = value.significand < 0 ? -1 : 1
        let place = (decade + 200) * 48 + half
        return [sign * (place / 2), sign * ((place + 1) / 2)]
    }
}
