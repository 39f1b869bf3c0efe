import Testing

@testable import Extraction

/// The examples beside the rules, read by the whole extraction.
@Suite struct RuleExamplesTests {
    private func analyzed(_ text: String, _ extractor: Extractor) throws -> [Event] {
        let document = Document(id: "example", body: Array(text.utf8), publishedAt: "2025-11-20T08:00:00+08:00")
        return try extractor.analyze(document).articles.flatMap(\.events)
    }

    private func tells(_ event: Event, _ example: Example) -> Bool {
        example.marks.allSatisfy { mark in
            event.participants.contains { $0.role == mark.name && $0.span.overlaps(mark.span) }
                || event.measures.contains { $0.name == mark.name && $0.span.overlaps(mark.span) }
        }
            && example.expected.allSatisfy { wanted in
                wanted.name == "certainty"
                    ? event.certainty.rawValue == wanted.value
                    : event.attributes.contains { $0.name == wanted.name && $0.value == wanted.value }
            }
    }

    @Test func everyExampleReadsAsItsRuleSays() throws {
        let extractor = try Extractor()
        for rule in try Rulebook(lexicon: .embedded).rules where rule.status == .active {
            for example in rule.examples {
                let events = try analyzed(example.text, extractor).filter { $0.type == rule.type }
                let found = example.isPositive ? events.contains { tells($0, example) } : !events.isEmpty
                #expect(
                    found == example.isPositive,
                    "\(rule.file):\(example.line) \(example.text): \(events.map { ($0.rule, $0.evidenceText) })")
            }
        }
    }
}
