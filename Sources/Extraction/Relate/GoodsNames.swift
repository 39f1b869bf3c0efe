/// Goods whose shipments, market or price somebody forecasts: 1.6T光模块出货量, `AI server shipments`. No catalogue has them;
/// they are what stands right before the name of the figure.
struct GoodsNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let figures: [Int]
    private let apart: [Int]
    private let certainty: Int
    private let scope: Int
    private let observers: [Int]

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        let book = shared.wrappedValue
        figures = ["goods-figure", "price-noun"].map(book.known)
        apart = ["marker", "joiner", "speech", "basis", "label", "fund-stop", "verb!", "certainty"].map(book.known)
        certainty = book.known("certainty")
        scope = book.known("scope")
        observers = ["data-vendor", "broker", "market-wide"].map(book.known)
    }

    /// The reading with these goods as mentions, in place of whatever concepts they hold.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences where isForecast(sentence.span) { collect(sentence.span, reading, &found) }
        return reading.naming(found, .concept)
    }

    /// Somebody who counts or rates expects it, or it is said of all makers: a company's own goods are its figures.
    private func isForecast(_ sentence: Span) -> Bool {
        var isExpected = false
        var isOfAll = false
        for position in sentence where hits.begins(at: position) {
            guard let (word, _) = hits.longest(at: position, limit: sentence.upperBound) else { continue }
            isExpected = isExpected || book.payload(of: word, in: certainty) == "forecast"
            isOfAll = isOfAll || observers.contains { book.has(word, $0) }
            if isExpected, isOfAll { return true }
        }
        return false
    }

    /// One pass: the name begins after the last word that cannot be part of one.
    private func collect(_ sentence: Span, _ reading: Reading, _ found: inout [Span]) {
        let text = reading.text
        var start = sentence.lowerBound
        var position = start
        var time = reading.times.firstPlace { $0.span.upperBound > start }
        while position < sentence.upperBound {
            while time < reading.times.count, reading.times[time].span.upperBound <= position { time += 1 }
            if time < reading.times.count, reading.times[time].span.lowerBound == position {
                position = reading.times[time].span.upperBound
                start = position
                continue
            }
            guard let (word, end) = hits.longest(at: position, limit: sentence.upperBound) else {
                if !isPart(position, text) { start = position + 1 }
                position += 1
                continue
            }
            if figures.contains(where: { book.has(word, $0) }) {
                if let span = name(start..<position, reading) { found.append(span) }
                start = end
            } else if apart.contains(where: { book.has(word, $0) }) || book.has(word, scope) {
                start = end
            }
            position = end
        }
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
                if mention.span == span { return nil }
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

    private func isPart(_ position: Int, _ text: Text) -> Bool {
        let unit = text.folded[position]
        return text.isHan(at: position) || text.isWord(at: position) || unit == 0x2E || unit == 0x2D
            || unit == 0x20 && text.isWord(at: position + 1) && text.isWord(at: position - 1)
    }
}
