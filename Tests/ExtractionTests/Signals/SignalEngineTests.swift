import Testing

@testable import Extraction

@Suite struct SignalEngineTests {
    private func run(_ articles: [SignalArticle], _ configuration: SignalEngine.Configuration)
        -> (windows: [EntityWindow], events: [EventNovelty], late: Int)
    {
        var engine = SignalEngine(configuration)
        var outputs = articles.map { engine.add($0) }
        outputs.append(engine.finish())
        return (outputs.flatMap(\.windows), outputs.flatMap(\.events), engine.late)
    }

    private static func configuration(_ hours: Int64, offset: Int64 = 0, price: Bool = false)
        -> SignalEngine.Configuration
    {
        var configuration = SignalEngine.Configuration()
        configuration.windowMilliseconds = hours * SignalTime.hour
        configuration.offsetMilliseconds = offset * SignalTime.hour
        configuration.includesPrice = price
        return configuration
    }

    @Test(
        arguments: [
            (1, configuration(24)), (2, configuration(24, offset: -8)), (3, configuration(6, price: true)),
            (4, configuration(168)), (5, configuration(1)), (6, configuration(24, offset: 5, price: true)),
        ] as [(UInt64, SignalEngine.Configuration)])
    func figuresAreThoseOfTheDefinitions(seed: UInt64, configuration: SignalEngine.Configuration) {
        let articles = SignalFixtures.stream(seed: seed, count: 150)
        let naive = NaiveSignals(articles: articles, configuration: configuration)
        let got = run(articles, configuration)
        #expect(got.late == 0)
        let expected = naive.windows
        #expect(got.windows.count == expected.count)
        for (a, b) in zip(got.windows, expected) { expectEqual(a, b) }
        #expect(got.events == naive.novelties)
    }

    private func expectEqual(_ a: EntityWindow, _ b: EntityWindow) {
        #expect(a.rounded == b.rounded)
    }

    @Test func aReplayGivesTheSameSignals() {
        let articles = SignalFixtures.stream(seed: 9, count: 300)
        let (a, b) = (run(articles, .init()), run(articles, .init()))
        #expect(a.windows == b.windows)
        #expect(a.events == b.events)
    }

    @Test func whatComesTooLateIsCountedAndLeftOut() {
        let articles = SignalFixtures.stream(seed: 3, count: 20)
        var moved = articles
        var old = articles[0]
        old.articleID = "a0"
        moved.append(old)
        let (a, b) = (run(articles, .init()), run(moved, .init()))
        #expect(b.late == 1)
        #expect(a.windows == b.windows)
        #expect(a.events == b.events)
    }

    @Test func pricesAreLeftOutUnlessAskedFor() {
        let echo = SignalSentiment(
            entityID: "e", name: "E", score: 0.9, label: .positive, basis: .price, relevance: 1)
        let article = SignalArticle(time: 0, articleID: "a", sentiments: [echo])
        let without = run([article], Self.configuration(24)).windows
        #expect(without.map(\.count) == [0])
        #expect(without.map(\.priceEchoes) == [1])
        #expect(run([article], Self.configuration(24, price: true)).windows.map(\.mean) == [0.9])
    }

    @Test func whatIsCertainRelevantAndNewWeighsMore() {
        func weight(_ relevance: Double, _ certainty: Event.Certainty, copies: Int) -> Double? {
            let opinion = SignalSentiment(
                entityID: "e0", name: "", score: 1, label: .positive, basis: .opinion, relevance: relevance)
            let event = SignalFixtures.event("x", slot: "s", value: 1, certainty: certainty)
            let articles = (0...copies).map { number in
                SignalArticle(
                    time: Int64(number) * SignalTime.day / 2, articleID: "a\(number)", sketch: 7,
                    sentiments: number == copies ? [opinion] : [], events: number == copies ? [event] : [])
            }
            return run(articles, .init()).windows.last?.weight
        }
        #expect(weight(1, .completed, copies: 0) == 1)
        #expect(weight(0.5, .completed, copies: 0) == 0.5)
        #expect(weight(1, .rumoured, copies: 0) == 0.4)
        #expect(weight(1, .completed, copies: 1) == 0.5)
    }

    @Test func oneVoiceIsNoCrowdAndTwentyAre() {
        func crowding(_ labels: [Sentiment.Label], sketches: [UInt64]) -> Double? {
            let articles = labels.enumerated().map { number, label in
                SignalArticle(
                    time: Int64(number), articleID: "a\(100 + number)", source: "s\(number)",
                    sketch: sketches[number % sketches.count],
                    sentiments: [
                        SignalSentiment(
                            entityID: "e", name: "", score: 0, label: label, basis: .opinion, relevance: 1)
                    ])
            }
            return run(articles, .init()).windows.first?.crowding
        }
        let apart = (0..<20).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        #expect(crowding([.positive], sketches: apart) == 0)
        #expect((crowding(Array(repeating: .negative, count: 20), sketches: apart) ?? 0) > 0.8)
        #expect(crowding(Array(repeating: .neutral, count: 20), sketches: [5]) == 0.95)
        let mixed = (0..<20).map { $0 % 2 == 0 ? Sentiment.Label.positive : .negative }
        #expect(crowding(mixed, sketches: apart) == 0)
    }
}

extension EntityWindow {
    /// Sums in another order differ in their last bits.
    fileprivate var rounded: EntityWindow {
        func cut(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 + 0 }
        var copy = self
        copy.weight = cut(weight)
        copy.mean = cut(mean)
        copy.dispersion = cut(dispersion)
        copy.momentum = momentum.map(cut)
        copy.disagreement = cut(disagreement)
        copy.effectiveSources = cut(effectiveSources)
        copy.duplicateShare = cut(duplicateShare)
        copy.sameDirectionShare = cut(sameDirectionShare)
        copy.herding = cut(herding)
        copy.crowding = cut(crowding)
        return copy
    }
}
