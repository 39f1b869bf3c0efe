/// What stands around the parties of a line: the marker before (向, by), the possessive after, and which of two
/// neighbours only says whose the other is.
struct ActorMarks {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    @Shared var reading: Reading
    private let marker: Int
    private let owner: Int
    private let apposition: Int
    private let speech: Int
    private let boundary: Int
    private let taking: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>, reading: Shared<Reading>) {
        _book = shared
        _hits = hits
        _reading = reading
        let book = shared.wrappedValue
        marker = book.known("marker")
        owner = book.known("owner")
        apposition = book.known("apposition")
        speech = book.known("speech")
        boundary = book.known("break")
        taking = book.known("takes!")
    }

    func read(_ line: inout RuleLine) {
        for index in line.actors.indices {
            readModifier(index, &line)
            line.actors[index].word = word(line.actors[index].span)
        }
        for index in line.actors.indices { readNeighbours(index, &line) }
        readObjects(&line)
    }

    private func word(_ span: Span) -> Int {
        guard span.upperBound <= reading.text.folded.count,
            let (word, end) = hits.longest(at: span.lowerBound, limit: span.upperBound),
            end == span.upperBound
        else { return -1 }
        return word
    }

    /// The party after a verb that takes one, up to where somebody speaks or a new clause begins.
    private func readObjects(_ line: inout RuleLine) {
        var isOpen = false
        var clause = -1
        for token in line.tokens {
            if token.clause != clause { isOpen = false }
            clause = token.clause
            switch token.kind {
            case .word(let word):
                if book.has(word, speech) || book.has(word, boundary) {
                    isOpen = false
                } else if book.has(word, taking) {
                    isOpen = true
                }
            case .actor(let index): line.actors[index].isObject = isOpen
            case .figure, .time: continue
            }
        }
    }

    /// 德国库卡, 高瓴旗下HHLR, `Saudi Arabia's Humain`: the first of the two is no party of its own.
    private func readModifier(_ index: Int, _ line: inout RuleLine) {
        guard index + 1 < line.actors.count else { return }
        let left = line.actors[index]
        let right = line.actors[index + 1]
        guard left.members.count == 1, left.clause == right.clause, !right.isModifier else { return }
        let gap = right.span.lowerBound - left.span.upperBound
        let isPlace = kinds(left).isSubset(of: Self.places)
        if isWhose(left), right.span.lowerBound - left.span.upperBound <= Self.markerGap,
            kinds(right).isSubset(of: Self.parties)
        {
            line.actors[index].isModifier = true
            return
        }
        let isParty = kinds(right).isSubset(of: Self.parties)
        guard isParty, gap <= 8 else { return }
        if isPlace, gap == 0 || isPossessive(left.span.upperBound, gap) {
            line.actors[index].isModifier = true
        } else if right.token == left.token + 2, case .word(let word) = line.tokens[left.token + 1].kind,
            book.has(word, owner)
        {
            line.actors[index].isModifier = true
        }
    }

    /// 其, its: the next name is theirs (将其芯片部门Altera).
    private func isWhose(_ actor: Actor) -> Bool {
        guard let mention = actor.members.first, reading.mentions[mention].how == .anaphor else { return false }
        let units = reading.text.folded[actor.span]
        return units.elementsEqual([0x5176]) || units.elementsEqual([0x69, 0x74, 0x73])
    }

    private static let places = KindSet([.country, .market])
    private static let parties = KindSet.organisation.union(KindSet([.person]))

    private func kinds(_ actor: Actor) -> KindSet {
        actor.members.reduce(into: KindSet()) {
            $0.formUnion(KindSet(reading.entities[reading.mentions[$1].entity].kind))
        }
    }

    private func isPossessive(_ end: Int, _ gap: Int) -> Bool {
        let folded = reading.text.folded
        guard gap == 3, end + 2 < folded.count else { return false }
        return (folded[end] == 0x2019 || folded[end] == 0x27) && folded[end + 1] == 0x73 && folded[end + 2] == 0x20
    }

    private func readNeighbours(_ index: Int, _ line: inout RuleLine) {
        let folded = reading.text.folded
        let actor = line.actors[index]
        var start = index
        while start > 0, line.actors[start - 1].isModifier, line.actors[start - 1].clause == actor.clause,
            line.actors[start - 1].token == line.actors[start].token - 1
        {
            start -= 1
        }
        let first = line.actors[start]
        var token = first.token - 1
        while token > 0, isApposition(line.tokens[token], line) { token -= 1 }
        if token >= 0, case .word(let word) = line.tokens[token].kind, line.tokens[token].clause == first.clause,
            first.span.lowerBound - line.tokens[token].span.upperBound <= Self.markerGap,
            book.has(word, marker)
        {
            line.actors[index].marker = word
        }
        let end = actor.span.upperBound
        guard end < folded.count else { return }
        let sign = folded[end]
        if sign == 0x2019 || sign == 0x27 || sign == 0x7684 { line.actors[index].isPossessive = true }
    }

    /// 第一大股东, `its rival`: stands between a marker and the name it marks.
    private func isApposition(_ token: Token, _ line: RuleLine) -> Bool {
        switch token.kind {
        case .word(let word): book.has(word, apposition) && !book.has(word, marker)
        case .figure(let index): line.figures[index].family == .rank
        case .actor, .time: false
        }
    }

    /// Longest stretch between a marker and its entity (`with its rival AMD`, 向芯片商英伟达).
    private static let markerGap = 12
}
