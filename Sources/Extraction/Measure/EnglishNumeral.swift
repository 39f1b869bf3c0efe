/// Reads numbers in English words (two hundred and fifty thousand) and the scale after a figure (1.3bn).
struct EnglishNumeralReader {
    let reader: NumeralReader
    /// Display forms, for `M` beside `m`; same length as the folded text.
    let scalars: [UInt32]
    /// Outside news, where also a bare `a third` counts.
    let isFree: Bool

    init(reader: NumeralReader, scalars: [UInt32], isFree: Bool = false) {
        self.reader = reader
        self.scalars = scalars
        self.isFree = isFree
    }

    func word(at position: Int) -> (word: EnglishWord, end: Int)? {
        guard let found = EnglishWord.table.longest(in: reader.text, from: position) else { return nil }
        return (EnglishWord.of(found.value), found.end)
    }

    /// A number in words at `start`; nil for a lone article, an ordinal, a pronoun.
    func read(at start: Int) -> Numeral? {
        guard let (first, firstEnd) = word(at: start), mayOpen(first, end: firstEnd) else { return nil }
        if first == .ones(1), isFree, isPronoun(start) { return nil }
        let phrase = EnglishPhrase(tokens: tokens(from: start), isFree: isFree)
        guard let read = phrase.read() else { return nil }
        guard let end = phrase.tokens[..<min(read.next, phrase.tokens.count)].last?.end else { return nil }
        if isOrdinal(phrase, from: read.next) { return nil }
        if read.denominator != nil, !isFree,
            word(at: self.next(end))?.word == .point || hasWord("percentage", at: self.next(end))
        {
            return nil  // a quarter point
        }
        if read.denominator != nil, !isFree, !isShare(of: start, end: end, isQuarter: read.denominator == Decimal(4)) {
            return nil
        }
        var numeral = Numeral(
            value: read.value, start: start, end: end, form: .english, scale: read.tailPower,
            unscaled: read.value.scaled(byPowerOfTen: -read.tailPower), powers: read.powers, vague: read.vague,
            isExpanded: read.powers > 0)
        numeral.denominator = read.denominator
        return numeral
    }

    /// Whether `word` may begin a number at all: most articles do not.
    private func mayOpen(_ word: EnglishWord, end: Int) -> Bool {
        switch word {
        case .ones, .tens, .power, .nought, .dozen, .several, .half, .quarter, .tensOf: return true
        case .couple, .few, .point: return isFree
        case .and, .ordinal, .ordinalPower: return false
        case .article:
            switch self.word(at: next(end))?.word {
            case .power, .dozen, .half, .quarter, .couple, .few, .ordinal, .ordinalPower: return true
            default: return false
            }
        }
    }

    /// twenty-first, one hundred fifth: a place in a row.
    private func isOrdinal(_ phrase: EnglishPhrase, from next: Int) -> Bool {
        guard next > 0, next < phrase.tokens.count else { return false }
        switch (phrase.tokens[next].word, phrase.tokens[next - 1].word) {
        case (.ordinal(let n), .tens): return n < 10 && (n != 2 || phrase.tokens[next].isHyphenated)
        case (.ordinal, .power): return true
        case (.ordinalPower, _): return true
        case (.ordinal, _): return phrase.tokens[next].isHyphenated
        default: return false
        }
    }

    /// In news a fraction is one only as a share `of` something or a change `by` it.
    private func isShare(of start: Int, end: Int, isQuarter: Bool) -> Bool {
        let after = reader.afterSpaces(end)
        if hasWord("of", at: after) {
            return !isQuarter || hasWord("the", at: after + 3) || hasWord("its", at: after + 3)
        }
        return hasWord("by", at: start - 3) || hasWord("than", at: start - 5) || hasWord("nearly", at: start - 7)
    }

    /// the one, which one, that one: no number.
    private func isPronoun(_ start: Int) -> Bool {
        for (word, length) in [("the", 4), ("this", 5), ("that", 5), ("which", 6), ("each", 5), ("every", 6)]
        where hasWord(word, at: start - length) {
            switch self.word(at: next(start + 3))?.word {
            case .power, .ordinal, .ordinalPower, .point, .dozen: return false
            default: return true
            }
        }
        return false
    }

    func hasWord(_ word: String, at position: Int) -> Bool {
        guard position >= 0, position == 0 || !NumberGlyph.isAlphanumeric(reader.unit(position - 1)) else {
            return false
        }
        var at = position
        for byte in word.utf8 {
            if reader.unit(at) != UInt16(byte) { return false }
            at += 1
        }
        return !NumberGlyph.isAlphanumeric(reader.unit(at))
    }

    /// The position of the next word, over one space or hyphen.
    private func next(_ position: Int) -> Int {
        let c = reader.unit(position)
        return NumberGlyph.isSpace(c) || c == 0x2D ? position + 1 : position
    }
}

// MARK: - Words in a row
extension EnglishNumeralReader {
    /// The number words from `start` on that only blanks, a hyphen or `of` part.
    func tokens(from start: Int) -> [EnglishPhrase.Token] {
        var tokens: [EnglishPhrase.Token] = []
        var at = start
        var (hyphen, of) = (false, false)
        while tokens.count < EnglishPhrase.longest, let (word, end) = word(at: at) {
            if let last = tokens.last, last.word == .and, word == .and { break }
            tokens.append(
                EnglishPhrase.Token(
                    word: word, start: at, end: end, isHyphenated: hyphen, isPlural: reader.unit(end - 1) == 0x73,
                    followsOf: of))
            guard let gap = gap(after: end, last: word, isPlural: reader.unit(end - 1) == 0x73) else { break }
            (at, hyphen, of) = gap
        }
        return tokens
    }

    private func gap(after end: Int, last: EnglishWord, isPlural: Bool) -> (next: Int, hyphen: Bool, of: Bool)? {
        var at = reader.afterSpaces(end)
        var hyphen = false
        if reader.unit(at) == 0x2D {
            (hyphen, at) = (true, reader.afterSpaces(at + 1))
        } else if at == end {
            return nil
        }
        guard NumberGlyph.isLetter(reader.unit(at)) else { return nil }
        guard takesOf(last, isPlural: isPlural), hasWord("of", at: at) else { return (at, hyphen, false) }
        let after = reader.afterSpaces(at + 2)
        return leadsToPower(after) ? (after, false, true) : nil
    }

    private func takesOf(_ word: EnglishWord, isPlural: Bool) -> Bool {
        switch word {
        case .power: isPlural
        case .tensOf, .couple, .half, .quarter, .ordinal, .ordinalPower, .dozen: true
        default: false
        }
    }

    /// of millions, of a million, of one million
    private func leadsToPower(_ position: Int) -> Bool {
        guard let (first, end) = word(at: position) else { return false }
        switch first {
        case .power: return true
        case .article, .ones(1):
            if case .power = word(at: reader.afterSpaces(end))?.word { return true }
            return false
        default: return false
        }
    }
}

// MARK: - After figures
extension EnglishNumeralReader {
    /// Applies the scale words or letters after an Arabic number; `isMoney` also takes `m`, `b` and `t` as such.
    func scaled(_ number: Numeral, isMoney: Bool) -> Numeral {
        var result = number
        if let (power, end) = letterScale(at: number.end, isMoney: isMoney) {
            result.apply(power: power, end: end)
            return result
        }
        var position = next(number.end)
        scan: while position < reader.text.count, let (word, end) = word(at: position) {
            switch word {
            case .power(let power): result.apply(power: power, end: end)
            case .dozen:
                result.value = result.value.multiplied(by: Decimal(12)) ?? result.value
                result.end = end
            default: break scan
            }
            position = next(end)
        }
        return withWords(result)
    }

    /// 2 and a half, 3 million and a quarter, 5 eighths, 3 hundred and 21.
    private func withWords(_ number: Numeral) -> Numeral {
        let at = reader.afterSpaces(number.end)
        guard at > number.end || reader.unit(at) == 0x2D,
            NumberGlyph.isLetter(reader.unit(reader.afterSpaces(at + 1)))
                || NumberGlyph.isLetter(reader.unit(at)), isFree || number.value < Decimal(1000) || number.powers > 0
        else { return number }
        guard hasWord("and", at: at) else { return isFree ? parts(of: number) ?? number : number }
        if isFree, number.powers > 0, let sum = plusSmaller(number, at: at + 3) { return sum }
        let phrase = EnglishPhrase(tokens: tokens(from: at), isFree: isFree)
        let whole = EnglishPhrase.Reading(
            value: number.value, next: 0, powers: number.powers, tailPower: number.largeScale)
        guard let mixed = phrase.mixed(whole, tokensFrom: 0), mixed.next > 0, mixed.next <= phrase.tokens.count,
            isFree || phrase.tokens[mixed.next - 1].word == .half || mixed.powers > number.powers
        else { return number }
        var result = number
        result.value = mixed.value
        result.end = phrase.tokens[mixed.next - 1].end
        (result.scale, result.largeScale, result.unscaled, result.powers) = (0, 0, mixed.value, max(1, mixed.powers))
        result.isExpanded = true
        return result
    }

    /// 3 hundred and 21
    private func plusSmaller(_ number: Numeral, at position: Int) -> Numeral? {
        let at = reader.afterSpaces(position)
        guard let rest = NumberGlyph.isLetter(reader.unit(at)) ? read(at: at) : reader.arabic(at: at),
            rest.denominator == nil, rest.vague == nil, rest.powers == 0 || rest.scale < number.largeScale,
            rest.value < Decimal(1).scaled(byPowerOfTen: number.largeScale), rest.value >= Decimal(1),
            !rest.hasPoint, let value = number.value.plus(rest.value)
        else { return nil }
        var result = number
        (result.value, result.unscaled, result.scale, result.largeScale) = (value, value, 0, 0)
        result.end = rest.end
        return result
    }

    /// 1 point 5
    private func decimals(of number: Numeral, at start: Int) -> Numeral? {
        guard number.isPlainInteger, let digits = reader.arabic(at: start), digits.isPlainInteger,
            digits.integerDigits <= 12,
            let value = number.value.plus(digits.value.scaled(byPowerOfTen: -digits.integerDigits))
        else { return nil }
        var result = number
        (result.value, result.unscaled, result.end, result.hasPoint) = (value, value, digits.end, true)
        return result
    }

    /// 5 eighths, 2 thirds.
    private func parts(of number: Numeral) -> Numeral? {
        guard !number.hasPoint else { return nil }
        let at = next(number.end)
        if hasWord("point", at: at) { return decimals(of: number, at: reader.afterSpaces(at + 5)) }
        guard let (word, end) = word(at: at) else { return nil }
        guard number.powers == 0, case .ordinal(let parts) = word, parts > 2,
            reader.unit(end - 1) == 0x73 || number.value == Decimal(1),
            let value = number.value.divided(by: Decimal(parts))
        else { return nil }
        var result = number
        (result.value, result.unscaled, result.end, result.denominator) = (value, value, end, Decimal(parts))
        return result
    }

    /// k, m, b, t glued to the figure.
    private func letterScale(at position: Int, isMoney: Bool) -> (power: Int, end: Int)? {
        var at = position
        if isMoney || isFree, NumberGlyph.isSpace(reader.unit(at)), NumberGlyph.isLetter(reader.unit(at + 1)) {
            at += 1
        }
        let (letter, second) = (reader.unit(at), reader.unit(at + 1))
        if letter == 0x6D, second == 0x6D {  // mm
            let isUpper = at < scalars.count && scalars[at] < 0x61
            return (isMoney || isFree && isUpper) && !NumberGlyph.isAlphanumeric(reader.unit(at + 2))
                ? (6, at + 2) : nil
        }
        guard !NumberGlyph.isAlphanumeric(second) else { return nil }
        let isUpper = at < scalars.count && scalars[at] < 0x61
        switch letter {
        case 0x6B where at == position || isFree: return (3, at + 1)
        case 0x6D where isMoney || isUpper && at == position: return (6, at + 1)
        case 0x62 where isMoney || isUpper && at == position: return (9, at + 1)
        case 0x67 where isFree && isUpper && at == position: return (9, at + 1)
        case 0x74 where isMoney || isFree && isUpper && at == position: return (12, at + 1)
        default: return nil
        }
    }
}

extension Numeral {
    mutating func apply(power: Int, end: Int) {
        value = value.scaled(byPowerOfTen: power)
        upper = upper?.scaled(byPowerOfTen: power)
        scale += power
        largeScale += power
        powers += 1
        isExpanded = true
        self.end = end
    }
}
