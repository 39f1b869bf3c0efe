/// Ranges (3月至5月, 2025-2027年), spans that lean on today (未来三年, 十天后) and sessions of a trading day.
extension TimeReader {
    /// Joins `first` with what follows a dash, 至, 到 or `to`.
    func range(from first: TimeValue, start: Int) -> TimeValue? {
        guard let at = afterRangeSign(first.end), var second = single(at: at) else { return first }
        if first.session.isEmpty == false { return first }
        inherit(from: first, into: &second)
        second.resolve(reference)
        guard let from = first.period?.start, let to = second.period?.end, from <= to else { return first }
        var joined = second
        joined.hasStatedYear = first.hasStatedYear || second.hasStatedYear
        joined.period = CalendarPeriod(start: from, end: to, precision: .range)
        joined.precision = .range
        joined.basis = first.basis == .explicit ? second.basis : first.basis
        joined.fiscal = ""
        return joined
    }

    private func afterRangeSign(_ end: Int) -> Int? {
        let at = reader.afterSpaces(end)
        let c = unit(at)
        if c == 0x81F3 || c == 0x5230 { return reader.afterSpaces(at + 1) }
        if NumberGlyph.isDash(c) { return reader.afterSpaces(NumberGlyph.isDash(unit(at + 1)) ? at + 2 : at + 1) }
        if at > end, c == 0x74, unit(at + 1) == 0x6F, unit(at + 2) == 0x20 { return at + 3 }
        return nil
    }

    private func inherit(from first: TimeValue, into second: inout TimeValue) {
        if second.year == nil, second.period == nil { second.year = first.year }
        if second.month == nil, second.day != nil { second.month = first.month }
        if second.year != nil, second.period != nil, second.basis == .context { second.basis = first.basis }
    }

    /// 2025-2027年, 2025至2027年: the first year has no 年.
    func yearRange(at start: Int) -> TimeValue? {
        guard let first = small(at: start, digits: 4), NumberGlyph.isDigit(unit(start)), first.end - start == 4,
            (1900...2100).contains(first.value)
        else { return nil }
        let at = reader.afterSpaces(first.end)
        guard NumberGlyph.isDash(unit(at)) || unit(at) == 0x81F3 || unit(at) == 0x5230 || unit(at) == 0x2F else {
            return nil
        }
        let next = reader.afterSpaces(at + 1)
        guard let last = small(at: next, digits: 4), NumberGlyph.isDigit(unit(next)) else { return nil }
        let digits = last.end - next
        guard digits == 4 || digits == 2 else { return nil }
        let lastYear = digits == 4 ? last.value : first.value / 100 * 100 + last.value
        let hasMark = unit(reader.afterSpaces(last.end)) == 0x5E74
        guard lastYear > first.value, lastYear <= 2100, hasMark || digits == 4,
            !NumberGlyph.isAlphanumeric(unit(last.end)), unit(last.end) != 0x2D, unit(last.end) != 0x2E,
            let from = CalendarPeriod.year(first.value), let to = CalendarPeriod.year(lastYear)
        else { return nil }
        var end = hasMark ? reader.afterSpaces(last.end) + 1 : last.end
        if hasMark, unit(end) == 0x5EA6 { end += 1 }
        return TimeValue(
            end: end, hasStatedYear: true, period: CalendarPeriod(start: from.start, end: to.end, precision: .range),
            precision: .range)
    }

    /// 未来三年, 过去十年, 近三年, 今后5年; 十天后, 3个月前, 三年内.
    func durationAround(at start: Int) -> TimeValue? {
        let led = spans.lead.longest(in: text, from: start)
        if let lead = led ?? (reference.isLiberal ? spans.freeLead.longest(in: text, from: start) : nil) {
            var at = reader.afterSpaces(lead.end)
            if unit(at) == 0x7684 { at += 1 }
            guard let length = duration(at: at) else { return nil }
            return span(count: lead.value == 2 ? length.count : -length.count, length.unit, end: length.end)
        }
        guard let length = duration(at: start),
            let trail = spans.trail.longest(in: text, from: reader.afterSpaces(length.end))
        else { return nil }
        switch trail.value {
        case 0: return shifted(-length.count, length.unit, end: trail.end)
        case 2: return shifted(length.count, length.unit, end: trail.end)
        default: return span(count: length.count, length.unit, end: trail.end)
        }
    }

    enum LengthUnit { case day, week, month, quarter, year }

    /// 三年, 5个月, 两周, 十天.
    func duration(at start: Int) -> (count: Int, unit: LengthUnit, end: Int)? {
        if let length = englishDuration(at: start) { return length }
        var number = small(at: start, digits: 3)
        if number == nil, unit(start) == 0x51E0 || unit(start) == 0x6570 { number = (3, start + 1) }
        guard let number, number.value > 0, number.value < 500 else { return nil }
        var at = reader.afterSpaces(number.end)
        if unit(at) == 0x591A || unit(at) == 0x4F59 { at += 1 }
        if unit(at) == 0x4E2A { at += 1 }
        switch unit(at) {
        case 0x5929, 0x65E5: return (number.value, .day, at + 1)
        case 0x5468: return (number.value, .week, at + 1)
        case 0x661F, 0x793C: return (number.value, .week, at + 2)
        case 0x6708: return at == number.end ? nil : (number.value, .month, at + 1)
        case 0x5B63: return (number.value, .quarter, unit(at + 1) == 0x5EA6 ? at + 2 : at + 1)
        case 0x5E74: return (number.value, .year, at + 1)
        default: return nil
        }
    }

    /// three years, 5 days, a week, 12-month.
    private func englishDuration(at start: Int) -> (count: Int, unit: LengthUnit, end: Int)? {
        var count = 1, at = start
        if NumberGlyph.isDigit(unit(start)) {
            guard let number = small(at: start, digits: 3) else { return nil }
            (count, at) = (number.value, number.end)
        } else if let past = has("a", at: start) ?? has("an", at: start) {
            at = past
        } else if let past = has("few", at: start) ?? has("several", at: start) {
            (count, at) = (3, past)
        } else {
            guard let found = EnglishNumeralReader.small.longest(in: text, from: start) else { return nil }
            (count, at) = (Int(found.value), found.end)
        }
        guard unit(at) == 0x20 || unit(at) == 0x2D, count > 0, count < 500 else { return nil }
        at += 1
        for (word, plural, length) in Self.lengths {
            if let end = has(plural, at: at) ?? has(word, at: at) { return (count, length, end) }
        }
        return nil
    }

    private static let lengths: [(StaticString, StaticString, LengthUnit)] = [
        ("day", "days", .day), ("week", "weeks", .week), ("month", "months", .month), ("quarter", "quarters", .quarter),
        ("year", "years", .year),
    ]

    private func moved(_ date: CivilDate, _ count: Int, _ unit: LengthUnit) -> CivilDate? {
        switch unit {
        case .day: date.adding(days: count)
        case .week: date.adding(days: 7 * count)
        case .month: date.adding(months: count)
        case .quarter: date.adding(months: 3 * count)
        case .year: date.adding(months: 12 * count)
        }
    }

    private func span(count: Int, _ unit: LengthUnit, end: Int) -> TimeValue {
        var value = TimeValue(end: end, precision: .range, basis: reference.relative)
        guard let date = reference.date, let other = moved(date, count, unit) else { return value }
        value.period = CalendarPeriod(start: min(date, other), end: max(date, other), precision: .range)
        return value
    }

    /// 十天后 counts from the last date the text states (the narrative goes on), else from publication.
    private func shifted(_ count: Int, _ unit: LengthUnit, end: Int) -> TimeValue {
        let anchor = reference.isLiberal ? reference.date : reference.stated ?? reference.published
        var value = TimeValue(
            end: end, basis: reference.stated != nil && !reference.isLiberal ? .relativeToText : reference.relative)
        guard let anchor, let date = moved(anchor, count, unit) else { return value }
        switch unit {
        case .day, .week: value.period = CalendarPeriod.day(date)
        case .month, .quarter:
            value.precision = .month
            value.period = CalendarPeriod.month(date.components.month, of: date.components.year)
        case .year:
            value.precision = .year
            value.period = CalendarPeriod.year(date.components.year)
        }
        return value
    }

    /// 盘前, 收盘, after hours … right after a date or alone.
    func session(at start: Int) -> (name: String, end: Int)? {
        guard let found = spans.sessions.longest(in: text, from: start) else { return nil }
        return (spans.names[Int(found.value)], found.end)
    }
}
