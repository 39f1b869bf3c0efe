import Testing

@testable import Extraction

/// The catalogue of the lexicon, read once for all tests.
let builtInCatalogue = Result { try Catalogue() }

/// Entities and mentions of one paragraph, as `id "words"` with use and listing where they are not ordinary.
func linked(
    _ string: String, title: String = "", day: String = "2025-11-20", language: Language = .zhHans
) throws -> [String] {
    let catalogue = try builtInCatalogue.get()
    var article = ArticleText()
    article.title = title
    article.text = Text(string)
    article.language = language
    let whole = 0..<article.text.count
    let sentences = [Sentence(span: whole, clauses: [whole], paragraph: 0, isTitle: false)]
    var budget = Budget(steps: 1_000_000)
    let found = try link(
        article: article, sentences: sentences, catalogue: catalogue, asOf: CivilDate(iso: day), budget: &budget)
    return found.mentions.map { mention in
        var line = found.entities[mention.entity].id + " " + article.text.string(mention.span)
        if mention.use != .participant { line += " " + mention.use.rawValue }
        if mention.how != .stated { line += " " + mention.how.rawValue }
        if let listing = mention.listing { line += " \(listing.mic):\(listing.ticker)" }
        return line
    }
}

@Test func theCatalogueOfTheLexiconIsReadWithoutError() throws {
    let catalogue = try builtInCatalogue.get()
    #expect(catalogue.handMade.count >= 400)
    #expect(catalogue.count > 40_000)
    #expect(catalogue.entity(mic: "XNAS", ticker: "NVDA")?.id == "nvidia")
    #expect(catalogue.entity(mic: "XHKG", ticker: "700")?.id == "tencent")
}

@Test func everyOwnerIsInTheCatalogueAndNoOneOwnsItself() throws {
    let catalogue = try builtInCatalogue.get()
    for entity in catalogue.handMade where !entity.parent.isEmpty {
        #expect(catalogue.entity(id: entity.parent) != nil, "\(entity.id) of \(entity.parent)")
        #expect(entity.parent != entity.id)
    }
}

@Test(arguments: [
    ("英伟达将投资OpenAI。", ["nvidia 英伟达", "openai OpenAI"]),
    ("輝達與軟銀合作", ["nvidia 輝達", "softbank 軟銀"]),
    ("OpenAIGPT-5发布", ["openai OpenAI", "gpt-5 GPT-5"]),
    ("长安汽车(000625.SZ)公告", ["changan 长安汽车 XSHE:000625"]),
    ("据路透社报道", ["reuters 路透社 source"]),
])
func namesAreLinked(_ text: String, _ expected: [String]) throws {
    #expect(try linked(text) == expected)
}
