/// What the reading has taken already: asked at nearly every word, so that one look must be enough.
struct TakenPlaces {
    /// By place: the first one there or behind that is taken.
    private let next: [Int32]

    init(_ reading: Reading) {
        var next = [Int32](repeating: .max, count: reading.text.count)
        func mark(_ span: Span) {
            for place in span.clamped(to: next.indices) { next[place] = Int32(truncatingIfNeeded: place) }
        }
        for mention in reading.mentions { mark(mention.span) }
        for quantity in reading.quantities { mark(quantity.span) }
        for time in reading.times { mark(time.span) }
        var first = Int32.max
        for place in next.indices.reversed() {
            first = min(first, next[place])
            next[place] = first
        }
        self.next = next
    }

    func covers(_ span: Span) -> Bool {
        span.lowerBound < next.count && Int(next[span.lowerBound]) < span.upperBound
    }
}

extension [Span] {
    /// Whether one of these, which are in order, overlaps `span`.
    func covers(_ span: Span) -> Bool {
        let next = firstPlace { $0.upperBound > span.lowerBound }
        return next < count && self[next].lowerBound < span.upperBound
    }
}
