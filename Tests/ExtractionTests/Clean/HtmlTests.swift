import Testing

@testable import Extraction

@Suite struct HtmlTests {
    private let portal = """
        <!DOCTYPE html><html><head><title>Chipmaker lifts outlook - Example Wire</title><meta charset="gbk">
        <style>p{color:red}</style><script>var x = "<p>no</p>";</script></head><body>
        <header class="site"><a href="/">Example Wire</a></header><nav><ul><li>Home</li><li>Markets</li></ul></nav>
        <article><h1>Chipmaker lifts outlook on AI&nbsp;demand</h1><div class="byline">By Jane Doe | Sept 27, 2025</div>
        <p>Shares of the company rose <b>7.5%</b> after it said orders&#x4E2D;had doubled &amp; margins
        held.<!-- ad --></p>
        <div class="share-bar">Share on Facebook</div>
        <figure><img src="a.jpg"><figcaption>A wafer. Getty Images</figcaption></figure>
        <table><tr><th>Quarter</th><th>Revenue</th></tr><tr><td>Q1</td><td>3,800</td></tr></table>
        <p style="display: none">hidden words</p>
        <p>Analysts at two banks raised their targets on Friday, citing stronger cloud spending next year.</p></article>
        <aside><h2>Related</h2><p>Other story.</p></aside><footer>All rights reserved</footer></body></html>
        """

    @Test func onlyTheArticleOfAPortalPageIsRead() throws {
        let document = Document(id: "t", body: Array(portal.utf8), markup: .html)
        let page = try CleanTests.page(portal, .html)
        let article = try #require(split(page, document: document).first)
        #expect(split(page, document: document).count == 1)
        #expect(article.title == "Chipmaker lifts outlook on AI demand")
        #expect(article.author == "Jane Doe")
        #expect(article.publishedAt == "2025-09-27")
        #expect(article.language == .en)
        #expect(
            article.text.string == """
                Chipmaker lifts outlook on AI demand
                Shares of the company rose 7.5% after it said orders中had doubled & margins held.
                Quarter | Revenue
                Q1 Revenue 3,800
                Analysts at two banks raised their targets on Friday, citing stronger cloud spending next year.

                """)
    }

    @Test func charactersOfHtmlLeadBackToTheRawBody() throws {
        let page = try CleanTests.page(portal, .html)
        let raw = RawBody(Array(portal.utf8))
        let repaired = page.repairs.map(\.span)
        for paragraph in page.paragraphs
        where !page.text.string(paragraph.span).contains("|")
            && !repaired.contains(page.text.rawSpan(of: paragraph.span))
        {
            for position in paragraph.span where page.text.scalars[position] > 0x20 {
                let origin = Int(page.text.origin[position])
                let there = raw.quote(origin..<origin + 1)
                #expect(there == "&" || Fold.folded(there) == [page.text.folded[position]])
            }
        }
    }

    @Test func aNulMovesNoCharacterBehindIt() throws {
        let body = "<p>微软\0/谷歌"
        let page = try CleanTests.page(body, .html)
        let origins = try #require(page.paragraphs.first).span.map { Int(page.text.origin[$0]) }
        #expect(page.text.string.hasPrefix("微软 /谷歌"))
        #expect(origins == Array(3..<9))
    }

    @Test func anOldForumPageWithBreaksIsReadByItsLines() throws {
        let body = "<html><body><table><tr><td><font>国产算力讨论</font><br><br>　　海光信息今日涨停，成交额达五十亿元。<br><br>　　有机构认为估值偏高。"
        #expect(try CleanTests.paragraphs(body, .html) == ["国产算力讨论", "海光信息今日涨停，成交额达五十亿元。", "有机构认为估值偏高。"])
    }

    @Test(arguments: ["<div>", "<b>", "<p><span>", "<table><tr><td>", "<ul><li>"]) func deepNestingIsBounded(
        tag: String
    ) throws {
        let body = String(repeating: tag, count: 40_000) + "台积电上调指引。" + String(repeating: "</i>", count: 40_000)
        #expect(try CleanTests.paragraphs(body, .html) == ["台积电上调指引。"])
    }
}
