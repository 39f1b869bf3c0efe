/// Which names are those of banks, brokers and research houses.
struct BrokerNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    @Shared var reading: Reading

    /// By the whole name (`@broker`) or by its last words (…证券, … Securities).
    func isBroker(_ span: Span) -> Bool {
        if isNamed(span, in: book.engine.broker) || isNamed(span, in: book.engine.dataVendor) { return true }
        return Self.endings.contains { ending in
            guard span.count > ending.count else { return false }
            let start = span.upperBound - ending.count
            return ending.indices.allSatisfy { reading.text.folded[start + $0] == ending[$0] }
        }
    }

    func isNamed(_ span: Span, in wordClass: Int) -> Bool {
        guard let (word, end) = hits.longest(at: span.lowerBound, limit: span.upperBound) else { return false }
        return end == span.upperBound && book.has(word, wordClass)
    }

    private static let endings: [[UInt16]] = [
        "证券", "投行", "研究所", "国际证券", " securities", " research", " capital markets", " partners",
    ].map { Array($0.utf16) }
}
