/// Reads lengths of time: 三年, 5个月, two weeks, 一年半, `1 month and 21 days`.
extension TimeReader {
    /// The length at `start`; `plain` ones follow a word like 过去, where 两月 is two months.
    func length(at start: Int, plain: Bool = false) -> TimeLength? {
        guard var length = single(at: start, plain: plain) else { return nil }
        half(&length)
        for _ in 0..<3 {
            guard length.unit == .year || length.unit == .month || length.unit == .week, length.turn == nil,
                let next = afterJoint(length.end), let more = single(at: next, plain: false), more.weekday == nil,
                more.turn == nil, more.unit != length.unit, !more.isVague
            else { break }
            (length.months, length.days) = (length.months + more.months, length.days + more.days)
            (length.end, length.isMixed) = (more.end, true)
            if more.unit.rawValue < length.unit.rawValue { length.unit = more.unit }
        }
        return length
    }

    /// Over `and`, a comma, a space to a further number.
    private func afterJoint(_ end: Int) -> Int? {
        var at = end
        if NumberGlyph.isHan(unit(end)) || NumberGlyph.isDigit(unit(end)) {
            if unit(at) == 0x53C8 || unit(at) == 0x96F6 { at += 1 }
            return at
        }
        if unit(at) == 0x2C { at += 1 }
        at = reader.afterSpaces(at)
        if let past = has("and", at: at) { at = reader.afterSpaces(past) }
        return at > end ? at : nil
    }

    /// 一年半 has six months more.
    private func half(_ length: inout TimeLength) {
        guard unit(length.end) == 0x534A, length.unit == .year, unit(length.end + 1) != 0x5BFC else { return }
        (length.months, length.end, length.isMixed) = (length.months + 6, length.end + 1, true)
    }

    /// One number with its unit.
    private func single(at start: Int, plain: Bool) -> TimeLength? {
        if unit(start) == 0x534A { return halfUnit(at: start) }
        guard let number = countOf(at: start), number.value > 0, number.value < 500 else { return nil }
        let isLatin = NumberGlyph.isLetter(unit(number.end - 1))
        var at = number.end
        if unit(at) == 0x591A || unit(at) == 0x4F59 { at += 1 }
        let isSpaced = NumberGlyph.isSpace(unit(at)) || unit(at) == 0x2D
        if isSpaced { at = unit(at) == 0x2D ? at + 1 : reader.afterSpaces(at) }
        if unit(at) == 0x4E2A, unit(at + 1) == 0x534A, unit(at + 2) == 0x6708 {  // 个半月
            var length = TimeLength(unit: .month, count: number.value, end: at + 3)
            (length.days, length.isMixed) = (15, true)
            return length
        }
        let turn = isSpaced ? self.turn(at: at) : nil
        if let turn { at = turn.end }
        guard !isLatin || isSpaced else { return nil }
        if isSpaced, let word = words.word(in: text, from: at), word.kind == .weekday, NumberGlyph.isLetter(unit(at)),
            turn == nil, unit(word.end - 1) == 0x73
        {
            var length = TimeLength(unit: .day, count: number.value, end: word.end)
            length.weekday = word.number
            return length
        }
        guard let found = words.unit(in: text, from: at), found.unit != .half || NumberGlyph.isHan(unit(at)),
            isLength(found, at: at, number: number, plain: plain)
        else { return nil }
        var length = TimeLength(unit: found.unit, count: number.value, end: found.end)
        (length.turn, length.isVague) = (turn?.number, number.isVague)
        return length
    }

    private func turn(at: Int) -> (number: Int, end: Int)? {
        guard NumberGlyph.isLetter(unit(at)), let word = words.word(in: text, from: at),
            word.kind == .rolling || word.kind == .shift && (abs(word.number) == 1 || word.number == 3)
        else { return nil }
        return (word.number, reader.afterSpaces(word.end))
    }

    /// 3月 is March and 2025年 a year; with 个, or after 过去, they are lengths.
    private func isLength(
        _ found: (unit: TimeUnit, end: Int), at: Int, number: (value: Int, end: Int, isVague: Bool), plain: Bool
    ) -> Bool {
        guard NumberGlyph.isHan(unit(at)) else { return true }
        if found.unit == .month, unit(at) == 0x6708 { return plain && unit(found.end - 1) == 0x6708 }
        if found.unit == .weekend { return false }
        // 年度, 月份 and 季 name one period, they do not count.
        return unit(found.end - 1) != 0x4EFD && (unit(found.end - 1) != 0x5EA6 || unit(found.end - 2) == 0x5B63)
    }

    /// 半年, 半个月.
    private func halfUnit(at start: Int) -> TimeLength? {
        if unit(start + 1) == 0x5E74 {
            guard unit(start + 2) != 0x62A5, unit(start + 2) != 0x5EA6 else { return nil }
            return TimeLength(unit: .half, count: 1, end: start + 2)
        }
        guard unit(start + 1) == 0x4E2A, unit(start + 2) == 0x6708 else { return nil }
        return TimeLength(unit: .day, count: 15, end: start + 3)
    }

    /// 两三, 三五: the greater one.
    private func neighbours(at start: Int) -> (value: Int, end: Int)? {
        guard let first = NumberGlyph.chineseDigit(unit(start)), let second = NumberGlyph.chineseDigit(unit(start + 1)),
            first > 0, second > first, second - first <= 2, !NumberGlyph.isChineseNumeral(unit(start + 2))
        else { return nil }
        return (second, start + 2)
    }

    /// How many: figures, Chinese or English numbers, a few; of 三到五 and 3-5 the greater one.
    private func countOf(at start: Int) -> (value: Int, end: Int, isVague: Bool)? {
        guard let number = oneCount(at: start) else { return nil }
        guard !number.isVague, !NumberGlyph.isLetter(unit(start)),
            isRangeWord(unit(number.end)) || NumberGlyph.isDash(unit(number.end)),
            let upper = small(at: number.end + 1), upper.value > number.value, upper.value < number.value + 20
        else { return number }
        return (upper.value, upper.end, true)
    }

    private func oneCount(at start: Int) -> (value: Int, end: Int, isVague: Bool)? {
        if NumberGlyph.isDigit(unit(start)) {
            guard let number = digits(at: start), number.count <= 3, !isDecimal(number.end) else { return nil }
            return (number.value, number.end, false)
        }
        if let found = words.counts.longest(in: text, from: start) {
            let isArticle = found.value == 1
            if isArticle || !NumberGlyph.isHan(unit(start)) || unit(found.end) != 0x5341 {
                return (Int(found.value), found.end, !isArticle)
            }
        }
        if let number = cardinal(at: start) { return (number.value, number.end, false) }
        if let number = neighbours(at: start) { return (number.value, number.end, true) }
        return small(at: start).map { ($0.value, $0.end, false) }
    }
}
