import Schema
import Testing

/// The raw article's JSON writer against the decoder, which is tested by itself.
struct RawArticleJSONTests {
    @Test func anArticleIsReadBackAsItWasWritten() throws {
        var random = SeededGenerator(state: 7)
        for _ in 0..<500 {
            let article = Self.article(&random)
            var read = try RawArticleDecoder().decode(value: article.json(), headers: [])
            read.documentID = ""
            read.publishedAtSource = "none"
            #expect(read == article)
        }
    }

    @Test func emptyFieldsAreLeftOut() {
        var article = IncomingArticle()
        article.body = Array("第一行\n\"二\"".utf8)
        let json = String(decoding: article.json(), as: UTF8.self)
        #expect(json == #"{"body":"第一行\n\"二\"","content_type":"text/plain"}"#)
    }

    private static let pieces = [
        "英伟达", "a", "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "輝達", "𠮷", "\u{FFFD}", "/", "{",
        "}",
    ]

    private static func text(_ random: inout SeededGenerator, atLeast count: Int = 0) -> String {
        (0..<Int.random(in: count...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    private static func article(_ random: inout SeededGenerator) -> IncomingArticle {
        var article = IncomingArticle()
        article.articleID = text(&random)
        article.source = text(&random)
        article.url = text(&random)
        article.title = text(&random)
        article.author = text(&random)
        article.body = Array(("x" + text(&random)).utf8)
        article.isHTML = Bool.random(using: &random)
        article.publishedAt = text(&random)
        article.fetchedAt = text(&random)
        for _ in 0..<Int.random(in: 0...3, using: &random) { article.metadata[text(&random)] = text(&random) }
        return article
    }
}
