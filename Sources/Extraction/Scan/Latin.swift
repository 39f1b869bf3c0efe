/// Classes of Latin code points, as names and tickers need them.
enum Latin {
    /// Letters and digits that form words with spaces between them.
    @inline(__always)
    static func isWord(_ code: UInt16) -> Bool {
        code <= 0x24F && (isDigit(code) || isLetter(code))
    }

    @inline(__always)
    static func isLetter(_ code: UInt16) -> Bool {
        (code | 0x20) &- 0x61 < 26 || code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7
    }

    @inline(__always)
    static func isDigit(_ code: UInt16) -> Bool { code &- 0x30 < 10 }

    static func isCapital(_ scalar: UInt32) -> Bool { scalar >= 0x41 && scalar <= 0x5A }

    static func isSmall(_ scalar: UInt32) -> Bool { scalar >= 0x61 && scalar <= 0x7A }

    /// Han characters of the Basic Multilingual Plane.
    static func isHan(_ code: UInt16) -> Bool {
        (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF)
    }

    static func isBlank(_ code: UInt16) -> Bool { code == 0x20 || code == 0xA0 || code == 0x3000 || code == 0x09 }

    /// End of the word that begins at `start`, or `limit`: who asks for each piece of a text stays within it.
    static func wordEnd(_ folded: [UInt16], from start: Int, limit: Int = .max) -> Int {
        let limit = min(limit, folded.count)
        var end = start
        while end < limit, isWord(folded[end]) { end += 1 }
        return end
    }

    /// Whether a capital stands inside the run, as where two names are glued (`GoogleAI`).
    static func hasInnerCapital(_ scalars: [UInt32], _ run: Span) -> Bool {
        var position = run.lowerBound + 1
        while position < run.upperBound {
            if isCapital(scalars[position]) { return true }
            position += 1
        }
        return false
    }
}

/// Rolling hash of a folded form (FNV-1a over code points, with a final mix in `value`).
struct FormHash {
    private var state: UInt32 = 2_166_136_261

    mutating func add(_ code: UInt16) { state = (state ^ UInt32(code)) &* 16_777_619 }

    var value: UInt32 {
        let mixed = (state ^ (state >> 15)) &* 0x85EB_CA6B
        return mixed ^ (mixed >> 13)
    }
}

/// What selects the lengths to try: the first Latin word, else the first two code points.
struct PrefixKey {
    /// Never 0, and never equal for a word and a pair.
    let value: UInt64

    @inline(__always)
    init(_ first: UInt16, _ second: UInt16) { value = 1 << 40 | UInt64(first) << 16 | UInt64(second) }

    @inline(__always)
    init(word folded: [UInt16], _ span: Span) {
        var hash = FormHash()
        for position in span { hash.add(folded[position]) }
        value = 1 << 41 | UInt64(hash.value)
    }

    init(value: UInt64) { self.value = value }

    func slot(_ limit: Int) -> Int { Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 32) & limit }

    /// Of the prefix with one code point more behind it.
    @inline(__always)
    func extended(by code: UInt16) -> PrefixKey {
        PrefixKey(value: (value ^ UInt64(code) << 44 | 1 << 63) &* 0xD6E8_FEB8_6659_FD93)
    }
}
