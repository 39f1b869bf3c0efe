/// Finds every name of the catalogue in a text, in one pass, in both scripts.
///
/// At each place where a name can begin, the first word (of Latin) or the first two code points (of anything else)
/// select a set of lengths; a rolling hash is looked up at these lengths only, so text that begins no name costs one
/// or two probes. Longest match wins. Work is linear in the text: at most `maximumLength` steps from a place.
struct Gazetteer: Sendable {
    /// Longest form that is matched, in code points: one bit of a 64-bit set each.
    static let maximumLength = 63

    struct Hit: Sendable, Equatable {
        var span: Span
        /// Index of the first alias of the form; follow `next`.
        var alias: Int32
    }

    /// Folded forms and written forms, laid end to end.
    var pool: [UInt16] = []
    var aliases: [Alias] = []
    var keyHash: [UInt32] = []
    var keyStart: [Int32] = []
    var keyLength: [UInt8] = []
    var keyAlias: [Int32] = []
    var slots: [Int32] = []
    var prefixKeys: [UInt64] = []
    var prefixMasks: [UInt64] = []
    /// One bit per hash of a prefix: it fits the cache where the table of prefixes does not, and most places of a text
    /// begin no name.
    var prefixFilter = [UInt64](repeating: 0, count: Gazetteer.filterBits >> 6)
    static let filterBits = 1 << 20
    /// One flag per code point that begins a form other than a Latin word.
    var firsts = [Bool](repeating: false, count: 65_536)

    /// All hits of `text`, longest first at each place, never overlapping, in order.
    /// - Parameter lenient: lower-case Latin counts for names that are no common word (Chinese text writes `nvidia`).
    func scan(_ text: Text, lenient: Bool) -> [Hit] {
        var hits: [Hit] = []
        let count = text.count
        var at = 0
        while at < count {
            let code = text.folded[at]
            if Latin.isWord(code) {
                let end = Latin.wordEnd(text.folded, from: at)
                if let hit = longest(text, at: at, wordEnd: end, lenient: lenient) {
                    hits.append(hit)
                    at = hit.span.upperBound
                } else {
                    let parts = split(text, run: at..<end, lenient: lenient)
                    hits.append(contentsOf: parts)
                    at = max(end, parts.last?.span.upperBound ?? end)
                }
            } else if firsts[Int(code)], let hit = longest(text, at: at, wordEnd: at, lenient: lenient) {
                hits.append(hit)
                at = hit.span.upperBound
            } else {
                at += 1
            }
        }
        return hits
    }

    /// The longest form that begins at `at`. `wordEnd` is the end of the Latin word there, or `at` when there is none.
    private func longest(_ text: Text, at: Int, wordEnd: Int, lenient: Bool) -> Hit? {
        let folded = text.folded
        let mask = prefixMask(folded, at: at, wordEnd: wordEnd)
        if mask == 0 { return nil }
        var best: Hit?
        var hash = FormHash()
        let limit = min(folded.count, at + 64 - mask.leadingZeroBitCount - 1)
        var position = at
        while position < limit {
            let code = folded[position]
            if code == 0x0A { break }
            hash.add(code)
            position += 1
            guard mask & (1 << UInt64(position - at)) != 0 else { continue }
            if Latin.isWord(code), position < folded.count, Latin.isWord(folded[position]) { continue }
            if let alias = lookUp(text, at..<position, hash: hash.value, lenient: lenient) {
                best = Hit(span: at..<position, alias: alias)
            }
        }
        return best
    }

    private func prefixMask(_ folded: [UInt16], at: Int, wordEnd: Int) -> UInt64 {
        if wordEnd > at { return mask(ofPrefix: PrefixKey.word(folded, at..<wordEnd)) }
        guard at + 1 < folded.count else { return 0 }
        return mask(ofPrefix: PrefixKey.pair(folded[at], folded[at + 1]))
    }

    private func mask(ofPrefix key: UInt64) -> UInt64 {
        let bit = Gazetteer.filterBit(key)
        if prefixFilter[bit >> 6] >> UInt64(bit & 63) & 1 == 0 { return 0 }
        let limit = prefixKeys.count - 1
        var slot = PrefixKey.slot(key, limit)
        while prefixKeys[slot] != 0 {
            if prefixKeys[slot] == key { return prefixMasks[slot] }
            slot = (slot + 1) & limit
        }
        return 0
    }

    static func filterBit(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0xD6E8_FEB8_6659_FD93) >> 32) & (filterBits - 1)
    }

    /// The first alias of the form at `span` whose case fits, or nil.
    func lookUp(_ text: Text, _ span: Span, hash: UInt32, lenient: Bool) -> Int32? {
        guard let key = find(text.folded, span, hash: hash) else { return nil }
        var alias = keyAlias[key]
        while alias >= 0 {
            if caseFits(aliases[Int(alias)], text, span, lenient: lenient) { return alias }
            alias = aliases[Int(alias)].next
        }
        return nil
    }

    /// Index of the form equal to `folded[span]`, or nil.
    func find(_ folded: [UInt16], _ span: Span, hash: UInt32) -> Int? {
        if slots.isEmpty { return nil }
        let limit = slots.count - 1
        var slot = Int(hash) & limit
        while slots[slot] >= 0 {
            let key = Int(slots[slot])
            if keyHash[key] == hash, Int(keyLength[key]) == span.count, equal(folded, span, key) { return key }
            slot = (slot + 1) & limit
        }
        return nil
    }

    private func equal(_ folded: [UInt16], _ span: Span, _ key: Int) -> Bool {
        let start = Int(keyStart[key])
        for offset in 0..<span.count where folded[span.lowerBound + offset] != pool[start + offset] { return false }
        return true
    }

    /// A Latin run that wholly splits into names (`OpenAIGPT-5`, `GoogleAI`) is these names; any other run is none.
    private func split(_ text: Text, run: Span, lenient: Bool) -> [Hit] {
        guard run.count >= 5, run.count <= 40, Latin.hasInnerCapital(text.scalars, run) else { return [] }
        var hits: [Hit] = []
        var start = run.lowerBound
        while start < run.upperBound {
            guard let hit = longestPart(text, from: start, run: run, lenient: lenient) else { return [] }
            hits.append(hit)
            start = hit.span.upperBound
        }
        return hits.count > 1 ? hits : []
    }

    private func longestPart(_ text: Text, from start: Int, run: Span, lenient: Bool) -> Hit? {
        if start > run.lowerBound, let whole = longest(text, at: start, wordEnd: run.upperBound, lenient: lenient) {
            return whole
        }
        var hash = FormHash()
        var best: Hit?
        for position in start..<run.upperBound {
            hash.add(text.folded[position])
            let next = position + 1
            guard next - start >= 2, next == run.upperBound || Latin.isCapital(text.scalars[next]) else { continue }
            if let alias = lookUp(text, start..<next, hash: hash.value, lenient: false) {
                best = Hit(span: start..<next, alias: alias)
            }
        }
        return best
    }
}
