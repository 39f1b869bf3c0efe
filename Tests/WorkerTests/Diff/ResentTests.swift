import Foundation
import Schema
import Testing

@testable import Worker

/// What docs/recipes.md says of ids when an article comes again, claim by claim.
@Suite struct ResentTests {
    private struct Reading {
        var events: [Event] = []
        var articles: [AnalyzedArticle] = []

        var ids: [String] { events.map(\.eventID) }
        var facts: [String] { events.map(\.factKey) }
        var documents: Set<String> { Set(articles.map(\.documentID)) }

        func event(_ words: String) throws -> Event {
            try #require(events.first { $0.evidence.text.contains(words) }, "\(events.map(\.evidence.text))")
        }
    }

    private static let analyzer = Result { try DocumentAnalyzer() }
    private static let namespaced = Result { try DocumentAnalyzer(namespacesIDs: true) }

    private func read(
        _ body: String, id: String? = "a", source: String = "来源", url: String = "u", offset: Int64 = 0,
        isDated: Bool = true,
        by analyzer: Result<DocumentAnalyzer, any Error> = analyzer
    ) throws -> Reading {
        var fields = ["body": body, "source": source, "url": url]
        if isDated { fields["published_at"] = "2025-11-05T08:30:00+08:00" }
        if let id { fields["article_id"] = id }
        let origin = RecordOrigin(
            topic: "articles.raw", partition: Int32(offset % 3), offset: offset,
            timestampMilliseconds: 1_762_300_000_000 + offset * 86_400_000)
        var reading = Reading()
        let value = Array(try JSONSerialization.data(withJSONObject: fields))
        for record in try analyzer.get().analyze(value: value, headers: [], origin: origin) {
            if case .event(let event) = record { reading.events.append(event) }
            if case .article(let article) = record { reading.articles.append(article) }
        }
        return reading
    }

    private static let body = "英伟达宣布向OpenAI投资70亿美元。甲骨文宣布向CoreWeave投资30亿美元。"

    @Test func theSameRecordSentAgainDiffersOnlyInWhereItWasRead() throws {
        let (first, again) = (try read(Self.body), try read(Self.body, offset: 7))
        #expect(first.events.count >= 2)
        #expect(first.events != again.events)
        func bare(_ reading: Reading) -> [Event] {
            reading.events.map { event in
                var event = event
                event.provenance = Provenance()
                return event
            }
        }
        #expect(bare(first) == bare(again))
        #expect(first.articles.map(\.eventIds) == again.articles.map(\.eventIds))
    }

    /// The day of arrival is no date of the article: nothing is resolved by it, so nothing changes with it.
    @Test func withoutADateOfItsOwnYesterdayIsNoDayAndTheFactIsPartial() throws {
        let body = "英伟达股价昨日上涨3%。"
        let (first, again) = (try read(body, isDated: false), try read(body, offset: 9, isDated: false))
        #expect(!first.events.isEmpty)
        #expect(again.ids == first.ids)
        #expect(again.facts == first.facts)
        #expect(first.facts.allSatisfy { $0.hasPrefix("p:") })
        #expect(try read(body).facts.allSatisfy { !$0.hasPrefix("p:") })
    }

    @Test func anotherSourceOrAddressKeepsTheIdsUnlessIdsAreNamespaced() throws {
        let first = try read(Self.body)
        let moved = try read(Self.body, source: "别处", url: "v")
        #expect(moved.ids == first.ids)
        #expect(moved.documents == first.documents)
        let (one, other) = (
            try read(Self.body, by: Self.namespaced), try read(Self.body, source: "别处", by: Self.namespaced)
        )
        #expect(Set(one.ids).isDisjoint(with: other.ids))
        #expect(one.facts == other.facts)
    }

    @Test func withoutAnArticleIdEveryChangeMakesAnotherDocumentOfTheSameFacts() throws {
        let first = try read(Self.body, id: nil)
        #expect(try read(Self.body, id: nil, offset: 9).ids == first.ids)
        for other in [
            try read(Self.body + "完。", id: nil), try read(Self.body, id: nil, url: "v"),
            try read(Self.body, id: nil, source: "别处"),
        ] {
            #expect(other.documents.isDisjoint(with: first.documents))
            #expect(Set(other.ids).isDisjoint(with: first.ids))
            #expect(other.facts == first.facts)
        }
    }

    @Test func textAddedBehindKeepsTheIdAndTextInFrontKeepsOnlyTheFact() throws {
        let first = try read(Self.body)
        let inserted = try read("英伟达宣布向OpenAI投资70亿美元。此前已有传闻。甲骨文宣布向CoreWeave投资30亿美元。")
        let (front, back) = (try first.event("OpenAI"), try first.event("CoreWeave"))
        #expect(try inserted.event("OpenAI").eventID == front.eventID)
        #expect(try inserted.event("CoreWeave").eventID != back.eventID)
        #expect(try inserted.event("CoreWeave").factKey == back.factKey)
    }

    @Test func aCorrectedFigureOfTheSameLengthIsAnotherFactUnderTheSameId() throws {
        let first = try read(Self.body).event("OpenAI")
        let corrected = try read(Self.body.replacingOccurrences(of: "70亿", with: "90亿")).event("OpenAI")
        #expect(corrected.eventID == first.eventID)
        #expect(corrected.slotKey == first.slotKey)
        #expect(corrected.factKey != first.factKey)
    }

    @Test func whatIsTakenOutIsNoLongerListed() throws {
        let first = try read(Self.body)
        let cut = try read("英伟达宣布向OpenAI投资70亿美元。")
        let gone = try first.event("CoreWeave").eventID
        #expect(first.articles.contains { $0.eventIds.contains(gone) })
        #expect(!cut.articles.contains { $0.eventIds.contains(gone) })
        let kept = try first.event("OpenAI").eventID
        #expect(cut.articles.contains { $0.eventIds.contains(kept) })
    }

    /// A page of several articles, as the sample documents hold them.
    @Test func aLongerFirstArticleMovesTheIdsOfTheOthersAndNotTheirFacts() throws {
        let folder = WorkerProcess.root.appending(path: "seeds")
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().first)
        let page = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let first = try read(page)
        let longer = try read(page.replacingOccurrences(of: "云栖大会上", with: "云栖大会开幕上"))
        #expect(first.articles.count > 1)
        #expect(longer.articles.count == first.articles.count)
        func places(_ reading: Reading) -> [Int64] { reading.articles.dropFirst().map(\.span.start) }
        #expect(places(longer) == places(first).map { $0 + 2 })
        #expect(longer.articles[0].articleID == first.articles[0].articleID)
        for (one, other) in zip(first.articles.dropFirst(), longer.articles.dropFirst()) {
            #expect(one.articleID != other.articleID)
            #expect(Set(one.eventIds).isDisjoint(with: other.eventIds))
            let (before, after) = (
                first.events.filter { $0.articleID == one.articleID },
                longer.events.filter { $0.articleID == other.articleID }
            )
            #expect(before.map(\.factKey) == after.map(\.factKey))
        }
    }
}
