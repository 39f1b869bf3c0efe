internal import Extraction

/// What a person reads on an arrow.
enum NetworkWords {
    /// `USD 100 bn`; the whole number where it is below a million.
    static func amount(_ statement: CapitalNetwork.Statement) -> String? {
        guard let amount = statement.amount else { return nil }
        let value = amount.magnitude
        for (power, word) in [(12, "tn"), (9, "bn"), (6, "m")] where value >= Decimal(significand: 1, exponent: power) {
            return "\(statement.unit) \(rounded(amount.scaled(byPowerOfTen: -power))) \(word)"
        }
        return "\(statement.unit) \(rounded(amount))"
    }

    /// Two places at most.
    private static func rounded(_ amount: Decimal) -> String {
        let hundredths = (amount.double * 100).rounded()
        guard let whole = Int64(exactly: hundredths) else { return amount.description }
        return Decimal(significand: Int128(whole), exponent: -2).description
    }

    /// The amounts that the facts of an arrow state, each for itself; empty where none does.
    static func label(_ arrow: CapitalNetwork.Arrow) -> String {
        let amounts = arrow.facts.compactMap { amount($0.main) }
        guard amounts.count > 2 else { return amounts.joined(separator: " · ") }
        return amounts.prefix(2).joined(separator: " · ") + " · +\(amounts.count - 2)"
    }

    /// `nvidia → openai` in names.
    static func route(_ arrow: CapitalNetwork.Arrow, in network: CapitalNetwork) -> String {
        "\(network.parties[arrow.from].name) → \(network.parties[arrow.to].name)"
    }

    /// All parties of a loop and the first again.
    static func route(_ loop: CapitalLoop, in network: CapitalNetwork) -> String {
        (loop.parties + loop.parties.prefix(1)).map { network.parties[$0].name }.joined(separator: " → ")
    }

    /// `weakest planned · cash, commitment · 2025-07-01 to 2030-06-30`.
    static func standing(_ loop: CapitalLoop) -> String {
        var parts = ["weakest \(loop.weakest.rawValue)", loop.natures.map(\.rawValue).joined(separator: ", ")]
        if !(loop.start + loop.end).isEmpty {
            parts.append("\(loop.start.isEmpty ? "…" : loop.start) to \(loop.end.isEmpty ? "…" : loop.end)")
        }
        return parts.joined(separator: " · ")
    }
}
