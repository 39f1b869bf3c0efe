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

    /// What a look-up asks of a form, together, since no table of them fits the cache.
    struct Form: Sendable {
        var hash: UInt32
        /// Where its folded code points stand in the pool, and how many they are.
        var start: Int32
        var length: Int32
        /// Its first alias; −1 in a free slot.
        var alias: Int32

        static let none = Form(hash: 0, start: 0, length: 0, alias: -1)
    }

    /// The lengths of the forms that begin with one prefix, one bit each. Key 0 in a free slot.
    struct Prefix: Sendable {
        var key: UInt64 = 0
        var lengths: UInt64 = 0
    }

    /// Folded forms and written forms, laid end to end.
    var pool: [UInt16] = []
    var aliases: [Alias] = []
    /// Open-addressed by hash.
    var forms: [Form] = []
    var formCount = 0
    var prefixes: [Prefix] = []
    /// The tables above lie in far memory, so that each is asked only where these, which fit the cache, have let a place
    /// through: its prefix, then the prefix with what follows it, then each form. Most places of a text begin no name.
    var prefixFilter = HashFilter(bits: 20)
    var openingFilter = HashFilter(bits: 21)
    var formFilter = HashFilter(bits: 21)
    /// The code points that begin a form other than a Latin word.
    var firsts = CodeSet([])

    /// All hits of `text`, longest first at each place, never overlapping, in order.
    /// - Parameter lenient: lower-case Latin counts for names that are no common word (Chinese text writes `nvidia`).
    func scan(_ text: Text, lenient: Bool) -> [Hit] {
        let folded = text.folded
        var hits: [Hit] = []
        var at = 0
        while at < folded.count {
            let code = folded[at]
            if Latin.isWord(code) {
                let end = Latin.wordEnd(folded, from: at)
                if var hit = longest(text, at: at, wordEnd: end, lenient: lenient) {
                    if let inner = longer(than: hit, behind: at..<end, text, lenient: lenient) { hit = inner }
                    hits.append(hit)
                    at = hit.span.upperBound
                } else {
                    let parts = split(text, run: at..<end, lenient: lenient)
                    at = max(end, parts.last?.span.upperBound ?? end)
                    if !parts.isEmpty { hits += parts }
                }
            } else if firsts.contains(code), let hit = longest(text, at: at, wordEnd: at, lenient: lenient) {
                hits.append(hit)
                at = hit.span.upperBound
            } else {
                at += 1
            }
        }
        return hits
    }

    /// `the Dow` begins a form, but so does `Dow Jones Industrial Average`, which ends later.
    private func longer(than hit: Hit, behind article: Span, _ text: Text, lenient: Bool) -> Hit? {
        let start = article.upperBound + 1
        guard article.count == 3, hit.span.upperBound > start, text.has(Self.the, at: article.lowerBound) else {
            return nil
        }
        let end = Latin.wordEnd(text.folded, from: start)
        guard let inner = longest(text, at: start, wordEnd: end, lenient: lenient) else { return nil }
        return inner.span.upperBound > hit.span.upperBound ? inner : nil
    }

    private static let the = Fold.folded("the")

    /// The longest form that begins at `at`, of no Latin word.
    func hit(in text: Text, at position: Int) -> Hit? {
        longest(text, at: position, wordEnd: position, lenient: true)
    }

    /// The longest form that begins at `at`. `wordEnd` is the end of the Latin word there, or `at` when there is none.
    @inline(__always)
    private func longest(_ text: Text, at: Int, wordEnd: Int, lenient: Bool) -> Hit? {
        guard let key = prefix(text.folded, at: at, wordEnd: wordEnd), prefixFilter.mayHold(key.value),
            mayOpen(key, text.folded, from: max(wordEnd, at + (wordEnd > at ? 0 : 2)))
        else { return nil }
        let lengths = lengths(of: key)
        return lengths == 0 ? nil : longest(text, at: at, of: lengths, lenient: lenient)
    }

    /// Whether a form may go on as the text does behind its prefix, which ends at `end`.
    private func mayOpen(_ key: PrefixKey, _ folded: [UInt16], from end: Int) -> Bool {
        if openingFilter.mayHold(key.value) { return true }
        guard end < folded.count else { return false }
        let next = key.extended(by: folded[end])
        if openingFilter.mayHold(next.value) { return true }
        return end + 1 < folded.count && openingFilter.mayHold(next.extended(by: folded[end + 1]).value)
    }

    /// The longest form of one of `lengths` that begins at `at`.
    private func longest(_ text: Text, at: Int, of lengths: UInt64, lenient: Bool) -> Hit? {
        var best: Hit?
        var hash = FormHash()
        var position = at
        var rest = lengths
        while rest != 0 {
            let end = at + rest.trailingZeroBitCount
            rest &= rest - 1
            if end > text.count { break }
            while position < end {
                let code = text.folded[position]
                if code == 0x0A { return best }
                hash.add(code)
                position += 1
            }
            if end < text.count, Latin.isWord(text.folded[end - 1]), Latin.isWord(text.folded[end]) { continue }
            if let alias = lookUp(text, at..<end, hash: hash.value, lenient: lenient) {
                best = Hit(span: at..<end, alias: alias)
            }
        }
        return best
    }

    @inline(__always)
    private func prefix(_ folded: [UInt16], at: Int, wordEnd: Int) -> PrefixKey? {
        if wordEnd > at { return PrefixKey(word: folded, at..<wordEnd) }
        return at + 1 < folded.count ? PrefixKey(folded[at], folded[at + 1]) : nil
    }

    private func lengths(of key: PrefixKey) -> UInt64 {
        let limit = prefixes.count - 1
        if limit < 0 { return 0 }
        var slot = key.slot(limit)
        while prefixes[slot].key != 0 {
            if prefixes[slot].key == key.value { return prefixes[slot].lengths }
            slot = (slot + 1) & limit
        }
        return 0
    }

    /// The first alias of the form at `span` whose case fits, or nil.
    func lookUp(_ text: Text, _ span: Span, hash: UInt32, lenient: Bool) -> Int32? {
        guard var alias = find(text.folded, span, hash: hash) else { return nil }
        while alias >= 0 {
            if caseFits(aliases[Int(alias)], text, span, lenient: lenient) { return alias }
            alias = aliases[Int(alias)].next
        }
        return nil
    }

    /// The first alias of the form equal to `folded[span]`, or nil.
    func find(_ folded: [UInt16], _ span: Span, hash: UInt32) -> Int32? {
        guard formFilter.mayHold(UInt64(hash)), !forms.isEmpty else { return nil }
        let form = forms[slot(of: folded, span, hash: hash)]
        return form.alias >= 0 ? form.alias : nil
    }

    /// Where the form equal to `folded[span]` is, or the free slot where it would be.
    func slot(of folded: [UInt16], _ span: Span, hash: UInt32) -> Int {
        let limit = forms.count - 1
        var slot = Int(hash) & limit
        while forms[slot].alias >= 0, forms[slot].hash != hash || !isEqual(forms[slot], folded, span) {
            slot = (slot + 1) & limit
        }
        return slot
    }

    private func isEqual(_ form: Form, _ folded: [UInt16], _ span: Span) -> Bool {
        guard Int(form.length) == span.count else { return false }
        let start = Int(form.start)
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
