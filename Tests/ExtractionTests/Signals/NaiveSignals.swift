@testable import Extraction

/// The signals by their definitions, over the whole list each time: the slow twin of `SignalEngine`.
struct NaiveSignals {
    let articles: [SignalArticle]
    let configuration: SignalEngine.Configuration

    // MARK: windows

    var windows: [EntityWindow] {
        var result: [EntityWindow] = []
        for start in Set(articles.map { windowStart($0.time) }).sorted() {
            let inside = articles.indices.filter { windowStart(articles[$0].time) == start }
            for entity in Set(inside.flatMap { articles[$0].sentiments.map(\.entityID) }).sorted() {
                result.append(window(entity, start, inside))
            }
        }
        return result
    }

    private func windowStart(_ time: Int64) -> Int64 {
        var start = configuration.offsetMilliseconds
        while start > time { start -= configuration.windowMilliseconds }
        let whole = (time - start) / configuration.windowMilliseconds
        return start + whole * configuration.windowMilliseconds
    }

    private struct Judgement {
        var score: Double
        var weight: Double
        var label: Sentiment.Label
        var source: String
        var isRepeat: Bool
    }

    private func judgements(_ entity: String, _ indices: [Int]) -> [Judgement] {
        indices.flatMap { index in
            articles[index].sentiments.filter { $0.entityID == entity && counts($0) }.map { sentiment in
                Judgement(
                    score: sentiment.score,
                    weight: sentiment.relevance * certainty(entity, index) / Double(1 + repeats(index)),
                    label: sentiment.label, source: articles[index].source, isRepeat: repeats(index) > 0)
            }
        }
    }

    private func counts(_ sentiment: SignalSentiment) -> Bool {
        sentiment.basis != .price || configuration.includesPrice
    }

    private func certainty(_ entity: String, _ index: Int) -> Double {
        let weights = articles[index].events.filter { $0.participants.contains { $0.entity.id == entity } }
            .map { SignalEngine.weight(of: $0.certainty) }
        return weights.isEmpty ? 1 : weights.reduce(0, +) / Double(weights.count)
    }

    func repeats(_ index: Int) -> Int {
        guard let sketch = articles[index].sketch else { return 0 }
        return articles[..<index].count { other in
            guard let before = other.sketch, other.time > articles[index].time - 3 * SignalTime.day else {
                return false
            }
            return (before ^ sketch).nonzeroBitCount <= 3
        }
    }

    private func window(_ entity: String, _ start: Int64, _ inside: [Int]) -> EntityWindow {
        let found = judgements(entity, inside)
        var window = EntityWindow(
            entityID: entity, name: "E" + entity.dropFirst(), start: start,
            end: start + configuration.windowMilliseconds)
        window.count = found.count
        window.priceEchoes = inside.flatMap { articles[$0].sentiments }
            .count { $0.entityID == entity && !counts($0) }
        window.positive = found.count { $0.label == .positive }
        window.neutral = found.count { $0.label == .neutral }
        window.negative = found.count { $0.label == .negative }
        window.weight = found.reduce(0) { $0 + $1.weight }
        if window.weight > 0 {
            window.mean = found.reduce(0) { $0 + $1.weight * $1.score } / window.weight
            let squares = found.reduce(0) { $0 + $1.weight * ($1.score - window.mean) * ($1.score - window.mean) }
            window.dispersion = (squares / window.weight).squareRoot()
            window.momentum = earlierMean(entity, start).map { window.mean - $0 }
        }
        addAgreement(found, &window)
        return window
    }

    private func addAgreement(_ found: [Judgement], _ window: inout EntityWindow) {
        let good = found.filter { $0.label == .positive }.reduce(0) { $0 + $1.weight }
        let bad = found.filter { $0.label == .negative }.reduce(0) { $0 + $1.weight }
        if good + bad > 0 {
            let balance = (good - bad) / (good + bad)
            window.disagreement = max(0, 1 - balance * balance).squareRoot()
        }
        guard !found.isEmpty else { return }
        let shares = Set(found.map(\.source)).map { source in
            Double(found.count { $0.source == source }) / Double(found.count)
        }
        window.sources = shares.count
        window.effectiveSources = 1 / shares.reduce(0) { $0 + $1 * $1 }
        window.duplicateShare = Double(found.count(where: \.isRepeat)) / Double(found.count)
        let up = found.count { $0.label == .positive && !$0.isRepeat }
        let down = found.count { $0.label == .negative && !$0.isRepeat }
        if up + down > 0 { window.sameDirectionShare = Double(max(up, down)) / Double(up + down) }
        if up + down > 1 {
            window.herding = max(0, 2 * (window.sameDirectionShare - 0.5 - NaiveSignals.chance(up + down)))
        }
        window.crowding = 1 - (1 - window.duplicateShare) * (1 - window.herding)
    }

    /// E|X/n − ½| as a sum over the binomial distribution.
    static func chance(_ n: Int) -> Double {
        var row = [1.0]
        for _ in 0..<n { row = zip([0] + row, row + [0]).map { ($0 + $1) / 2 } }
        return row.enumerated().reduce(0) { sum, term in
            sum + term.element * (Double(term.offset) / Double(n) - 0.5).magnitude
        }
    }

    /// Mean over all earlier windows, each weighted by half for every five windows since.
    private func earlierMean(_ entity: String, _ start: Int64) -> Double? {
        var (weight, score) = (0.0, 0.0)
        for earlier in Set(articles.map { windowStart($0.time) }).sorted() where earlier < start {
            let age = (start - earlier) / configuration.windowMilliseconds
            var left = 1.0
            for _ in 0..<age { left *= 0.870_550_563_296_124_1 }
            for item in judgements(entity, articles.indices.filter { windowStart(articles[$0].time) == earlier }) {
                weight += left * item.weight
                score += left * item.weight * item.score
            }
        }
        return weight > 0 ? score / weight : nil
    }

    // MARK: events

    private struct Telling {
        var article: Int
        var event: Event
    }

    var novelties: [EventNovelty] {
        var slots: [String: [[Telling]]] = [:]
        var result: [EventNovelty] = []
        for (index, article) in articles.enumerated() {
            for event in article.events {
                let known = slots[event.slotKey] ?? []
                result.append(novelty(event, index, known))
                if event.slotKey.hasPrefix("p:") { continue }
                let place = known.firstIndex { tells(event, $0) }
                var stories = known
                if let place {
                    stories[place].append(.init(article: index, event: event))
                } else {
                    stories.append([.init(article: index, event: event)])
                }
                slots[event.slotKey] = stories
            }
        }
        return result
    }

    private func tells(_ event: Event, _ story: [Telling]) -> Bool {
        story.first.map { $0.event.factKey == event.factKey || sameFact($0.event, event) } ?? false
    }

    private func novelty(_ event: Event, _ index: Int, _ stories: [[Telling]]) -> EventNovelty {
        let article = articles[index]
        var novelty = EventNovelty(
            eventID: event.eventID, articleID: article.articleID, type: event.type, slotKey: event.slotKey,
            factKey: event.factKey, time: article.time, firstSeen: article.time, firstSource: article.source, rank: 0,
            sources: 1, novelty: 0)
        if event.slotKey.hasPrefix("p:") { return novelty }
        let story = stories.first { tells(event, $0) } ?? []
        let others = Set(story.map(\.article)).subtracting([index])
        func seen(_ days: Int64) -> Int { others.count { articles[$0].time > article.time - days * SignalTime.day } }
        (novelty.seen24Hours, novelty.seen3Days, novelty.seen7Days) = (seen(1), seen(3), seen(7))
        if let first = story.first {
            novelty.firstSeen = articles[first.article].time
            novelty.firstSource = articles[first.article].source
        }
        novelty.rank = others.count + 1
        novelty.sources = Set(others.map { articles[$0].source } + [article.source]).count
        let slot = stories.flatMap { $0 }.map(\.article).filter { $0 != index }.max()
        novelty.daysSinceSlot = slot.map { Double(article.time - articles[$0].time) / Double(SignalTime.day) }
        novelty.novelty = novelty.rank == 1 ? 1 : min(0.5, 1 / Double(1 + novelty.seen7Days))
        novelty.contradictions = contradictions(event, index, story, stories)
        return novelty
    }

    private func contradictions(
        _ event: Event, _ index: Int, _ story: [Telling], _ stories: [[Telling]]
    ) -> [EventNovelty.Contradiction] {
        var found: [EventNovelty.Contradiction] = []
        for other in stories where !tells(event, other) || other.first?.event.eventID != story.first?.event.eventID {
            guard let first = other.first, let last = other.last, last.article != index else { continue }
            if contradict(first.event, event) { found.append(.init(eventID: last.event.eventID, kind: .value)) }
        }
        let opposite = story.last { ($0.event.certainty == .denied) != (event.certainty == .denied) }
        if let opposite, opposite.article != index {
            found.append(.init(eventID: opposite.event.eventID, kind: .denial))
        }
        return found
    }
}
