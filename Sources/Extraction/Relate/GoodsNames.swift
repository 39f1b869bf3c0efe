/// Goods whose shipments, market or price somebody forecasts: 1.6T光模块出货量, `AI server shipments`. No catalogue has them;
/// they are what stands right before the name of the figure.
struct GoodsNames {
    private let stretches: NameStretches
    private let certainty: Int
    private let observers: [Int]

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        certainty = shared.known("certainty")
        observers = ["data-vendor", "broker", "market-wide"].map(shared.known)
        stretches = NameStretches(
            book: shared, hits: hits, endings: ["goods-figure", "price-noun"], apart: ["certainty", "scope"]
        ) { position, text in
            let unit = text.folded[position]
            return text.isHan(at: position) || text.isWord(at: position) || unit == 0x2E || unit == 0x2D
                || unit == 0x20 && text.isWord(at: position + 1) && text.isWord(at: position - 1)
        }
    }

    /// The reading with these goods as mentions, in place of whatever concepts they hold.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences where isForecast(sentence.span) {
            stretches.each(in: sentence.span, reading) { stretch, _ in
                if let span = name(stretch, reading) { found.append(span) }
            }
        }
        return reading.naming(found, .concept)
    }

    /// Somebody who counts or rates expects it, or it is said of all makers: a company's own goods are its figures.
    private func isForecast(_ sentence: Span) -> Bool {
        var isExpected = false
        var isOfAll = false
        for position in sentence where stretches.hits.begins(at: position) {
            guard let (word, _) = stretches.hits.longest(at: position, limit: sentence.upperBound) else { continue }
            isExpected = isExpected || stretches.book.payload(of: word, in: certainty) == "forecast"
            isOfAll = isOfAll || observers.contains { stretches.book.has(word, $0) }
            if isExpected, isOfAll { return true }
        }
        return false
    }

    /// Longest name of a good.
    private static let longest = 24

    /// The stretch as a name: behind the country in it, and no company's (新易盛光模块出货量).
    private func name(_ stretch: Span, _ reading: Reading) -> Span? {
        let text = reading.text
        var span = stretch
        while let last = span.last, text.code(at: last) == 0x20 { span = span.lowerBound..<last }
        for mention in reading.mentions[reading.mentions.firstPlace { $0.span.upperBound > span.lowerBound }...] {
            guard mention.span.lowerBound < span.upperBound else { break }
            let kind = reading.entities[mention.entity].kind
            switch kind {
            case .country, .market: span = max(span.lowerBound, mention.span.upperBound)..<span.upperBound
            case .concept, .sector, .product, .model, .commodity:
                // 昇騰晶片: a known name does not lose its head.
                if mention.span == span || mention.span.lowerBound < span.lowerBound { return nil }
            default: return nil
            }
            if span.isEmpty { return nil }
        }
        while let first = span.first, text.code(at: first) == 0x20 { span = first + 1..<span.upperBound }
        guard (2...Self.longest).contains(span.count),
            text.isHan(at: span.upperBound - 1) || text.isWord(at: span.upperBound - 1)
        else { return nil }
        return span
    }
}
