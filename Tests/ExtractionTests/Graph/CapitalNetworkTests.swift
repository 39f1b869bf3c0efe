import Testing

@testable import Extraction

@Suite struct CapitalNetworkTests {
    private typealias Statement = CapitalNetwork.Statement

    private static let circle = [
        Statement(
            from: "openai", to: "oracle", kind: .purchase, nature: .commitment, amount: Decimal(300), unit: "USD",
            certainty: .planned, start: "2025-07-01", end: "2030-06-30", factKey: "a", eventID: "1"),
        Statement(from: "oracle", to: "nvidia", kind: .purchase, nature: .commitment, factKey: "b", eventID: "2"),
        Statement(
            from: "nvidia", to: "openai", kind: .investment, nature: .cash, amount: Decimal(100), unit: "USD",
            certainty: .rumoured, start: "2025-09-22", end: "2025-09-22", factKey: "c", eventID: "3", quote: "…"),
        Statement(from: "nvidia", to: "openai", kind: .stake, nature: .holding, factKey: "d", eventID: "4"),
    ]

    @Test func aFactToldTwiceCountsOnceAndKeepsBothPlaces() throws {
        var again = Self.circle[0]
        again.eventID = "9"
        again.certainty = .completed
        let network = CapitalNetwork(Self.circle + [again])
        let arrow = try #require(network.arrows.first { network.parties[$0.from].id == "openai" })
        #expect(arrow.facts.count == 1)
        #expect(arrow.facts.first?.statements.map(\.eventID) == ["1", "9"])
        #expect(arrow.facts.first?.main.certainty == .completed)
    }

    @Test func aFlowAddsNothingToItsEvent() {
        var flow = Self.circle[2]
        flow.quote = ""
        #expect(CapitalNetwork([flow] + Self.circle) == CapitalNetwork(Self.circle))
        #expect(CapitalNetwork(Self.circle + [flow]) == CapitalNetwork(Self.circle))
    }

    @Test func theOrderOfStatementsDoesNotMatter() {
        var random = SplitMix(seed: 7)
        for _ in 0..<20 {
            #expect(CapitalNetwork(Self.circle.shuffled(using: &random)) == CapitalNetwork(Self.circle))
        }
    }

    @Test func aLoopStandsAsFirmlyAsTheFirmestFactOfItsWeakestStep() throws {
        let found = CapitalNetwork(Self.circle).loops()
        let loop = try #require(found.loops.first)
        #expect(found.loops.count == 1)
        #expect(loop.weakest == .planned)
        #expect(loop.natures == [.cash, .commitment, .holding])
        #expect((loop.start, loop.end) == ("2025-07-01", "2030-06-30"))
        #expect(loop.steps.map(\.count) == [2, 1, 1])
    }

    @Test func whatGoesToItselfIsNoArrow() {
        let own = Statement(from: "a", to: "a", kind: .stake, nature: .holding, factKey: "x", eventID: "1")
        #expect(CapitalNetwork([own]).arrows.isEmpty)
    }
}
