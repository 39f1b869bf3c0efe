/// Funds named by what they hold: 中国股票型ETF, 高股息ETF, 新兴市场股票基金. No catalogue has them; their ending tells.
struct FundNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let ending: Int
    private let apart: [Int]

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        let book = shared.wrappedValue
        ending = book.known("fund-ending")
        apart = ["marker", "joiner", "speech", "basis", "label", "fund-stop", "verb!"].map(book.known)
    }

    /// The reading with these names in place of whatever shorter names they hold.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences { collect(sentence, reading, &found) }
        return reading.naming(found, .fund, dropsFigures: true)
    }

    /// One pass: the name begins after the last word that cannot be part of one.
    private func collect(_ sentence: Sentence, _ reading: Reading, _ found: inout [Span]) {
        let text = reading.text
        var start = sentence.span.lowerBound
        var position = start
        var time = reading.times.firstPlace { $0.span.upperBound > start }
        while position < sentence.span.upperBound {
            while time < reading.times.count, reading.times[time].span.upperBound <= position { time += 1 }
            if time < reading.times.count, reading.times[time].span.lowerBound == position {
                position = reading.times[time].span.upperBound
                start = position
                continue
            }
            guard
                let (word, end) = hits.longest(at: position, limit: sentence.span.upperBound)
            else {
                if !isPart(position, text) { start = position + 1 }
                position += 1
                continue
            }
            if book.has(word, ending) {
                if position - start >= 2, position - start <= Self.longest { found.append(start..<end) }
                start = end
            } else if apart.contains(where: { book.has(word, $0) }) {
                start = end
            }
            position = end
        }
    }

    /// Longest stretch before the ending.
    private static let longest = 12

    private func isPart(_ position: Int, _ text: Text) -> Bool {
        let unit = text.folded[position]
        return text.isHan(at: position) || (0x30...0x39).contains(unit) || WordTrie.isLatin(unit)
    }
}
