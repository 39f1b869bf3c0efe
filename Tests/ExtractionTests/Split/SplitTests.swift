import Testing

@testable import Extraction

@Suite struct SplitTests {
    static func articles(_ body: String, title: String = "") throws -> [ArticleText] {
        let document = Document(id: "t", body: Array(body.utf8), title: title)
        var budget = Budget(steps: Extractor.defaultBudget)
        return split(try clean(document, budget: &budget), document: document)
    }

    private static let chips = "台積電週五表示，先進封裝產能將在明年翻倍，以滿足客戶對人工智慧晶片的需求，資本支出維持在四百億美元。法人認為毛利率可望守住五成五。"
    private static let cars = "比亞迪上半年海外銷量成長一倍，匈牙利工廠預計年底投產。公司表示，歐洲市場的定價策略不會因關稅而改變，並將擴大經銷網路。"

    @Test func aDigestIsCutAtTheSourcesInBrackets() throws {
        let found = try Self.articles("封裝產能翻倍\n\(Self.chips) (財訊快報)\n海外銷量創高\n\(Self.cars) (車市觀察)")
        #expect(found.map(\.title) == ["封裝產能翻倍", "海外銷量創高"])
        #expect(found.map(\.source) == ["財訊快報", "車市觀察"])
        #expect(found.allSatisfy { $0.language == .zhHant && !$0.text.string.contains("(") })
    }

    @Test func headlinesMayFollowTheirBodies() throws {
        let chips = String(repeating: Self.chips, count: 2), cars = String(repeating: Self.cars, count: 2)
        let found = try Self.articles("\(chips)\n\n產能之爭進入深水區\n■ 王 明\n\n\(cars)\n\n出海不只是賣車\n■ 陳小華")
        #expect(found.map(\.title) == ["產能之爭進入深水區", "出海不只是賣車"])
        #expect(found.map(\.author) == ["王明", "陳小華"])
        #expect(found.allSatisfy { $0.titleSpan.lowerBound == 0 && $0.text.string.hasPrefix($0.title + "\n") })
    }

    @Test func headlinesWithBylinesBelowThemOpenArticles() throws {
        let found = try Self.articles("封裝產能翻倍\n文/王明\n\n\(Self.chips)\n\n海外銷量創高\n文/陳小華\n\n\(Self.cars)")
        #expect(found.map(\.author) == ["王明", "陳小華"])
        #expect(found.map(\.title) == ["封裝產能翻倍", "海外銷量創高"])
    }

    @Test(arguments: [
        ("2025-09-27 08:00 来源：证券日报 作者：李一", "李一", "证券日报", "2025-09-27"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe", "", ""),
        ("作者：张三丰", "张三丰", "", ""),
        ("来源：财联社", "", "财联社", ""),
        ("Sept 27, 2025", "", "", "2025-09-27"),
        ("（新华财经）", "", "新华财经", ""),
    ]) func bylinesAreRead(line: String, author: String, source: String, date: String) {
        let text = Text(line)
        #expect(Byline.parse(text, 0..<text.count) == Byline(author: author, source: source, date: date))
    }

    @Test(arguments: [
        "By the end of the year, orders had doubled", "■ 英伟达上涨3%，创下新高", "全文/图略去不表的内容很多很多",
        "近日，公司公布了财报。", "云业务：收入增长两成", "(不构成投资建议。)",
    ]) func sentencesAreNoBylines(line: String) {
        let text = Text(line)
        #expect(Byline.parse(text, 0..<text.count) == nil)
    }

    @Test func anOrdinaryDocumentIsOneArticleWithItsGivenTitle() throws {
        let found = try Self.articles(Self.chips + "\n\n" + Self.cars, title: "兩則消息")
        #expect(found.count == 1 && found[0].title == "兩則消息" && found[0].titleSpan.isEmpty)
        #expect(found[0].rawSpan == 0..<(Self.chips + "\n\n" + Self.cars).unicodeScalars.count)
    }

    @Test(arguments: [
        ("英伟达宣布投资一千亿美元。", Language.zhHans), ("輝達宣布投資一千億美元。", .zhHant), ("Nvidia said it would invest.", .en),
        ("12345 67%", .und), ("OpenAI与Oracle签署协议，采购GPU。", .zhHans), ("エヌビディアは投資を発表しました。", .und),
    ]) func languageAndScriptAreCounted(text: String, language: Language) {
        #expect(LanguageGuess.language(of: Text(text)) == language)
    }
}
