/// The numbers inside times: a day, a year, 二十一, twenty-first, nineteen ninety-six.
extension TimeReader {
    /// A number of at most `digits` Arabic digits, or a Chinese one below a hundred.
    func small(at start: Int, digits: Int = 2) -> (value: Int, end: Int)? {
        if NumberGlyph.isDigit(unit(start)) {
            var at = start
            var value = 0
            while NumberGlyph.isDigit(unit(at)) {
                value = value * 10 + Int(unit(at) - 0x30)
                at += 1
                if at - start > digits { return nil }
            }
            return (value, at)
        }
        return chinese(at: start)
    }

    /// 九, 十二, 二十, 廿三.
    private func chinese(at start: Int) -> (value: Int, end: Int)? {
        var at = start
        var tens = 0
        var ones: Int?
        var sawTen = false
        while at < start + 4 {
            let c = unit(at)
            if let digit = NumberGlyph.chineseDigit(c), ones == nil, !NumberGlyph.isChequeDigit(c) {
                ones = digit
            } else if c == 0x5341, !sawTen {
                (tens, ones, sawTen) = ((ones ?? 1) * 10, nil, true)
            } else if c == 0x5EFF, at == start {
                (tens, sawTen) = (20, true)
            } else {
                break
            }
            at += 1
        }
        guard at > start, sawTen || ones != nil else { return nil }
        return (tens + (ones ?? 0), at)
    }

    /// 25 and 97 as years: no more than twenty years ahead.
    func fullYear(_ twoDigits: Int) -> Int {
        let now = reference.date?.components.year ?? 2025
        let year = now / 100 * 100 + twoDigits
        return year > now + 20 ? year - 100 : year <= now - 80 ? year + 100 : year
    }

    /// Arabic digits at `start`, all of them.
    func digits(at start: Int) -> (value: Int, count: Int, end: Int)? {
        var at = start
        var value = 0
        while NumberGlyph.isDigit(unit(at)), at - start < 9 {
            value = value * 10 + Int(unit(at) - 0x30)
            at += 1
        }
        guard at > start, !NumberGlyph.isDigit(unit(at)) else { return nil }
        return (value, at - start, at)
    }

    /// Two to four Chinese digits written one by one: 二零二五, 九七.
    func spelledYear(at start: Int) -> (value: Int, count: Int, end: Int)? {
        var at = start
        var value = 0
        while at < start + 5, let digit = NumberGlyph.chineseDigit(unit(at)), unit(at) != 0x4E24 {
            value = value * 10 + digit
            at += 1
        }
        guard (2...4).contains(at - start) else { return nil }
        return (value, at - start, at)
    }

    /// first, 21st, twenty-first, 最后.
    func ordinal(at start: Int) -> (value: Int, end: Int)? {
        if let number = digits(at: start) {
            guard number.count <= 2, number.value > 0, let end = suffix(at: number.end) else { return nil }
            return (number.value, end)
        }
        guard NumberGlyph.isLetter(unit(start)) || unit(start) == 0x6700 else { return nil }
        if let word = words.word(in: text, from: start), word.kind == .ordinal { return (word.number, word.end) }
        guard let tens = words.cardinals.longest(in: text, from: start), tens.value == 20 || tens.value == 30,
            unit(tens.end) == 0x20 || unit(tens.end) == 0x2D,
            let ones = words.word(in: text, from: tens.end + 1), ones.kind == .ordinal, (1...9).contains(ones.number)
        else { return nil }
        return (Int(tens.value) + ones.number, ones.end)
    }

    /// st, nd, rd, th.
    func suffix(at end: Int) -> Int? {
        switch (unit(end), unit(end + 1)) {
        case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68):
            NumberGlyph.isAlphanumeric(unit(end + 2)) ? nil : end + 2
        default: nil
        }
    }

    /// An English number below a hundred: two, twenty-five.
    func cardinal(at start: Int) -> (value: Int, end: Int)? {
        guard NumberGlyph.isLetter(unit(start)), let first = words.cardinals.longest(in: text, from: start),
            first.value < 100
        else { return nil }
        guard first.value >= 20, unit(first.end) == 0x20 || unit(first.end) == 0x2D,
            let ones = words.cardinals.longest(in: text, from: first.end + 1), (1...9).contains(ones.value)
        else { return (Int(first.value), first.end) }
        return (Int(first.value + ones.value), ones.end)
    }

    /// nineteen ninety-six, two thousand and eighteen, seventeen hundred thirty three, nineteen zero one.
    func yearInWords(at start: Int) -> (value: Int, end: Int)? {
        guard let head = cardinal(at: start), head.value > 0, head.value < 100 else { return nil }
        let next = afterJoint(head.end)
        guard let scale = words.cardinals.longest(in: text, from: next), scale.value >= 100 else {
            guard (10...29).contains(head.value), let tail = cardinalPair(at: next) else { return nil }
            return (head.value * 100 + tail.value, tail.end)
        }
        let whole = head.value * Int(scale.value)
        guard whole <= 9000 else { return nil }
        var at = afterJoint(scale.end)
        if let past = has("and", at: at) { at = reader.afterSpaces(past) }
        guard let rest = cardinal(at: at) else { return (whole, scale.end) }
        return (whole + rest.value, rest.end)
    }

    /// The last two figures of a year: ninety six, zero one, twelve.
    private func cardinalPair(at start: Int) -> (value: Int, end: Int)? {
        guard let first = cardinal(at: start) else { return nil }
        if first.value >= 10 { return first }
        guard first.value == 0, let ones = cardinal(at: afterJoint(first.end)), ones.value < 10 else { return nil }
        return ones
    }

    private func afterJoint(_ end: Int) -> Int { unit(end) == 0x2D ? end + 1 : reader.afterSpaces(end) }

    /// Whether the ASCII `word` stands at `position`, closed by a word's boundary.
    func has(_ word: StaticString, at position: Int) -> Int? {
        for index in 0..<word.utf8CodeUnitCount {
            // SAFETY: the index is below the literal's own length.
            guard unit(position + index) == UInt16(unsafe word.utf8Start[index]) else { return nil }
        }
        let end = position + word.utf8CodeUnitCount
        return NumberGlyph.isAlphanumeric(unit(end)) ? nil : end
    }

    /// Whether one of `candidates` is the word right before `start`.
    func isPreceded(_ start: Int, by candidates: [StaticString]) -> Bool {
        guard let from = wordBefore(start) else { return false }
        let end = reader.beforeSpaces(start) + 1
        return candidates.contains { has($0, at: from) == end }
    }

    /// Where the Latin word begins that ends right before `start`, over a space.
    func wordBefore(_ start: Int) -> Int? {
        let last = reader.beforeSpaces(start)
        guard last >= 0, last < start - 1, NumberGlyph.isLetter(unit(last)) else { return nil }
        var from = last
        while from > 0, NumberGlyph.isLetter(unit(from - 1)), last - from < 12 { from -= 1 }
        return from
    }

    func isCapital(_ position: Int) -> Bool {
        scalars.indices.contains(position) && scalars[position] >= 0x41 && scalars[position] <= 0x5A
    }
}
