/// Number words that stand together, and what they add up to.
///
/// Reads cardinals (two hundred and fifty thousand), decimals (two point five million), fractions (three fifths), mixed
/// numbers (five and a half million) and vague ones (tens of thousands).
struct EnglishPhrase {
    struct Token {
        var word: EnglishWord
        var start: Int
        var end: Int
        /// Tied to the word before by a hyphen.
        var isHyphenated: Bool
        var isPlural: Bool
        /// `of` stands between it and the word before.
        var followsOf = false
    }

    /// More words than any number has; bounds the work where a text repeats them without end.
    static let longest = 24
    /// Words up to the name of a fraction's parts.
    private static let longestFraction = 8

    let tokens: [Token]
    /// Outside news: `one twenty two`, `a few`, `point five`.
    let isFree: Bool

    struct Reading {
        var value: Decimal
        /// First token that does not belong to it.
        var next: Int
        var powers = 0
        /// Power of ten that its last word names; zero where it ends in ones.
        var tailPower = 0
        var vague: Quantity.Qualifier?
        /// Parts of a whole: `three fifths`.
        var denominator: Decimal?
    }

    private func word(_ index: Int) -> EnglishWord? { index < tokens.count ? tokens[index].word : nil }

    /// The number that the tokens begin with.
    func read() -> Reading? {
        if let fraction = fraction(from: 0) { return fraction }
        guard let whole = cardinal(from: 0, upTo: tokens.count) else { return nil }
        return mixed(whole) ?? whole
    }

    /// `whole` with `and a half`, `and three quarters million` after it; nil where none follows.
    func mixed(_ whole: Reading, tokensFrom first: Int? = nil) -> Reading? {
        let at = first ?? whole.next
        guard whole.vague == nil, word(at) == .and, let part = fraction(from: at + 1), isProper(part) else {
            return nil
        }
        var result = whole
        result.next = part.next
        result.powers += part.powers
        var share = part.value
        if part.powers > 0, whole.tailPower < 3 {
            // five and a half million
            let scaled = whole.value.scaled(byPowerOfTen: part.tailPower)
            (result.value, result.tailPower) = (scaled, 0)
        } else if part.powers == 0, whole.tailPower >= 3, word(at + 1) == .article {
            share = share.scaled(byPowerOfTen: whole.tailPower)  // one million and a half
        }
        guard let sum = result.value.plus(share) else { return nil }
        (result.value, result.tailPower) = (sum, 0)
        return result
    }

    private func isProper(_ part: Reading) -> Bool {
        part.value.scaled(byPowerOfTen: -part.tailPower) < Decimal(1)
    }
}

// MARK: - Cardinals
extension EnglishPhrase {
    private struct Sum {
        var total = Decimal(0)
        var group: Decimal?
        /// Only smaller numbers may be added to the group: 1000 at its start, 1 at its end.
        var room = 1000
        var lastPower = 0
        var powers = 0
        var vague: Quantity.Qualifier?
        var value: Decimal? { total.plus(group ?? Decimal(0)) }
    }

    func cardinal(from start: Int, upTo limit: Int) -> Reading? {
        var sum = Sum()
        var at = start
        scan: while at < limit {
            switch tokens[at].word {
            case .ones(let n):
                guard addOnes(n, to: &sum) else { break scan }
            case .tens(let n):
                guard addTens(n, at: at, to: &sum) else { break scan }
            case .power(let power):
                guard addPower(power, at: at, first: at == start, to: &sum) else { break scan }
            case .nought:
                guard at == start else { break scan }
                (sum.group, sum.room) = (Decimal(0), 0)
            case .article:
                guard at == start, opensWithArticle(at + 1) else { break scan }
                if case .power = word(at + 1) { sum.group = Decimal(1) }
            case .dozen:
                guard addDozen(at: at, first: at == start, to: &sum) else { break scan }
            case .several, .couple, .few, .tensOf:
                guard at == start || tokens[at - 1].word == .article, openVague(at, to: &sum) else { break scan }
            case .and:
                guard continues(after: at, limit: limit, sum) else { break scan }
            case .point:
                guard let (fraction, next) = decimals(after: at, limit: limit), addDecimals(fraction, to: &sum) else {
                    break scan
                }
                at = next
                continue
            default: break scan
            }
            at += 1
        }
        while at > start, tokens[at - 1].word == .and { at -= 1 }
        guard at > start, let value = sum.value, sum.group != nil || sum.powers > 0 else { return nil }
        return Reading(
            value: value, next: at, powers: sum.powers, tailPower: sum.group == nil ? sum.lastPower : 0,
            vague: sum.vague)
    }

    private func addOnes(_ n: Int, to sum: inout Sum) -> Bool {
        guard n < 10 ? sum.room >= 10 : sum.room >= 100 else { return false }
        sum.group = (sum.group ?? Decimal(0)).plus(Decimal(n))
        sum.room = sum.room == 1000 && n < 10 ? 2 : 1
        return true
    }

    private func addTens(_ n: Int, at: Int, to sum: inout Sum) -> Bool {
        if isFree, sum.room == 2, sum.powers == 0, at > 0, !tokens[at].isHyphenated {
            // one twenty two: the hundred is left out.
            sum.group = sum.group?.scaled(byPowerOfTen: 2).plus(Decimal(n))
            sum.room = 10
            return true
        }
        guard sum.room >= 100 else { return false }
        sum.group = (sum.group ?? Decimal(0)).plus(Decimal(n))
        sum.room = 10
        return true
    }

    private func addPower(_ power: Int, at: Int, first: Bool, to sum: inout Sum) -> Bool {
        if sum.group == nil, sum.powers == 0 {
            guard first, tokens[at].isPlural else { return false }
            (sum.group, sum.vague) = (Decimal(1), .over)
        }
        if power == 2 {
            guard let group = sum.group, sum.room != 100 || group < Decimal(100) else { return false }
            (sum.group, sum.room) = (group.scaled(byPowerOfTen: 2), 100)
        } else if let group = sum.group {
            if sum.lastPower > 2, power >= sum.lastPower, !sum.total.isZero {
                guard let all = sum.total.plus(group) else { return false }
                sum.total = all.scaled(byPowerOfTen: power)
            } else {
                guard let all = sum.total.plus(group.scaled(byPowerOfTen: power)) else { return false }
                sum.total = all
            }
            (sum.group, sum.room) = (nil, 1000)
        } else {
            sum.total = sum.total.scaled(byPowerOfTen: power)  // hundred thousand million
        }
        if power > 2 { sum.lastPower = sum.group == nil && sum.lastPower > 0 ? max(power, sum.lastPower) : power }
        sum.powers += 1
        return true
    }

    private func addDozen(at: Int, first: Bool, to sum: inout Sum) -> Bool {
        guard sum.powers == 0 || isFree, let count = sum.value else { return false }
        if first, tokens[at].isPlural { sum.vague = .over }
        sum.group = (sum.group == nil && sum.powers == 0 ? Decimal(1) : count).multiplied(by: Decimal(12))
        (sum.total, sum.room) = (Decimal(0), 0)
        return sum.group != nil
    }

    /// several million, a couple of hundred, tens of thousands; alone only where every number counts.
    private func openVague(_ at: Int, to sum: inout Sum) -> Bool {
        var hasPower = false
        if case .power = word(at + 1) { hasPower = true }
        switch tokens[at].word {
        case .tensOf:
            guard hasPower, tokens[at + 1].followsOf else { return false }
            (sum.group, sum.vague) = (Decimal(10), .over)
        case .several:
            guard hasPower else { return false }
            (sum.group, sum.vague) = (Decimal(1), .over)
        case .couple:
            guard hasPower || isFree && at > 0 else { return false }
            (sum.group, sum.vague) = (Decimal(2), .about)
        case .few:
            guard hasPower || isFree else { return false }
            (sum.group, sum.vague) = (Decimal(hasPower ? 1 : 3), hasPower ? .over : .about)
        default: return false
        }
        sum.room = 0
        return true
    }

    /// After an article only a power, a dozen or a vague word makes a number.
    private func opensWithArticle(_ index: Int) -> Bool {
        switch word(index) {
        case .power, .dozen, .couple, .few: true
        default: false
        }
    }

    /// `and` inside a number: after a hundred or a larger power, before something smaller, and not before a fraction.
    private func continues(after at: Int, limit: Int, _ sum: Sum) -> Bool {
        guard at + 1 < limit, sum.vague == nil else { return false }
        switch tokens[at + 1].word {
        case .ones, .tens: break
        default: return false
        }
        guard sum.powers > 0 && (sum.group == nil || sum.room == 100) || isFree && sum.room == 10 else { return false }
        if let part = fraction(from: at + 1), isProper(part) { return false }
        return true
    }

    /// two point five: the digits after the point. A number below a hundred counts as its two digits.
    private func decimals(after at: Int, limit: Int) -> (fraction: Decimal, next: Int)? {
        var fraction = Decimal(0)
        var places = 0
        var next = at + 1
        scan: while next < limit, places < 15 {
            switch tokens[next].word {
            case .nought: places += 1
            case .ones(let n) where n < 10:
                places += 1
                fraction = fraction.plus(Decimal(significand: Int128(n), exponent: -places)) ?? fraction
            case .ones(let n), .tens(let n):
                guard places == 0 else { break scan }
                fraction = Decimal(significand: Int128(n), exponent: -2)
                places = 2
                if case .tens = tokens[next].word, case .ones(let m)? = word(next + 1), m < 10, next + 1 < limit {
                    fraction = fraction.plus(Decimal(significand: Int128(m), exponent: -2)) ?? fraction
                    next += 1
                }
            default: break scan
            }
            next += 1
        }
        return places > 0 ? (fraction, next) : nil
    }

    private func addDecimals(_ fraction: Decimal, to sum: inout Sum) -> Bool {
        guard sum.group != nil || isFree && sum.powers == 0 else { return false }
        sum.group = (sum.group ?? Decimal(0)).plus(fraction)
        sum.room = 0
        return sum.group != nil
    }
}

// MARK: - Fractions
extension EnglishPhrase {
    /// half a million, three fifths, two thirds of a million, twenty-three hundredths.
    func fraction(from start: Int) -> Reading? {
        if let half = half(from: start) { return half }
        guard let named = partName(from: start), named > start,
            let split = (start + 1...named).first(where: { isSplit($0, start: start, named: named) }),
            let count = numerator(from: start, upTo: split), let parts = denominator(from: split, named: named),
            tokens[named].isPlural || count == Decimal(1),
            let value = count.divided(by: parts)
        else { return nil }
        return times(value, next: named + 1, denominator: parts)
    }

    /// The first word that names parts, where only number words stand before it.
    private func partName(from start: Int) -> Int? {
        var at = start
        while at < tokens.count, at < start + EnglishPhrase.longestFraction {
            switch tokens[at].word {
            case .ordinal, .ordinalPower, .quarter, .half: return at
            case .ones, .tens, .power, .and: at += 1
            case .article where at == start: at += 1
            default: return nil
            }
        }
        return nil
    }

    /// A hyphen ties twenty-three together: no denominator begins inside.
    private func isSplit(_ split: Int, start: Int, named: Int) -> Bool {
        if split < named, tokens[split].isHyphenated { return false }
        return numerator(from: start, upTo: split) != nil && denominator(from: split, named: named) != nil
    }

    private func numerator(from start: Int, upTo end: Int) -> Decimal? {
        if end == start + 1, tokens[start].word == .article { return Decimal(1) }
        guard end > start, let count = cardinal(from: start, upTo: end), count.next == end, count.vague == nil else {
            return nil
        }
        return count.value
    }

    private func denominator(from start: Int, named: Int) -> Decimal? {
        var more: Decimal?
        if start < named {
            guard let count = cardinal(from: start, upTo: named), count.next == named, count.vague == nil,
                tokens[start].word != .article
            else { return nil }
            more = count.value
        }
        switch tokens[named].word {
        case .half: return more == nil ? Decimal(2) : nil
        case .quarter: return more == nil ? Decimal(4) : nil
        case .ordinalPower(let power):
            return (more ?? Decimal(1)).scaled(byPowerOfTen: power)
        case .ordinal(let n):
            guard let more else { return n > 2 ? Decimal(n) : nil }
            guard more.exponent >= (n < 10 ? 1 : 2) else { return nil }
            return more.plus(Decimal(n))
        default: return nil
        }
    }

    /// half, half a million, half million, half a dozen.
    private func half(from start: Int) -> Reading? {
        guard word(start) == .half || word(start) == .quarter, start < tokens.count, !tokens[start].isPlural else {
            return nil
        }
        let value = Decimal(
            significand: tokens[start].word == .half ? 5 : 25, exponent: tokens[start].word == .half ? -1 : -2)
        let result = times(value, next: start + 1, denominator: Decimal(tokens[start].word == .half ? 2 : 4))
        return result.powers > 0 || isFree && tokens[start].word == .half ? result : nil
    }

    /// Takes in `million`, `of a million`, `a million`, `a dozen`.
    private func times(_ value: Decimal, next: Int, denominator: Decimal) -> Reading {
        var result = Reading(value: value, next: next, denominator: denominator)
        var at = next
        if word(at) == .article || word(at) == .ones(1) { at += 1 }
        switch word(at) {
        case .power(let power):
            result.value = value.scaled(byPowerOfTen: power)
            (result.powers, result.tailPower) = (1, power)
        case .dozen:
            guard let product = value.multiplied(by: Decimal(12)) else { return result }
            (result.value, result.powers) = (product, 1)
        default: return result
        }
        result.next = at + 1
        result.denominator = nil
        return result
    }
}
