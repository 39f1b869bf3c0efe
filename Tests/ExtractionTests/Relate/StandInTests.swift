import Testing

@testable import Extraction

/// Who is meant in place of whom the text names.
@Suite struct StandInTests {
    @Test(arguments: [
        (
            "阿里巴巴公布业绩：收入2478亿元；阿里云收入398亿元，同比增长34%；资本性支出315亿元；自由现金流为负218亿元。",
            ["capital_expenditure company=Alibaba Group amount=31500000000"]
        ),
        ("阿里巴巴公布业绩。阿里云收入增长34%。资本开支为315亿元。", ["capital_expenditure company=Alibaba Group amount=31500000000"]),
        ("阿里云资本开支为315亿元。", ["capital_expenditure company=Alibaba Cloud amount=31500000000"]),
    ])
    func whatTheWholeSpendsIsNotItsSegments(_ body: String, _ expected: [String]) throws {
        #expect(try Telling().events(body, ["capital_expenditure"]) == expected)
    }

    @Test(arguments: [
        ("台积电董事长魏哲家预计台积电全年营收增长30%。", "TSMC"), ("台积电公布业绩。董事长魏哲家预计全年营收增长30%。", "TSMC"),
        ("高盛首席经济学家张明预计台积电全年营收增长30%。", "张明"),
    ])
    func anOfficerSpeaksForTheCompany(_ body: String, _ forecaster: String) throws {
        let told = try Telling().events(body, ["forecast"])
        #expect(told.count == 1)
        #expect(told.first?.contains("forecaster=\(forecaster)") == true)
    }

    @Test(arguments: [
        ("三大法人合計買超192.6億元。", ["holder=三大法人 market=TAIEX amount=19260000000"]),
        ("外資買超台股192.6億元。", ["holder=foreign investors market=Taiwan stocks amount=19260000000"]),
        ("沪指收涨。南向资金净卖出22.6亿港元。", ["market=Southbound funds amount=2260000000"]),
        (
            "A股主力资金净流出860亿元，其中电子行业净流出215亿元。",
            [
                "holder=主力资金 market=A-shares amount=86000000000",
                "holder=主力资金 market=electronics stocks amount=21500000000",
            ]
        ),
        (
            "中国股票型ETF净流入428亿元，其中红利低波ETF遭净赎回31亿元。",
            ["market=中国股票型ETF amount=42800000000", "market=红利低波ETF amount=3100000000"]
        ),
    ])
    func moneyFlowsInTheMarketThatItsWordsMean(_ body: String, _ flows: [String]) throws {
        #expect(try Telling().events(body, ["fund_flow"]) == flows.map { "fund_flow " + $0 })
    }

    @Test func aRuleThatNamesNobodyOfTheCatalogueIsRefused() throws {
        let text = """
            type fund_flow
            rule fund_flow.a
              reason r
              trigger x
              role market index else:nobody-at-all
              + x
              - y
            """
        let book = try Rulebook(lexicon: LexiconFiles(files: [.init(path: "rules/a.rules", bytes: Array(text.utf8))]))
        let error = #expect(throws: LexiconError.self) { try builtInCatalogue.get().standIns(for: book.rules) }
        #expect(error?.message.contains("nobody-at-all") == true)
        #expect(error?.line == 2)
    }

    @Test(arguments: [
        ("花旗发表研报，将中国宏桥目标价由33.5港元上调至41港元。该股现报36.44港元。", ["price_move security=China Hongqiao level=36.44"]),
        (
            "花旗將中國宏橋目標價上調至41港元。該行預期公司明年純利200億元。",
            ["forecast subject=China Hongqiao forecaster=Citigroup value=20000000000 forecast"]
        ),
        (
            "Broker notes. Toshiba still holds roughly 27% of Kioxia.",
            ["stake holder=Toshiba target=Kioxia stake=27 ongoing"]
        ),
        (
            "Kioxia fell on Monday. Toshiba still holds roughly 27% of the company.",
            ["stake holder=Toshiba target=Kioxia stake=27 ongoing"]
        ),
        (
            "Qualcomm spoke on Monday. Shares of the San Diego, California-based company fell 5.4%.",
            ["price_move security=Qualcomm change=-5.4"]
        ),
    ])
    func whoIsDescribedIsNotWhoSpeaksOrOwns(_ body: String, _ told: [String]) throws {
        let types: Set<String> = [String(told[0].prefix { $0 != " " })]
        #expect(try Telling().events(body, types) == told)
    }
}
