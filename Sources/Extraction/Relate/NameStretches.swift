/// Names that no catalogue has, told by the word behind them: whatever stands between that word and the last word, time
/// or sign before it that no name holds.
struct NameStretches {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let endings: [Int]
    private let apart: [Int]
    private let parts: [Int]
    private let isPart: (Int, Text) -> Bool

    /// - Parameters:
    ///   - endings: classes of the words behind names.
    ///   - apart: classes of words that no name holds, beside those that none does.
    ///   - parts: classes of words that a name may hold although none of the former does.
    ///   - isPart: whether what stands at a place, beside the words, may be part of a name.
    init(
        book shared: Shared<Rulebook>, hits: Shared<WordHits>, endings: [StaticString], apart: [StaticString] = [],
        parts: [StaticString] = [],
        isPart: @escaping (Int, Text) -> Bool
    ) {
        _book = shared
        _hits = hits
        self.endings = endings.map(shared.known)
        self.apart = (Self.apart + apart).map(shared.known)
        self.parts = parts.map(shared.known)
        self.isPart = isPart
    }

    /// In one pass, each stretch in order, with the end of the word behind it.
    func each(in sentence: Span, _ reading: Reading, _ take: (_ stretch: Span, _ end: Int) -> Void) {
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
                position += 1
                continue
            }
            if endings.contains(where: { book.has(word, $0) }) {
                take(firstPart(from: start, to: position, sentence, reading.text)..<position, end)
                start = end
            } else if apart.contains(where: { book.has(word, $0) }), !parts.contains(where: { book.has(word, $0) }) {
                start = end
            }
            position = end
        }
    }

    /// Behind the last place before `end` that no name holds. Looked for only where a name ends, since few stretches have
    /// such an end.
    private func firstPart(from start: Int, to end: Int, _ sentence: Span, _ text: Text) -> Int {
        var first = start
        var position = start
        while position < end {
            if let (_, next) = hits.longest(at: position, limit: sentence.upperBound) {
                position = next
            } else {
                if !isPart(position, text) { first = position + 1 }
                position += 1
            }
        }
        return first
    }

    private static let apart: [StaticString] = ["marker", "joiner", "speech", "basis", "label", "fund-stop", "verb!"]
}
