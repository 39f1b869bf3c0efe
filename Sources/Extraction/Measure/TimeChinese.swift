/// Chinese terms of a number and its unit: 2025年, 九月, 30日, 第三季度, 前8个月, 70年代.
extension TimeReader {
    /// A number with 年, 月, 日, 季度, 财年 … after it, finer than what stands before it.
    func chineseTerm(at start: Int, _ parts: inout TimeParts) -> Bool {
        let base = parts
        if yearTerm(at: start, &parts) { return true }
        parts = base
        guard let number = small(at: start, digits: 2) else { return false }
        let at = reader.afterSpaces(number.end)
        switch unit(at) {
        case 0x6708: return monthTerm(number.value, at: at, &parts)
        case 0x65E5, 0x53F7: return dayTerm(number.value, at: at, start: start, &parts)
        case 0x5B63: return quarterTerm(number.value, at: at, start: start, &parts)
        case 0x8D22 where unit(at + 1) == 0x5B63:  // 财季
            guard (1...4).contains(number.value) else { return false }
            (parts.isFiscal, parts.end) = (true, unit(at + 2) == 0x5EA6 ? at + 3 : at + 2)
            return fill(.quarter, .number(number.value), &parts)
        case 0x4E16 where unit(at + 1) == 0x7EAA:  // 世纪
            parts.end = at + 2
            return fill(.century, .number(number.value), &parts)
        default: return monthDayTerm(number.value, at: number.end, &parts)
        }
    }

    /// Coarse before fine, as Chinese writes.
    private func isFiner(_ grain: TimeParts.Grain, _ parts: TimeParts) -> Bool {
        parts.end == parts.start || grain < parts.finest || parts.finest == .weekday && parts.weekdayShift == nil
    }

    /// 十月22 at the end of a date that lost its 日.
    private func monthDayTerm(_ day: Int, at end: Int, _ parts: inout TimeParts) -> Bool {
        guard reference.isLiberal, parts.last == .month, parts.day == nil, unit(parts.end - 1) == 0x6708,
            (1...31).contains(day), !NumberGlyph.isAlphanumeric(unit(end)), unit(end) != 0x25, unit(end) != 0x2E,
            NumberGlyph.chinesePower(unit(end)) == nil, unit(end) != 0x4E2A, unit(end) != 0x3001
        else { return false }
        parts.end = end
        return fill(.day, .number(day), &parts)
    }

    // MARK: - Years

    /// 2025年, 二零二五年度, 25年 before a month, 2026财年; 90年代.
    private func yearTerm(at start: Int, _ parts: inout TimeParts) -> Bool {
        guard let number = yearNumber(at: start) else { return false }
        let at = reader.afterSpaces(number.end)
        if let end = fiscalYear(at: at) {
            guard number.count == 4 || number.count == 2, isFiner(.year, parts) else { return false }
            (parts.end, parts.isFiscal, parts.hasStatedYear) = (end, true, true)
            return fill(.year, .number(number.count == 4 ? number.value : 2000 + number.value), &parts)
        }
        guard unit(at) == 0x5E74, isFiner(.year, parts) || parts.century != nil else { return false }
        if unit(at + 1) == 0x4EE3 { return decade(number, end: at + 2, &parts) }  // 年代
        // 期 级 龄 报 are no ends of a date.
        if [0x671F, 0x7EA7, 0x9F84].contains(unit(at + 1)) { return false }
        parts.end = at + 1
        if unit(at + 1) == 0x5EA6, unit(at + 2) != 0x8BA1 { parts.end = at + 2 }  // 年度, not 年度计划
        guard number.count != 4 else {
            parts.hasStatedYear = true
            return (1000...2999).contains(number.value) && fill(.year, .number(number.value), &parts)
        }
        return shortYear(number, &parts)
    }

    /// 25年9月: two figures are a year only if a part of it follows, or where they can be no length.
    private func shortYear(_ number: (value: Int, count: Int, end: Int), _ parts: inout TimeParts) -> Bool {
        var more = parts
        let year = number.count == 2 ? fullYear(number.value) : number.value
        guard number.count > 1, number.count == 2 || reference.isLiberal, fill(.year, .number(year), &more) else {
            return false
        }
        more.hasStatedYear = true
        var tail = more
        let isFollowed = continues(&tail) && tail.weekday == nil
        let isSure =
            number.count == 3 || number.value >= 60
            || [0x30, 0x96F6, 0x3007].contains(unit(number.end - number.count))
            || unit(number.end - 2) == 0x4E00 && number.value > 12
        guard isFollowed || reference.isLiberal && isSure && !isLength(more.end) else { return false }
        parts = more
        return true
    }

    private func isLength(_ end: Int) -> Bool {
        words.agos.longest(in: text, from: end) != nil || [0x591A, 0x4F59, 0x6765, 0x95F4, 0x534A].contains(unit(end))
    }

    /// 财年, 财政年度, 会计年度.
    private func fiscalYear(at: Int) -> Int? {
        guard unit(at) == 0x8D22 || unit(at) == 0x4F1A, let word = words.word(in: text, from: at), word.kind == .fiscal,
            unit(word.end) == 0x5E74
        else { return nil }
        return unit(word.end + 1) == 0x5EA6 ? word.end + 2 : word.end + 1
    }

    /// 70年代, 七十年代; before 1930 the figures are of this century.
    private func decade(
        _ number: (value: Int, count: Int, end: Int), end: Int, _ parts: inout TimeParts
    ) -> Bool {
        guard number.value % 10 == 0, number.count == 2 || number.count == 4 else { return false }
        parts.end = end
        return fill(.decade, .number(number.value), &parts)
    }

    /// Arabic or Chinese digits one by one; 七十 counts as two.
    private func yearNumber(at start: Int) -> (value: Int, count: Int, end: Int)? {
        if NumberGlyph.isDigit(unit(start)) {
            guard let number = digits(at: start), number.count <= 4 else { return nil }
            return number
        }
        if let spelled = spelledYear(at: start), !NumberGlyph.isChineseNumeral(unit(spelled.end)) { return spelled }
        if let year = thousands(at: start) { return year }
        guard let number = small(at: start), unit(number.end) == 0x5E74, unit(number.end + 1) == 0x4EE3 else {
            return nil
        }
        return (number.value, 2, number.end)
    }

    /// 两千零八年, 二千二十四年; 两千年 is how long something took.
    private func thousands(at start: Int) -> (value: Int, count: Int, end: Int)? {
        guard unit(start) == 0x4E8C || unit(start) == 0x4E24, unit(start + 1) == 0x5343 else { return nil }
        let at = unit(start + 2) == 0x96F6 ? start + 3 : start + 2
        guard !NumberGlyph.isDigit(unit(at)), let rest = small(at: at), (1...99).contains(rest.value) else {
            return nil
        }
        return (2000 + rest.value, 4, rest.end)
    }

    // MARK: - Quarters, months, days

    /// 三季度, 第3季; 三季节 is none.
    private func quarterTerm(_ number: Int, at: Int, start: Int, _ parts: inout TimeParts) -> Bool {
        let next = unit(at + 1), isNumbered = unit(start - 1) == 0x7B2C
        guard (1...4).contains(number), next == 0x5EA6 || isNumbered || next != 0x8282, isFiner(.quarter, parts)
        else { return false }
        if next != 0x5EA6, !isNumbered, parts.year == nil, NumberGlyph.isDigit(unit(start)) { return false }
        parts.end = next == 0x5EA6 ? at + 2 : at + 1
        return fill(.quarter, .number(number), &parts)
    }

    private func monthTerm(_ number: Int, at: Int, _ parts: inout TimeParts) -> Bool {
        guard (1...12).contains(number), isFiner(.month, parts), unit(at + 1) != 0x4E4B else { return false }
        parts.end = unit(at + 1) == 0x4EFD ? at + 2 : at + 1
        return fill(.month, .number(number), &parts)
    }

    /// 30日, 30号; 日元, 日内, 号文 are words of their own.
    private func dayTerm(_ number: Int, at: Int, start: Int, _ parts: inout TimeParts) -> Bool {
        guard (1...31).contains(number), isFiner(.day, parts), parts.week == nil else { return false }
        let next = unit(at + 1)
        if unit(at) == 0x65E5 {
            if [0x5143, 0x5706, 0x5747, 0x7EBF].contains(next) { return false }
            if next == 0x5185, parts.month == nil { return false }
        } else if [0x6587, 0x7EBF, 0x697C, 0x8F66].contains(next) || parts.month == nil && isNumbered(start) {
            return false
        }
        if parts.end == parts.start {
            // 第5日, 连续5日, 连5日.
            if [0x7B2C, 0x7EED, 0x8FDE].contains(unit(start - 1)) { return false }
            if !NumberGlyph.isDigit(unit(start)), !isAfterRangeSign(start),
                NumberGlyph.isHan(unit(start - 1)) || unit(at) == 0x53F7
            {
                return false
            }
        }
        parts.end = at + 1
        return fill(.day, .number(number), &parts)
    }

    /// 至, 到, 与 before it: the end of a range.
    private func isAfterRangeSign(_ start: Int) -> Bool {
        [0x81F3, 0x5230, 0x4E0E].contains(unit(reader.beforeSpaces(start)))
    }

    /// 3号 of no month is as often a building or a rocket.
    private func isNumbered(_ start: Int) -> Bool {
        NumberGlyph.isHan(unit(start - 1)) && !reference.isLiberal
            && ![0x5728, 0x4E8E, 0x5230, 0x81F3].contains(unit(start - 1))
    }

    // MARK: - The nth of something

    /// 第三季度, 十月的第一个星期一, 今年最后3周, 前8个月.
    func nthTerm(at start: Int, _ parts: inout TimeParts) -> Bool {
        switch unit(start) {
        case 0x7B2C:
            guard let number = small(at: start + 1) else { return false }
            if chineseQuarter(at: start + 1, &parts) { return true }
            return nth(number.value, count: 1, at: number.end, &parts)
        case 0x6700:
            guard let word = words.word(in: text, from: start), word.kind == .ordinal else { return false }
            guard let number = small(at: reader.afterSpaces(word.end)) else {
                return nth(word.number, count: 1, at: word.end, &parts)
            }
            return nth(word.number, count: number.value, at: reader.afterSpaces(number.end), &parts)
        case 0x524D, 0x9996, 0x5934:  // 前 首 头
            guard let number = small(at: reader.afterSpaces(start + 1)) else { return false }
            return firstMonths(number, isFirst: parts.end == parts.start, &parts)
        default: return false
        }
    }

    private func chineseQuarter(at: Int, _ parts: inout TimeParts) -> Bool {
        var more = parts
        guard chineseTerm(at: at, &more), more.quarter != parts.quarter else { return false }
        parts = more
        return true
    }

    private func nth(_ first: Int, count: Int, at: Int, _ parts: inout TimeParts) -> Bool {
        if parts.feast != nil { return dayOfFeast(first, at: at, &parts) }
        guard parts.ordinal == nil, parts.isContainer, first != 0 else { return false }
        let next = unit(at) == 0x4E2A ? at + 1 : at
        if let word = words.word(in: text, from: next), word.kind == .weekday {
            (parts.ordinal, parts.end) = (.init(first: first, unit: .day, weekday: word.number), word.end)
        } else if let found = words.unit(in: text, from: next) ?? words.unit(in: text, from: at) {
            (parts.ordinal, parts.end) = (.init(first: first, count: count, unit: found.unit), found.end)
        } else {
            return false
        }
        parts.last = .ordinal
        return true
    }

    /// 春节第三天, 斋月第一天.
    private func dayOfFeast(_ number: Int, at: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.ordinal == nil, (1...30).contains(number), let found = words.unit(in: text, from: at),
            found.unit == .day
        else { return false }
        (parts.ordinal, parts.end, parts.last) = (.init(first: number, unit: .day), found.end, .ordinal)
        return true
    }

    /// 前8个月, 前三季度, 首两周 of the year that stands before, else of this year; outside news that is a length.
    private func firstMonths(
        _ number: (value: Int, end: Int), isFirst: Bool, _ parts: inout TimeParts
    ) -> Bool {
        let at = reader.afterSpaces(number.end)
        guard number.value > 0, parts.ordinal == nil, parts.feast == nil,
            let found = words.unit(in: text, from: at), found.unit == .quarter || found.unit == .month || !isFirst
        else { return false }
        let limit = found.unit == .quarter ? 3 : 11
        guard found.unit != .month && found.unit != .quarter || number.value <= limit else { return false }
        if isFirst {
            guard !reference.isLiberal || found.unit == .quarter else { return false }
            guard number.value > 1 else { return false }
            parts.year = reference.date.map { .number($0.components.year) } ?? .shift(0)
            parts.isYearInferred = true
        }
        guard parts.isContainer, found.unit != .year else { return false }
        let last = unit(found.end) == 0x4EFD ? found.end + 1 : found.end
        (parts.ordinal, parts.end, parts.last) = (
            .init(first: 1, count: number.value, unit: found.unit), last, .ordinal
        )
        return true
    }
}
