import Schema
import Testing

struct VocabularyTests {
    @Test func allTwentyFiveTypesStand() {
        #expect(EventType.all.count == 25)
        #expect(EventType.named("investment")?.roles.map(\.name) == ["investor", "target"])
        #expect(EventType.named("acquisition")?.roles.map(\.isRequired) == [true, true, false])
        #expect(EventType.named("stake")?.measures.first == "stake")
        #expect(EventType.named("production_status") == nil)
        #expect(EventType.named("supply_contract")?.sentimentRole == "supplier")
        #expect(EventType.named("price_move")?.sentimentRole == "security")
    }

    @Test func aContractsEventHasNoViolations() {
        #expect(Samples.event.violations() == [])
    }

    static let wrong: [(String, @Sendable (inout Event) -> Void)] = [
        ("type: 'invest'", { $0.type = "invest" }),
        ("certainty: 'maybe'", { $0.certainty = "maybe" }),
        ("investment role: 'buyer'", { $0.participants[0].role = "buyer" }),
        ("investment role target: '0 participants'", { $0.participants.removeLast() }),
        ("amount qualifier: 'circa'", { $0.measures[0].qualifier = "circa" }),
        ("amount upper: ''", { $0.measures[0].upper = "" }),
        ("amount value: '1e9'", { $0.measures[0].value = "1e9" }),
        ("amount value: '007'", { $0.measures[0].value = "007" }),
        ("amount unit: 'Dollar'", { $0.measures[0].unit = "Dollar" }),
        ("investment measure: 'level'", { $0.measures[0].name = "level" }),
        (
            "period: '2025-13-01'",
            {
                $0.period.start = "2025-13-01"; $0.period.end = ""
            }
        ),
        ("sentiment score: '1.5'", { $0.sentiment.score = 1.5 }),
        ("confidence: '1.5'", { $0.confidence = 1.5 }),
        ("XHKG ticker: '9988'", { $0.participants[0].entity.listings[0].ticker = "9988" }),
        ("evidence text: '5 code points'", { $0.evidence.text.unicodeScalars.removeLast() }),
        ("investment surprise: 'wow'", { $0.attributes["surprise"] = "wow" }),
        ("attribution kind: 'friend'", { $0.attributions[0].kind = "friend" }),
    ]

    @Test(arguments: wrong.indices)
    func eachWrongWordIsNamed(index: Int) {
        var event = Samples.event
        Self.wrong[index].1(&event)
        #expect(event.violations().contains { $0.hasSuffix(Self.wrong[index].0) }, "\(event.violations())")
    }

    @Test func partialKeysExcuseMissingRoles() {
        var event = Samples.event
        event.participants.removeLast()
        event.factKey = "p:" + event.factKey
        #expect(event.violations() == [])
    }

    @Test func measuresOfAnyTypeMayChange() throws {
        let row = try #require(EventType.named("analyst_rating"))
        for name in ["target_price", "previous_target_price", "change", "expected_value", "previous_value"] {
            #expect(row.allows(measure: name), "\(name)")
        }
        for name in ["amount", "previous_amount", "previous_", ""] { #expect(!row.allows(measure: name), "\(name)") }
    }
}
