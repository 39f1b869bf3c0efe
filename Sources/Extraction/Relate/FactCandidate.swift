/// A reading of one trigger by one rule, not yet compared with others.
struct FactCandidate: Sendable {
    struct Filler: Sendable, Equatable {
        var role: String
        var mention: Int
        var how: Mention.How
        /// Set roles keep their members together.
        var isSet: Bool
        /// Key of the filler where it is not the mention's entity, see `Relator.standIns`: 国家统计局 speaks of China.
        var standIn = ""
    }

    struct Taken: Sendable {
        var name: String
        /// Index into `Line.figures`.
        var figure: Int
        var sign: Int
        var basis: String
    }

    var rule: Int
    var type: String
    var line: Int
    var trigger: Int
    var fillers: [Filler]
    var measures: [Taken]
    var attributes: [(name: String, value: String)]
    var certainty: Event.Certainty
    var isNegated = false
    var time: Int?
    /// A bare year in place of a time, as lists of years have them.
    var year: Int?
    var attributions: [Event.Attribution] = []
    var score: Double
    /// Positions in the article's text.
    var span: Span
}
