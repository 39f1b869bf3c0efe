import Testing

@testable import Worker

@Suite struct EventMatchingTests {
    private static func key(
        _ id: String, _ fact: String = "", _ type: String = "stake", _ span: ClosedRange<Int64> = 0...10,
        subject: String = "a"
    ) -> EventKey {
        EventKey(id: id, fact: fact, type: type, subject: subject, start: span.lowerBound, end: span.upperBound)
    }

    @Test func anIdWinsOverAFactAndAFactOverEvidence() {
        let left = [Self.key("1", "f"), Self.key("2", "g"), Self.key("3", "h", "stake", 20...30)]
        let right = [Self.key("x", "h", "stake", 50...60), Self.key("1", "g"), Self.key("y", "f", "stake", 20...30)]
        #expect(
            EventMatching.pairs(left, right) == [
                EventPair(left: 0, right: 1, by: .id), EventPair(left: 2, right: 0, by: .fact),
            ])
    }

    @Test func ofOverlappingEventsTheBestPairGoesFirst() {
        let left = [Self.key("1", span(0, 10)), Self.key("2", span(4, 14))]
        let right = [Self.key("x", span(4, 14))]
        #expect(EventMatching.pairs(left, right) == [EventPair(left: 1, right: 0, by: .evidence)])
    }

    private func span(_ start: Int64, _ end: Int64) -> ClosedRange<Int64> { start...end }

    @Test func anotherTypeNeedsHalfOfTheTextAndOneThatOnlyTouchesIsNone() {
        func count(_ type: String, _ span: ClosedRange<Int64>) -> Int {
            EventMatching.pairs([Self.key("1", "", "stake", 0...10)], [Self.key("x", "", type, span)]).count
        }
        #expect(count("investment", 0...10) == 1)
        #expect(count("investment", 5...10) == 1)
        #expect(count("investment", 6...10) == 0)
        #expect(count("stake", 9...40) == 1)
        #expect(count("stake", 10...40) == 0)
        #expect(count("stake", 5...5) == 0)
    }

    @Test func theSameSubjectGoesBeforeTheLongerOverlap() {
        let left = [Self.key("1", "", "price_move", 0...10, subject: "nvidia")]
        let right = [
            Self.key("x", "", "price_move", 0...10, subject: "amd"),
            Self.key("y", "", "price_move", 0...4, subject: "nvidia"),
        ]
        #expect(EventMatching.pairs(left, right).map(\.right) == [1])
    }

    @Test func anEmptyFactMatchesNothing() {
        #expect(
            EventMatching.pairs(
                [Self.key("1", "", "stake", 0...4)], [Self.key("x", "", "stake", 5...9)]
            ).isEmpty)
    }

    @Test func theNaiveSearchOverAllPairsGivesTheSame() {
        var generator = SeededGenerator(seed: 11)
        func keys(_ name: String) -> [EventKey] {
            (0..<Int.random(in: 0...9, using: &generator)).map { index in
                let start = Int64.random(in: 0..<24, using: &generator)
                return EventKey(
                    id: Int.random(in: 0..<4, using: &generator) == 0 ? "both-\(index)" : "\(name)-\(index)",
                    fact: ["", "f", "g", "h"].randomElement(using: &generator) ?? "",
                    type: ["stake", "metric"].randomElement(using: &generator) ?? "",
                    subject: ["a", "b"].randomElement(using: &generator) ?? "",
                    start: start, end: start + Int64.random(in: 0..<9, using: &generator))
            }
        }
        var byReason: [EventPair.Reason: Int] = [:]
        for _ in 0..<600 {
            let (left, right) = (keys("l"), keys("r"))
            let pairs = EventMatching.pairs(left, right)
            #expect(pairs == NaiveDiff.pairs(left, right))
            for pair in pairs { byReason[pair.by, default: 0] += 1 }
        }
        #expect(EventPair.Reason.allCases.allSatisfy { (byReason[$0] ?? 0) > 100 }, "\(byReason)")
    }
}

extension EventMatchingTests {
    private static func key(_ id: String, _ span: ClosedRange<Int64>) -> EventKey { key(id, "", "stake", span) }
}
