/// Finds pinyin that a converter left between the words (`投资tóuzī`, `腾讯（téng xùn）`): it is read over.
enum Pinyin {
    /// Runs in `span`, brackets included: small letters with tone marks, right after a Chinese character.
    static func runs(_ text: Text, _ span: Span) -> [Span] {
        guard text.scalars[span].contains(where: { isToned($0) }) else { return [] }
        var runs: [Span] = []
        var position = span.lowerBound + 1
        while position < span.upperBound {
            var start = position
            let isBracketed = text.folded[position] == 0x28
            if isBracketed { start += 1 }
            guard SignClass.of(text.scalars[position - 1]).contains(.han), let end = run(text, start, span.upperBound)
            else {
                position += 1
                continue
            }
            let isClosed = end < span.upperBound && text.folded[end] == 0x29
            if isBracketed == isClosed { runs.append(position..<(isClosed ? end + 1 : end)) }
            position = end + 1
        }
        return runs
    }

    /// End of a run of small letters in which every group of vowels bears a tone, or some a macron or caron, which no
    /// other language of the news has.
    private static func run(_ text: Text, _ start: Int, _ limit: Int) -> Int? {
        var end = start
        var groups = 0
        var tones = 0
        var isCertain = false
        var inVowels = false
        while end < limit {
            let scalar = text.scalars[end]
            let isToned = isToned(scalar)
            let isVowel = isToned || [0x61, 0x65, 0x69, 0x6F, 0x75, 0xFC].contains(scalar)
            guard isVowel || (0x61...0x7A).contains(scalar) || scalar == 0x20 && end > start else { break }
            if isVowel, !inVowels { groups += 1 }
            inVowels = isVowel
            if isToned {
                tones += 1
                isCertain = isCertain || scalar >= 0x100
            }
            end += 1
        }
        while end > start, text.scalars[end - 1] == 0x20 { end -= 1 }
        return tones > 0 && (isCertain || tones >= groups) ? end : nil
    }

    private static let toned: Set<UInt32> = Set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ".unicodeScalars.map(\.value))

    private static func isToned(_ scalar: UInt32) -> Bool {
        scalar >= 0xE0 && scalar <= 0x1DC && toned.contains(scalar)
    }
}
