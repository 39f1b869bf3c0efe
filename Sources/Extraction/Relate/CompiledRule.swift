/// A rule as the matcher asks for it: one reference, with all that can be settled before any text is read.
final class CompiledRule: Sendable {
    let source: Rule
    /// Index into `Rulebook.rules`.
    let index: Int
    private let readsEnglish: Bool
    private let readsChinese: Bool
    let certainty: Event.Certainty
    /// Conditions on the words around the trigger alone: asked first, since most readings end there.
    let wordConditions: [Rule.Condition]
    let certaintyConditions: [Rule.Condition]
    let followers: [Rule.Condition]
    let asksSubjectInClause: Bool
    /// Whether it asks for figures under no head, and the classes of heads that it allows.
    let isHeadless: Bool
    let ownHeads: [Int]
    /// How sure it is may be said anywhere up to its figure: `contract prices will climb 5%`.
    let hearsFigure: Bool
    /// Its sums are prices, so that billions are none of them.
    let tellsPrices: Bool
    /// Its direction says what its figure's sign would.
    let tellsDirection: Bool
    /// Indices of the rules that it beats.
    let beaten: [Int]

    init(_ rule: Rule, index: Int, among rules: [Rule]) {
        source = rule
        self.index = index
        readsEnglish = rule.languages.isEmpty || rule.languages.contains("en")
        readsChinese = rule.languages.isEmpty || rule.languages.contains("zh")
        certainty = Event.Certainty(rawValue: rule.certainty) ?? .completed
        wordConditions = rule.conditions.filter(\.asksWords)
        certaintyConditions = rule.conditions.filter(\.asksCertainty)
        followers = rule.conditions.filter { if case .follower = $0 { true } else { false } }
        asksSubjectInClause = rule.conditions.contains(.subjectInClause)
        hearsFigure =
            rule.isFigure
            || rule.conditions.contains {
                if case .certainty(let names) = $0 { names.contains("forecast") } else { false }
            }
        tellsPrices = rule.type == "price_move"
        tellsDirection = rule.type == "fund_flow"
        isHeadless = rule.conditions.contains { if case .headless = $0 { true } else { false } }
        ownHeads = rule.conditions.compactMap { if case .headless(let wordClass?) = $0 { wordClass } else { nil } }
        beaten = rule.beats.isEmpty ? [] : rules.indices.filter { rule.beats.contains(rules[$0].id) }
    }

    var isFigure: Bool { source.isFigure }
    var roles: [Rule.Role] { source.roles }
    var measures: [Rule.Measure] { source.measures }
    var needs: [[String]] { source.needs }
    var basis: String { source.basis }

    /// Whether it reads texts of the family: `en` or `zh`.
    func reads(english: Bool) -> Bool { english ? readsEnglish : readsChinese }
}

extension Rule.Condition {
    fileprivate var asksWords: Bool {
        switch self {
        case .with, .without, .inSentence, .near, .party, .firstTrigger, .intransitive: true
        case .follower, .certainty, .notCertainty, .headless, .subjectInClause: false
        }
    }

    fileprivate var asksCertainty: Bool {
        switch self {
        case .certainty, .notCertainty: true
        case .with, .without, .inSentence, .near, .party, .firstTrigger, .intransitive, .follower, .headless,
            .subjectInClause:
            false
        }
    }
}
