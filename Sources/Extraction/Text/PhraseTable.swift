/// Finds any of a set of phrases in matching form, longest first, one look-up per position.
struct PhraseTable: Sendable {
    private struct Entry { let units: [UInt16], value: Int }
    /// Phrases of one first code unit, longest first; the first bucket is empty.
    private var buckets: [[Entry]] = [[]]
    /// Bucket of each first code unit, 0 for most, so that most positions cost one array access.
    private var starts = [UInt16](repeating: 0, count: 0x10000)

    /// Phrases of at least two code points; shorter ones are ignored.
    init(_ phrases: [(phrase: String, value: Int)]) {
        for (phrase, value) in phrases {
            let units = Fold.folded(phrase)
            guard units.count >= 2 else { continue }
            if starts[Int(units[0])] == 0 {
                starts[Int(units[0])] = UInt16(truncatingIfNeeded: buckets.count)
                buckets.append([])
            }
            buckets[Int(starts[Int(units[0])])].append(Entry(units: units, value: value))
        }
        for bucket in buckets.indices { buckets[bucket].sort { $0.units.count > $1.units.count } }
    }

    /// The longest phrase that begins at `position` and ends before `limit`.
    func match(in folded: [UInt16], at position: Int, limit: Int) -> (value: Int, length: Int)? {
        guard position + 1 < limit, limit <= folded.count else { return nil }
        let bucket = Int(starts[Int(folded[position])])
        if bucket == 0 { return nil }
        let second = folded[position + 1]
        for entry in buckets[bucket] where entry.units[1] == second && position + entry.units.count <= limit {
            var length = 2
            while length < entry.units.count, folded[position + length] == entry.units[length] { length += 1 }
            if length == entry.units.count { return (entry.value, length) }
        }
        return nil
    }

    /// Calls `found` for each phrase in `span`, left to right, never overlapping. Latin phrases only at word
    /// boundaries.
    func scan(_ text: Text, _ span: Span, found: (_ value: Int, _ at: Span) -> Void) {
        var position = span.lowerBound
        while position < span.upperBound {
            guard let hit = match(in: text.folded, at: position, limit: span.upperBound),
                isWhole(text, position..<position + hit.length)
            else {
                position += 1
                continue
            }
            found(hit.value, position..<position + hit.length)
            position += hit.length
        }
    }

    private func isWhole(_ text: Text, _ span: Span) -> Bool {
        let letter = SignClass.letter
        if span.lowerBound > 0, SignClass.of(text.scalars[span.lowerBound]).contains(letter),
            SignClass.of(text.scalars[span.lowerBound - 1]).contains(letter)
        {
            return false
        }
        if span.upperBound < text.count, SignClass.of(text.scalars[span.upperBound - 1]).contains(letter),
            SignClass.of(text.scalars[span.upperBound]).contains(letter)
        {
            return false
        }
        return true
    }
}
