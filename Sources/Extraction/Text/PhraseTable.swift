/// Finds any of a set of phrases in matching form, longest first, one look-up per position.
struct PhraseTable: Sendable {
    private struct Entry { let units: [UInt16], value: Int }
    private var entries: [UInt32: [Entry]] = [:]
    /// First code units of all phrases, so that most positions cost one array access.
    private var starts = [Bool](repeating: false, count: 0x10000)

    /// Phrases of at least two code points; shorter ones are ignored.
    init(_ phrases: [(phrase: String, value: Int)]) {
        for (phrase, value) in phrases {
            let units = Fold.folded(phrase)
            guard units.count >= 2 else { continue }
            starts[Int(units[0])] = true
            entries[PhraseTable.key(units[0], units[1]), default: []].append(Entry(units: units, value: value))
        }
        for key in entries.keys { entries[key]?.sort { $0.units.count > $1.units.count } }
    }

    private static func key(_ a: UInt16, _ b: UInt16) -> UInt32 { UInt32(a) << 16 | UInt32(b) }

    /// The longest phrase that begins at `position` and ends before `limit`.
    func match(in folded: [UInt16], at position: Int, limit: Int) -> (value: Int, length: Int)? {
        guard position + 1 < limit, limit <= folded.count, starts[Int(folded[position])],
            let candidates = entries[PhraseTable.key(folded[position], folded[position + 1])]
        else { return nil }
        for entry in candidates where position + entry.units.count <= limit {
            if (2..<entry.units.count).allSatisfy({ folded[position + $0] == entry.units[$0] }) {
                return (entry.value, entry.units.count)
            }
        }
        return nil
    }

    /// Calls `found` for each phrase in `span`, left to right, never overlapping. Latin phrases only at word boundaries.
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
            SignClass.of(text.scalars[span.lowerBound - 1]).contains(letter) { return false }
        if span.upperBound < text.count, SignClass.of(text.scalars[span.upperBound - 1]).contains(letter),
            SignClass.of(text.scalars[span.upperBound]).contains(letter) { return false }
        return true
    }
}
