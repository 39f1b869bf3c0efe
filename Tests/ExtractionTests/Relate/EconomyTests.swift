import Testing

@testable import Extraction

/// Whose economy, authority or goods a text speaks of without a name of the catalogue.
@Suite struct EconomyTests {
    @Test(arguments: [
        ("Chinese exports rose 6.4% in October.", ["region=China change=6.4"]),
        ("Japanese core consumer prices rose 3%.", ["region=Japan change=3"]),
        ("The euro zone composite PMI slipped to 51.2 in October.", ["region=euro zone value=51.2"]),
        ("Chinese shares rose 6.4%.", []),
        ("The euro rose 0.4%.", []),
        ("国家统计局公布，9月集成电路产量同比增长5.9%。", ["region=China change=5.9"]),
        ("宁德时代9月电池产量同比增长5.9%。", []),
    ])
    func anAdjectiveNamesAnEconomyBeforeItsFigureAlone(_ body: String, _ figures: [String]) throws {
        #expect(try Telling().events(body, ["macro_indicator"]) == figures.map { "macro_indicator " + $0 })
    }

    @Test(arguments: [
        ("Dutch regulators fined Qualcomm 12 million euros.", "Dutch regulators"),
        ("Japan's antitrust watchdog fined Qualcomm 12 million euros.", "Japan's antitrust watchdog"),
        ("波兰竞争监管机构对高通罚款1200万欧元。", "波兰竞争监管机构"),
        ("江苏省苏州市财政局对高通罚款1200万元。", "江苏省苏州市财政局"),
    ])
    func anAuthorityIsNamedByItsCountryAndItsKind(_ body: String, _ authority: String) throws {
        let told = try Telling().events(body, ["regulatory_action"])
        #expect(told.count == 1)
        #expect(told.first?.contains("authority=\(authority)") == true)
    }

    @Test(arguments: [
        ("LightCounting预测，2026年全球以太网光模块销售额将增长35%。", ["subject=以太网光模块 forecaster=LightCounting change=35 forecast"]),
        (
            "IDC expects global smartphone shipments to fall 2.6% this year.",
            ["subject=smartphone forecaster=International Data Corporation change=-2.6 forecast"]
        ),
        ("2025年全球以太网光模块销售额增长35%。", []),
        ("以太网光模块销售额的统计口径有所调整。", []),
    ])
    func goodsAreWhatStandsBeforeTheFigureThatIsForecast(_ body: String, _ forecasts: [String]) throws {
        #expect(try Telling().events(body, ["forecast"]) == forecasts.map { "forecast " + $0 })
    }

    @Test(arguments: [
        ("Meta's 2026 capital expenditures of $125 billion were announced.", "planned"),
        ("Meta has spent $25 billion on capital expenditures in 2026 so far.", "completed"),
    ])
    func spendingOfAYearThatIsNotOverIsAPlan(_ body: String, _ certainty: String) throws {
        let told = try Telling().extractor.analyze(
            Document(id: "d", body: Array(body.utf8), publishedAt: "2026-05-20T08:00:00Z"))
        let found = told.articles.flatMap(\.events).filter { $0.type == "capital_expenditure" }
        #expect(found.map(\.certainty.rawValue) == [certainty])
    }
}
