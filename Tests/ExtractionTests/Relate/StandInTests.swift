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
}
