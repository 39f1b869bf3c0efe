/// Cuts a sentence at commas, semicolons, colons and dashes. Together the clauses cover the sentence.
enum Clauses {
    static func spans(_ text: Text, _ sentence: Span) -> [Span] {
        var spans: [Span] = []
        var start = sentence.lowerBound
        // End of a stretch that is not cut.
        var whole = start
        for position in sentence.dropLast()
        where !SignClass.isPlain(text.scalars[position]) && isCut(text, position, sentence) {
            guard position >= start, position >= whole else { continue }
            if let end = restatementEnd(text, position, sentence) ?? asideEnd(text, position, sentence) {
                whole = end
                continue
            }
            var end = position + 1
            while end + 1 < sentence.upperBound, isClosingQuote(text, end) { end += 1 }
            spans.append(start..<end)
            start = end
        }
        spans.append(start..<sentence.upperBound)
        return spans
    }

    /// `finished $4.94, or 7.26%, higher`: behind the second comma of a figure that is said again.
    private static func restatementEnd(_ text: Text, _ comma: Int, _ sentence: Span) -> Int? {
        guard text.has([0x2C, 0x20, 0x6F, 0x72, 0x20], at: comma) else { return nil }
        var hasDigit = false
        for position in comma + 5..<min(comma + 5 + longestFigure, sentence.upperBound) {
            let scalar = text.scalars[position]
            if scalar == 0x2C, !isBetweenDigits(text, position, sentence) { return hasDigit ? position + 1 : nil }
            if SignClass.of(scalar).contains(.digit) { hasDigit = true }
        }
        return nil
    }

    private static let longestFigure = 20

    /// `The regulator, meanwhile, cleared it`: behind the second comma of words that only join.
    private static func asideEnd(_ text: Text, _ comma: Int, _ sentence: Span) -> Int? {
        guard text.has(blank, at: comma), comma > sentence.lowerBound else { return nil }
        for words in asides where text.has(words, at: comma + 2) {
            let end = comma + 2 + words.count
            return end < sentence.upperBound ? end : nil
        }
        return nil
    }

    private static let blank = Fold.folded(", ")
    private static let asides = [
        "meanwhile,", "however,", "by contrast,", "in contrast,", "for its part,", "for their part,", "in turn,",
        "though,", "too,", "separately,", "instead,", "likewise,", "similarly,", "for example,", "for instance,",
        "of course,", "on the other hand,",
    ].map { Fold.folded($0) }

    private static func isClosingQuote(_ text: Text, _ position: Int) -> Bool {
        switch text.scalars[position] {
        case 0x201D, 0x2019, 0x300D, 0x300F: return true
        case 0x22: return text.scalars[position + 1] == 0x20
        default: return false
        }
    }

    private static func isCut(_ text: Text, _ position: Int, _ sentence: Span) -> Bool {
        switch text.scalars[position] {
        case 0xFF0C, 0xFF1B, 0x3002, 0xFF01, 0xFF1F: return true
        case 0x2C:
            return !isBetweenDigits(text, position, sentence) && !isBetweenAdjectives(text, position, sentence)
        case 0x3B, 0x21, 0x3F: return true
        case 0xFF1A: return true
        case 0x3A: return !isBetweenDigits(text, position, sentence) && text.scalars[position + 1] != 0x2F
        // The second of two dashes, and none inside a range.
        case 0x2014: return text.scalars[position + 1] != 0x2014 && !isInRange(text, position, sentence)
        default: return false
        }
    }

    /// `a 15-year, $7 billion lease`: a word with a hyphen, and a sum behind it, both of the noun that follows.
    private static func isBetweenAdjectives(_ text: Text, _ comma: Int, _ sentence: Span) -> Bool {
        guard comma + 2 < sentence.upperBound, text.scalars[comma + 1] == 0x20,
            openers.contains(text.scalars[comma + 2]) || SignClass.of(text.scalars[comma + 2]).contains(.digit)
        else { return false }
        var start = comma
        while start > sentence.lowerBound, SignClass.of(text.scalars[start - 1]).contains(.letter) { start -= 1 }
        let word = text.foldedString(start..<comma)
        return start > sentence.lowerBound + 1 && text.scalars[start - 1] == 0x2D && adjectiveEnds.contains(word)
            && text.scalars[start - 2] != 0x20
    }

    /// $, €, £, ¥ and ₩.
    private static let openers: Set<UInt32> = [0x24, 0x20AC, 0xA3, 0xA5, 0x20A9]
    private static let adjectiveEnds: Set<String> = ["year", "month", "cash", "stock", "share", "term", "phase"]

    /// 2026—2028年, 3月—5月, 8%—10%
    private static func isInRange(_ text: Text, _ dash: Int, _ sentence: Span) -> Bool {
        guard dash > sentence.lowerBound, SignClass.of(text.scalars[dash + 1]).contains(.digit) else { return false }
        let before = text.scalars[dash - 1]
        return SignClass.of(before).contains(.digit) || rangeEnds.contains(before)
    }

    /// 年, 月, 日, 季, %, ％, 亿, 万, 元, 倍
    private static let rangeEnds: Set<UInt32> = [
        0x5E74, 0x6708, 0x65E5, 0x5B63, 0x25, 0xFF05, 0x4EBF, 0x5104, 0x4E07, 0x842C, 0x5143, 0x500D,
    ]

    private static func isBetweenDigits(_ text: Text, _ position: Int, _ sentence: Span) -> Bool {
        guard position > sentence.lowerBound else { return false }
        return SignClass.of(text.scalars[position - 1]).contains(.digit)
            && SignClass.of(text.scalars[position + 1]).contains(.digit)
    }
}

/// Full stops that end no sentence: decimals, initials, abbreviations, host names.
enum FullStop {
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "vs", "inc", "corp", "co", "ltd", "llc", "plc", "no", "nos",
        "fig",
        "approx", "est", "dept", "gov", "gen", "sen", "rep", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept",
        "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "e.g", "i.e", "u.s", "u.k", "u.n", "a.m",
        "p.m",
        "etc", "al", "bros", "cf", "ca",
    ]
    /// Of these the stop may end a sentence when a capital follows.
    private static let mayEnd: Set<String> = [
        "inc", "corp", "co", "ltd", "llc", "plc", "u.s", "u.k", "a.m", "p.m", "etc", "jr", "sr",
    ]

    static func endsSentence(_ text: Text, _ position: Int, _ limits: Span) -> Bool {
        let next = position + 1
        guard next < limits.upperBound else { return true }
        let follower = text.scalars[next]
        // Inside figures, names and addresses nothing but a blank, a quote or Chinese may follow.
        let isOpen =
            follower == 0x20 || SignClass.of(follower).contains(.closer) || follower == 0x22 || follower >= 0x2E80
        guard isOpen else { return false }
        if follower >= 0x2E80, position > limits.lowerBound, SignClass.of(text.scalars[position - 1]).contains(.digit) {
            return false
        }
        var start = position
        while start > limits.lowerBound, position - start < 12, isWordPart(text.scalars[start - 1]) { start -= 1 }
        if position - start == 1, (0x41...0x5A).contains(text.scalars[start]) {
            // `by S&P. Fitch`: the letter ends a name, and is no initial.
            return start > limits.lowerBound && text.scalars[start - 1] == 0x26
        }
        let word = text.foldedString(start..<position)
        guard abbreviations.contains(word) else { return true }
        return mayEnd.contains(word) && capitalFollows(text, next, limits)
    }

    private static func isWordPart(_ scalar: UInt32) -> Bool {
        SignClass.of(scalar).contains(.letter) || scalar == 0x2E
    }

    private static func capitalFollows(_ text: Text, _ from: Int, _ limits: Span) -> Bool {
        var next = from
        while next < limits.upperBound, text.scalars[next] == 0x20 { next += 1 }
        guard next < limits.upperBound, (0x41...0x5A).contains(text.scalars[next]) else { return false }
        // `Apple Inc. CEO` goes on; `… Inc. The company` ends: a word of function begins the new sentence.
        var end = next
        while end < limits.upperBound, end - next < 12, SignClass.of(text.scalars[end]).contains(.letter) { end += 1 }
        return starters.contains(text.foldedString(next..<end))
    }

    private static let starters: Set<String> = [
        "the", "a", "an", "it", "its", "he", "she", "they", "we", "this", "that", "these", "those", "in", "on", "at",
        "but", "and",
        "for", "shares", "analysts", "last", "while", "as", "however", "meanwhile", "if", "when", "after", "some",
        "many", "our",
    ]
}
