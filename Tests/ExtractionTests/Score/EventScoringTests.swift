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

    /// A row of the table that looks at the words of the event: type, roles, words, and the label of each role.
    static let worded: [(String, [(String, String)], String, [String: Sentiment.Label])] = [
        ("litigation", [], "蓝溪科技与北山电子达成和解", ["plaintiff": .neutral, "defendant": .neutral]),
        (
            "litigation", [], "Bluebrook agreed to pay $2 million to settle",
            ["plaintiff": .positive, "defendant": .negative]
        ),
        (
            "litigation", [], "The agency dropped its case against Bluebrook",
            ["plaintiff": .negative, "defendant": .positive]
        ),
        ("litigation", [], "北山電子起訴藍溪科技", ["plaintiff": .neutral, "defendant": .negative]),
        (
            "regulatory_action", [], "Ministers suspended their order; then lifted it",
            ["authority": .neutral, "target": .positive]
        ),
        ("regulatory_action", [], "監管機構解除對藍溪科技的限制", ["authority": .neutral, "target": .positive]),
        ("regulatory_action", [], "监管机构对蓝溪科技处以罚款", ["authority": .neutral, "target": .negative]),
        ("partnership", [], "藍溪科技與北山電子的合作告吹", ["partner": .negative]),
        ("partnership", [], "蓝溪科技与北山电子合作", ["partner": .positive]),
        ("financing", [("instrument", "loan")], "蓝溪科技向股东借款三亿元", ["issuer": .neutral, "investor": .neutral]),
        ("financing", [], "藍溪科技完成新一輪融資", ["issuer": .positive, "investor": .neutral]),
        ("credit_event", [("kind", "restructuring")], "藍溪科技債務重組生效", ["debtor": .positive]),
        ("capital_expenditure", [], "蓝溪科技资本开支激增八成", ["company": .neutral]),
        ("capital_expenditure", [], "蓝溪科技资本开支激增八成|，刺激股价大涨一成", ["company": .positive]),
        ("capital_expenditure", [], "藍溪科技資本開支激增八成|，拖累股價大跌一成", ["company": .negative]),
    ]

    @Test(arguments: worded.indices)
    func theWordsOfAnEventChooseItsRow(index: Int) throws {
        let (type, attributes, words, labels) = Self.worded[index]
        var told = event(type, labels.keys.sorted(), attributes: attributes)
        let parts = words.split(separator: "|").map { Text(String($0)) }
        told.evidence = 0..<(parts.first?.count ?? 0)
        var reading = Reading(article: ArticleText())
        reading.article.text = Text(words.filter { $0 != "|" })
        reading.article.language = Scorer.language(of: reading.article.text)
        reading.sentences = [Sentence(span: 0..<reading.text.count, clauses: [], paragraph: 0, isTitle: false)]
        for index in told.participants.indices { told.participants[index].span = 0..<4 }
        let scored = try #require(Scorer().score(reading: reading, events: [told]).events.first)
        #expect(Dictionary(uniqueKeysWithValues: scored.participants.map { ($0.entityID, $0.label) }) == labels)
    }

    @Test(arguments: [
        ([-5], "value", -3, Sentiment.Label.negative), ([-3], "value", -5, .positive), ([], "value", 8, .negative),
        ([], "value", 3, .positive),
    ])
    func lossesAndExpectationsAreComparedWithWhatStandsBeside(
        main: [Int], name: String, other: Int, label: Sentiment.Label
    ) throws {
        var told = event("metric", ["company"], change: main.first ?? 5, attributes: [("metric", "net_income")])
        told.measures[0].name = name
        told.measures += event("metric", ["company"], change: other).measures
        told.measures[1].name = (main.isEmpty ? "expected_" : "previous_") + name
        #expect(try labels(told) == ["company": label])
    }

    @Test func yieldsThatRiseAreNoGoodNewsOfTheBond() throws {
        var told = event("price_move", ["security"], change: 6)
        told.measures[0].unit = "basis_point"
        told.evidence = 0..<8
        var reading = Reading(article: ArticleText())
        reading.article.text = Text("十年期国债收益率")
        let scored = try Scorer().score(reading: reading, events: [told])
        #expect(scored.events.first?.sentiment?.label == .neutral)
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
