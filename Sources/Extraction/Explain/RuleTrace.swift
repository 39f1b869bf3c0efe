/// What the rules tried on one article: whoever asks why hands one in, nobody else pays for it.
///
/// Written by `Relator` and its parts while they work; read by `Explainer` afterwards.
final class RuleTrace {
    /// A rule that its trigger set off and that came to nothing.
    struct Stop {
        var line: Int
        /// Index into `Rulebook.rules`.
        var rule: Int
        /// Index into the line's tokens.
        var trigger: Int
        var obstacle: Obstacle
    }

    /// A reading that could not stand beside a better one.
    struct Loss {
        var loser: FactCandidate
        var winner: FactCandidate
    }

    /// The reading that the rules read: with the names that only they can find.
    var reading = Reading(article: ArticleText())
    var lines: [RuleLine] = []
    var stops: [Stop] = []
    var losses: [Loss] = []
    /// What won in its sentence, before facts told in several clauses are put together.
    var settled: [FactCandidate] = []
    /// What became an event, in order.
    var candidates: [FactCandidate] = []
    /// The event of each candidate, before tellings of one fact are put together.
    var tellings: [Event] = []
}

/// The first thing that kept a rule from reading a trigger, in the order in which the matcher asks.
enum Obstacle: Sendable, Equatable {
    /// No word of the sentence sets the rule off.
    case noTrigger
    /// The word stands there, but inside a longer word or a name.
    case swallowed(word: String, by: String)
    case negated
    case language
    case noFigure
    /// A `when` on the words around the trigger.
    case words(Rule.Condition)
    /// None of these measures was found.
    case need([String])
    /// A `when` on the certainty, and what the words say.
    case certainty(Rule.Condition, said: Event.Certainty)
    case role(String)
    case elidedSubject
    case elidedParties
    case follower(Rule.Condition)
    case attribute(String)

    /// How far the rule came: the obstacle that an editor wants to hear of is the last one in this order.
    var depth: Int {
        switch self {
        case .noTrigger: 0
        case .swallowed: 1
        case .language: 2
        case .negated: 3
        case .noFigure: 4
        case .words: 5
        case .need: 6
        case .certainty: 7
        case .role: 8
        case .elidedSubject: 9
        case .elidedParties: 10
        case .follower: 11
        case .attribute: 12
        }
    }
}
