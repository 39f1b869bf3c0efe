/// A number read off the text, before anything is known about its unit.
struct Numeral {
    enum Form { case arabic, chinese, english }

    var value: Decimal
    /// Upper end, where the number itself is a range (`四五千`).
    var upper: Decimal?
    var start: Int
    var end: Int
    var form: Form
    /// Power of ten of the words 千, 万, 亿, billion … that close it, and the number before them: what a list shares.
    var scale = 0
    /// The part of `scale` that 万, 亿 and 兆 make up.
    var largeScale = 0
    var unscaled: Decimal
    /// How many power words it has, 十 included.
    var powers = 0
    /// `over` for 余, 多, 几 and 数 inside the number.
    var vague: Quantity.Qualifier?
    /// Digits before the point, of an Arabic number; zero else.
    var integerDigits = 0
    var hasPoint = false
    var isGrouped = false
    /// 02652, 007: a code, not a count.
    var hasLeadingZero = false
    /// Written with power words or several digits, so that it is a figure also where no unit follows.
    var isExpanded = false
    /// Denominator of 百分之, 三分之: the value is already divided by it.
    var denominator: Decimal?
    /// Written 百分之, which names a percentage.
    var isHundredth = false

    /// Whether it is a plain run of Arabic digits.
    var isPlainInteger: Bool {
        form == .arabic && !hasPoint && !isGrouped && scale == 0 && vague == nil && denominator == nil
    }
}

/// Reads numbers in figures, in Chinese characters, and mixed (3,800亿, 5万4千6百).
struct NumeralReader {
    let text: [UInt16]
    /// Outside news, where also 半百, 千三 and a lone 壹 are numbers.
    var isFree = false

    func unit(_ position: Int) -> UInt16 { position >= 0 && position < text.count ? text[position] : 0 }

    /// Position after at most two spaces.
    func afterSpaces(_ position: Int) -> Int {
        var at = position
        while at < text.count, at < position + 2, NumberGlyph.isSpace(text[at]) { at += 1 }
        return at
    }

    /// Position before at most two spaces that end at `position`.
    func beforeSpaces(_ position: Int) -> Int {
        var at = position - 1
        while at > 0, at > position - 3, NumberGlyph.isSpace(unit(at)) { at -= 1 }
        return at
    }

    /// `3,800.5` at `start`: nil for more digits than a number can have.
    func arabic(at start: Int) -> Numeral? {
        var digits = DecimalDigits()
        var at = start
        var fits = true
        var integerDigits = 0
        var grouped = false
        while at < text.count {
            let c = text[at]
            if NumberGlyph.isDigit(c) {
                fits = fits && digits.append(Int128(c - 0x30))
                integerDigits += 1
                at += 1
            } else if let next = group(at: at, digitsBefore: integerDigits, grouped: grouped) {
                grouped = true
                at = next
            } else {
                break
            }
        }
        var hasPoint = false
        if unit(at) == 0x2E, NumberGlyph.isDigit(unit(at + 1)) {
            hasPoint = digits.point()
            at += 1
            while at < text.count, NumberGlyph.isDigit(text[at]) {
                fits = fits && digits.append(Int128(text[at] - 0x30))
                at += 1
            }
        }
        guard fits, digits.count > 0 else { return nil }
        let value = digits.value
        return Numeral(
            value: value, start: start, end: at, form: .arabic, unscaled: value, integerDigits: integerDigits,
            hasPoint: hasPoint, isGrouped: grouped,
            hasLeadingZero: unit(start) == 0x30 && integerDigits > 1, isExpanded: true)
    }

    /// The position after a separator of thousands (or of lakhs) at `at`, else nil.
    private func group(at: Int, digitsBefore: Int, grouped: Bool) -> Int? {
        let c = text[at]
        guard c == 0x2C || c == 0xFF0C || c == 0x202F || c == 0x2009 || c == 0x27 || isFree && c == 0x20,
            digitsBefore > 0, grouped || digitsBefore <= 3
        else { return nil }
        if c == 0x20, grouped, unit(at - 4) != 0x20 { return nil }
        var run = 0
        while run < 4, NumberGlyph.isDigit(unit(at + 1 + run)) { run += 1 }
        if run == 3 { return at + 1 }
        guard run == 2, c == 0x2C, digitsBefore <= 2 || grouped else { return nil }
        // 12,34,567: two digits count as a group only if further groups end in one of three.
        var next = at + 3
        while unit(next) == 0x2C, NumberGlyph.isDigit(unit(next + 1)), NumberGlyph.isDigit(unit(next + 2)) {
            if NumberGlyph.isDigit(unit(next + 3)) { return NumberGlyph.isDigit(unit(next + 4)) ? nil : at + 1 }
            next += 3
        }
        return nil
    }

    /// The number that begins at `start`, of Arabic or Chinese figures.
    func read(at start: Int) -> Numeral? {
        if let part = hundredth(at: start) { return part }
        guard var numeral = figures(at: start) ?? sum(at: start) else { return nil }
        if let divided = fraction(of: numeral) { numeral = divided }
        return mixed(numeral) ?? numeral
    }

    /// Arabic figures, also with 万 or 亿 behind them, where no sum goes on: most numbers.
    private func figures(at start: Int) -> Numeral? {
        guard NumberGlyph.isDigit(unit(start)), var numeral = arabic(at: start) else { return nil }
        if let power = NumberGlyph.largePower(unit(numeral.end)) {
            numeral.apply(power: power, end: numeral.end + 1)
            (numeral.integerDigits, numeral.hasLeadingZero) = (0, false)
            // As a sum, which says no where the digits do not fit.
            guard let value = Decimal(0).plus(numeral.value) else { return nil }
            numeral.value = value
        }
        let next = unit(numeral.end)
        guard !NumberGlyph.isSumWord(next), !NumberGlyph.isDigit(next) || numeral.powers == 0 else { return nil }
        let isParted = NumberGlyph.isSpace(next) && NumberGlyph.isSumWord(unit(afterSpaces(numeral.end)))
        return isParted ? nil : numeral
    }

    private func sum(at start: Int) -> Numeral? {
        var sum = ChineseSum(reader: self, start: start)
        return sum.read()
    }

    /// 三又二分之一
    private func mixed(_ whole: Numeral) -> Numeral? {
        let at = afterSpaces(whole.end)
        guard unit(at) == 0x53C8, whole.denominator == nil, whole.vague == nil else { return nil }
        let next = afterSpaces(at + 1)
        var sum = ChineseSum(reader: self, start: next)
        guard let part = hundredth(at: next) ?? sum.read().flatMap({ fraction(of: $0) }),
            let value = whole.value.plus(part.value)
        else { return nil }
        var result = whole
        (result.value, result.unscaled, result.scale, result.largeScale) = (value, value, 0, 0)
        (result.end, result.isExpanded) = (part.end, true)
        return result
    }

    /// 百分之…, 千分之…, 万分之…
    private func hundredth(at start: Int) -> Numeral? {
        let power: Int
        switch unit(start) {
        case 0x767E, 0x4F70: power = 2
        case 0x5343, 0x4EDF: power = 3
        case 0x4E07: power = 4
        default: return nil
        }
        var at = afterSpaces(start + 1)
        guard unit(at) == 0x5206 else { return nil }
        at = afterSpaces(at + 1)
        guard unit(at) == 0x4E4B else { return nil }
        at = afterSpaces(at + 1)
        var negative = false
        if unit(at) == 0x8D1F { (negative, at) = (true, at + 1) }
        if unit(at) == 0x767E, NumberGlyph.chinesePower(unit(at + 1)) == nil {
            return Numeral(
                value: Decimal(significand: 100, exponent: -power), start: start, end: at + 1, form: .chinese,
                unscaled: Decimal(1), isExpanded: true, denominator: Decimal(significand: 1, exponent: power))
        }
        var sum = ChineseSum(reader: self, start: at, takesCheque: true)
        guard var numeral = sum.read() else { return nil }
        if unit(numeral.end) == 0x6B {  // 百分之15k
            numeral.value = numeral.value.scaled(byPowerOfTen: 3)
            numeral.end += 1
        }
        let scaled = numeral.value.scaled(byPowerOfTen: -power)
        numeral.upper = numeral.upper?.scaled(byPowerOfTen: -power)
        numeral.value = negative ? scaled.negated : scaled
        numeral.unscaled = numeral.value
        numeral.scale = 0
        numeral.start = start
        numeral.denominator = Decimal(significand: 1, exponent: power)
        numeral.isHundredth = power == 2
        return numeral
    }

    /// X分之Y.
    private func fraction(of denominator: Numeral) -> Numeral? {
        var at = afterSpaces(denominator.end)
        guard unit(at) == 0x5206 || isFree && unit(at) == 0x4EFD else { return nil }  // 分 份
        at = afterSpaces(at + 1)
        let isShort = unit(at) != 0x4E4B
        if isShort, !isFree || NumberGlyph.isDigit(unit(at)) { return nil }
        if !isShort { at = afterSpaces(at + 1) }
        var negative = false
        if unit(at) == 0x8D1F { (negative, at) = (true, at + 1) }
        var sum = ChineseSum(reader: self, start: at, takesCheque: true)
        guard var numeral = sum.read(), !isShort || !NumberGlyph.isHan(unit(numeral.end)),
            var value = numeral.value.divided(by: denominator.value)
        else { return nil }
        if negative { value = value.negated }
        numeral.value = value
        numeral.unscaled = value
        numeral.scale = 0
        numeral.start = denominator.start
        numeral.denominator = denominator.value
        numeral.isExpanded = true
        return numeral
    }
}
