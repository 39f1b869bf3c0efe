import Testing

@testable import Extraction

/// One sentence with a target and the label it must get. The target is the first occurrence of its words.
struct ScoreCase: Sendable, CustomTestStringConvertible {
    var text: String
    var target: String
    var label: Sentiment.Label
    var testDescription: String { "\(target): \(text)" }

    init(_ text: String, _ target: String, _ label: Sentiment.Label) {
        self.text = text
        self.target = target
        self.label = label
    }
}

@Suite struct ScorerTests {
    static let scorer = Result { try Scorer() }

    static func score(_ text: String, _ target: String) throws -> Scorer.Scored {
        let text = Text(text)
        let span = try #require(place(of: Text(target), in: text))
        return try scorer.get()
            .score(text: text, span: 0..<text.count, target: span, language: Scorer.language(of: text))
    }

    static func place(of target: Text, in text: Text) -> Span? {
        guard target.count <= text.count else { return nil }
        return (0...(text.count - target.count)).first { text.folded[$0..<$0 + target.count] == target.folded[...] }
            .map { $0..<$0 + target.count }
    }

    static let clear: [ScoreCase] = [
        .init("蓝溪科技三季度净利润同比增长41%。", "蓝溪科技", .positive),
        .init("蓝溪科技三季度净利润同比下降41%。", "蓝溪科技", .negative),
        .init("藍溪科技第三季淨利按年增長四成。", "藍溪科技", .positive),
        .init("蓝溪科技前三季度亏损收窄至2亿元。", "蓝溪科技", .positive),
        .init("蓝溪科技亏损扩大。", "蓝溪科技", .negative),
        .init("蓝溪科技原材料成本大幅上升。", "蓝溪科技", .negative),
        .init("蓝溪科技业绩不及预期。", "蓝溪科技", .negative),
        .init("蓝溪科技成功扭亏为盈。", "蓝溪科技", .positive),
        .init("北山证券下调蓝溪科技目标价。", "蓝溪科技", .negative),
        .init("市场监管总局对蓝溪科技立案调查。", "蓝溪科技", .negative),
        .init("Bluebrook shares plunged 12% after the report.", "Bluebrook", .negative),
        .init("Bluebrook's quarterly profit rose 12% and beat estimates.", "Bluebrook", .positive),
        .init("Regulators fined Bluebrook $30 million.", "Bluebrook", .negative),
    ]

    @Test(arguments: clear) func clearSentencesGetTheirLabel(_ row: ScoreCase) throws {
        #expect(try ScorerTests.score(row.text, row.target).sentiment.label == row.label)
    }

    @Test func probabilitiesSumToOneAndTheScoreIsTheirDifference() throws {
        for row in ScorerTests.clear {
            let got = try ScorerTests.score(row.text, row.target).sentiment
            #expect((got.positive + got.neutral + got.negative - 1).magnitude < 1e-5)
            #expect((got.positive - got.negative - got.score).magnitude < 1e-6)
        }
    }

    @Test func traditionalAndSimplifiedAgreeToTheLastBit() throws {
        let a = try ScorerTests.score("輝達營收創新高,但毛利率下降。", "輝達")
        let b = try ScorerTests.score("辉达营收创新高,但毛利率下降。", "辉达")
        #expect(a.sentiment == b.sentiment)
    }

    @Test func contributionsNameTheWordsThatSpoke() throws {
        let text = Text("蓝溪科技净利润没有增长")
        let got = try ScorerTests.scorer.get()
            .score(text: text, span: 0..<text.count, target: 0..<4, language: .zhHans)
        #expect(got.contributions.contains { text.string($0.span) == "增长" && $0.value < 0 })
    }

    @Test func spansOutsideTheTextDoNoHarm() throws {
        let text = Text("涨")
        let scorer = try ScorerTests.scorer.get()
        for (span, target) in [(0..<9, 3..<7), (0..<0, 0..<0), (-3..<1, -2..<1)] as [(Span, Span)] {
            let got = scorer.score(text: text, span: span, target: target, language: .und)
            #expect(got.confidence > 0)
        }
        #expect(scorer.score(text: Text(), span: 0..<0, target: nil, language: .und).confidence > 0)
    }

    @Test func priceMovesHaveBasisPrice() throws {
        #expect(try ScorerTests.score("蓝溪科技股价大涨9%。", "蓝溪科技").sentiment.basis == .price)
        #expect(try ScorerTests.score("蓝溪科技中标两亿元项目。", "蓝溪科技").sentiment.basis == .fundamental)
        #expect(try ScorerTests.score("北山证券上调蓝溪科技目标价。", "蓝溪科技").sentiment.basis == .opinion)
    }
}
