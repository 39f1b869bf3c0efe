/// Reads numbers in English words (two hundred and fifty thousand) and the scale after a figure (1.3bn).
struct EnglishNumeralReader {
    let reader: NumeralReader
    /// Display forms, for `M` beside `m`; same length as the folded text.
    let scalars: [UInt32]

    enum Word {
        case ones(Int)
        case tens(Int)
        case power(Int)
        case article, half, quarter, and, dozen, several, couple, nought
    }

    static let table: WordTable = WordTable(words.enumerated().map { (Array($1.0.utf16), Int32($0)) })
    private static let words: [(String, Word)] = [
        ("zero", .nought), ("naught", .nought), ("nought", .nought), ("one", .ones(1)), ("two", .ones(2)),
        ("three", .ones(3)),
        ("four", .ones(4)), ("five", .ones(5)), ("six", .ones(6)), ("seven", .ones(7)), ("eight", .ones(8)),
        ("nine", .ones(9)),
        ("ten", .ones(10)), ("eleven", .ones(11)), ("twelve", .ones(12)), ("thirteen", .ones(13)),
        ("fourteen", .ones(14)),
        ("fifteen", .ones(15)), ("sixteen", .ones(16)), ("seventeen", .ones(17)), ("eighteen", .ones(18)),
        ("nineteen", .ones(19)), ("twenty", .tens(20)), ("thirty", .tens(30)), ("forty", .tens(40)),
        ("fourty", .tens(40)),
        ("fifty", .tens(50)), ("sixty", .tens(60)), ("seventy", .tens(70)), ("eighty", .tens(80)),
        ("ninety", .tens(90)),
        ("hundred", .power(2)), ("hundreds", .power(2)), ("thousand", .power(3)), ("thousands", .power(3)),
        ("lakh", .power(5)), ("lakhs", .power(5)), ("million", .power(6)), ("millions", .power(6)), ("mln", .power(6)),
        ("mn", .power(6)), ("mio", .power(6)), ("crore", .power(7)), ("crores", .power(7)), ("billion", .power(9)),
        ("billions", .power(9)),
        ("bln", .power(9)), ("bn", .power(9)), ("trillion", .power(12)), ("trillions", .power(12)), ("trn", .power(12)),
        ("tn", .power(12)),
        ("trln", .power(12)), ("quadrillion", .power(15)), ("a", .article), ("an", .article), ("half", .half),
        ("quarter", .quarter), ("and", .and),
        ("dozen", .dozen), ("dozens", .dozen), ("several", .several), ("couple", .couple),
    ]

    /// one … twelve, for lengths of time.
    static let small = WordTable(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
            .enumerated().map { (word: Array($0.element.utf16), value: Int32($0.offset + 1)) })

    private func word(at position: Int) -> (word: Word, end: Int)? {
        guard let found = EnglishNumeralReader.table.longest(in: reader.text, from: position) else { return nil }
        return (EnglishNumeralReader.words[Int(found.value)].1, found.end)
    }

    /// The position of the next word, over one space or hyphen.
    private func next(_ position: Int) -> Int {
        let c = reader.unit(position)
        return NumberGlyph.isSpace(c) || c == 0x2D ? position + 1 : position
    }

    /// Applies the scale words or letters after an Arabic number; `isMoney` also takes `m`, `b` and `t` as such.
    func scaled(_ number: Numeral, isMoney: Bool) -> Numeral {
        var result = number
        if let (power, end) = letterScale(at: number.end, isMoney: isMoney) {
            result.apply(power: power, end: end)
            return result
        }
        var position = next(number.end)
        while position < reader.text.count, let (word, end) = word(at: position) {
            switch word {
            case .power(let power): result.apply(power: power, end: end)
            case .dozen:
                result.value = result.value.multiplied(by: Decimal(12)) ?? result.value
                result.end = end
            default: return result
            }
            position = next(end)
        }
        return result
    }

    /// k, m, b, t glued to the figure.
    private func letterScale(at position: Int, isMoney: Bool) -> (power: Int, end: Int)? {
        var at = position
        if isMoney, NumberGlyph.isSpace(reader.unit(at)), NumberGlyph.isLetter(reader.unit(at + 1)) { at += 1 }
        guard
            !NumberGlyph.isAlphanumeric(reader.unit(at + 1))
                || reader.unit(at) == reader.unit(at + 1) && reader.unit(at) == 0x6D
        else { return nil }
        if reader.unit(at + 1) == 0x6D {
            return isMoney && !NumberGlyph.isAlphanumeric(reader.unit(at + 2)) ? (6, at + 2) : nil
        }  // mm
        let isUpper = at < scalars.count && scalars[at] < 0x61
        switch reader.unit(at) {
        case 0x6B where at == position: return (3, at + 1)
        case 0x6D where isMoney || isUpper: return (6, at + 1)
        case 0x62 where isMoney || isUpper: return (9, at + 1)
        case 0x74 where isMoney: return (12, at + 1)
        default: return nil
        }
    }

    /// A number in words at `start`; nil for a lone article.
    func read(at start: Int) -> Numeral? {
        var total = Decimal(0)
        var group = Decimal(0)
        var hasNumber = false
        var closed = false
        var afterTens = false
        var afterAnd = false
        var vague: Quantity.Qualifier?
        var at = start
        var end = start
        var powers = 0
        var lastPower = 0
        while let (word, wordEnd) = word(at: at) {
            var take = true
            switch word {
            case .nought:
                take = !hasNumber
                closed = true
            case .ones(let n):
                take = !(hasNumber && closed) && !(afterTens && n > 9)
                group = group.plus(Decimal(n)) ?? group
                (closed, afterTens) = (true, false)
            case .tens(let n):
                take = !(hasNumber && closed)
                group = group.plus(Decimal(n)) ?? group
                (closed, afterTens) = (true, true)
                if take { closed = false }
            case .power(let power):
                if !hasNumber {
                    guard isPlural(wordEnd), power >= 2 else { return nil }
                    group = Decimal(1)
                    vague = .over
                }
                if group.isZero, !total.isZero { (group, total) = (total, Decimal(0)) }
                if group.isZero { group = Decimal(1) }
                if power > 2, power > lastPower, lastPower > 2, let sum = total.plus(group) {
                    (group, total) = (sum, Decimal(0))
                }
                let scaled = group.scaled(byPowerOfTen: power)
                if power == 2 {
                    group = scaled
                } else {
                    total = total.plus(scaled) ?? total
                    group = Decimal(0)
                }
                (closed, afterTens, lastPower) = (false, false, power)
                powers += 1
                if isPlural(wordEnd) {
                    vague = .over
                    if let ofEnd = of(at: wordEnd) {
                        at = ofEnd
                        end = wordEnd
                        hasNumber = true
                        continue
                    }
                }
            case .dozen:
                group = hasNumber && !group.isZero ? group.multiplied(by: Decimal(12)) ?? group : Decimal(12)
                closed = true
                if isPlural(wordEnd), !hasNumber { vague = .over }
            case .article:
                take = !hasNumber && opensWithArticle(next(wordEnd))
                group = Decimal(1)
            case .half, .quarter:
                guard !hasNumber || afterAnd || group == Decimal(1) && total.isZero, let halved = opensHalf(wordEnd)
                else {
                    take = false
                    break
                }
                let part = Decimal(significand: caseIsHalf(word) ? 5 : 25, exponent: caseIsHalf(word) ? -1 : -2)
                group = part
                at = halved
                end = wordEnd
                hasNumber = true
                continue
            case .several:
                take = !hasNumber && isPower(next(wordEnd))
                group = Decimal(1)
                vague = .over
            case .couple: take = false
            case .and:
                take = hasNumber && powers > 0
                if take {
                    at = next(wordEnd)
                    afterAnd = true
                    continue
                }
            }
            if !take { break }
            hasNumber = true
            end = wordEnd
            afterAnd = false
            at = next(wordEnd)
            if at == wordEnd { break }
        }
        guard hasNumber, let value = total.plus(group), end > start else { return nil }
        return Numeral(
            value: value, start: start, end: end, form: .english, scale: powers > 0 && group.isZero ? lastPower : 0,
            unscaled: value.scaled(byPowerOfTen: powers > 0 && group.isZero ? -lastPower : 0), powers: powers,
            vague: vague, isExpanded: powers > 0)
    }

    private func caseIsHalf(_ word: Word) -> Bool { if case .half = word { true } else { false } }
    private func isPlural(_ end: Int) -> Bool { reader.unit(end - 1) == 0x73 }
    private func isPower(_ position: Int) -> Bool {
        guard let (found, _) = word(at: position) else { return false }
        if case .power = found { return true }
        return false
    }

    /// After an article only a power, a dozen or a half makes a number.
    private func opensWithArticle(_ position: Int) -> Bool {
        guard let (found, end) = word(at: position) else { return false }
        switch found {
        case .power, .dozen: return true
        case .half, .quarter: return opensHalf(end) != nil
        default: return false
        }
    }

    /// half a million, half million, quarter of a million: the position of the power word.
    private func opensHalf(_ end: Int) -> Int? {
        var at = next(end)
        if let past = of(at: end) { at = past }
        if let (found, articleEnd) = word(at: at), case .article = found { at = next(articleEnd) }
        return isPower(at) ? at : nil
    }

    private func of(at position: Int) -> Int? {
        let at = next(position)
        guard reader.unit(at) == 0x6F, reader.unit(at + 1) == 0x66, NumberGlyph.isSpace(reader.unit(at + 2)) else {
            return nil
        }
        return at + 3
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
