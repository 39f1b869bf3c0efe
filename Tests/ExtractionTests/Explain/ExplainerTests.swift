import Testing

@testable import Extraction

@Suite struct ExplainerTests {
    static let extractor = try? Extractor()

    private func explained(_ text: String) throws -> Explanation.Article {
        let extractor = try #require(Self.extractor)
        let document = Document(id: "d", body: Array(text.utf8), publishedAt: "2025-11-20T08:00:00+08:00")
        return try #require(try extractor.explain(document).articles.first)
    }

    /// What the rules' own examples give: hundreds of sentences of every type in three languages.
    @Test func anExplanationPublishesWhatTheAnalysisDoesAndTellsEachEventOnce() throws {
        let extractor = try #require(Self.extractor)
        let texts = extractor.relator.book.rules.flatMap { $0.examples.prefix(2).map(\.text) }
        for text in texts {
            let document = Document(id: "d", body: Array(text.utf8))
            let events = try extractor.analyze(document).articles.flatMap(\.events)
            let explained = try extractor.explain(document).articles
            #expect(explained.flatMap { $0.article.events.map(\.eventID) } == events.map(\.eventID), "\(text)")
            let readings = explained.flatMap { $0.sentences.flatMap(\.readings) }
            let standing = readings.filter { $0.outcome == .stands }.map(\.eventID)
            #expect(Set(standing) == Set(events.map(\.eventID)), "\(text)")
            for reading in readings where reading.outcome != .stands {
                #expect(!reading.reason.isEmpty, "\(text) \(reading.rule)")
            }
        }
        #expect(texts.count > 200)
    }

    @Test func marksStandInOrderAndNeverOverlap() throws {
        let article = try explained("甲骨文向英伟达采购40万颗GB200，金额约400亿美元。2025年第三季度英伟达营收570亿美元，同比增长62%。")
        for sentence in article.sentences {
            for (mark, next) in zip(sentence.marks, sentence.marks.dropFirst()) {
                #expect(mark.span.upperBound <= next.span.lowerBound)
            }
        }
        let kinds = Set(article.sentences.flatMap(\.marks).map(\.kind))
        #expect(kinds.isSuperset(of: [.name, .measure, .time, .trigger]))
    }

    @Test func theFillersOfAStandingReadingAreItsEvents() throws {
        let article = try explained("英伟达宣布将向OpenAI投资至多1000亿美元。")
        let reading = try #require(article.sentences[0].readings.first)
        #expect(reading.outcome == .stands && reading.rule.hasPrefix("investment."))
        #expect(reading.fillers.map(\.name).sorted() == ["investor", "target"])
        #expect(reading.measures.first?.meaning == "100000000000 USD at_most")
        #expect(reading.place.hasPrefix("rules/investment.rules:"))
        #expect(article.sentences[0].judgements.contains { $0.eventID == reading.eventID && !$0.source.isEmpty })
    }

    @Test(arguments: [
        ("英伟达没有收购Groq。", "acquisition.takes", "negated"),
        ("高盛预计英伟达2026年营收为570亿美元。", "metric.reported", "forecast"),
        ("完成收购。", "acquisition.takes", "nobody fits role"),
    ])
    func aRuleThatFailsNamesItsFirstUnmetConstraint(_ text: String, _ rule: String, _ why: String) throws {
        let readings = try explained(text).sentences.flatMap(\.readings).filter { $0.rule == rule }
        #expect(readings.contains { $0.outcome == .failed && $0.reason.contains(why) }, "\(readings)")
    }

    @Test func whatLostNamesItsWinner() throws {
        let extractor = try #require(Self.extractor)
        let book = extractor.relator.book
        var losses = 0
        for rule in book.rules {
            for example in rule.examples.prefix(1) {
                for sentence in try explained(example.text).sentences {
                    for reading in sentence.readings where reading.outcome == .lost {
                        losses += 1
                        #expect(book.rules.contains { $0.id == reading.winner })
                    }
                }
            }
        }
        #expect(losses > 10)
    }

    @Test(arguments: [
        ("英伟达没有收购Groq。", "acquisition", "acquisition.takes", "its trigger is negated"),
        ("英伟达收购Groq。", "acquisition", "acquisition.takes", "it reads"),
        ("今天天气很好。", "acquisition", "acquisition.takes", "no word of its trigger"),
    ])
    func whyNotAnswersForEveryRuleOfTheType(
        _ text: String, _ type: String, _ rule: String, _ why: String
    ) throws {
        let extractor = try #require(Self.extractor)
        let answers = try extractor.whyNot(Document(id: "d", body: Array(text.utf8)), type: type)
        let active = extractor.relator.book.rules.filter { $0.type == type && $0.status == .active }
        #expect(answers.count == active.count)
        #expect(zip(answers, answers.dropFirst()).allSatisfy { $0.depth >= $1.depth })
        let answer = try #require(answers.first { $0.rule == rule })
        #expect(answer.text.contains(why), "\(answer)")
    }

    @Test func anUnknownTypeHasNoAnswers() throws {
        let extractor = try #require(Self.extractor)
        #expect(try extractor.whyNot(Document(id: "d", body: Array("好".utf8)), type: "no_such").isEmpty)
    }
}
