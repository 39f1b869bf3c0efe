import Testing

@testable import Extraction

@Suite struct EventScoringTests {
    private func event(
        _ type: String, _ roles: [String], change: Int? = nil, attributes: [(String, String)] = [],
        certainty: Event.Certainty = .completed
    ) -> Event {
        var event = Event()
        event.type = type
        event.certainty = certainty
        event.participants = roles.map {
            .init(role: $0, entity: Entity(id: $0, name: $0), mention: $0, span: 0..<1, how: .stated)
        }
        if let change {
            event.measures = [
                .init(
                    name: "change", value: Decimal(change), unit: "percent", qualifier: .exact, per: "", basis: "yoy",
                    unitInferred: false, text: "", span: 0..<1)
            ]
        }
        event.attributes = attributes.map { (name: $0.0, value: $0.1) }
        return event
    }

    private func metric(_ name: String) throws -> [String: Sentiment.Label] {
        try labels(event("metric", ["company"], change: 5, attributes: [("metric", name)]))
    }

    private func labels(_ event: Event) throws -> [String: Sentiment.Label] {
        let scored = try Scorer().score(reading: Reading(article: ArticleText()), events: [event])
        let of = try #require(scored.events.first)
        return Dictionary(of.participants.map { ($0.entityID, $0.label) }) { a, _ in a }
    }

    @Test func aRaisedTargetIsGoodForTheCompanyNotForTheBroker() throws {
        let got = try labels(event("analyst_rating", ["analyst", "company"], attributes: [("action", "raise")]))
        #expect(got == ["analyst": .neutral, "company": .positive])
    }

    @Test func figuresFollowTheirDirectionAndKind() throws {
        #expect(try labels(event("metric", ["company"], change: 5)) == ["company": .positive])
        #expect(try labels(event("metric", ["company"], change: -5)) == ["company": .negative])
        #expect(try metric("costs") == ["company": .negative])
        #expect(try metric("capex") == ["company": .neutral])
    }

    @Test func suppliersGainAndTargetsOfAuthoritiesLose() throws {
        let supply = try labels(event("supply_contract", ["buyer", "supplier"]))
        #expect(supply == ["buyer": .neutral, "supplier": .positive])
        let ruling = try labels(event("regulatory_action", ["authority", "target"]))
        #expect(ruling == ["authority": .neutral, "target": .negative])
        #expect(
            try labels(event("regulatory_action", ["authority", "target"], attributes: [("stage", "lifted")]))
                == ["authority": .neutral, "target": .positive])
    }

    @Test func changesOfBothSignsSayNothing() throws {
        var mixed = event("metric", ["company"], change: 24)
        mixed.measures += event("metric", ["company"], change: -6).measures
        #expect(try labels(mixed) == ["company": .neutral])
    }

    @Test func lowRanksAreNoPraise() throws {
        var ranked = event("ranking", ["company"], change: 1)
        for (rank, label) in [(1, Sentiment.Label.positive), (3, .positive), (6, .neutral)] {
            ranked.measures[0].name = "rank"
            ranked.measures[0].value = Decimal(rank)
            #expect(try labels(ranked) == ["company": label])
        }
    }

    @Test func whatIsCancelledIsNotTurnedIntoGoodNews() throws {
        var off = event("capacity_expansion", ["company", "supplier"], certainty: .cancelled)
        off.negated = true
        #expect(try labels(off) == ["company": .negative, "supplier": .negative])
    }

    @Test(arguments: [
        ("蓝溪科技净亏损三亿元，同比收窄六成。", Sentiment.Label.positive), ("蓝溪科技净亏损三亿元，同比扩大六成。", .negative),
    ])
    func ofALossTheWordsOfItsSentenceDecide(words: String, label: Sentiment.Label) throws {
        var loss = event("metric", ["company"], change: -60, attributes: [("metric", "net_income")])
        loss.measures[0].name = "value"
        loss.participants[0].span = 0..<4
        loss.evidence = 0..<9
        var reading = Reading(article: ArticleText())
        reading.article.text = Text(words)
        reading.sentences = [Sentence(span: 0..<reading.text.count, clauses: [], paragraph: 0, isTitle: false)]
        let scored = try Scorer().score(reading: reading, events: [loss])
        #expect(scored.events.first?.sentiment?.label == label)
    }

    @Test func whatIsDeniedIsNeutral() throws {
        let denied = try labels(event("acquisition", ["acquirer", "target"], certainty: .denied))
        #expect(denied == ["acquirer": .neutral, "target": .neutral])
    }

    @Test func theEventIsAboutTheRightParty() throws {
        let scored = try Scorer().score(
            reading: Reading(article: ArticleText()), events: [event("supply_contract", ["buyer", "supplier"])])
        #expect(scored.events.first?.sentiment?.entityID == "supplier")
    }

    @Test func rawOffsetsLeadBackToPositions() {
        let places = RawPlaces([10, 11, 12, 5, 6])
        #expect(places.span(of: 10..<12) == 0..<2)
        #expect(places.span(of: 5..<7) == 3..<5)
        #expect(places.span(of: 7..<9) == 0..<0)
    }
}
