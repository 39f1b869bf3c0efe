/// Funds named by what they hold: 中国股票型ETF, 高股息ETF, 新兴市场股票基金. No catalogue has them; their ending tells.
struct FundNames {
    private let stretches: NameStretches

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        stretches = NameStretches(book: shared, hits: hits, endings: ["fund-ending"]) { position, text in
            let unit = text.folded[position]
            return text.isHan(at: position) || (0x30...0x39).contains(unit) || WordTrie.isLatin(unit)
        }
    }

    /// The reading with these names in place of whatever shorter names they hold.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences {
            stretches.each(in: sentence.span, reading) { stretch, end in
                if Self.lengths.contains(stretch.count) { found.append(stretch.lowerBound..<end) }
            }
        }
        return reading.naming(found, .fund, dropsFigures: true)
    }

    /// Of the stretch before the ending.
    private static let lengths = 2...12
}
