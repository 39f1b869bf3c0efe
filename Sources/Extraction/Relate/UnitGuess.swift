/// Units that the text leaves out and the fact gives: points of an index, a company's own currency for a bare 元.
struct UnitGuess {
    @Shared var reading: Reading
    let candidate: FactCandidate

    func complete(_ measures: inout [Event.Measure]) {
        let money = currency
        let count = noun
        for index in measures.indices {
            if !money.isEmpty, measures[index].unitInferred, Self.yuan.contains(measures[index].unit) {
                measures[index].unit = money
            }
            if !count.isEmpty, measures[index].unit.isEmpty {
                measures[index].unit = count
                measures[index].unitInferred = true
            }
        }
    }

    /// 元 alone is any of these.
    private static let yuan: Set<String> = ["CNY", "HKD", "TWD", "JPY"]
    private static let reported: Set<String> = ["metric", "capital_expenditure", "forecast"]

    /// What the company reports in, for figures of its reports.
    private var currency: String {
        guard Self.reported.contains(candidate.type), let entity = subject else { return "" }
        return entity.currency
    }

    private var subject: Entity? {
        guard let mention = candidate.fillers.first?.mention else { return nil }
        return reading.entities[reading.mentions[mention].entity]
    }

    private var noun: String {
        if candidate.type == "price_move" { return subject?.kind == .index ? "points" : "" }
        guard candidate.type == "macro_indicator",
            let metric = candidate.attributes.first(where: { $0.name == "metric" })?.value
        else { return "" }
        if metric.hasSuffix("pmi") || metric == "consumer_confidence" { return "points" }
        return metric == "jobless_claims" || metric == "payrolls" ? "people" : ""
    }
}
