@testable import Extraction

/// Streams of articles for the signals, drawn from a seed.
enum SignalFixtures {
    static let start: Int64 = 1_761_955_200_000  // 2025-11-01T00:00:00Z

    static func event(
        _ id: String, slot: String, value: Int?, certainty: Event.Certainty = .completed, entity: String = "e0"
    ) -> Event {
        var event = Event()
        event.eventID = id
        event.type = "investment"
        event.slotKey = slot
        event.factKey = "\(slot)/\(value.map { String($0) } ?? "-")"
        event.certainty = certainty
        event.participants = [
            .init(role: "target", entity: Entity(id: entity, name: entity), mention: "", span: 0..<1, how: .stated)
        ]
        if let value {
            event.measures = [
                .init(
                    name: "amount", value: Decimal(value), unit: "USD", qualifier: .exact, per: "", basis: "",
                    unitInferred: false, text: "", span: 0..<1)
            ]
        }
        return event
    }

    static func stream(seed: UInt64, count: Int) -> [SignalArticle] {
        var random = SplitMix(seed: seed)
        var time = start
        var sketches: [UInt64] = [0]
        return (0..<count).map { number in
            if Int.random(in: 0..<4, using: &random) > 0 {
                time += Int64.random(in: 0..<(Bool.random(using: &random) ? 3_600_000 : 90_000_000), using: &random)
            }
            var sketch = UInt64.random(in: .min ... .max, using: &random)
            if Bool.random(using: &random), let old = sketches.randomElement(using: &random) {
                sketch = old
                for _ in 0..<Int.random(in: 0..<6, using: &random) {
                    sketch ^= 1 << UInt64.random(in: 0..<64, using: &random)
                }
            }
            sketches.append(sketch)
            return SignalArticle(
                time: time, articleID: "a\(100_000 + number)", source: "s\(Int.random(in: 0..<4, using: &random))",
                sketch: Int.random(in: 0..<8, using: &random) == 0 ? nil : sketch,
                sentiments: sentiments(&random), events: events(number, &random))
        }
    }

    private static func sentiments(_ random: inout SplitMix) -> [SignalSentiment] {
        (0..<4).filter { _ in Bool.random(using: &random) }.map { entity in
            let score = Double.random(in: -1...1, using: &random)
            return SignalSentiment(
                entityID: "e\(entity)", name: "E\(entity)", score: score,
                label: score > 0.2 ? .positive : score < -0.2 ? .negative : .neutral,
                basis: [.fundamental, .opinion, .price].randomElement(using: &random) ?? .opinion,
                relevance: Double.random(in: 0...1, using: &random))
        }
    }

    private static func events(_ number: Int, _ random: inout SplitMix) -> [Event] {
        (0..<Int.random(in: 0..<4, using: &random)).map { index in
            event(
                "x\(number)-\(index)", slot: ["p:1", "s1", "s2", "s3"].randomElement(using: &random) ?? "",
                value: [nil, 100, 101, 150, 300, 301].randomElement(using: &random) ?? nil,
                certainty: [.completed, .rumoured, .denied, .planned].randomElement(using: &random) ?? .opinion,
                entity: "e\(Int.random(in: 0..<4, using: &random))")
        }
    }
}
