/// Units that the text leaves out and the fact gives: points of an index, a company's own currency for a bare 元.
struct UnitGuess {
    @Shared var reading: Reading
    let candidate: FactCandidate

    /// Whether it has anything to say of a measure at all.
    static func mayComplete(_ measure: Event.Measure) -> Bool { measure.unitInferred || measure.unit.isEmpty }

    func complete(_ measures: inout [Event.Measure]) {
        let money = currency
        let traded = tradingCurrency
        let count = noun
        for index in measures.indices {
            if measures[index].unitInferred, Self.yuan.contains(measures[index].unit) {
                if Self.bare.contains(money) { measures[index].unit = money }
                if !traded.isEmpty { measures[index].unit = traded }
            }
            if !count.isEmpty, measures[index].unit.isEmpty {
                measures[index].unit = count
                measures[index].unitInferred = true
            }
        }
    }

    /// 元 alone is any of these.
    private static let yuan: Set<String> = ["CNY", "HKD", "TWD", "JPY"]
    /// What 元 may stand for in reports.
    private static let bare = yuan.union(["USD"])
    private static let reported: Set<String> = ["metric", "capital_expenditure", "forecast"]

    /// What the company reports in, for figures of its reports.
    private var currency: String {
        guard Self.reported.contains(candidate.type), let entity = subject else { return "" }
        return entity.currency
    }

    private static let traded: Set<String> = [
        "analyst_rating", "price_move", "valuation", "holding_change", "capital_return",
    ]

    /// Whose shares they are.
    private var share: Int? {
        let role = candidate.type == "analyst_rating" || candidate.type == "valuation" ? "company" : "security"
        return (candidate.fillers.first { $0.role == role } ?? candidate.fillers.first)?.mention
    }

    /// What the shares are traded in, for prices and sums of shares: where the text means a listing its own, in
    /// Traditional script that of Hong Kong or Taiwan, else the only one.
    private var tradingCurrency: String {
        guard Self.traded.contains(candidate.type), let share
        else { return "" }
        let mention = reading.mentions[share]
        let listings = mention.listing.map { [$0] } ?? reading.entities[mention.entity].listings
        // Receipts traded over the counter quote no price of their own.
        let quoted = listings.filter { $0.mic != "XXXX" }
        let countries = Set((quoted.isEmpty ? listings : quoted).map { ListingIndex.Market(mic: $0.mic).country })
        let local = reading.article.language == .zhHant ? ["HK", "TW"].first { countries.contains($0) } : nil
        switch local ?? (countries.count == 1 ? countries.first : nil) {
        case "HK": return "HKD"
        case "TW": return "TWD"
        case "CN": return "CNY"
        case "US": return "USD"
        case "JP": return "JPY"
        default: return ""
        }
    }

    private var subject: Entity? {
        guard let mention = candidate.fillers.first?.mention else { return nil }
        return reading.entities[reading.mentions[mention].entity]
    }

    /// Of a bare level: 人民币报7.1085.
    private var price: String {
        switch subject?.kind {
        case .index: return "points"
        case .currency:
            guard let currency = subject?.currency else { return "" }
            return Self.quotedInDollars.contains(currency) ? "USD" : currency
        default: return ""
        }
    }

    /// Currencies that are told by what one of them costs.
    private static let quotedInDollars: Set<String> = ["EUR", "GBP", "AUD", "NZD", "USD"]

    private var noun: String {
        if candidate.type == "price_move" { return price }
        guard candidate.type == "macro_indicator",
            let metric = candidate.attributes.first(where: { $0.name == "metric" })?.value
        else { return "" }
        if metric.hasSuffix("pmi") || metric == "consumer_confidence" { return "points" }
        return metric == "jobless_claims" || metric == "payrolls" ? "people" : ""
    }
}
