/// Investors told beside a round (完成新一轮融资,由腾讯领投) are part of it, unless the text gives each a sum.
struct Rounds {
    @Shared var book: Rulebook
    @Shared var reading: Reading
    private let joins: Int

    init(book shared: Shared<Rulebook>, reading: Shared<Reading>) {
        _book = shared
        _reading = reading
        joins = shared.known("round-joins")
    }

    /// How many candidates back the round may have been told.
    private static let reach = 6

    /// What is left of `found` once its investors have joined a round told in `found` or just before, in `told`.
    func joined(_ found: [FactCandidate], in line: Shared<RuleLine>, told: inout [FactCandidate]) -> [FactCandidate] {
        var result: [FactCandidate] = []
        for candidate in found {
            guard isJoining(candidate, line), let target = entity(of: "target", candidate),
                let investor = candidate.fillers.first(where: { $0.role == "investor" })
            else {
                result.append(candidate)
                continue
            }
            if let place = result.lastIndex(where: { isRound($0, of: target) }) {
                add(investor, to: &result[place])
            } else if let place = told.indices.suffix(Self.reach).last(where: {
                isRound(told[$0], of: target) && candidate.line - told[$0].line <= 1
            }) {
                add(investor, to: &told[place])
            } else {
                result.append(candidate)
            }
        }
        return result
    }

    private func isJoining(_ candidate: FactCandidate, _ line: Shared<RuleLine>) -> Bool {
        guard candidate.type == "investment", candidate.measures.isEmpty,
            case .word(let word) = line.tokens[candidate.trigger].kind
        else { return false }
        return book.has(word, joins)
    }

    private func isRound(_ candidate: FactCandidate, of issuer: Int) -> Bool {
        candidate.type == "financing" && entity(of: "issuer", candidate) == issuer
    }

    private func entity(of role: String, _ candidate: FactCandidate) -> Int? {
        candidate.fillers.first { $0.role == role }.map { reading.mentions[$0.mention].entity }
    }

    private func add(_ investor: FactCandidate.Filler, to round: inout FactCandidate) {
        let entity = reading.mentions[investor.mention].entity
        let isKnown = round.fillers.contains { $0.role == "investor" && reading.mentions[$0.mention].entity == entity }
        if !isKnown { round.fillers.append(investor) }
    }
}
