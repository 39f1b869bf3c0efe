/// The contract's name of a figure: the payload of its word, narrowed by what stands right before it.
struct MetricName {
    @Shared var book: Rulebook
    @Shared var line: RuleLine

    /// `revenue/sales_volume` is the first for money and the second for pieces; 云业务收入 is `cloud_revenue`;
    /// `earnings of $1.30 a share` are `eps`.
    func name(_ payload: String, _ trigger: Int, _ taken: [FactCandidate.Taken]) -> String {
        var name = payload.hasSuffix("-") ? String(payload.dropLast()) : payload
        if let slash = name.utf8.firstIndex(of: 0x2F) {
            let isCount = taken.contains { $0.name == "value" && line.figures[$0.figure].family == .count }
            name = isCount ? String(name[name.index(after: slash)...]) : String(name[..<slash])
        }
        if name == "net_income" || name == "adjusted_net_income",
            taken.contains(where: { $0.name == "value" && line.figures[$0.figure].isPerShare })
        {
            return "eps"
        }
        guard let segment = segment(before: trigger), !name.hasPrefix(segment) else { return name }
        return segment + "_" + name
    }

    private func segment(before trigger: Int) -> String? {
        guard trigger > 0, let word = word(line.tokens[trigger - 1]),
            let payload = book.payload(of: word, in: book.known("segment")),
            line.tokens[trigger].span.lowerBound - line.tokens[trigger - 1].span.upperBound <= 1
        else { return nil }
        return payload
    }

    /// `Data center revenue`: the name of a field may be a word too.
    private func word(_ token: Token) -> Int? {
        switch token.kind {
        case .word(let word): word
        case .actor(let index) where line.actors[index].word >= 0: line.actors[index].word
        case .actor, .figure, .time: nil
        }
    }
}
