import Testing

@testable import Extraction

/// Which figure of a sentence is whose, and what it is to it.
@Suite struct FigureTests {
    @Test(arguments: [
        // The basis of an English change stands behind it.
        (
            "AMD's revenue was $94 million, up 58% from a year earlier and 11% sequentially.", "metric",
            ["company=AMD value=94000000 change=58 change=11"]
        ),
        // What `the` and a noun of expectation stand round was expected.
        (
            "AMD's revenue rose to $94 million, short of the $99 million forecast.", "metric",
            ["company=AMD value=94000000 expected_value=99000000"]
        ),
        (
            "AMD's revenue rose to $94 million, more than the $90 million analysts polled by LSEG had forecast.",
            "metric",
            ["company=AMD value=94000000 expected_value=90000000"]
        ),
        (
            "AMD's revenue rose to $94 million, ahead of a $90 million consensus.", "metric",
            ["company=AMD value=94000000 expected_value=90000000"]
        ),
        // An older profit is none of the new loss, nor an older loss of the new profit.
        (
            "Intel swung to a net profit of $4 billion from a loss of $16 billion.", "metric",
            ["company=Intel value=4000000000 previous_value=-16000000000"]
        ),
        (
            "Intel swung to a net loss of $4 billion from a profit of $16 billion.", "metric",
            ["company=Intel value=-4000000000 previous_value=16000000000"]
        ),
        // Where an amount for one share goes to is for one share.
        (
            "英特尔把季度股息从每股0.26美元提高至0.30美元。", "capital_return",
            ["company=Intel per_share=0.3 previous_per_share=0.26"]
        ),
        // A sum that is being spent has no name of a figure before it.
        (
            "Intel is spending $5 billion on a new plant in Ohio.", "capital_expenditure",
            ["company=Intel amount=5000000000"]
        ),
        // The field before a figure is not whose it is.
        (
            "Nvidia reported results. Data center revenue rose 82% to $71 billion.", "metric",
            ["company=NVIDIA value=71000000000 change=82"]
        ),
        ("中国8月非制造业商务活动指数为50.3%，与上月持平。", "macro_indicator", ["region=China value=50.3 change=0"]),
        // A comma between adjectives parts nothing.
        (
            "Hut 8 signed a 15-year, $7 billion lease with Fluidstack for 245 megawatts.", "supply_contract",
            ["buyer=Fluidstack supplier=Hut 8 amount=7000000000 quantity=245"]
        ),
        // What rises may have a word of the rules before it.
        ("Tesco posted a 5.6% rise in food sales.", "metric", ["company=Tesco change=5.6"]),
        ("Tesco posted a 5.6% rise in food sales.", "price_move", []),
        // The older of two rates may have a verb of its own.
        (
            "IDC将2026年全球PC出货量预期由增长2%下调至下降5%。", "forecast",
            ["subject=PC forecaster=International Data Corporation change=-5 previous_change=2 forecast"]
        ),
        // What somebody has is the last thing named, also behind `as`.
        (
            "Apple's revenue rose 5%, Microsoft's climbed 16% and Google's was up 14%.", "metric",
            ["company=Apple change=5", "company=Microsoft change=16", "company=Alphabet change=14"]
        ),
        ("Apple's shares rose 3%, while Tesla's fell 2%.", "metric", []),
        (
            "Shares fell as Intel's second-quarter revenue dropped 5% to $12 billion.", "metric",
            ["company=Intel value=12000000000 change=-5"]
        ),
        // Each of those who follow has a share of its own.
        (
            "TSMC had a 70% share of the foundry market, followed by Samsung with 7.3% and SMIC at 5.1%.",
            "market_share",
            ["company=TSMC share=70", "company=Samsung Electronics share=7.3", "company=SMIC share=5.1"]
        ),
        // The object of one verb is no measure of the next.
        (
            "Berkshire sold 1.9 million Apple shares and cut its position in Chubb by 22%.", "holding_change",
            [
                "holder=Berkshire Hathaway security=Apple shares=1900000",
                "security=Chubb holder=Berkshire Hathaway change=-22",
            ]
        ),
        // How large a wafer is, or how far a place, is no capacity.
        ("中芯国际北京12英寸厂量产，月产能3.5万片。", "capacity_expansion", ["company=SMIC capacity=35000"]),
        // A clause that begins with what it does does what the one before plans.
        (
            "NTT Data is to invest 1.5 billion euros in Frankfurt, doubling capacity there to 300 MW.",
            "capacity_expansion", ["company=NTT Data capacity=300 change=100 planned"]
        ),
        // The month, not the verb.
        ("TSMC's May revenue rose 31.2% from a year earlier.", "metric", ["company=TSMC change=31.2"]),
        // `the Dow` begins the longer name.
        (
            "The Dow Jones Industrial Average fell 388 points.", "price_move",
            ["security=Dow Jones Industrial Average change=-388"]
        ),
        // What cools is no figure that falls; a price is no older dividend.
        (
            "CoreWeave ordered $780 million cooling systems from Vertiv.", "supply_contract",
            ["supplier=Vertiv buyer=CoreWeave amount=780000000"]
        ),
        (
            "Disney lifted its dividend to $1.50 a share from $1.", "capital_return",
            ["per_share=1.5 previous_per_share=1"]
        ),
        // A common word that opens a line before what only a firm reports; an index by its code.
        ("Visa Q3 revenue rose 3% to $9 billion.", "metric", ["company=Visa Inc value=9000000000 change=3"]),
        ("Dow <.DJI> gained 2%.", "price_move", ["security=Dow Jones Industrial Average change=2"]),
        // Letters that nobody knows are a subject of their own.
        ("Vistra收高6.1%，Zorvane却回落0.6%。", "price_move", ["security=Vistra change=6.1"]),
        // A partner who buys does so from the other.
        (
            "康宁与Meta签署协议，Meta将采购60亿美元的光纤。", "supply_contract",
            ["supplier=Corning buyer=Meta Platforms amount=6000000000 planned"]
        ),
        // The sum of another sentence keeps no dividend from being one for ten shares.
        (
            "万华化学：2025年净利润125.27亿元；拟每10股派发现金红利7.3元。", "capital_return",
            ["company=Wanhua Chemical per_share=0.73 planned"]
        ),
        // Compared with, behind a figure for one share and with its own noun.
        (
            "Deere posted quarterly profit of $5.12 a share, against $4.75 a year ago.", "metric",
            ["company=Deere & Co value=5.12 previous_value=4.75"]
        ),
        (
            "AMD reported a net loss of $6 million, versus a net loss of $14 million a year ago.", "metric",
            ["company=AMD value=-6000000 previous_value=-14000000"]
        ),
        // `edged up to` is no upper bound, 翻番 and `doubled` are changes.
        (
            "U.S. payrolls grew, and the unemployment rate edged up to 4.4%.", "macro_indicator",
            ["region=United States value=4.4"]
        ),
        (
            "The Fed cut its benchmark rate by a quarter of a percentage point to 4%.", "macro_indicator",
            ["region=United States change=-25 value=4"]
        ),
        // A sign behind a word, with thousands; a rank behind letters; a known name keeps its head.
        ("腾讯净利润为-14,702.31万元。", "metric", ["company=Tencent value=-147023100"]),
        // Changes told apart behind several names are each of one; a change of sales is no move of the price.
        (
            "腾讯营收100亿元，净利润10亿元，同比分别增长9.3%和36.2%。", "metric",
            ["company=Tencent value=10000000000 change=9.3", "company=Tencent value=1000000000 change=36.2"]
        ),
        ("BYD sold 480,186 vehicles in November, down 5.3% from a year earlier.", "price_move", []),
        ("腾讯位居国内AI应用第一。", "ranking", ["company=Tencent rank=1"]),
        ("伯恩斯坦估计，华为今年昇腾芯片出货量约80万颗。", "forecast", ["subject=Huawei forecaster=Bernstein value=800000 forecast"]),
        ("腾讯营收14.6亿元，同比翻番。", "metric", ["company=Tencent value=1460000000 change=100"]),
        // A figure is the nearest verb's, and a relative clause ends with its own.
        (
            "Viking Global dumped its stake in Adobe and cut its stake in Charles Schwab by a quarter.",
            "holding_change",
            ["security=Charles Schwab holder=Viking Global change=-25"]
        ),
        (
            "Nvidia, which has a market value of $400 million, soared 62%.", "price_move",
            ["security=NVIDIA change=62"]
        ),
        // A sum's sign behind a word, and what a verb of losing takes.
        ("腾讯净利润为-84.6亿元。", "metric", ["company=Tencent value=-8460000000"]),
        ("腾讯第三季度亏掉49.5亿元。", "metric", ["company=Tencent value=-4950000000"]),
        // A daily limit in centimetres, and a price at which it was met.
        ("海光信息20CM跌停。", "price_move", ["security=Hygon change=-20"]),
        ("力積電以71.2元漲停作收。", "price_move", ["security=Powerchip level=71.2"]),
        // The number of a name is none of its figures; an absolute clause has its own subject.
        (
            "Stocks slipped, with the S&P 500 ending 0.6% lower at 6,841.12.", "price_move",
            ["security=S&P 500 Index change=-0.6 level=6841.12"]
        ),
        // A place kept or fallen to.
        ("联电守住第三。", "ranking", ["company=UMC rank=3"]), ("会议推迟到第二天，联电没有参加。", "ranking", []),
        // Levels told with words between.
        (
            "Copper surged to an all-time high of $13,560 a metric ton.", "price_move",
            ["security=Copper level=13560"]
        ),
        ("Brent crude was little changed near $67 a barrel.", "price_move", ["level=67"]),
        // A sum in another currency behind it is the same sum.
        (
            "The European Commission fined Apple 460 million euros ($541 million).", "regulatory_action",
            ["target=Apple amount=460000000"]
        ),
        // Words between two commas that only join part no sentence.
        (
            "The European Commission, for its part, fined Apple 460 million euros.", "regulatory_action",
            ["target=Apple amount=460000000"]
        ),
        // An older figure told behind, by its time, by a word, behind a semicolon.
        (
            "AMD raised its sales forecast to $2.1 billion; the range had been $1.8 billion.", "forecast",
            ["subject=AMD forecaster=AMD value=2100000000 previous_value=1800000000 forecast"]
        ),
        ("意法半导体第三季毛利率33.2%，高于二季度的32.1%。", "metric", ["company=STMicroelectronics value=33.2 previous_value=32.1"]),
        (
            "德州仪器今年资本支出20亿美元，2025年是46亿美元。", "capital_expenditure",
            ["company=Texas Instruments amount=2000000000 previous_amount=4600000000 planned"]
        ),
        // A sign is a verb, crowns are the company's, a bare amount has the currency of the next.
        ("Nvidia +4%, AMD -3%.", "price_move", ["security=NVIDIA change=4", "security=AMD change=-3"]),
        // A part of what is named; by how much, and how much.
        ("台积电占全球晶圆代工产值的72%。", "market_share", ["company=TSMC share=72"]),
        ("BYD's European market share nearly tripled to 1.1%.", "market_share", ["company=BYD share=1.1"]),
        // Places told together.
        ("TCL、海信分列二、三位。", "ranking", ["company=TCL rank=2", "company=Hisense Group rank=3"]),
        // Whose the second is stands between the members of a list; the good that is meant.
        (
            "Germany's DAX and France's CAC 40 rose 0.9% and 0.4%, respectively.", "price_move",
            ["security=DAX change=0.9", "security=CAC 40 change=0.4"]
        ),
        (
            "Jefferies praised copper; the metal hit a record $11,540 in London.", "price_move",
            ["security=Copper level=11540"]
        ),
        // 8月自結: no figure from which another moves.
        ("台積電8月自結營收6.58億元，月增8.9%。", "metric", ["value=658000000 change=8.9"]),
    ])
    func aFigureIsTakenForWhatItIs(_ body: String, _ type: String, _ facts: [String]) throws {
        let found = try Telling().events(body, [type])
        for fact in facts { #expect(found.contains { $0.hasSuffix(fact) }, "\(fact) of \(found)") }
        if facts.isEmpty { #expect(found == []) }
    }

    @Test func aBareLevelOfACurrencyIsInItself() throws {
        let found = try Telling().facts("在岸人民币兑美元收报7.1085。").flatMap(\.measures)
        #expect(found.map(\.unit) == ["CNY"])
    }

    @Test func moneyThatIsPulledOutIsNoCancelledPlan() throws {
        let events = try Telling().facts("Investors withdrew $1.2 billion from SPDR Gold Shares.")
        #expect(events.map(\.certainty) == [.completed])
    }
}

/// Lists whose head says how sure their items are.
@Suite struct ListOutlookTests {
    @Test(arguments: [
        (
            "For the second quarter AMD currently expects:\n\n- Revenue in the range of $101 million to $107 million",
            true
        ),
        ("AMD expects the following:\n\n• Revenue of $101 million", true),
        ("AMD reported the following:\n\n- Revenue of $101 million", false),
        ("How AMD did by what analysts were expecting:\n\n- Revenue: $101 million vs. $99 million expected", false),
        ("AMD currently expects:\n\nRevenue was $101 million.", false),
    ])
    func anItemIsAsSureAsTheHeadOfItsList(_ body: String, _ isForecast: Bool) throws {
        let found = try Telling().facts(body).map(\.type)
        #expect(found == [isForecast ? "forecast" : "metric"])
    }

    @Test(arguments: [
        ("Shares in Samsung have risen 75% this year and were up 2% on Tuesday.", ["ytd", "day"]),
        ("Nvidia shares have gained 30% this year.", ["ytd"]),
        ("The S&P 500 rose 0.4% on Tuesday.", ["day"]),
    ])
    func anEnglishMoveHasItsStretchBehindIt(_ body: String, _ bases: [String]) throws {
        let told = try Telling().facts(body).filter { $0.type == "price_move" }
        #expect(told.flatMap(\.measures).filter { $0.name == "change" }.map(\.basis) == bases)
    }
}
