/// Lists under a colon: `建议关注:` in one line, a company and why in each of the next.
struct OpenLists {
    @Shared var book: Rulebook
    @Shared var reading: Reading
    private let recommend: Int
    private let rule: Int?
    /// The broker whose list is open.
    private var broker: Int?
    private var length = 0

    init(book shared: Shared<Rulebook>, reading: Shared<Reading>) {
        _book = shared
        _reading = reading
        recommend = shared.known("recommend")
        rule = shared.wrappedValue.rules.firstIndex { $0.id == "analyst_rating.recommends" && $0.status == .active }
    }

    /// No list of picks is longer; what comes after so many lines is something else.
    private static let longest = 24

    /// The pick that this line is, if a list is open, or those behind its own colon; opens a list where the line ends
    /// in one.
    mutating func candidates(_ line: Shared<RuleLine>, at index: Int, _ salience: Salience, _ speakers: Speakers)
        -> [FactCandidate]
    {
        guard let rule else { return [] }
        if let broker, let pick = pick(line), length < Self.longest {
            length += 1
            return [candidate(rule, broker, pick, index, line.actors[0].token, line.clauses[0])]
        }
        broker = nil
        length = 0
        guard !line.isTitle, let token = recommending(line) else { return [] }
        let named = line.actors.lazy.filter { $0.token < token }.flatMap(\.members).last { speakers.isBroker($0) }
        guard let speaker = named ?? salience.lastBroker?.mention else { return [] }
        if opens(line) { broker = speaker }
        guard token + 1 < line.tokens.count, case .actor(let picks) = line.tokens[token + 1].kind,
            isColon(line.tokens[token].span.upperBound), isMaker(line.actors[picks])
        else { return [] }
        let end = line.tokens[token].span.upperBound
        guard line.actors[picks].span.lowerBound - end <= 3 else { return [] }
        let span = line.tokens[token].span.lowerBound..<line.actors[picks].span.upperBound
        return line.actors[picks].members.map { candidate(rule, speaker, $0, index, token, span) }
    }

    private func candidate(_ rule: Int, _ broker: Int, _ pick: Int, _ line: Int, _ token: Int, _ span: Span)
        -> FactCandidate
    {
        FactCandidate(
            rule: rule, type: book.rules[rule].type, line: line, trigger: token,
            fillers: [
                .init(role: "analyst", mention: broker, how: .elided, isSet: false),
                .init(role: "company", mention: pick, how: .stated, isSet: false),
            ],
            measures: [], attributes: [("rating", "推荐")], certainty: .completed, score: 1.6, span: span)
    }

    private func recommending(_ line: Shared<RuleLine>) -> Int? {
        line.tokens.indices.last { index in
            let word = line.word(at: index)
            return word >= 0 && book.has(word, recommend)
        }
    }

    private func opens(_ line: Shared<RuleLine>) -> Bool {
        var end = line.span.upperBound
        while end > line.span.lowerBound, reading.text.folded[end - 1] <= 0x20 { end -= 1 }
        return end > line.span.lowerBound && isColon(end - 1)
    }

    private func isColon(_ position: Int) -> Bool {
        position < reading.text.count && [0x3A, 0xFF1A].contains(reading.text.folded[position])
    }

    /// The company that the line begins with, a colon or nothing more behind it.
    private func pick(_ line: Shared<RuleLine>) -> Int? {
        guard let actor = line.actors.first, actor.members.count == 1,
            actor.span.lowerBound - line.span.lowerBound <= 4, !line.clauses.isEmpty,
            actor.span.upperBound >= line.span.upperBound - 1 || isColon(actor.span.upperBound), isMaker(actor)
        else { return nil }
        return actor.members[0]
    }

    private func isMaker(_ actor: Actor) -> Bool {
        actor.members.allSatisfy { mention in
            switch reading.entities[reading.mentions[mention].entity].kind {
            case .company, .privateCompany, .segment, .group: true
            default: false
            }
        }
    }
}
