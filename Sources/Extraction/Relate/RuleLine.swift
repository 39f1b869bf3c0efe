/// A figure of the text in the light of the words around it.
struct RuleFigure: Sendable {
    enum Label: String, Sendable, CaseIterable, Bit {
        /// Stands for itself: `revenue of 5 billion`.
        case value
        /// A rise or fall by this much.
        case change
        /// What it rose or fell to, and from.
        case to, from
        /// An older figure named for comparison, or what was expected.
        case previous, expected
        /// An older rate of change: `growth quickened to 34% from 26%`.
        case previousChange = "previous-change"
        /// A price at which something stands, closes, or which it passes.
        case level
        /// A condition or bound that is no fact (`若超过30%`), or per-unit noise.
        case other

        var bit: UInt32 {
            switch self {
            case .value: 1
            case .change: 2
            case .to: 4
            case .from: 8
            case .previous: 16
            case .expected: 32
            case .previousChange: 64
            case .level: 128
            case .other: 256
            }
        }
    }

    /// Index into `Reading.quantities`.
    var quantity: Int
    var span: Span
    var token: Int
    var clause: Int
    var family: UnitFamily
    var label = Label.value
    /// −1, 0 or 1, from the words for up and down.
    var sign = 0
    var basis = ""
    /// Token of the word for up or down that governs it; −1 if none.
    var changeToken = -1
    /// Tokens of the names of the figure (`revenue`), several where they answer a list; empty if none.
    var heads: [Int] = []
    /// Word (id) of the lexicon with which the figure ends (三座晶圆厂), or −1.
    var word = -1
    /// The figure is nothing but that word (`halved`).
    var isWholeWord = false
    /// Too much money to be the price of a share, bond, currency or good.
    var isSum = false
    /// 每股, `a share` beside it.
    var isPerShare = false
    /// Figures of one list (`3%、5%和7%`) share `row` and count up in `place`.
    var row = -1
    var place = 0
}

/// Entities named together (`A、B和C`), as one grammatical party.
struct Actor: Sendable {
    /// Indices into `Reading.mentions`.
    var members: [Int]
    var span: Span
    var token: Int
    var clause: Int
    /// Word (id) of the marker right before it (向, 对, from), or −1.
    var marker = -1
    /// Some member has a use other than participant.
    var isUsable = true
    /// Word (id) of the lexicon that the whole name is (`data center`, 算力), or −1.
    var word = -1
    /// Two members joined by 与, 和, and: one party, or the two sides of a deal.
    var isPair = false
    /// The object of a verb of the lexicon that stands before it in its clause, with nobody's speech between.
    var isObject = false
    /// Named for what it is to somebody else: 第一大股东青桥资本.
    var isAside = false
    /// Named as one who puts money into a round.
    var joinsRound = false
    /// Only says whose or from where the next party is: 德国库卡, 高瓴旗下HHLR, `Saudi Arabia's Humain`.
    var isModifier = false
    /// `it`, `its`: the members stand elsewhere.
    var isPronoun = false
}

struct Token: Sendable {
    enum Kind: Sendable { case word(Int), actor(Int), figure(Int), time(Int) }
    var kind: Kind
    var span: Span
    var clause: Int
}

/// One sentence as the rules see it: known words, parties, figures and times in order; all other text is left out.
struct RuleLine: Sendable {
    var sentence: Int
    var span: Span
    var clauses: [Span]
    var tokens: [Token] = []
    var actors: [Actor] = []
    var figures: [RuleFigure] = []
    /// Number of figures per row.
    var rows: [[Int]] = []
    /// First actor in subject position of each clause, or −1.
    var subjects: [Int] = []
    /// The same, those left out that are a verb's object.
    var agents: [Int] = []
    /// Whether a clause only says what the party before it is.
    var asides: [Bool] = []
    /// First and last year of the times that are ranges of whole years, by index into `Reading.times`.
    var yearRanges: [Int: ClosedRange<Int>] = [:]
    var isTitle = false
    var paragraph = 0
    /// Tokens and actors by clause: those of one clause stand together.
    private(set) var tokenRanges: [Range<Int>] = []
    private(set) var actorRanges: [Range<Int>] = []

    /// Word (id) at a token, also where a name is one; −1 if none.
    func word(at token: Int) -> Int {
        switch tokens[token].kind {
        case .word(let word): word
        case .actor(let index): actors[index].word
        case .figure(let index): figures[index].word
        case .time: -1
        }
    }

    func has(_ wordClass: Int, _ book: Rulebook) -> Bool {
        tokens.indices.contains { index in
            let word = word(at: index)
            return word >= 0 && book.has(word, wordClass)
        }
    }

    func endsWithSemicolon(_ clause: Int, _ folded: [UInt16]) -> Bool { ends(clause, with: 0x3B, folded) }

    func endsWithColon(_ clause: Int, _ folded: [UInt16]) -> Bool { ends(clause, with: 0x3A, folded) }

    /// Full-width signs are folded.
    private func ends(_ clause: Int, with sign: UInt16, _ folded: [UInt16]) -> Bool {
        guard clauses.indices.contains(clause), clauses[clause].upperBound > 0 else { return false }
        return folded[clauses[clause].upperBound - 1] == sign
    }

    /// A time of a list: one that the reader found, a bare year before such a one, or a year of a range.
    enum ListedTime: Sendable, Equatable { case time(Int), figure(Int), year(Int) }

    /// Times named one after another (2025/2026/2027年), the last of them before the token; empty if fewer than two.
    func timeList(before token: Int) -> [ListedTime] {
        if let years = years(before: token) { return years.map { .year($0) } }
        var list: [ListedTime] = []
        for index in (0..<token).reversed() {
            switch tokens[index].kind {
            case .time(let time): list.append(.time(time))
            case .figure(let figure) where !list.isEmpty && figures[figure].label == .other:
                list.append(.figure(figure))
            case .word, .actor, .figure: if list.count > 1 { return list.reversed() } else { list = [] }
            }
        }
        return list.count > 1 ? list.reversed() : []
    }

    /// 2026-2028年归母净利润分别为…: the years of the last time before the token, where it is a range of such.
    private func years(before token: Int) -> ClosedRange<Int>? {
        for index in (0..<token).reversed() {
            if case .time(let time) = tokens[index].kind { return yearRanges[time] }
        }
        return nil
    }

    func tokens(of clause: Int) -> Range<Int> { clause < tokenRanges.count ? tokenRanges[clause] : 0..<0 }
    func actors(of clause: Int) -> Range<Int> { clause < actorRanges.count ? actorRanges[clause] : 0..<0 }

    /// Puts a party where its span stands among the others; to be followed by `indexClauses`.
    mutating func insert(_ party: Actor) {
        var party = party
        let start = party.span.lowerBound
        party.token = tokens.firstIndex { $0.span.lowerBound >= start } ?? tokens.count
        makeRoom(at: party.token)
        let number = actors.firstIndex { $0.token > party.token } ?? actors.count
        actors.insert(party, at: number)
        tokens.insert(Token(kind: .actor(number), span: party.span, clause: party.clause), at: party.token)
        for later in actors.indices where later > number { tokens[actors[later].token].kind = .actor(later) }
        for clause in agents.indices where agents[clause] >= number { agents[clause] += 1 }
    }

    /// Before a token is put in at `token`: parties and figures from there on stand one further.
    mutating func makeRoom(at token: Int) {
        for index in actors.indices where actors[index].token >= token { actors[index].token += 1 }
        for index in figures.indices where figures[index].token >= token { figures[index].token += 1 }
    }

    /// To be called once tokens and actors are final.
    mutating func indexClauses() {
        Self.index(tokens, { $0.clause }, clauses.count, &tokenRanges)
        Self.index(actors, { $0.clause }, clauses.count, &actorRanges)
    }

    @inline(__always)
    private static func index<Part>(
        _ parts: [Part], _ clauseOf: (Part) -> Int, _ count: Int, _ ranges: inout [Range<Int>]
    ) {
        ranges.removeAll(keepingCapacity: true)
        ranges.reserveCapacity(count)
        var start = 0
        for clause in 0..<count {
            var end = start
            while end < parts.count, clauseOf(parts[end]) <= clause { end += 1 }
            ranges.append(start..<end)
            start = end
        }
    }
}

/// A finished line, looked into where it lies: handed on as a value, all its arrays are counted for each that looks.
extension Shared where Value == RuleLine {
    var span: Span { wrappedValue.span }
    var clauses: [Span] { wrappedValue.clauses }
    var tokens: [Token] { wrappedValue.tokens }
    var actors: [Actor] { wrappedValue.actors }
    var figures: [RuleFigure] { wrappedValue.figures }
    var isTitle: Bool { wrappedValue.isTitle }

    func tokens(of clause: Int) -> Range<Int> { wrappedValue.tokens(of: clause) }
    func actors(of clause: Int) -> Range<Int> { wrappedValue.actors(of: clause) }
    func word(at token: Int) -> Int { wrappedValue.word(at: token) }
}
