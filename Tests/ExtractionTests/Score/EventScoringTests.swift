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
