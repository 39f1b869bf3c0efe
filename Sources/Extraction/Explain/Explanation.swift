/// Why a document says what it says: every sentence with what was found in it, what the rules made of it, what lost.
///
/// All spans are positions in the article's cleaned text; `Text.rawSpan(of:)` gives code points of the raw body.
public struct Explanation: Sendable {
    public struct Article: Sendable {
        public var article: Extraction.Article
        public var sentences: [Sentence] = []
    }

    public struct Sentence: Sendable {
        public var span: Span
        public var isTitle: Bool
        /// Names, measures, times and words of the rules, in order of position; never overlapping.
        public var marks: [Mark] = []
        /// What became an event first, then what lost, then what failed; each in order of position.
        public var readings: [Reading] = []
        public var judgements: [Judgement] = []
    }

    /// Something that was found in the sentence.
    public struct Mark: Sendable, Equatable {
        public enum Kind: String, Sendable { case name, measure, time, trigger, word }
        public var kind: Kind
        public var span: Span
        /// What it stands for: `nvidia (company)`, `100000000000 USD at_most`, `2025-11-20`, `@buy`.
        public var meaning: String
    }

    /// One rule at one trigger.
    public struct Reading: Sendable {
        public enum Outcome: String, Sendable {
            /// An event says so.
            case stands
            /// The fact is told elsewhere in the article too, or became a part of another; one event holds both.
            case joined
            /// Another reading of the same words was better.
            case lost
            /// A constraint of the rule was not met.
            case failed
        }
        public var outcome: Outcome
        public var rule: String
        public var type: String
        /// File and line of the rule.
        public var place: String
        public var trigger: Span
        public var fillers: [Part] = []
        public var measures: [Part] = []
        public var attributes: [(name: String, value: String)] = []
        public var certainty = ""
        /// What competing readings are compared by; 0 where it came to none.
        public var score = 0.0
        /// The event that holds it; empty if none does.
        public var eventID = ""
        /// The rule that won; empty unless it lost.
        public var winner = ""
        /// Why it lost, failed or was joined, in one line; empty where it stands.
        public var reason = ""
    }

    /// A role or measure with what fills it.
    public struct Part: Sendable, Equatable {
        public var name: String
        public var text: String
        public var span: Span
        /// Entity id and how it is told, or value and unit.
        public var meaning: String
    }

    /// How good or bad the sentence is for one entity, and the words that spoke.
    public struct Judgement: Sendable {
        public var entityID: String
        /// The event that is judged; empty where the sentence is.
        public var eventID = ""
        public var sentiment: Sentiment
        /// What decided where it is not the words: the line of the table of events.
        public var source = ""
        public var contributions: [Contribution] = []
    }

    public struct Contribution: Sendable, Equatable {
        public var text: String
        public var span: Span
        public var value: Double
        public var basis: Sentiment.Basis
        /// File and line of the lexicon.
        public var place: String
    }

    public var articles: [Article] = []
}

/// What a rule makes of a sentence, for an editor who wonders why it is silent.
public struct RuleAnswer: Sendable {
    public var rule: String
    /// File and line of the rule.
    public var place: String
    /// True where the rule gives an event of the sentence.
    public var isRead: Bool
    /// The first constraint that failed, or what it reads.
    public var text: String
    /// The greater, the nearer the rule came.
    public var depth: Int
}
