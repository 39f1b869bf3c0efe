import Testing

@testable import Extraction

@Suite struct ArticleLabelsTests {
    static let labels = try? ArticleLabels(lexicon: .embedded)

    @Test(arguments: [
        ("路透社", "", "newswire"), ("Reuters", "", "newswire"), ("證券日報", "", "newspaper"),
        ("36氪財經", "", "portal"), ("微信公众号", "", "self_media"), ("雪球", "", "forum"),
        ("雪球资讯", "", "portal"), ("东方财富股吧", "", "forum"), ("中金公司研究部", "", "broker_note"),
        ("", "https://www.hkexnews.hk/listedco/a.pdf", "exchange_filing"),
        ("", "https://www.reddit.com/r/stocks", "forum"), ("路透社", "https://www.reddit.com", "newswire"),
        ("", "https://fox.com/ft.comet", "unknown"), ("某某小站", "", "unknown"), ("", "", "unknown"),
    ])
    func theSourceTypeComesFromTheLongestKnownName(_ source: String, _ url: String, _ kind: String) throws {
        #expect(try #require(Self.labels).sourceType(source: source, url: url) == kind)
    }

    @Test(arguments: [
        ("英伟达向OpenAI数据中心供应服务器，算力需求大增，液冷机柜紧缺。", "ai_infrastructure"),
        ("美联储降息，通胀回落，失业率上升。", "macro"), ("比特幣與以太坊下跌，穩定幣受關注。", "crypto"),
        ("New tariffs and export controls widen sanctions, regulators said.", "policy"),
        ("電動車銷量下滑，動力電池價格走低，充電樁建設放緩。", "ev"),
    ])
    func aTextIsAboutWhatItsWordsAreAbout(_ text: String, _ topic: String) throws {
        var article = ArticleText()
        article.text = Text(text)
        let topics = try #require(Self.labels).topics(of: article)
        #expect(topics.first?.name == topic, "\(topics)")
        #expect(zip(topics, topics.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(topics.allSatisfy { $0.score >= 0.3 && $0.score < 1 })
    }

    @Test(arguments: ["今天天气很好。", "", "The cat sat on the mat."])
    func aTextAboutNothingOfOursHasNoTopic(_ text: String) throws {
        var article = ArticleText()
        article.text = Text(text)
        #expect(try #require(Self.labels).topics(of: article).isEmpty)
    }

    @Test func aWordOfTheTitleSaysMore() throws {
        var article = ArticleText()
        article.text = Text("比特币\n正文没有别的。")
        let plain = try #require(Self.labels).topics(of: article)
        article.titleSpan = 0..<3
        let titled = try #require(Self.labels).topics(of: article)
        #expect(plain.isEmpty && titled.first?.name == "crypto")
    }

    @Test(arguments: [("@a\nx | x\n", 2), ("x\n", 1), ("@a\nx || y\n", 2)])
    func aWrongFileIsRefusedAtItsLine(_ text: String, _ line: Int) {
        let files = LexiconFiles(files: [.init(path: "describe/topics.words", bytes: Array(text.utf8))])
        let error = #expect(throws: LexiconError.self) { try ArticleLabels(lexicon: files) }
        #expect(error?.line == line)
    }

    @Test func labelsAndYardsticksCountNeitherAsEntitiesNorForRelevance() throws {
        let document = Document(id: "d", body: Array("寒武纪的芯片性能达到英伟达H100的80%，有“中国英伟达”之称。寒武纪股价上涨5%。".utf8))
        let article = try #require(try Extractor().analyze(document).articles.first)
        let relevance = Dictionary(article.entities.map { ($0.entity.id, $0.relevance) }, uniquingKeysWith: max)
        #expect(relevance["cambricon"] ?? 0 > 0.3, "\(relevance)")
        for entity in article.entities { #expect(entity.mentions > 0 && entity.relevance > 0 && entity.relevance <= 1) }
    }
}
