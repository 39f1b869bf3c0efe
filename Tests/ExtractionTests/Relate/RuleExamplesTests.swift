import Testing

@testable import Extraction

/// The examples beside the rules, read by the whole extraction.
@Suite struct RuleExamplesTests {
    @Test func everyExampleReadsAsItsRuleSays() throws {
        let extractor = try Extractor()
        let book = extractor.relator.book
        for (index, rule) in book.rules.enumerated() where rule.status == .active {
            for example in rule.examples {
                let problem = try ExampleReading(example, extractor).problem(of: rule, index, book)
                #expect(problem == nil, "\(rule.file):\(example.line) \(example.text): \(problem?.message ?? "")")
            }
        }
    }

    @Test func aThirdOfAtLeastSixHundredExamplesMustNotBeRead() throws {
        let rules = try Rulebook(lexicon: .embedded).rules.filter { $0.status == .active }
        let examples = rules.flatMap(\.examples)
        let negative = examples.count { !$0.isPositive }
        #expect(examples.count >= 600)
        #expect(negative * 3 >= examples.count, "\(negative) of \(examples.count)")
        #expect(Set(rules.map(\.type)).count == EventType.all.count)
    }
}
