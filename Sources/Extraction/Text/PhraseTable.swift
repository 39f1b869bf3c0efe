/// Finds any of a set of phrases in matching form, longest first, one look-up per position.
struct PhraseTable: Sendable {
    private struct Entry { let units: [UInt16], value: Int }
    /// Phrases of one first code unit, longest first; the first bucket is empty.
    private var buckets: [[Entry]] = [[]]
    /// Bucket of each first code unit, 0 for most.
    private var starts = [UInt16](repeating: 0, count: 0x10000)
    /// The first code units, and what turns most positions away that begin with one of them.
    private let heads: CodeSet
    private let gate: WordGate

    /// Phrases of at least two code points; shorter ones are ignored.
    init(_ phrases: [(phrase: String, value: Int)]) {
        let phrases = phrases.map { (units: Fold.folded($0.phrase), value: $0.value) }.filter { $0.units.count >= 2 }
        heads = CodeSet(phrases.map { $0.units[0] })
        gate = WordGate(phrases.map(\.units))
        for (units, value) in phrases {
            if starts[Int(units[0])] == 0 {
                starts[Int(units[0])] = UInt16(truncatingIfNeeded: buckets.count)
                buckets.append([])
            }
            buckets[Int(starts[Int(units[0])])].append(Entry(units: units, value: value))
        }
        for bucket in buckets.indices { buckets[bucket].sort { $0.units.count > $1.units.count } }
    }

    /// The longest phrase that begins at `position` and ends before `limit`.
    @inline(__always)
    private func match(in folded: [UInt16], at position: Int, limit: Int) -> (value: Int, length: Int)? {
        guard position + 1 < limit, limit <= folded.count, heads.contains(folded[position]),
            gate.mayBegin(in: folded, at: position)
        else { return nil }
        return find(in: folded, at: position, limit: limit)
    }

    private func find(in folded: [UInt16], at position: Int, limit: Int) -> (value: Int, length: Int)? {
        let bucket = Int(starts[Int(folded[position])])
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
        let folded = text.folded
        var position = span.lowerBound
        while position < span.upperBound {
            // A Latin phrase never begins inside a word.
            if position > 0, NumberGlyph.isLetter(folded[position]), NumberGlyph.isLetter(folded[position - 1]) {
                position += 1
                continue
            }
            guard let hit = match(in: folded, at: position, limit: span.upperBound),
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
