/// One rule as written in a `.rules` file: what sets it off, whom and how much it takes, and what it then says.
struct Rule: Sendable {
    enum Status: String, Sendable { case draft, active, retired }

    /// Where the filler of a role may stand.
    enum Place: Sendable, Equatable {
        /// The clause's subject: nearest unmarked entity before the trigger, or the one the text still speaks of.
        case subject
        /// Nearest unmarked entity before the trigger in its clause.
        case before
        /// Nearest unmarked entity after the trigger in its clause.
        case after
        /// First entity after the trigger with no other party and no figure between: a verb's own object.
        case object
        /// Nearest unmarked entity close before the trigger: whose order, whose shareholder.
        case beside
        /// Nearest fitting entity named earlier in the sentence, with a marker of the class if one is given; without
        /// one, else whom the text speaks of.
        case earlier(Int?)
        /// Nearest entity introduced by a marker of this class in a clause behind the trigger's: `added 27 firms to its list,
        /// including AMEC`.
        case later(Int)
        /// An entity introduced by a marker of this class (`@toward`: 向, to) in the trigger's clause.
        case marked(Int, Side)
        /// Followed by a word of this class in the trigger's clause.
        case followed(Int)
        /// The country whose authority the sentence names, or the text named last: 国家统计局 speaks of China.
        case home
        /// The entity with this id, though nobody names it: 买超 is a word of Taiwan's market.
        case otherwise(String)
        /// Whoever says it.
        case speaker
        /// Whom the text speaks of, though not in this sentence.
        case context
        /// A bank, broker or research house, in the clause or the sentence, else the last one that spoke.
        case broker
        /// The filler of another role of this rule (a company's guidance for itself).
        case same(String)
    }

    /// On which side of the trigger a marked entity may stand.
    enum Side: Sendable { case any, before, after }

    struct Role: Sendable, Equatable {
        var name: String
        var kinds: KindSet
        var places: [Place] {
            didSet { levels = RoleFinder.levels(places) }
        }
        /// One bit for each level at which one of the places is looked at.
        private(set) var levels: UInt8 = 0
        var isOptional = false
        /// All fillers together (`partner`), not one event each.
        var isSet = false
        /// Who goes to court, which the court itself never does.
        let isLitigant: Bool
        /// Whose estimate it is, which is not the subject's where analysts are said to expect it.
        let isForecaster: Bool

        init(name: String) {
            self.name = name
            isLitigant = name == "plaintiff" || name == "defendant"
            isForecaster = name == "forecaster"
            kinds = []
            places = []
        }
    }

    struct Measure: Sendable, Equatable {
        var name: String
        var units: CaseSet<UnitFamily>
        var labels: CaseSet<RuleFigure.Label>
        /// Several figures may carry this name in one event (changes on two bases).
        var repeats = false
        /// The figure may stand in a clause after the trigger's.
        var reachesNextClause = false
        /// The figure must be named by a word of this class (估值 of a round); without it, by none.
        var head: Int?
        /// A word of this class must follow the figure at once (1%股份).
        var next: Int?
        /// The figure must be one per share (每股, a share); without it, an amount must not be.
        var isEach = false
    }

    enum AttributeSource: Sendable, Equatable {
        case constant(String)
        /// Payload of the trigger word.
        case trigger
        /// Payload of a word of this class in the trigger's clause.
        case word(Int)
        /// The text between quotation marks or the nearest product mention.
        case mention(KindSet)
    }

    struct Attribute: Sendable, Equatable {
        var name: String
        var source: AttributeSource
        var isRequired = false
    }

    enum Condition: Sendable, Equatable {
        /// A word of one of the classes stands in the trigger's clause, at the named side of it.
        case with([Int], Side)
        /// No word of the classes does.
        case without([Int], Side)
        /// The role's filler is followed at once by a word of the classes or a name of the kinds, or is not.
        case follower(role: String, classes: [Int], kinds: KindSet, isWanted: Bool)
        /// A word of the class stands somewhere in the sentence or in one of the two before it.
        case near(Int)
        /// A word of the class stands somewhere in the sentence.
        case inSentence(Int)
        /// The certainty read off the sentence is, or is not, one of these.
        case certainty(Set<String>)
        case notCertainty(Set<String>)
        /// The figures taken stand under no head at all, or only under heads of the class.
        case headless(Int?)
        /// A party of one of the kinds stands in the trigger's clause, at the named side of it: 在印度投资, `invest in India`.
        case party(KindSet, Side)
        /// The subject role's filler stands in the trigger's own clause.
        case subjectInClause
        /// The rule reads headline or list style only where the clause has no other trigger before it.
        case firstTrigger
        /// Nothing that the trigger moves or makes stands behind it: `rose`, but not `raised its target`.
        case intransitive
    }

    var id: String
    var type: String
    var subtype = ""
    var status = Status.active
    var reason = ""
    var languages: Set<String> = []
    /// Classes whose words set the rule off.
    var triggers: [Int] = []
    /// As written: `@buy | 订购`.
    var triggerText = ""
    /// A rule about a named figure: its trigger governs the figures that follow it (revenue 5 billion, up 3 %).
    var isFigure = false
    var roles: [Role] = []
    var measures: [Measure] = []
    /// One of each inner list must be found.
    var needs: [[String]] = []
    var attributes: [Attribute] = []
    var conditions: [Condition] = []
    /// Certainty where the words of the sentence say nothing else.
    var certainty: String = "completed"
    /// What is said stands whatever plans the clause speaks of: a rating given is given.
    var isCertain = false
    /// Certainties that this type calls otherwise: a forecast of one's own spending is a plan.
    var renamed: [Event.Certainty: Event.Certainty] = [:]
    /// Basis of a change that names none: a session for prices, a year for a company's figures.
    var basis = ""
    var beats: [String] = []
    var weight = 0.0
    /// Its reading stands beside another rule's of the same trigger: a place in a list and the share that goes with it.
    var standsBeside = false
    /// `standing` or `background` where the rule tells of a state or of the past; else empty.
    var timeliness = ""
    var examples: [Example] = []
    var file = ""
    var line = 0
}

/// A line in bracket notation that a rule must, or must not, read.
struct Example: Sendable {
    var isPositive: Bool
    var text: String
    var marks: [(name: String, span: Span)]
    /// Attributes and certainty after `=>`.
    var expected: [(name: String, value: String)]
    var line: Int
    /// In code points of its line, from 1.
    var column = 1
}

/// Entity kinds as a bit set.
struct KindSet: Sendable, Equatable, OptionSet {
    var rawValue: UInt32
    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ kind: Entity.Kind) {
        let index: UInt32 =
            switch kind {
            case .company: 0
            case .privateCompany: 1
            case .segment: 2
            case .product: 3
            case .model: 4
            case .person: 5
            case .authority: 6
            case .exchange: 7
            case .fund: 8
            case .index: 9
            case .bond: 10
            case .commodity: 11
            case .currency: 12
            case .market: 13
            case .concept: 14
            case .country: 15
            case .sector: 16
            case .group: 17
            case .media: 18
            }
        rawValue = 1 << index
    }

    init(_ kinds: [Entity.Kind]) { self = kinds.reduce(into: KindSet()) { $0.formUnion(KindSet($1)) } }

    static let organisation = KindSet([.company, .privateCompany, .segment, .group, .fund])
    static let region = KindSet([.country, .market])
    static let all = KindSet(Entity.Kind.allCases)
    static let names: [String: KindSet] = {
        var names = Dictionary(uniqueKeysWithValues: Entity.Kind.allCases.map { ($0.rawValue, KindSet($0)) })
        names["org"] = .organisation
        names["any"] = .all
        names["litigant"] = organisation.union(KindSet([.person, .authority, .media]))
        names["agent"] = organisation.union(KindSet([.person, .authority, .country, .exchange]))
        names["goods"] = KindSet([.product, .model, .concept, .commodity])
        names["dealer"] = organisation.union(KindSet([.authority]))
        names["party"] = organisation.union(KindSet([.person, .authority, .country, .exchange, .concept, .sector]))
        names["security"] = organisation.union(
            KindSet([.index, .bond, .commodity, .currency, .concept, .sector, .product, .market]))
        names["region"] = .region
        names["maker"] = KindSet([.company, .privateCompany, .segment, .group])
        return names
    }()
}

/// What a figure counts, as far as rules tell figures apart.
enum UnitFamily: String, Sendable, CaseIterable, Bit {
    case money, percent, points, shares, power, count, rank, size

    var bit: UInt32 {
        switch self {
        case .money: 1
        case .percent: 2
        case .points: 4
        case .shares: 8
        case .power: 16
        case .count: 32
        case .rank: 64
        case .size: 128
        }
    }

    init(_ quantity: Quantity) {
        switch quantity.kind {
        case .money: self = .money
        case .percent: self = .percent
        case .percentagePoint: self = .points
        case .number, .other:
            switch quantity.unit {
            case "points", "percentage_point", "basis_point": self = .points
            case "shares": self = .shares
            case "GW", "MW", "kW", "kWh", "MWh", "GWh", "TWh": self = .power
            case "rank": self = .rank
            case "inch", "nanometre", "km", "mile": self = .size
            case "percent": self = .percent
            default: self = .count
            }
        }
    }
}
