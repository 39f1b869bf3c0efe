/// The words of the lexicon in stretches that were read before, whatever the target was: one sentence is asked about for
/// each name in it, then for its events, and for the article. Stretches of one text only.
struct ReadWords {
    /// Stretches kept, by where they begin: those of a page; in longer ones a later stretch takes an earlier one's
    /// place.
    private static let size = 128
    private var stretches: [Stretch?] = []

    struct Stretch {
        let span: Span
        let clauses: ClauseMap
        let cues: [Cue]
        /// Of the whole stretch, without a target.
        let grams: [Gram]
    }

    func stretch(at span: Span) -> Stretch? {
        guard !stretches.isEmpty, let known = stretches[span.lowerBound % Self.size], known.span == span else {
            return nil
        }
        return known
    }

    mutating func keep(_ stretch: Stretch) {
        if stretches.isEmpty { stretches = Array(repeating: nil, count: Self.size) }
        stretches[stretch.span.lowerBound % Self.size] = stretch
    }
}
