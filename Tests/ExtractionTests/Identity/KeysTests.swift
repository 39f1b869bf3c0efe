import Testing

@testable import Extraction

@Suite struct KeysTests {
    private func events(_ text: String, id: String = "d", _ extractor: Extractor) throws -> [Event] {
        let document = Document(id: id, body: Array(text.utf8), publishedAt: "2025-11-20T08:00:00+08:00")
        return try extractor.analyze(document).articles.flatMap(\.events)
    }

    @Test func valuesWithinFourPercentShareACell() {
        var random = SplitMix(seed: 7)
        for _ in 0..<2_000 {
            let value = Int128.random(in: 100_000...999_999_999, using: &random)
            let near = value + value * Int128.random(in: 0...40, using: &random) / 1_000
            let a = Keys.cells(Decimal(significand: value))
            let b = Keys.cells(Decimal(significand: near))
            #expect(a[0] == b[0] || a[1] == b[1], "\(value) \(near)")
        }
    }

    @Test func valuesAQuarterApartShareNoCell() {
        var random = SplitMix(seed: 8)
        for _ in 0..<2_000 {
            let value = Int128.random(in: 100_000...999_999_999, using: &random)
            let far = value + value / 4
            let a = Keys.cells(Decimal(significand: value))
            let b = Keys.cells(Decimal(significand: far))
            #expect(a[0] != b[0] && a[1] != b[1], "\(value) \(far)")
        }
    }

    @Test(arguments: [
        ("英伟达将向OpenAI投资1000亿美元", "Nvidia will invest $100 billion in OpenAI", "investment", true),
        ("輝達將向OpenAI投資1000億美元", "英伟达拟向OpenAI投资约1020亿美元", "investment", true),
        ("英伟达将向OpenAI投资1000亿美元", "英伟达将向OpenAI投资200亿美元", "investment", false),
        ("英伟达将向OpenAI投资1000亿美元", "微软将向OpenAI投资1000亿美元", "investment", false),
        ("软银收购安谋", "软银否认收购安谋", "acquisition", true),
        ("方舟投资买入阿里巴巴10万股", "方舟投资卖出阿里巴巴10万股", "holding_change", false),
    ])
    func theSameFactIsKnownAcrossArticles(_ first: String, _ second: String, _ type: String, _ isSame: Bool) throws {
        let extractor = try Extractor()
        let a = try #require(try events(first, extractor).first { $0.type == type })
        let b = try #require(try events(second, id: "e", extractor).first { $0.type == type })
        #expect(sameFact(a, b) == isSame)
    }

    @Test func eventsOfOneDocumentHaveIdsOfTheirOwn() throws {
        let extractor = try Extractor()
        let text = "微软、谷歌、Meta股价分别下跌3%、5%、7%。英伟达向OpenAI投资1000亿美元，并入股英特尔，出资50亿美元。"
        let found = try events(text, extractor)
        #expect(found.count >= 4)
        #expect(Set(found.map(\.eventID)).count == found.count)
    }

    @Test func aReplayGivesTheSameKeys() throws {
        let text = "甲骨文与OpenAI签署3000亿美元算力合同，OpenAI将向甲骨文购买算力。"
        let first = try events(text, Extractor())
        let second = try events(text, Extractor())
        #expect(first.map(\.eventID) == second.map(\.eventID))
        #expect(first.map(\.factProbes) == second.map(\.factProbes))
    }
}
