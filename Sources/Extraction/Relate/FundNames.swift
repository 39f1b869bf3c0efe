/// Funds named by what they hold: 中国股票型ETF, 高股息ETF, 新兴市场股票基金. No catalogue has them; their ending tells.
struct FundNames {
    private let stretches: NameStretches

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        stretches = NameStretches(book: shared, hits: hits, endings: ["fund-ending"], parts: ["fund-part"]) {
            position, text in
            let unit = text.folded[position]
            return text.isHan(at: position) || (0x30...0x39).contains(unit) || WordTrie.isLatin(unit)
        }
    }

    /// The reading with these names in place of whatever shorter names they hold.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences {
            stretches.each(in: sentence.span, reading) { stretch, end in
                let name = stretch.lowerBound..<end
                if Self.lengths.contains(stretch.count), !isInside(name, reading.mentions) { found.append(name) }
            }
        }
        return reading.naming(found, .fund, dropsFigures: true)
    }

    /// 国际货币基金 of 国际货币基金组织: a name that is known goes on behind the ending.
    private func isInside(_ name: Span, _ mentions: [Mention]) -> Bool {
        let next = mentions.firstPlace { $0.span.upperBound > name.upperBound }
        return next < mentions.count && mentions[next].span.lowerBound < name.upperBound
    }

    /// Of the stretch before the ending.
    private static let lengths = 2...12
}
