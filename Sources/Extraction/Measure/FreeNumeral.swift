/// Forms of numbers that texts other than news write: 1/2, 2 1/4, 1e10, 2^-1, 1.000,00, 5,00, one over three.
///
/// In news a slash parts a list or a date and a comma two figures, so these are read only where every number counts.
struct FreeNumeralReader {
    let reader: NumeralReader
    let english: EnglishNumeralReader

    private func unit(_ position: Int) -> UInt16 { reader.unit(position) }

    /// The figure in one of these forms that begins at `start`; nil for an ordinary one.
    func read(at start: Int) -> Numeral? {
        if let share = NumberGlyph.vulgarFraction(unit(start)) { return numeral(share, start: start, end: start + 1) }
        guard NumberGlyph.isDigit(unit(start)) else {
            return unit(start) == 0x2E ? raised(reader.arabic(at: start)) : nil
        }
        if let part = dotted(at: start) { return part }
        if let decimal = european(at: start) { return decimal }
        guard let whole = reader.arabic(at: start) else { return nil }
        return raised(whole) ?? slashed(whole) ?? mixed(whole)
    }

    private func numeral(_ value: Decimal, start: Int, end: Int, denominator: Decimal? = nil) -> Numeral {
        Numeral(
            value: value, start: start, end: end, form: .arabic, unscaled: value, hasPoint: true, isExpanded: true,
            denominator: denominator)
    }

    private func digitsEnd(_ start: Int) -> Int {
        var at = start
        while NumberGlyph.isDigit(unit(at)) { at += 1 }
        return at
    }

    private func isComma(_ position: Int) -> Bool {
        position < english.scalars.count && english.scalars[position] == 0x2C
    }

    // MARK: Points and commas

    /// 192.168.1.1: runs of digits with points between are numbers of their own.
    private func dotted(at start: Int) -> Numeral? {
        let first = digitsEnd(start)
        let isLater = unit(start - 1) == 0x2E && NumberGlyph.isDigit(unit(start - 2))
        guard isLater || unit(first) == 0x2E else { return nil }
        let second = digitsEnd(first + 1)
        guard isLater || second > first + 1 && unit(second) == 0x2E && NumberGlyph.isDigit(unit(second + 1)),
            european(at: start) == nil, let value = integer(start, first)
        else { return nil }
        return numeral(value, start: start, end: first)
    }

    private func integer(_ start: Int, _ end: Int) -> Decimal? {
        var digits = DecimalDigits()
        for position in start..<end {
            guard digits.append(Int128(unit(position)) - 0x30) else { return nil }
        }
        return digits.count > 0 ? digits.value : nil
    }

    /// 1.000,00 and 1.000.000 with points for thousands; 5,00 and 1,3 with a comma for the point.
    func european(at start: Int) -> Numeral? {
        var digits = DecimalDigits()
        var at = digitsEnd(start)
        guard at > start, at - start <= 15, unit(start - 1) != 0x2E, unit(start - 1) != 0x2C else { return nil }
        for position in start..<at where !digits.append(Int128(unit(position)) - 0x30) { return nil }
        var groups = 0
        while at - start <= 3 || groups > 0, unit(at) == 0x2E, digitsEnd(at + 1) == at + 4 {
            for position in at + 1..<at + 4 where !digits.append(Int128(unit(position)) - 0x30) { return nil }
            groups += 1
            at += 4
        }
        if isComma(at), takesDecimals(at, groups: groups) {
            _ = digits.point()
            let end = digitsEnd(at + 1)
            for position in at + 1..<end where !digits.append(Int128(unit(position)) - 0x30) { return nil }
            at = end
        } else if groups < 2 {
            return nil
        }
        guard !(unit(at) == 0x2E && NumberGlyph.isDigit(unit(at + 1))) else { return nil }
        return numeral(digits.value, start: start, end: at)
    }

    /// One or two digits after the comma, or any but three; no list of numbers.
    private func takesDecimals(_ comma: Int, groups: Int) -> Bool {
        let end = digitsEnd(comma + 1)
        let count = end - comma - 1
        guard count > 0, count < 10, groups > 0 || count != 3 else { return false }
        if unit(end) == 0x2C || unit(end) == 0x2E, NumberGlyph.isDigit(unit(end + 1)) { return false }
        return !(NumberGlyph.isDigit(unit(comma - 1)) && unit(comma - 2) == 0x2C)
    }

    // MARK: Powers

    /// 1e10, 6.23x10^-4, 2^-1
    private func raised(_ whole: Numeral?) -> Numeral? {
        guard let whole else { return nil }
        var at = whole.end
        switch unit(at) {
        case 0x65:  // e
            at += 1
            var isNegative = false
            if unit(at) == 0x2D || unit(at) == 0x2B { (isNegative, at) = (unit(at) == 0x2D, at + 1) }
            return tens(whole, exponentAt: at, isNegative: isNegative)
        case 0x78, 0xD7:  // x10^, ×10^
            guard unit(at + 1) == 0x31, unit(at + 2) == 0x30, unit(at + 3) == 0x5E else { return nil }
            let isNegative = unit(at + 4) == 0x2D
            return tens(whole, exponentAt: isNegative ? at + 5 : at + 4, isNegative: isNegative)
        case 0x5E:
            return power(whole)
        default: return nil
        }
    }

    private func exponent(at start: Int) -> (value: Int, end: Int)? {
        let end = digitsEnd(start)
        guard end > start, end - start <= 3, !NumberGlyph.isAlphanumeric(unit(end)) else { return nil }
        var value = 0
        for position in start..<end { value = value * 10 + Int(unit(position)) - 0x30 }
        return (value, end)
    }

    private func tens(_ whole: Numeral, exponentAt start: Int, isNegative: Bool) -> Numeral? {
        guard let (power, end) = exponent(at: start) else { return nil }
        return numeral(whole.value.scaled(byPowerOfTen: isNegative ? -power : power), start: whole.start, end: end)
    }

    private func power(_ whole: Numeral) -> Numeral? {
        var at = whole.end + 1
        var isNegative = false
        if unit(at) == 0x2B { at += 1 }
        while unit(at) == 0x2D, at < whole.end + 4 { (isNegative, at) = (!isNegative, at + 1) }
        guard let (times, end) = exponent(at: at), !whole.value.isZero else { return nil }
        var result = Decimal(1)
        for _ in 0..<times {
            guard let next = FreeNumeralReader.product(result, whole.value) else { return nil }
            result = next
        }
        guard let value = isNegative ? Decimal(1).divided(by: result) : result else { return nil }
        return numeral(value, start: whole.start, end: end)
    }

    /// The product, its last digits dropped where they no longer fit.
    private static func product(_ a: Decimal, _ b: Decimal) -> Decimal? {
        if let exact = a.multiplied(by: b) { return exact }
        var short = a.significand
        var lost = 0
        while short.magnitude >= 1_000_000_000_000_000_000 { (short, lost) = (short / 10, lost + 1) }
        return Decimal(significand: short, exponent: a.exponent + lost).multiplied(by: b)
    }

    // MARK: Fractions

    /// 3/5; not 10/12/2024.
    private func slashed(_ whole: Numeral) -> Numeral? {
        guard whole.isPlainInteger || whole.isGrouped, !whole.hasPoint, unit(whole.start - 1) != 0x2F,
            !isChained(whole.start), unit(whole.end) == 0x2F,
            let parts = parts(after: whole.end), let value = whole.value.divided(by: parts.value)
        else { return nil }
        return numeral(value, start: whole.start, end: parts.end, denominator: parts.value)
    }

    /// `222-2222/2222`: the number goes on from one before.
    private func isChained(_ start: Int) -> Bool {
        NumberGlyph.isDash(unit(start - 1)) && NumberGlyph.isAlphanumeric(unit(start - 2))
    }

    private func parts(after slash: Int) -> (value: Decimal, end: Int)? {
        let end = digitsEnd(slash + 1)
        guard end > slash + 1, let value = integer(slash + 1, end), !value.isZero else { return nil }
        let next = unit(end)
        guard next != 0x2F, !NumberGlyph.isLetter(next), !(next == 0x2E && NumberGlyph.isDigit(unit(end + 1))) else {
            return nil
        }
        return (value, end)
    }

    /// 2 and 3/4
    private func mixedByAnd(_ whole: Numeral) -> Numeral? {
        let at = reader.afterSpaces(whole.end)
        guard at > whole.end, english.hasWord("and", at: at) else { return nil }
        let next = reader.afterSpaces(at + 3)
        guard NumberGlyph.isDigit(unit(next)), let top = reader.arabic(at: next), top.isPlainInteger,
            top.integerDigits <= 4, unit(top.end) == 0x2F, let parts = parts(after: top.end), top.value < parts.value,
            let share = top.value.divided(by: parts.value), let value = whole.value.plus(share)
        else { return nil }
        return numeral(value, start: whole.start, end: parts.end)
    }

    /// 2 1/4, 1½
    private func mixed(_ whole: Numeral) -> Numeral? {
        guard whole.isPlainInteger else { return nil }
        let at = reader.afterSpaces(whole.end)
        if let share = NumberGlyph.vulgarFraction(unit(at)), let value = whole.value.plus(share) {
            return numeral(value, start: whole.start, end: at + 1)
        }
        if let byWord = mixedByAnd(whole) { return byWord }
        guard at > whole.end, NumberGlyph.isDigit(unit(at)), let top = reader.arabic(at: at), top.isPlainInteger,
            top.integerDigits <= 4, unit(top.end) == 0x2F, let parts = parts(after: top.end),
            let share = top.value.divided(by: parts.value), let value = whole.value.plus(share)
        else { return nil }
        return numeral(value, start: whole.start, end: parts.end)
    }

    // MARK: Ratios in words

    /// one over three, 2 in 5: `number` divided by what follows; nil where nothing does.
    func ratio(of number: Numeral) -> Numeral? {
        guard number.denominator == nil, number.vague == nil else { return nil }
        let at = reader.afterSpaces(number.end)
        guard at > number.end, let (link, isOver) = ratioWord(at: at) else { return nil }
        let next = reader.afterSpaces(link)
        guard let parts = NumberGlyph.isLetter(unit(next)) ? english.read(at: next) : reader.arabic(at: next),
            parts.vague == nil, isOver || isShare(number, of: parts), let value = number.value.divided(by: parts.value)
        else { return nil }
        var result = number
        (result.value, result.unscaled, result.end, result.denominator) = (value, value, parts.end, parts.value)
        return result
    }

    private func ratioWord(at position: Int) -> (end: Int, isOver: Bool)? {
        if english.hasWord("over", at: position) { return (position + 4, true) }
        if english.hasWord("in", at: position) { return (position + 2, false) }
        let next = reader.afterSpaces(position + 3)
        return english.hasWord("out", at: position) && english.hasWord("of", at: next) ? (next + 2, false) : nil
    }

    /// 2 in 5, not 20000 in 1998.
    private func isShare(_ count: Numeral, of whole: Numeral) -> Bool {
        count.value < whole.value && (whole.value <= Decimal(1000) || whole.form == .english)
            && count.value.exponent >= 0
            && whole.value.exponent >= 0 && !whole.hasPoint
    }
}
