/// A rating and, in the next sentence, its target are one fact: `Mizuho downgrades Intel to underperform. The firm cut its
/// target to $26.`
struct Ratings {
    @Shared var reading: Reading

    /// How many candidates back the rating may have been told.
    private static let reach = 6

    /// `found`, where a target has taken over what the sentence before it said of the rating, which is left out of `told`.
    func joined(_ found: [FactCandidate], told: inout [FactCandidate]) -> [FactCandidate] {
        found.map { candidate in
            guard candidate.type == "analyst_rating", !candidate.measures.isEmpty,
                let place = told.indices.suffix(Self.reach).last(where: { isRating(told[$0], before: candidate) })
            else { return candidate }
            let rating = told.remove(at: place)
            var whole = candidate
            for attribute in rating.attributes where !whole.attributes.contains(where: { $0.name == attribute.name }) {
                whole.attributes.append(attribute)
            }
            whole.attributes.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            return whole
        }
    }

    /// By the same broker of the same company, in the sentence before, without a figure.
    private func isRating(_ told: FactCandidate, before target: FactCandidate) -> Bool {
        told.type == target.type && told.measures.isEmpty && target.line - told.line == 1
            && told.certainty == target.certainty && entities(told) == entities(target)
    }

    private func entities(_ candidate: FactCandidate) -> Set<Int> {
        Set(candidate.fillers.map { reading.mentions[$0.mention].entity })
    }
}
