import Testing

@testable import Extraction

/// What a text's figures read as: value, unit, qualifier.
struct Expected: Equatable, CustomStringConvertible {
    var value: String
    var upper: String?
    var unit: String
    var qualifier: Quantity.Qualifier
    init(_ value: String, _ unit: String, _ qualifier: Quantity.Qualifier = .exact, upper: String? = nil) {
        (self.value, self.unit, self.qualifier, self.upper) = (value, unit, qualifier, upper)
    }
    var description: String { "\(value)\(upper.map { "…\($0)" } ?? "") \(unit) \(qualifier)" }
}

enum Measuring {
    static func read(
        _ text: String, language: Language = .zhHans, published: String = "2025-10-20T09:00:00+08:00"
    ) throws -> (quantities: [Quantity], times: [TimeExpression]) {
        var budget = Budget(steps: 10_000_000)
        return try MeasureReader().measure(
            text: Text(text), sentences: [], context: MeasureContext(language: language, publishedAt: published),
            budget: &budget)
    }

    static func figures(_ text: String, language: Language = .zhHans) throws -> [Expected] {
        try read(text, language: language).quantities.map {
            Expected($0.value.description, $0.unit, $0.qualifier, upper: $0.upper?.description)
        }
    }
}

struct MoneyTests {
    @Test(arguments: [
        ("rose to Won12.2tn", [Expected("12200000000000", "KRW")]),
        ("it won 12 orders", [Expected("12", "order")]),
        ("its 12-layer HBM3E chips", []),
        ("75,000 new Nvidia chips", [Expected("75000", "gpu")]),
    ])
    func englishFiguresAreNotMadeOfTheWordsBesideThem(_ text: String, _ expected: [Expected]) throws {
        #expect(try Measuring.figures(text, language: .en).filter { $0.unit != "" } == expected)
    }

    @Test(arguments: [
        ("同比-0.4pct", "percentage_point"), ("环比+1.2pct", "percentage_point"), ("同比提升1.6pct", "percentage_point"),
        ("毛利率下滑0.8pct", "percentage_point"), ("占比26.1pct", "percent"),
    ])
    func pctBehindASignIsPoints(_ text: String, _ unit: String) throws {
        #expect(try Measuring.figures(text).map(\.unit) == [unit])
    }

    static let corpus: [(String, [Expected])] = [
        ("投资3,800亿元", [Expected("380000000000", "CNY")]),
        ("最高达1000 亿美元", [Expected("100000000000", "USD", .atMost)]),
        (
            "百度、阿里、腾讯将增至23/318/366亿元",
            [Expected("2300000000", "CNY"), Expected("31800000000", "CNY"), Expected("36600000000", "CNY")]
        ),
        ("以不低于40亿元且不超过80亿元回购", [Expected("4000000000", "CNY", .range, upper: "8000000000")]),
        ("8-10美元", [Expected("8", "USD", .range, upper: "10")]),
        ("约二十万亿韩元", [Expected("20000000000000", "KRW", .about)]),
        ("一万五千亿元", [Expected("1500000000000", "CNY")]),
        ("遭净卖出11.4亿、6.9亿港元", [Expected("1140000000", "HKD"), Expected("690000000", "HKD")]),
        ("raised $2.5 trillion and €1.3bn", [Expected("2500000000000", "USD"), Expected("1300000000", "EUR")]),
        ("board plans 4-8 billion yuan buyback", [Expected("4000000000", "CNY", .range, upper: "8000000000")]),
        ("more than US$10 billion", [Expected("10000000000", "USD", .over)]),
    ]

    static let english: [(String, [Expected])] = [
        (
            "cut its budget by $10 billion to about $85 billion",
            [
                Expected("10000000000", "USD"), Expected("85000000000", "USD", .about),
            ]
        ),
        (
            "lost 834 million yuan, less than the 1.26 billion a year earlier",
            [
                Expected("834000000", "CNY"), Expected("1260000000", "CNY"),
            ]
        ),
        ("capex of $8-10 billion", [Expected("8000000000", "USD", .range, upper: "10000000000")]),
        ("spend US$40-45b", [Expected("40000000000", "USD", .range, upper: "45000000000")]),
        ("hundreds of billions of dollars", [Expected("100000000000", "USD", .over)]),
        ("tens of thousands of GPUs", [Expected("10000", "gpu", .over)]),
        ("raised $65 million for Llama 405B.", [Expected("65000000", "USD"), Expected("405000000000", "")]),
        ("75%, plus or minus 50 basis points", [Expected("75", "percent"), Expected("50", "basis_point")]),
        ("took a $95 target", [Expected("95", "USD")]),
        ("a near-10% jump, over-5% stakes, COVID-19 cases", [Expected("10", "percent"), Expected("5", "percent")]),
        ("about a third of revenue", [Expected("33.333333333333333", "percent", .about)]),
        ("cut rates by a quarter point", [Expected("25", "basis_point")]),
        ("two and a half years", [Expected("2.5", "year")]),
        ("a target of 450p and a dividend of 4.5p", [Expected("4.5", "GBP"), Expected("0.045", "GBP")]),
        (
            "profit of 245.9 billion on sales of 800.5 billion yen",
            [Expected("245900000000", "JPY"), Expected("800500000000", "JPY")]
        ),
        ("sales of 15.8 billion crowns", [Expected("15800000000", "SEK")]),
        (
            "revenue of $3 billion and 2.1 billion users",
            [Expected("3000000000", "USD"), Expected("2100000000", "user")]
        ),
    ]

    @Test(arguments: english) func englishAmountsReadAsWritten(text: String, expected: [Expected]) throws {
        #expect(try Measuring.figures(text, language: .en) == expected)
    }

    static let traditional: [(String, [Expected])] = [
        ("淨債項減少38億元至1201億元，港股", [Expected("3800000000", "HKD"), Expected("120100000000", "HKD")]),
        (
            "市值5.4萬億港元，另一家約2.7萬億。",
            [
                Expected("5400000000000", "HKD"), Expected("2700000000000", "HKD", .about),
            ]
        ),
        ("收入20億港元，月活14.11億。", [Expected("2000000000", "HKD"), Expected("1411000000", "")]),
    ]

    @Test(arguments: traditional) func traditionalAmountsTakeTheMarketsMoney(text: String, expected: [Expected]) throws
    {
        #expect(try Measuring.figures(text, language: .zhHant) == expected)
    }

    @Test(arguments: [
        ("第三季資本開支減24%至130億元", "CNY"), ("現價跌1.4%，報647元", "HKD"), ("市值達5萬億元", "HKD"),
    ])
    func ownFiguresAreInTheReportersCurrencyAndPricesInTheMarkets(text: String, currency: String) throws {
        var context = MeasureContext(language: .zhHant, currency: "HKD")
        context.reporters = [(position: 0, currency: "CNY")]
        var budget = Budget(steps: 1_000_000)
        let found = try MeasureReader().measure(
            text: Text("騰訊" + text), sentences: [], context: context, budget: &budget)
        #expect(found.quantities.last?.unit == currency)
    }

    @Test func anAmountWithoutCurrencyIsInItsCompanys() throws {
        var context = MeasureContext(language: .zhHans)
        context.reporters = [(position: 0, currency: "USD"), (position: 14, currency: "CNY")]
        var budget = Budget(steps: 1_000_000)
        let found = try MeasureReader().measure(
            text: Text("英伟达市值超过4.5万亿；腾讯市值约5万亿"), sentences: [], context: context, budget: &budget)
        #expect(found.quantities.map(\.unit) == ["USD", "CNY"])
        #expect(found.quantities.allSatisfy { $0.unitInferred })
    }

    static let chinese: [(String, [Expected])] = [
        ("两市成交额1.2万亿。", [Expected("1200000000000", "CNY")]),
        ("月活跃用户7亿，调用量30万亿", [Expected("700000000", ""), Expected("30000000000000", "")]),
        ("拟10派5元", [Expected("0.5", "CNY")]), ("十四五规划", []),
        (
            "公司|营收(亿元)|同比\n甲公司|62.49|+44.10%\n乙公司|168.32|-1.5%",
            [
                Expected("6249000000", "CNY"), Expected("44.1", "percent"), Expected("16832000000", "CNY"),
                Expected("-1.5", "percent"),
            ]
        ),
        ("单位：万元\n项目|本期\n利润|5,300", [Expected("53000000", "CNY")]),
        ("项目|本期\n得分|53", [Expected("53", "")]),
    ]

    @Test(arguments: chinese) func amountsWithoutTheirUnitTakeItFromWhatIsSaid(text: String, expected: [Expected])
        throws
    {
        #expect(try Measuring.figures(text) == expected)
    }

    @Test(arguments: corpus) func moneyReadsAsWritten(text: String, expected: [Expected]) throws {
        #expect(try Measuring.figures(text) == expected)
    }

    static let changes: [(String, [Expected])] = [
        ("同比增长3倍", [Expected("300", "percent")]),
        ("增至3倍", [Expected("200", "percent")]),
        ("营收翻番", [Expected("100", "percent")]),
        ("利润翻两番", [Expected("300", "percent")]),
        ("约两成", [Expected("20", "percent", .about)]),
        ("打八折", [Expected("-20", "percent")]),
        ("季增二至三成", [Expected("20", "percent", .range, upper: "30")]),
        ("提升4个、5个百分点", [Expected("4", "percentage_point"), Expected("5", "percentage_point")]),
        ("排名第三", [Expected("3", "rank")]), ("位居新势力第一", [Expected("1", "rank")]), ("新势力第一", []),
        ("It finished fourteenth.", [Expected("14", "rank")]),
        ("It slipped to 22nd among peers.", [Expected("22", "rank")]),
        ("It is No. 14.", [Expected("14", "rank")]),
        ("至少10 GW", [Expected("10", "GW", .atLeast)]),
        ("派发股息每10股5元", [Expected("0.5", "CNY")]),
        ("拟向全体股东每10股派发现金红利人民币2.8元（含税）", [Expected("0.28", "CNY")]),
        ("每10股转增3股派5元", [Expected("3", "shares"), Expected("0.5", "CNY")]),
        ("每10股派2元至3元", [Expected("0.2", "CNY", .range, upper: "0.3")]),
        ("持有10股，另派5元", [Expected("10", "shares"), Expected("5", "CNY")]),
        ("购入25万块英伟达GPU", [Expected("250000", "gpu")]),
        ("出售3万块手表和GPU", [Expected("30000", "units")]),
        ("超额认购2.6倍", [Expected("2.6", "times")]),
    ]

    @Test(arguments: changes) func changesAndCountsReadByTheContract(text: String, expected: [Expected]) throws {
        #expect(try Measuring.figures(text) == expected)
    }

    @Test(arguments: ["GPT-5发布", "英伟达H100芯片", "寒武纪(688256)", "列入1260H清单", "元旦放假", "5G网络"])
    func namesAndCodesAreNoFigures(text: String) throws {
        #expect(try Measuring.figures(text).isEmpty)
    }
}
