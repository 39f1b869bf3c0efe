/// A figure while the pass is under way: what is published of it, and what its neighbours may still complete.
struct Figure {
    var numeral: Numeral
    var quantity: Quantity
    /// `LOCAL`, `DOLLAR` or `YEN` where the currency is still open; else empty.
    var openCurrency = ""
    /// A bare number word that counts only if its neighbour lends it a unit (二至三成).
    var isProvisional = false
    /// Its unit is the next one's, which a list or a range shares.
    var sharesUnit = false
    /// Where the words before it start, qualifier and all.
    @inline(__always) var start: Int { quantity.span.lowerBound }
    @inline(__always) var end: Int { quantity.span.upperBound }
    @inline(__always) var isBare: Bool { quantity.unit.isEmpty && openCurrency.isEmpty && quantity.kind == .number }
    /// 元 of three markets, $ of many.
    @inline(__always) var isMoney: Bool { quantity.kind == .money }
}

/// Reads one figure: sign, currency before, number, scale, unit, qualifiers around it.
///
/// A class, made once an article: as a value it would be copied, tables and all, at every place where one may begin.
final class FigureReader {
    let reader: NumeralReader
    let english: EnglishNumeralReader
    @Shared var tables: MeasureTables
    /// Every number counts, also a bare 二: for `normalize`, not for news.
    let isLiberal: Bool
    /// Off where only the bare numbers are wanted.
    let readsUnits: Bool
    /// Traditional text: 張 counts a thousand shares.
    let isTraditional: Bool

    init(
        reader: NumeralReader, english: EnglishNumeralReader, tables: Shared<MeasureTables>, isLiberal: Bool,
        readsUnits: Bool,
        isTraditional: Bool
    ) {
        self.reader = reader
        self.english = english
        _tables = tables
        self.isLiberal = isLiberal
        self.readsUnits = readsUnits
        self.isTraditional = isTraditional
    }

    var text: [UInt16] { reader.text }
    var sharedTables: Shared<MeasureTables> { _tables }
    func unit(_ position: Int) -> UInt16 { reader.unit(position) }

    /// The figure whose number begins at `start`; nothing before `floor` belongs to it. Nil where no figure stands.
    func read(at start: Int, floor: Int) -> Figure? {
        guard var numeral = number(at: start) else { return nil }
        let prefix = Prefix(of: start, floor: floor, in: self)
        if numeral.form == .arabic, isCode(numeral, prefix: prefix) { return nil }
        if numeral.form == .arabic, numeral.largeScale == 0, numeral.denominator == nil, numeral.powers == 0 {
            numeral = english.scaled(numeral, isMoney: prefix.currency != nil)
            if numeral.scale == 0 { numeral = withLetters(numeral) ?? numeral }
            if numeral.scale == 0, endsMoneyRange(start) { numeral = english.scaled(numeral, isMoney: true) }
        }
        if !readsUnits, let ratio = free.ratio(of: numeral) { numeral = ratio }
        if prefix.isNegative {
            numeral.value = numeral.value.negated
            numeral.unscaled = numeral.unscaled.negated
            numeral.upper = numeral.upper?.negated
        }
        var figure = Figure(
            numeral: numeral,
            quantity: Quantity(
                span: prefix.start..<numeral.end, core: prefix.start..<numeral.end, kind: .number, value: numeral.value,
                upper: numeral.upper, unit: ""))
        if !readsUnits, numeral.isHundredth { figure.quantity.value = figure.quantity.value.scaled(byPowerOfTen: 2) }
        let plus = takePlus(&figure)
        let hasUnit = readsUnits && readUnit(of: &figure, prefix: prefix)
        if !isFigure(figure, hasUnit: hasUnit) {
            guard numeral.form != .arabic, !hasUnit, leadsOn(figure.end), unit(start - 1) != 0x7B2C else { return nil }
            figure.isProvisional = true
        }
        qualify(&figure, floor: floor, plus: plus)
        return figure
    }

    private func number(at start: Int) -> Numeral? {
        if NumberGlyph.isLetter(unit(start)) { return english.read(at: start) }
        if !readsUnits, let number = free.read(at: start) { return number }
        if isLiberal, NumberGlyph.isDigit(unit(start)), let number = free.european(at: start) { return number }
        return reader.read(at: start)
    }

    private var free: FreeNumeralReader { FreeNumeralReader(reader: reader, english: english) }

    /// 2.5m dollars: the letter is a scale only if a currency follows.
    private func withLetters(_ numeral: Numeral) -> Numeral? {
        let scaled = english.scaled(numeral, isMoney: true)
        guard scaled.scale > 0, tables.currencyAfter.longest(in: text, from: reader.afterSpaces(scaled.end)) != nil
        else { return nil }
        return scaled
    }

    /// US$40-45b: before the dash stands an amount of money, so `b` is a scale here too.
    private func endsMoneyRange(_ start: Int) -> Bool {
        guard NumberGlyph.isDash(unit(start - 1)) else { return false }
        var at = start - 2
        while at > start - 16, NumberGlyph.isAlphanumeric(unit(at)) || unit(at) == 0x2E || unit(at) == 0x2C { at -= 1 }
        switch unit(at) {
        case 0x24, 0x20AC, 0xA3, 0xA5, 0x20B9: return at < start - 2  // $ € £ ¥ ₹
        default: return false
        }
    }

    private func takePlus(_ figure: inout Figure) -> Bool {
        guard unit(figure.end) == 0x2B, !NumberGlyph.isDigit(unit(figure.end + 1)) else { return false }
        figure.quantity.span = figure.start..<(figure.end + 1)
        return true
    }

    /// Stock codes, versions, model and telephone numbers, `第3`.
    private func isCode(_ numeral: Numeral, prefix: Prefix) -> Bool {
        if prefix.currency != nil { return false }
        let before = unit(numeral.start - 1)
        let after = unit(numeral.end)
        if before == 0x2D || after == 0x2D, isTelephone(around: numeral.start) { return true }
        if before == 0x2F, NumberGlyph.isDigit(unit(numeral.start - 2)), isTelephone(around: numeral.start - 1) {
            return true
        }
        if isYear(numeral) { return true }
        if !readsUnits { return NumberGlyph.isLetter(before) || before == 0x5F }
        let isMinus = prefix.isNegative
        if !isMinus, NumberGlyph.isLetter(before) || before == 0x5F || before == 0x23 { return true }
        if NumberGlyph.isDash(before), NumberGlyph.isLetter(unit(numeral.start - 2)),
            !isScaleLetter(endingAt: numeral.start - 1), !isRough(numeral)
        {
            return true
        }
        if before == 0x2E, NumberGlyph.isAlphanumeric(unit(numeral.start - 2)) { return true }
        if before == 0x3A, NumberGlyph.isLetter(unit(numeral.start - 2)) { return true }
        if after == 0x2E, NumberGlyph.isAlphanumeric(unit(numeral.end + 1)), numeral.isPlainInteger || numeral.hasPoint
        {
            if !isLiberal || NumberGlyph.isDigit(unit(numeral.end + 1)) { return true }
        }
        if after == 0x5F { return true }
        if isLiberal { return false }
        if numeral.hasLeadingZero { return true }
        guard numeral.isPlainInteger else { return false }
        if before == 0x7B2C { return true }
        if before == 0x28, after == 0x29, numeral.integerDigits >= 4 || numeral.integerDigits <= 2 { return true }
        if after == 0x2D, NumberGlyph.isDigit(unit(numeral.end + 1)), numeral.integerDigits >= 7 { return true }
        return numeral.integerDigits >= 12
    }

    /// `a near-10% jump`: a word in small letters is tied to a percentage.
    private func isRough(_ numeral: Numeral) -> Bool {
        unit(numeral.end) == 0x25 && (0x61...0x7A).contains(unit(numeral.start - 2))
    }

    /// `20,000 in 1998.`: four digits of this age behind `in`, and nothing that they could count behind them.
    private func isYear(_ numeral: Numeral) -> Bool {
        guard numeral.isPlainInteger, numeral.integerDigits == 4, english.hasWord("in", at: numeral.start - 3) else {
            return false
        }
        let (first, second) = (unit(numeral.start), unit(numeral.start + 1))
        guard first == 0x31 && second == 0x39 || first == 0x32 && second == 0x30 else { return false }
        let after = unit(numeral.end)
        return after == 0 || after == 0x2E && !NumberGlyph.isDigit(unit(numeral.end + 1)) || after == 0x2C
            || after == 0x3B
    }

    /// `+1-222-3333-4444`, `400-810-8888`: groups of digits between hyphens, of which two have at least three digits and
    /// one is no year. A date has one long group, a range but one hyphen.
    private func isTelephone(around position: Int) -> Bool {
        let reach = 20
        var at = position
        while at > position - reach, NumberGlyph.isDigit(unit(at - 1)) || unit(at - 1) == 0x2D { at -= 1 }
        var (groups, long, years) = (0, 0, 0)
        while at < position + reach {
            let start = at
            while NumberGlyph.isDigit(unit(at)), at < position + reach { at += 1 }
            let isYear = at - start == 4 && (unit(start) == 0x31 || unit(start) == 0x32)
            if at > start { groups += 1 }
            if at - start >= 3 { long += 1 }
            if isYear { years += 1 }
            guard unit(at) == 0x2D else { break }
            at += 1
        }
        return groups >= 3 && long >= 2 && years < long
    }

    /// `$8bn-10bn`: the letter before the dash belongs to a number.
    private func isScaleLetter(endingAt end: Int) -> Bool {
        var at = end - 1
        while at > 0, NumberGlyph.isLetter(unit(at)), at > end - 4 { at -= 1 }
        return NumberGlyph.isDigit(unit(at))
    }

    /// A list or a range goes on after the number: 至, 到, 、, /, a dash, ` to `.
    private func leadsOn(_ end: Int) -> Bool {
        let c = unit(end)
        if c == 0x81F3 || c == 0x5230 || c == 0x3001 || c == 0x2F || NumberGlyph.isDash(c) { return true }
        return c == 0x20 && unit(end + 1) == 0x74 && unit(end + 2) == 0x6F && unit(end + 3) == 0x20
    }

    /// In news a Chinese or English number word needs something to count; in `normalize` it stands alone.
    private func isFigure(_ figure: Figure, hasUnit: Bool) -> Bool {
        let numeral = figure.numeral
        if numeral.form == .arabic {
            // H20, 5G, 1260H, 3nm-class: letters that are no unit make it a name.
            return !NumberGlyph.isLetter(unit(numeral.end)) || hasUnit || numeral.scale > 0
        }
        if isLiberal { return true }
        if unit(numeral.start - 1) == 0x7B2C { return false }
        guard hasUnit else {
            return numeral.isExpanded && numeral.powers > 0 && opensWithDigit(numeral) && !isWordTail(numeral)
        }
        let isOne = numeral.powers == 0 && numeral.value == Decimal(1)
        return !isOne || figure.isMoney || figure.quantity.kind != .other
            || figure.quantity.unit == "times" && unit(numeral.end) == 0x500D
    }

    /// 千亿 and 百亿 alone are adjectives.
    private func opensWithDigit(_ numeral: Numeral) -> Bool {
        numeral.form == .english || NumberGlyph.chineseDigit(unit(numeral.start)) != nil
            || NumberGlyph.chinesePower(unit(numeral.start)) == 1 || numeral.vague != nil
    }

    private func isWordTail(_ numeral: Numeral) -> Bool { numeral.form == .chinese && numeral.end - numeral.start < 2 }
}

extension FigureReader {
    /// 同比-24.66%, 净利润为-14,702.31万元: behind a word a hyphen before a percentage is its sign, and one before a sum where
    /// the word is or names a result; behind a Chinese numeral it joins a range.
    fileprivate func isSigned(after before: UInt16, at start: Int) -> Bool {
        guard NumberGlyph.chineseDigit(before) == nil, NumberGlyph.chinesePower(before) == nil else { return false }
        var at = start
        while at < start + 16, NumberGlyph.isDigit(unit(at)) || [0x2C, 0x2E].contains(unit(at)) { at += 1 }
        if at == start { return false }
        return unit(at) == 0x25 || unit(at) == 0x70
            || [0x4EBF, 0x4E07].contains(unit(at)) && Self.results.contains(before)
    }

    /// What a sum's sign may stand behind: 为 是 达 至 to 净利润, 收益, 收入, 净流, 净额, 余额, 同期.
    private static let results = CodeSet("为是达至润利益入流额余期".utf16)
}

/// What stands right before a number and belongs to it: a sign, a currency.
struct Prefix {
    var start: Int
    var isNegative = false
    var currency: MeasureTables.Currency?

    init(of position: Int, floor: Int, in figures: FigureReader) {
        start = position
        takeSign(floor: floor, in: figures)
        var at = start
        while at > floor, at > start - 2, NumberGlyph.isSpace(figures.unit(at - 1)) { at -= 1 }
        if let found = figures.tables.currencyBefore.longest(in: figures.text, endingAt: at, notBefore: floor),
            Prefix.stands(found.start, in: figures),
            !figures.tables.currencies[Int(found.value)].isGlued || at == start
        {
            currency = figures.tables.currencies[Int(found.value)]
            start = found.start
            if !isNegative { takeSign(floor: floor, in: figures) }
        }
    }

    /// A currency of letters must not follow a letter, nor `$` one.
    private static func stands(_ start: Int, in figures: FigureReader) -> Bool {
        start == 0 || !NumberGlyph.isAlphanumeric(figures.unit(start - 1))
            || !NumberGlyph.isLetter(figures.unit(start)) && !NumberGlyph.isLetter(figures.unit(start - 1))
    }

    private mutating func takeSign(floor: Int, in figures: FigureReader) {
        guard start > floor else { return }
        let c = figures.unit(start - 1)
        let before = figures.unit(start - 2)
        if c == 0x20, before == 0x8D1F, start - 2 >= floor {  // 负 5
            isNegative = true
            start -= 2
            return
        }
        if c == 0x8D1F || c == 0x2B && !NumberGlyph.isAlphanumeric(before) {  // 负 +
            isNegative = c == 0x8D1F
            start -= 1
        } else if NumberGlyph.isMinus(c), !NumberGlyph.isAlphanumeric(before),
            !NumberGlyph.isHan(before) || figures.isSigned(after: before, at: start), before != 0x25, before != 0x29,
            !NumberGlyph.isDash(before)
        {
            isNegative = true
            start -= 1
        } else if figures.isLiberal || figures.unit(start) != 0x24 {
            takeWord("minus ", floor: floor, in: figures)
            if isNegative, figures.english.hasWord("or", at: start - 3) {  // plus or minus
                isNegative = false
                start += 6
            }
            if !isNegative { takeWord("negative ", floor: floor, in: figures) }
        }
    }

    private mutating func takeWord(_ word: StaticString, floor: Int, in figures: FigureReader) {
        let length = word.utf8CodeUnitCount
        guard start - length >= floor, figures.unit(start - 1) == 0x20,
            figures.unit(start - 2) == 0x73 || figures.unit(start - 2) == 0x65
        else { return }
        for offset in 0..<length {
            // SAFETY: a literal's bytes, `utf8CodeUnitCount` of them.
            let byte = unsafe word.utf8Start[offset]
            if figures.unit(start - length + offset) != UInt16(byte) { return }
        }
        isNegative = true
        start -= length
    }
}
