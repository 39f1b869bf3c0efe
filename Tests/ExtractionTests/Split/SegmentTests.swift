import Testing

@testable import Extraction

@Suite struct SegmentTests {
    private func sentences(_ body: String) -> [String] {
        var article = ArticleText()
        article.text = Text(body)
        return segment(article).map { article.text.string($0.span) }
    }

    @Test(arguments: [
        ("公司涨3.2%。市场震荡！为何？", ["公司涨3.2%。", "市场震荡！", "为何？"]),
        ("他说：“我们会投资。很快。”市场不信。", ["他说：“我们会投资。", "很快。”", "市场不信。"]),
        ("“需求强劲。”高盛表示，目标价上调。", ["“需求强劲。”高盛表示，目标价上调。"]),
        ("公司（简称甲。曾用名乙。）上市。", ["公司（简称甲。曾用名乙。）上市。"]),
        (
            "Nvidia Corp. rose 3.2% in the U.S. market. It fell later.",
            ["Nvidia Corp. rose 3.2% in the U.S. market.", "It fell later."]
        ),
        ("J. P. Morgan said so. \"Buy,\" it added.", ["J. P. Morgan said so.", "\"Buy,\" it added."]),
        ("Apple Inc. The shares rose.", ["Apple Inc.", "The shares rose."]),
        ("Ford was raised by S&P. Fitch did nothing.", ["Ford was raised by S&P.", "Fitch did nothing."]),
        ("版本3.5发布。详见news.example.com。", ["版本3.5发布。", "详见news.example.com。"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ]) func sentencesEndWhereTheyEnd(body: String, expected: [String]) {
        #expect(sentences(body) == expected)
    }

    @Test func clausesCoverTheirSentenceAndLeaveFiguresWhole() {
        var article = ArticleText()
        article.text = Text("微软投资3,800亿元,谷歌跟进；Meta says 10:30, and waits.")
        for sentence in segment(article) {
            #expect(sentence.clauses.first?.lowerBound == sentence.span.lowerBound)
            #expect(sentence.clauses.last?.upperBound == sentence.span.upperBound)
            for (a, b) in zip(sentence.clauses, sentence.clauses.dropFirst()) { #expect(a.upperBound == b.lowerBound) }
        }
        #expect(
            segment(article).flatMap(\.clauses).map { article.text.string($0) }
                == ["微软投资3,800亿元,", "谷歌跟进；", "Meta says 10:30,", " and waits."])
    }

    @Test(arguments: [
        ("预计2026—2028年净利润为24亿元", ["预计2026—2028年净利润为24亿元"]),
        ("8%—10%的增长", ["8%—10%的增长"]),
        ("3月—5月招标", ["3月—5月招标"]),
        ("算力—基础设施", ["算力—", "基础设施"]),
        ("两成——历来最高", ["两成——", "历来最高"]),
    ]) func aDashInsideARangeCutsNothing(body: String, expected: [String]) {
        var article = ArticleText()
        article.text = Text(body)
        #expect(segment(article).flatMap(\.clauses).map { article.text.string($0) } == expected)
    }

    @Test func paragraphsAreCountedAndTheTitleStaysWhole() {
        var article = ArticleText()
        article.text = Text("算力不熄火！阿里加码\n正文一。正文二。\n结语。\n")
        article.titleSpan = 0..<10
        let found = segment(article)
        #expect(found.map(\.paragraph) == [0, 1, 1, 2])
        #expect(found.map(\.isTitle) == [true, false, false, false])
    }

    @Test func wordsOfTaiwanBecomeMainlandWords() {
        #expect(Script.simplified("網際網路的資訊與晶片，意味著股價上漲") == "互联网的信息与芯片，意味着股价上涨")
        #expect(Script.simplified("著名的簡體字，already simplified 简体") == "著名的简体字，already simplified 简体")
    }
}
