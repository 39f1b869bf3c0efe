import Testing

@testable import Extraction

@Suite struct SignalPartsTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2025-11-01T00:00:00.000Z", 1_761_955_200_000),
            ("2025-11-01T08:00:00+08:00", 1_761_955_200_000), ("2025-10-31T19:30:00-04:30", 1_761_955_200_000),
            ("2025-11-01", 1_761_955_200_000), ("2025-11-01T00:00:00.5Z", 1_761_955_200_500),
            ("2016-12-31T23:59:60Z", 1_483_228_799_000), ("1969-12-31T23:59:59.999Z", -1),
        ] as [(String, Int64)])
    func instantsAreRead(text: String, milliseconds: Int64) {
        #expect(SignalTime.milliseconds(text) == milliseconds)
        #expect(SignalTime.milliseconds(SignalTime.text(milliseconds)) == milliseconds)
    }

    @Test(arguments: [
        "", "2025", "2025-13-01", "2025-02-30", "2025-11-01T", "2025-11-01T00:00:00", "2025-11-01T24:00:00Z",
        "2025-11-01T00:00:00+0800", "2025-11-01T00:00:00Zx", "2025-11-01T00:60:00Z", "昨天",
    ])
    func whatIsNoInstantIsNil(text: String) { #expect(SignalTime.milliseconds(text) == nil) }

    @Test func chanceIsThatOfTheBinomialDistribution() {
        for n in 1...60 { #expect((Crowd.chanceDeviation(n) - NaiveSignals.chance(n)).magnitude < 1e-12) }
        #expect((Crowd.chanceDeviation(1000) / Crowd.chanceDeviation(1001) - 1).magnitude < 0.01)
        #expect(Crowd.herding(positive: 0, negative: 0) == 0)
        #expect(Crowd.herding(positive: 2000, negative: 0) > 0.97)
    }

    @Test(arguments: [(1.0, 0.0, 0.0), (0, 0, 0), (1, 1, 1), (3, 1, 0.866_025)])
    func disagreementIsFullWhereBothSidesAreEqual(positive: Double, negative: Double, expected: Double) {
        #expect((Crowd.disagreement(positive: positive, negative: negative) - expected).magnitude < 1e-6)
    }

    @Test func nearDuplicatesAreThoseOfComparingAll() {
        for seed in 1...5 as ClosedRange<UInt64> {
            let articles = SignalFixtures.stream(seed: seed, count: 300)
            let naive = NaiveSignals(articles: articles, configuration: .init())
            var fast = NearDuplicates()
            for (index, article) in articles.enumerated() {
                guard let sketch = article.sketch else { continue }
                #expect(fast.add(sketch, at: article.time) == naive.repeats(index))
            }
        }
    }
}
