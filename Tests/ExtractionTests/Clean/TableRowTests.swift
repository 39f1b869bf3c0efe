import Testing

@testable import Extraction

@Suite struct TableRowTests {
    @Test(arguments: [
        (
            "公司|营收(亿元)|同比\n蓝溪科技|62.49|+44.10%\n北山电子|25.65|-24.66%",
            ["公司|营收(亿元)|同比", "蓝溪科技营收62.49亿元，同比+44.10%", "北山电子营收25.65亿元，同比-24.66%"]
        ),
        (
            "Company | Capex Q2 ($bn) | y/y\nBluebrook | 31.4 | +90%\nNorthhill | 22.4 | -",
            ["Company | Capex Q2 ($bn) | y/y", "Bluebrook Capex Q2 $31.4bn, y/y +90%", "Northhill Capex Q2 $22.4bn"]
        ),
        (
            "|排名|公司|市值（亿美元）|\n|---|---|---|\n|1|蓝溪科技|4.2万亿美元|\n|2|北山电子|980|",
            ["|排名|公司|市值（亿美元）|", "|---|---|---|", "蓝溪科技市值4.2万亿美元", "北山电子市值980亿美元"]
        ),
    ]) func aRowSaysWhatItsHeadCallsTheFigures(body: String, read: [String]) throws {
        #expect(try CleanTests.paragraphs(body) == read)
    }

    @Test(arguments: [
        "第一章 | 风险\n第二章 | 机会",
        "姓名|职务|任期\n王维安|董事长|至今\n林知远|总经理|至今",
        "2024|2025|2026\n31.4|40.2|52.8",
        "a|b\nonly prose here, without a bar",
        "||\n||\n|1|",
    ]) func whatIsNoTableOfFiguresStays(body: String) throws {
        let page = try CleanTests.page(body)
        #expect(page.paragraphs.map { page.text.string($0.span) }.joined(separator: "\n").contains("|"))
        #expect(page.repairs.isEmpty)
    }

    @Test func whatIsPutInIsBounded() throws {
        let name = String(repeating: "营收", count: 40)
        #expect(try CleanTests.page("公司|\(name)\n蓝溪科技|62.49").repairs.isEmpty)
        let short = String(name.prefix(60))
        let table = "公司|\(short)\n" + String(repeating: "a|1\n", count: 500)
        let page = try CleanTests.page(table)
        #expect(!page.repairs.isEmpty)
        #expect(page.text.count <= 2 * table.unicodeScalars.count + 64)
    }

    @Test func whatIsPutInStandsAtItsCellAndIsRecorded() throws {
        let body = "公司|营收(亿元)\n蓝溪科技|62.49"
        let page = try CleanTests.page(body)
        let row = try #require(page.paragraphs.last).span
        #expect(page.text.string(row) == "蓝溪科技营收62.49亿元")
        #expect(page.text.rawSpan(of: row) == 10..<20)
        #expect(page.text.rawSpan(of: row.lowerBound + 4..<row.lowerBound + 6) == 15..<16)
        #expect(page.repairs == [Repair(span: 10..<20, reading: "蓝溪科技营收62.49亿元")])
    }

    @Test func rowsOfATableInAPageOfMarkupAreReadLikewise() throws {
        let body = "<table><tr><th>公司</th><th>净利润(亿元)</th></tr><tr><td>蓝溪科技</td><td>5.57</td></tr></table>"
        #expect(try CleanTests.paragraphs(body, .html).last == "蓝溪科技净利润5.57亿元")
    }
}
