/// Sums of one entity in one window, and the figures that follow from them.
struct WindowTally: Sendable {
    /// Sources told apart; further ones count as one.
    static let sourcesKept = 1024

    struct Judgement: Sendable {
        var score: Double
        var label: Sentiment.Label
        /// Relevance × certainty × novelty.
        var weight: Double
        var source: String
        var isDuplicate: Bool
    }

    let name: String
    private var figures = (count: 0, positive: 0, neutral: 0, negative: 0, priceEchoes: 0)
    private var sums = (weight: 0.0, score: 0.0, square: 0.0, positive: 0.0, negative: 0.0)
    private var duplicates = 0
    private var distinct = (positive: 0, negative: 0)
    private var sources: [String: Int] = [:]

    init(name: String) { self.name = name }

    var weight: Double { sums.weight }
    var mean: Double { sums.weight > 0 ? sums.score / sums.weight : 0 }

    mutating func leaveOutPriceEcho() { figures.priceEchoes += 1 }

    mutating func add(_ judgement: Judgement) {
        figures.count += 1
        let weight = judgement.weight
        sums.weight += weight
        sums.score += weight * judgement.score
        sums.square += weight * judgement.score * judgement.score
        switch judgement.label {
        case .positive:
            figures.positive += 1
            sums.positive += weight
            if !judgement.isDuplicate { distinct.positive += 1 }
        case .negative:
            figures.negative += 1
            sums.negative += weight
            if !judgement.isDuplicate { distinct.negative += 1 }
        case .neutral: figures.neutral += 1
        }
        if judgement.isDuplicate { duplicates += 1 }
        let isKnown = sources[judgement.source] != nil || sources.count < WindowTally.sourcesKept
        sources[isKnown ? judgement.source : "", default: 0] += 1
    }

    func window(of entityID: String, _ start: Int64, _ end: Int64, earlierMean: Double?) -> EntityWindow {
        var window = EntityWindow(entityID: entityID, name: name, start: start, end: end)
        (window.count, window.priceEchoes) = (figures.count, figures.priceEchoes)
        (window.positive, window.neutral, window.negative) = (figures.positive, figures.neutral, figures.negative)
        window.weight = sums.weight
        window.mean = mean
        if sums.weight > 0 { window.dispersion = max(0, sums.square / sums.weight - mean * mean).squareRoot() }
        if sums.weight > 0 { window.momentum = earlierMean.map { mean - $0 } }
        window.disagreement = Crowd.disagreement(positive: sums.positive, negative: sums.negative)
        addCrowding(to: &window)
        return window
    }

    private func addCrowding(to window: inout EntityWindow) {
        guard figures.count > 0 else { return }
        let total = Double(figures.count)
        window.sources = sources.count
        window.effectiveSources = total * total / Double(sources.values.reduce(0) { $0 + $1 * $1 })
        window.duplicateShare = Double(duplicates) / total
        let judging = distinct.positive + distinct.negative
        if judging > 0 {
            window.sameDirectionShare = Double(max(distinct.positive, distinct.negative)) / Double(judging)
        }
        window.herding = Crowd.herding(positive: distinct.positive, negative: distinct.negative)
        window.crowding = 1 - (1 - window.duplicateShare) * (1 - window.herding)
    }
}
