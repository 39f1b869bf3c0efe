/// What stands around the parties of a line: the marker before (向, by), the possessive after, and which of two
/// neighbours only says whose the other is.
struct ActorMarks {
    let book: Rulebook
    let reading: Reading
    private let marker: Int
    private let owner: Int

    init(book: Rulebook, reading: Reading) {
        self.book = book
        self.reading = reading
        marker = book.known("marker")
        owner = book.known("owner")
    }

    func read(_ line: inout RuleLine) {
        for index in line.actors.indices { readModifier(index, &line) }
        for index in line.actors.indices { readNeighbours(index, &line) }
    }

    /// 德国库卡, 高瓴旗下HHLR, `Saudi Arabia's Humain`: the first of the two is no party of its own.
    private func readModifier(_ index: Int, _ line: inout RuleLine) {
        guard index + 1 < line.actors.count else { return }
        let left = line.actors[index]
        let right = line.actors[index + 1]
        guard left.members.count == 1, left.clause == right.clause, !right.isModifier else { return }
        let gap = right.span.lowerBound - left.span.upperBound
        let isPlace = kinds(left).isSubset(of: Self.places)
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
        while start > 0, line.actors[start - 1].isModifier, line.actors[start - 1].clause == actor.clause { start -= 1 }
        let first = line.actors[start]
        if first.token > 0, case .word(let word) = line.tokens[first.token - 1].kind,
            first.span.lowerBound - line.tokens[first.token - 1].span.upperBound <= Self.markerGap,
            book.has(word, marker)
        {
            line.actors[index].marker = word
        }
        let end = actor.span.upperBound
        guard end < folded.count else { return }
        let sign = folded[end]
        if sign == 0x2019 || sign == 0x27 || sign == 0x7684 { line.actors[index].isPossessive = true }
    }

    /// Longest stretch between a marker and its entity (`with its rival AMD`, 向芯片商英伟达).
    private static let markerGap = 12
}
