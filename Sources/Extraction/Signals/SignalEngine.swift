/// Turns analyzed articles, one after the other, into figures per entity and window and into the novelty of events.
///
/// Pure and without a clock: the same articles in the same order give the same figures, so a replay gives the same
/// signals. Articles must come in order of `time`, equal times in byte order of `articleID`; one that comes too late is
/// counted in `late` and left out. What is kept is bounded: sketches of three days, slots within `Stories.Limits`, the
/// open window, and for each entity one decayed mean, forgotten after 100 windows of silence.
public struct SignalEngine: Sendable {
    public struct Configuration: Sendable {
        /// Windows are aligned to multiples of their length since 1970, moved by `offsetMilliseconds`.
        public var windowMilliseconds = SignalTime.day
        /// A day that begins at midnight in Shanghai: −8 hours.
        public var offsetMilliseconds: Int64 = 0
        /// Also count sentiments that only echo a price.
        public var includesPrice = false

        public init() {}
    }

    public struct Output: Sendable, Equatable {
        /// Windows that closed, in byte order of the entities.
        public var windows: [EntityWindow] = []
        /// One for each event, in their order.
        public var events: [EventNovelty] = []
    }

    /// Share of the decayed mean that is left after one window: a half after five.
    static let decay = 0.870_550_563_296_124_1
    /// Windows of silence after which an entity's decayed mean, by then a millionth, is forgotten.
    static let silenceKept: Int64 = 100

    private struct Trend: Sendable {
        var weight = 0.0
        var score = 0.0
        var window: Int64
    }

    private let configuration: Configuration
    private var duplicates = NearDuplicates()
    private var stories: Stories
    private var trends: [String: Trend] = [:]
    private var tallies: [String: WindowTally] = [:]
    private var window: Int64?
    private var last: (time: Int64, articleID: String)?
    /// Articles that came out of order and were left out.
    public private(set) var late = 0

    public init(_ configuration: Configuration = Configuration()) {
        self.init(configuration, limits: Stories.Limits())
    }

    init(_ configuration: Configuration, limits: Stories.Limits) {
        self.configuration = configuration
        stories = Stories(limits)
    }

    /// Takes the next article in; returns what it closes and what is new in it.
    public mutating func add(_ article: SignalArticle) -> Output {
        var output = Output()
        guard comesNext(article) else {
            late += 1
            return output
        }
        let index = ordinal(of: article.time)
        if let window, window != index { output.windows = close(window) }
        window = index
        let repeats = article.sketch.map { duplicates.add($0, at: article.time) } ?? 0
        for event in article.events {
            output.events.append(
                stories.add(event, articleID: article.articleID, source: article.source, at: article.time))
        }
        for sentiment in article.sentiments { add(sentiment, of: article, repeats: repeats) }
        return output
    }

    /// Closes the open window.
    public mutating func finish() -> Output {
        defer { window = nil }
        return Output(windows: window.map { close($0) } ?? [])
    }

    private mutating func comesNext(_ article: SignalArticle) -> Bool {
        if let last {
            if article.time < last.time { return false }
            if article.time == last.time, article.articleID.utf8.lexicographicallyPrecedes(last.articleID.utf8) {
                return false
            }
        }
        last = (article.time, article.articleID)
        return true
    }

    private mutating func add(_ sentiment: SignalSentiment, of article: SignalArticle, repeats: Int) {
        var tally = tallies[sentiment.entityID] ?? WindowTally(name: sentiment.name)
        if sentiment.basis == .price, !configuration.includesPrice {
            tally.leaveOutPriceEcho()
        } else {
            let certainty = SignalEngine.certainty(of: sentiment.entityID, in: article.events)
            let weight = min(1, max(0, sentiment.relevance)) * certainty / Double(1 + repeats)
            tally.add(
                .init(
                    score: min(1, max(-1, sentiment.score)), label: sentiment.label, weight: weight,
                    source: article.source, isDuplicate: repeats > 0))
        }
        tallies[sentiment.entityID] = tally
    }

    /// Mean certainty of the article's events in which the entity takes part; 1 where it takes part in none.
    static func certainty(of entityID: String, in events: [Event]) -> Double {
        var (sum, count) = (0.0, 0)
        for event in events where event.participants.contains(where: { $0.entity.id == entityID }) {
            sum += weight(of: event.certainty)
            count += 1
        }
        return count == 0 ? 1 : sum / Double(count)
    }

    static func weight(of certainty: Event.Certainty) -> Double {
        switch certainty {
        case .completed, .ongoing, .cancelled: 1
        case .planned: 0.8
        case .forecast: 0.7
        case .opinion: 0.6
        case .rumoured: 0.4
        case .conditional: 0.3
        case .denied: 0.2
        }
    }

    // MARK: windows

    private func ordinal(of time: Int64) -> Int64 {
        let length = max(1, configuration.windowMilliseconds)
        let moved = time - configuration.offsetMilliseconds
        return moved >= 0 ? moved / length : (moved - length + 1) / length
    }

    private mutating func close(_ window: Int64) -> [EntityWindow] {
        let length = max(1, configuration.windowMilliseconds)
        let start = window * length + configuration.offsetMilliseconds
        var closed: [EntityWindow] = []
        for (id, tally) in tallies.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            closed.append(
                tally.window(of: id, start, start + length, earlierMean: earlierMean(of: id, before: window)))
            advance(id, tally, to: window)
        }
        tallies.removeAll(keepingCapacity: true)
        trends = trends.filter { window - $0.value.window <= SignalEngine.silenceKept }
        return closed
    }

    /// The decay leaves the mean alone and counts only against what comes later.
    private func earlierMean(of id: String, before window: Int64) -> Double? {
        guard let trend = trends[id], trend.weight > 0, window - trend.window <= SignalEngine.silenceKept else {
            return nil
        }
        return trend.score / trend.weight
    }

    private mutating func advance(_ id: String, _ tally: WindowTally, to window: Int64) {
        guard tally.weight > 0 else { return }
        var trend = trends[id] ?? Trend(window: window)
        var left = 1.0
        for _ in 0..<min(window - trend.window, SignalEngine.silenceKept) { left *= SignalEngine.decay }
        trend.weight = trend.weight * left + tally.weight
        trend.score = trend.score * left + tally.weight * tally.mean
        trend.window = window
        trends[id] = trend
    }
}
