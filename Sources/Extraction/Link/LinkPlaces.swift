/// Where each pass over an article has something to look at, found in one walk over its text: nearly all places have
/// nothing for any of them. A place may stand here for nothing; what a pass takes, it has checked.
struct LinkPlaces {
    /// A title, what a team does or what one calls somebody: the passes for persons.
    private(set) var titles: [Int] = []
    /// A word of Latin letters that may be a title.
    private(set) var latinTitles: [Int] = []
    /// Endings of firms, of legal names, and capitalised ones of either in English.
    private(set) var firms: [Int] = []
    private(set) var legalNames: [Int] = []
    private(set) var latinFirms: [Int] = []
    private(set) var anaphors: [Int] = []
    /// Brackets, `$`, and words with `.` or `-` behind them.
    private(set) var tickers: [Int] = []
    /// Words with `-year` behind them.
    private(set) var terms: [Int] = []

    init(_ text: Text, _ words: OpeningWords) {
        let folded = text.folded
        let heads = words.heads
        var word: Int?
        for position in folded.indices {
            let code = folded[position]
            if heads.contains(code), words.gate.mayBegin(in: folded, at: position) { note(position, folded, words) }
            if Latin.isWord(code) {
                if word == nil {
                    word = position
                    if words.latinGate.mayBegin(in: folded, at: position) { note(word: position, text, words) }
                }
            } else {
                if let start = word, code == 0x2E || code == 0x2D {
                    tickers.append(start)
                    if code == 0x2D, text.has(Self.term, at: position) { terms.append(start) }
                }
                if code == 0x28 || code == 0x3C || code == 0x24 { tickers.append(position) }
                word = nil
            }
        }
    }

    private static let plc = Fold.folded("plc")
    private static let term = Fold.folded("-year ")

    private mutating func note(_ position: Int, _ folded: [UInt16], _ words: OpeningWords) {
        if words.persons.contains(where: { $0.mayBegin(in: folded, at: position) }) {
            titles.append(position)
        }
        if words.firm.mayBegin(in: folded, at: position) || words.trade.mayBegin(in: folded, at: position) {
            firms.append(position)
        }
        if words.legal.mayBegin(in: folded, at: position) { legalNames.append(position) }
        if words.anaphors.contains(where: { $0.mayBegin(in: folded, at: position) }) { anaphors.append(position) }
    }

    private mutating func note(word start: Int, _ text: Text, _ words: OpeningWords) {
        let folded = text.folded
        if words.latinTitle.mayBegin(in: folded, at: start) { latinTitles.append(start) }
        // `Harlow Precision plc` writes it small.
        if Latin.isCapital(text.scalars[start]) || text.has(Self.plc, at: start), text.code(at: start - 1) == 0x20,
            words.latinLegal.mayBegin(in: folded, at: start) || words.latinFirm.mayBegin(in: folded, at: start)
        {
            latinFirms.append(start)
        }
    }
}

/// The lists by whose words the passes over an article begin.
final class OpeningWords: Sendable {
    /// Titles, what a team does, what one calls somebody.
    let persons: [WordList]
    let firm: WordList
    let trade: WordList
    let legal: WordList
    let anaphors: [WordList]
    let latinTitle: WordList
    let latinLegal: WordList
    let latinFirm: WordList
    /// What any of them begins with, other than the three that only begin where a Latin word does.
    let heads: CodeSet
    let gate: WordGate
    let latinGate: WordGate

    init(_ list: (StaticString) -> WordList) {
        persons = (["title", "team", "honorific"] as [StaticString]).map(list)
        firm = list("firm")
        trade = list("trade")
        legal = list("legal_zh")
        let pronoun = WordList([Fold.folded("其"), Fold.folded("它")])
        anaphors =
            [pronoun]
            + ([
                "company_zh", "stock_this", "index_this", "good_this", "broker_this", "authority_this", "company_en",
                "the_en",
                "former", "latter",
            ]
            as [StaticString]).map(list)
        latinTitle = list("title_en")
        latinLegal = list("legal_en")
        latinFirm = list("firm_en")
        let all = ([firm, trade, legal] + persons + anaphors).flatMap(\.words)
        heads = CodeSet(all.compactMap(\.first))
        gate = WordGate(all)
        latinGate = WordGate([latinTitle, latinLegal, latinFirm].flatMap(\.words))
    }
}
