/// Adds up a number written with 十, 百, 千, 万, 亿, 兆, whose digits may be Arabic.
///
/// `parts` holds what closed groups are worth; a larger power word multiplies everything smaller before it (二十万亿).
struct ChineseSum {
    let reader: NumeralReader
    private let start: Int
    private let takesCheque: Bool
    private var at: Int
    private var parts: [(value: Decimal, power: Int)] = []
    private var section = Decimal(0)
    private var hasSection = false
    private var current: Decimal?
    private var currentDigits = 0
    private var currentIsArabic = false
    private var lastPower = 0
    private var sawZero = false
    /// What the second of two neighbouring digits adds: 四五千 is 4000 and 1000 more.
    private var spread = Decimal(0)
    private var vague: Quantity.Qualifier?
    private var base: Decimal?
    private var scale = 0
    private var largeScale = 0
    private var powersSeen = 0
    private var head: Numeral?
    private var hasPoint = false
    private var chequeOnly = true
    /// Nothing may follow (五打).
    private var isClosed = false

    /// - Parameter takesCheque: a lone digit of cheques counts too, as in 五分之壹.
    init(reader: NumeralReader, start: Int, takesCheque: Bool = false) {
        self.reader = reader
        self.takesCheque = takesCheque
        self.start = start
        at = start
    }

    mutating func read() -> Numeral? {
        while step() {}
        return finish()
    }

    private var isEmpty: Bool { current == nil && !hasSection && parts.isEmpty }

    /// Takes one more word of the number; false at its end.
    private mutating func step() -> Bool {
        if isClosed { return false }
        var c = reader.unit(at)
        if NumberGlyph.isSpace(c), !isEmpty {
            let next = reader.afterSpaces(at)
            guard let power = NumberGlyph.chinesePower(reader.unit(next)), power >= 2, isScale(at: next) else {
                return false
            }
            at = next
            c = reader.unit(at)
        }
        if NumberGlyph.isDigit(c) || (c == 0x2E && isEmpty) { return takeArabic() }
        if let digit = NumberGlyph.chineseDigit(c) { return takeDigit(digit, c) }
        if let power = NumberGlyph.chinesePower(c) { return takePower(power, c) }
        switch c {
        case 0x5EFF, 0x5345, 0x534C:  // 廿 卅 卌
            guard current == nil, !hasSection || lastPower > 1,
                let sum = section.plus(Decimal(c == 0x5EFF ? 20 : c == 0x5345 ? 30 : 40))
            else { return false }
            section = sum
            (hasSection, lastPower, powersSeen, chequeOnly, base) = (true, 1, powersSeen + 1, false, nil)
            at += 1
            return true
        case 0x70B9: return takePoint()  // 点
        case 0x4F59, 0x591A: return takeMore()  // 余 多
        case 0x6765 where countsAfter(at + 1): return takeMore()  // 来
        case 0x4E0A where isEmpty && vague == nil: return takeUpTo()  // 上
        case 0x51E0, 0x6570: return takeSeveral()  // 几 数
        case 0x4FE9 where reader.isFree && current == nil && NumberGlyph.chinesePower(reader.unit(at + 1)) != nil:
            return takeDigit(2, c)  // 俩千
        case 0x534A: return takeHalf()  // 半
        case 0x6253: return takeDozens()  // 打
        case 0x4E2A:  // 两个亿
            guard !isEmpty, let power = NumberGlyph.chinesePower(reader.unit(at + 1)), power >= 4 else { return false }
            at += 1
            return true
        default: return false
        }
    }

    /// 半百, 半个: only where every number counts.
    private mutating func takeHalf() -> Bool {
        guard reader.isFree else { return false }
        if at == start + 1, reader.unit(start) == 0x4E00, current == Decimal(1) {  // 一半
            (current, currentIsArabic, hasPoint, isClosed) = (Decimal(significand: 5, exponent: -1), true, true, true)
            at += 1
            return true
        }
        guard isEmpty else { return false }
        let next = reader.unit(at + 1)
        if let power = NumberGlyph.chinesePower(next), power >= 2, isScale(at: at + 1) {
            (current, currentDigits, currentIsArabic, hasPoint) = (Decimal(significand: 5, exponent: -1), 1, true, true)
        } else if next == 0x4E2A {
            (current, currentDigits, currentIsArabic, hasPoint) = (Decimal(significand: 5, exponent: -1), 1, true, true)
        } else {
            return false
        }
        chequeOnly = false
        at += 1
        return true
    }

    /// 五打 is five dozen; not 打 as a verb.
    private mutating func takeDozens() -> Bool {
        guard reader.isFree, !isEmpty, !hasPoint, let count = total(), let dozens = count.multiplied(by: Decimal(12))
        else { return false }
        switch reader.unit(at + 1) {
        case 0x7B97, 0x5F00, 0x9020, 0x51FB, 0x538B, 0x54CD, 0x7834, 0x6298, 0x8F66, 0x65AD, 0x67B6, 0x5DE5, 0x5305,
            0x7535, 0x5370, 0x542C, 0x626B, 0x8D25, 0x5F97, 0x5230, 0x4E00:
            return false  // 打算 打开 打造 打击 打压 打响 打破 打折 打车 …
        default: break
        }
        (parts, section, hasSection, current) = ([], Decimal(0), false, dozens)
        (currentDigits, currentIsArabic, lastPower, powersSeen, spread) = (2, true, 0, max(1, powersSeen), Decimal(0))
        (chequeOnly, hasPoint, isClosed) = (false, true, true)
        at += 1
        return true
    }

    private mutating func takeArabic() -> Bool {
        guard current == nil, !sawZero || !isEmpty, let number = reader.arabic(at: at) else { return false }
        if isEmpty { head = number } else if number.integerDigits > lastPower || number.hasLeadingZero { return false }
        current = number.value
        currentDigits = number.integerDigits
        currentIsArabic = true
        chequeOnly = false
        hasPoint = number.hasPoint
        at = number.end
        return true
    }

    private mutating func takeDigit(_ digit: Int, _ c: UInt16) -> Bool {
        if !NumberGlyph.isChequeDigit(c) { chequeOnly = false }
        guard let before = current else {
            if digit == 0, !isEmpty {
                sawZero = true
            } else {
                current = Decimal(digit)
                currentDigits = 1
                currentIsArabic = false
            }
            at += 1
            return true
        }
        guard !currentIsArabic, currentDigits < 30 else { return false }
        if currentDigits == 1, let step = Decimal(digit).minus(before), step == Decimal(1), !before.isZero {
            spread = step
        } else {
            spread = Decimal(0)
        }
        current = before.scaled(byPowerOfTen: 1).plus(Decimal(digit))
        currentDigits += 1
        at += 1
        return true
    }

    /// 四五千: the two digits are ends of a range, not 45.
    private mutating func settleSpread() {
        guard !spread.isZero, currentDigits == 2, let both = current else { return }
        // 45 → 4
        current = both.minus(Decimal(significand: both.significand % 10)).map { $0.scaled(byPowerOfTen: -1) }
        if both.exponent > 0 { current = both.scaled(byPowerOfTen: -1) }
    }

    /// 千 in 千瓦, 兆 in 兆瓦 and 万 in names are no scale.
    private func isScale(at position: Int) -> Bool {
        let c = reader.unit(position)
        let next = reader.unit(position + 1)
        switch c {
        case 0x5343, 0x5146:  // 千 兆
            switch next {
            case 0x74E6, 0x7C73, 0x514B, 0x8D6B, 0x5361, 0x4F0F, 0x5E15, 0x5B57, 0x6BD4: return false  // 瓦米克赫卡伏帕字比
            default: return true
            }
        case 0x767E: return next != 0x5EA6 && (next != 0x5206 || current != nil)  // 百度, 百分
        default: return true
        }
    }

    private mutating func takePower(_ power: Int, _ c: UInt16) -> Bool {
        guard isScale(at: at) else { return false }
        if c != 0x62FE, c != 0x4F70, c != 0x4EDF { chequeOnly = false }
        return power < 4 ? takeSmall(power) : takeLarge(power)
    }

    private mutating func takeSmall(_ power: Int) -> Bool {
        settleSpread()
        if current == nil, isEmpty, power > 1, !opensBare(power) { return false }
        if current == nil, !isEmpty, power > 1, !(hasSection && lastPower < power) { return false }
        if hasSection, current == nil, lastPower < power {  // 数十百? 十千
            return false
        }
        if hasSection, lastPower <= power { return false }
        if !parts.isEmpty, current == nil, power > 1 { return false }
        let isZeroTen = reader.isFree && power == 1 && current?.isZero == true
        let amount = (isZeroTen ? Decimal(1) : current ?? Decimal(1)).scaled(byPowerOfTen: power)
        if powersSeen == 0, power > 1 { (base, scale) = (current ?? Decimal(1), power) } else { base = nil }
        guard let sum = section.plus(amount) else { return false }
        section = sum
        spread = spread.scaled(byPowerOfTen: power)
        (hasSection, current, lastPower, sawZero) = (true, nil, power, false)
        powersSeen += 1
        at += 1
        return true
    }

    /// 百余, 千亿, 千万: a power word with no digit before it counts as one of it.
    private func opensBare(_ power: Int) -> Bool {
        if vague != nil { return true }
        let next = reader.unit(at + 1)
        if next == 0x4F59 || next == 0x591A { return power > 1 }
        if reader.isFree, opensShort(next) { return true }
        guard let following = NumberGlyph.chinesePower(next), following > power, following >= 4 else { return false }
        return power >= 2 && isScale(at: at + 1)
    }

    /// 千三, 百二万: a lone digit after a power word that has none before it.
    private func opensShort(_ next: UInt16) -> Bool {
        guard let digit = NumberGlyph.chineseDigit(next), digit > 0 else { return false }
        let after = reader.unit(at + 2)
        return !NumberGlyph.isHan(after) || (NumberGlyph.chinesePower(after) ?? 0) >= 4
    }

    private mutating func takeLarge(_ power: Int) -> Bool {
        settleSpread()
        if isEmpty {
            guard
                vague != nil || reader.isFree && opensShort(reader.unit(at + 1))
                    || reader.unit(at) == 0x4E07 && reader.unit(at + 1) == 0x4EBF
            else { return false }
            current = Decimal(1)
        }
        if isTrailingDigit, hasSection, !currentIsArabic, let digit = current {
            current = digit.scaled(byPowerOfTen: lastPower - 1)  // 一百二万
        }
        guard var amount = section.plus(current ?? Decimal(0)) else { return false }
        let hasOwn = hasSection || current != nil
        if !hasOwn, parts.last?.power == power, !parts.isEmpty, at > start,
            NumberGlyph.chinesePower(reader.unit(at - 1)) != power
        {
            return false
        }
        if parts.isEmpty {
            // 8千万 shares 千万, 三十万 shares 万.
            if base != nil, hasSection, current == nil { scale += power } else { (base, scale) = (amount, power) }
            largeScale = power
        } else if hasOwn {
            base = nil
        } else {
            scale += power
            largeScale += power
        }
        while let last = parts.last, last.power < power || (!hasOwn && last.power == power) {
            guard let sum = amount.plus(last.value) else { return false }
            amount = sum
            parts.removeLast()
        }
        parts.append((amount.scaled(byPowerOfTen: power), power))
        spread = spread.scaled(byPowerOfTen: power)
        section = Decimal(0)
        (hasSection, current, lastPower, sawZero, currentIsArabic) = (false, nil, power, false, false)
        powersSeen += 1
        at += 1
        return true
    }

    /// 八点八; 四百亿点零五. Not 八点 of a clock.
    private mutating func takePoint() -> Bool {
        guard !isEmpty, !currentIsArabic else { return false }
        if reader.isFree, NumberGlyph.isDigit(reader.unit(at + 1)), total()?.isZero == true {
            return takeArabicDecimals()
        }
        guard decimalDigit(at + 1) != nil else { return false }
        var position = at + 1
        var decimals = 0
        var fraction = Decimal(0)
        while let digit = decimalDigit(position), decimals < 20 {
            decimals += 1
            fraction = fraction.plus(Decimal(significand: Int128(digit), exponent: -decimals)) ?? fraction
            position += 1
        }
        let after = reader.unit(position)
        // 三点一刻, 八点零五分, 三点二十 tell the time.
        if after == 0x523B || after == 0x5206 && reader.unit(position + 1) != 0x4E4B || after == 0x5341 { return false }
        guard let whole = total(), let value = whole.plus(fraction) else { return false }
        (parts, section, hasSection, current, currentDigits, currentIsArabic) = ([], Decimal(0), false, value, 1, true)
        (lastPower, powersSeen, hasPoint, spread) = (0, 0, true, Decimal(0))
        chequeOnly = false
        at = position
        return true
    }

    /// A digit of decimals: 两 counts things, 一点两小时 is no 1.2.
    private func decimalDigit(_ position: Int) -> Int? {
        let c = reader.unit(position)
        return c == 0x4E24 ? nil : NumberGlyph.chineseDigit(c)
    }

    /// 零点77
    private mutating func takeArabicDecimals() -> Bool {
        guard let digits = reader.arabic(at: at + 1), digits.isPlainInteger, digits.integerDigits <= 12 else {
            return false
        }
        (current, currentDigits, currentIsArabic) = (digits.value.scaled(byPowerOfTen: -digits.integerDigits), 1, true)
        (hasPoint, chequeOnly) = (true, false)
        at = digits.end
        return true
    }

    /// 余, 多: more than the number says, and power words may follow (十余万, 3000多亿).
    private mutating func takeMore() -> Bool {
        guard !isEmpty, vague == nil, !hasPoint else { return false }
        let c = reader.unit(at)
        let next = reader.unit(at + 1)
        // 余额, 多头, 多数, 多空, 多元 are words of their own.
        if c == 0x4F59, next == 0x989D || next == 0x4E0B { return false }
        if c == 0x591A, next == 0x5934 || next == 0x7A7A || next == 0x5143 || next == 0x6570 || next == 0x6B21 {
            return false
        }
        if c == 0x591A, currentIsArabic, powersSeen == 0, let value = current, value < Decimal(10) { return false }
        guard currentIsArabic || current == nil || powersSeen > 0 else { return false }
        vague = .over
        at += 1
        return true
    }

    /// 一千来人: 来 is `more` only before what is counted.
    private func countsAfter(_ position: Int) -> Bool {
        switch reader.unit(position) {
        case 0x4E2A, 0x4EBA, 0x5BB6, 0x540D, 0x5757, 0x5143, 0x53F0, 0x53EA, 0x6761, 0x5C81, 0x5929, 0x5E74, 0x4E07,
            0x4EBF, 0x500D, 0x7C73, 0x79CD:
            return true  // 个 人 家 名 块 元 台 只 条 岁 天 年 万 亿 倍 米 种
        default: return false
        }
    }

    /// 上亿元, 上千家: a power word and what it counts.
    private mutating func takeUpTo() -> Bool {
        guard let power = NumberGlyph.chinesePower(reader.unit(at + 1)), power >= 2, isScale(at: at + 1) else {
            return false
        }
        let next = reader.unit(at + 2)
        guard (NumberGlyph.chinesePower(next) ?? 0) >= 4 || countsAfter(at + 2) || next == 0x7F8E || next == 0x6E2F
        else {
            return false
        }
        switch reader.unit(at - 1) {
        case 0x4EE5, 0x7EBF, 0x7F51, 0x5E02, 0x4E4B, 0x6D77, 0x5348, 0x665A, 0x8EAB: return false  // 以上 线上 网上 …
        default: break
        }
        vague = .over
        at += 1
        return true
    }

    /// 几, 数: before a power word as one of it (数十亿), after one as `over` (十几万, 三十几).
    private mutating func takeSeveral() -> Bool {
        let c = reader.unit(at)
        guard current == nil, vague == nil else { return false }
        if isEmpty {
            guard NumberGlyph.chinesePower(reader.unit(at + 1)) != nil, isScale(at: at + 1) else { return false }
            if c == 0x6570, at > 0, isCountingNoun(before: at) { return false }
        } else if c == 0x6570 || lastPower == 0 {
            return false
        }
        vague = .over
        at += 1
        return true
    }

    /// 指数, 参数, 人数, 倍数 …: 数 ends a word.
    private func isCountingNoun(before position: Int) -> Bool {
        switch reader.unit(position - 1) {
        case 0x6307, 0x53C2, 0x4EBA, 0x500D, 0x603B, 0x7CFB, 0x51FD, 0x5C11, 0x591A, 0x534A, 0x57FA, 0x70B9, 0x6B21,
            0x5BF9:
            true
        default: false
        }
    }

    private func total() -> Decimal? {
        var sum = section
        for part in parts {
            guard let next = sum.plus(part.value) else { return nil }
            sum = next
        }
        guard var rest = current else { return sum }
        if isTrailingDigit { rest = rest.scaled(byPowerOfTen: lastPower - 1) }
        return sum.plus(rest)
    }

    /// 一万三 is 13,000: a lone digit after a power word counts one place below it.
    private var isTrailingDigit: Bool {
        lastPower >= 2 && currentDigits == 1 && !sawZero && !hasPoint && (hasSection || !parts.isEmpty)
    }

    /// Digits of cheques alone: 壹 is a number, 陆 and 拾 are words.
    private var isCheque: Bool {
        if powersSeen > 0 { return at - start > 1 }
        guard reader.isFree || takesCheque else { return false }
        switch reader.unit(start) {
        case 0x4F0D, 0x9646, 0x8086, 0x53C2: return takesCheque || at - start > 1  // 伍 陆 肆 参
        default: return true
        }
    }

    private mutating func finish() -> Numeral? {
        guard !isEmpty else { return nil }
        var upper: Decimal?
        if !spread.isZero, current != nil, currentDigits == 2, lastPower == 1, hasSection {
            // 三十七八
            settleSpread()
            upper = total()?.plus(Decimal(1))
        } else if !spread.isZero, current == nil {
            upper = total()?.plus(spread)
        }
        guard let value = total() else { return nil }
        if chequeOnly, !isCheque { return nil }
        let simple = base != nil && current == nil && parts.count + (hasSection ? 1 : 0) == 1
        return Numeral(
            value: value, upper: upper, start: start, end: at, form: head != nil ? .arabic : .chinese,
            scale: simple ? scale : 0, largeScale: largeScale, unscaled: simple ? base ?? value : value,
            powers: powersSeen, vague: vague,
            integerDigits: powersSeen == 0 ? head?.integerDigits ?? 0 : 0, hasPoint: hasPoint,
            isGrouped: head?.isGrouped ?? false, hasLeadingZero: powersSeen == 0 && (head?.hasLeadingZero ?? false),
            isExpanded: head != nil || powersSeen > 0 || currentDigits > 1 || hasPoint)
    }
}
