/// Dates in English: Sept 30, 2025; 30 September; third quarter of 2025; fiscal 2026; three months ended June 30.
extension TimeReader {
    /// One time in English words at `start`; ranges are joined by the caller.
    func english(at start: Int) -> TimeValue? {
        guard start == 0 || !NumberGlyph.isAlphanumeric(unit(start - 1)) else { return nil }
        if NumberGlyph.isDigit(unit(start)) { return dayFirst(at: start) ?? slashed(at: start) ?? bareYear(at: start) }
        if let value = monthName(at: start) { return value }
        if let value = fiscal(at: start) { return value }
        return ended(at: start) ?? edge(at: start)
    }

    /// Whether the ASCII `word` stands at `position`, closed by a word's boundary.
    func has(_ word: StaticString, at position: Int) -> Int? {
        var at = position
        for byte in "\(word)".utf8 {
            guard unit(at) == UInt16(byte) else { return nil }
            at += 1
        }
        return NumberGlyph.isAlphanumeric(unit(at)) ? nil : at
    }

    private func month(at start: Int) -> (number: Int, end: Int)? {
        guard NumberGlyph.isLetter(unit(start)), let word = words.longest(in: text, from: start),
            word.what == .monthName
        else { return nil }
        return (word.number, word.end)
    }

    /// 30, 30th: a day of the month.
    private func dayOfMonth(at start: Int) -> (value: Int, end: Int)? {
        guard NumberGlyph.isDigit(unit(start)), let number = small(at: start), (1...31).contains(number.value) else {
            return nil
        }
        var end = number.end
        let pair = (unit(end), unit(end + 1))
        if pair == (0x73, 0x74) || pair == (0x6E, 0x64) || pair == (0x72, 0x64) || pair == (0x74, 0x68) { end += 2 }
        guard !NumberGlyph.isAlphanumeric(unit(end)), unit(end) != 0x25 else { return nil }
        if unit(end) == 0x2E || unit(end) == 0x2C, NumberGlyph.isDigit(unit(end + 1)) { return nil }
        return (number.value, end)
    }

    /// A year after a date: `, 2025`, ` 2025`, ` '25`.
    private func yearAfter(_ end: Int) -> (value: Int, end: Int)? {
        var at = end
        if unit(at) == 0x2C { at += 1 }
        at = reader.afterSpaces(at)
        if let past = has("of", at: at) { at = reader.afterSpaces(past) }
        guard let year = small(at: at, digits: 4), NumberGlyph.isDigit(unit(at)), year.end - at == 4,
            (1500...2199).contains(year.value),
            !NumberGlyph.isLetter(unit(year.end)), !(unit(year.end) == 0x2E && NumberGlyph.isDigit(unit(year.end + 1)))
        else { return nil }
        return (year.value, year.end)
    }

    /// Sept. 30, 2025; September 2025; September.
    private func monthName(at start: Int) -> TimeValue? {
        guard let month = month(at: start), isName(start, end: month.end, number: month.number) else { return nil }
        var value = TimeValue(end: month.end, month: month.number)
        var at = reader.afterSpaces(month.end)
        if unit(at) == 0x2D { at += 1 }
        if let past = has("the", at: at) { at = reader.afterSpaces(past) }
        if let day = dayOfMonth(at: at) { (value.day, value.end) = (day.value, day.end) }
        if let year = yearAfter(value.end) {
            (value.year, value.end, value.hasStatedYear) = (year.value, year.end, true)
        } else if value.day == nil, let word = words.longest(in: text, from: reader.afterSpaces(value.end)),
            word.what == .year,
            let year = reference.date?.components.year
        {
            (value.year, value.end, value.basis) = (year + word.number, word.end, reference.relative)
        }
        return value
    }

    /// `may` and `march` are months only beside a number or with a capital.
    private func isName(_ start: Int, end: Int, number: Int) -> Bool {
        guard number == 5 || number == 3 || end - start == 3 else { return true }
        let next = unit(reader.afterSpaces(end))
        if NumberGlyph.isDigit(next) { return true }
        return isCapital(start) && (number != 5 || isAfterPreposition(start)) || reference.isLiberal && number != 5
    }

    private func isCapital(_ position: Int) -> Bool {
        position < scalars.count && scalars[position] >= 0x41 && scalars[position] <= 0x5A
    }

    /// in, by, since, until, of, last, next, this … stand before.
    private func isAfterPreposition(_ start: Int) -> Bool {
        guard start > 2, unit(start - 1) == 0x20 else { return false }
        var from = start - 1
        while from > 0, NumberGlyph.isLetter(unit(from - 1)), from > start - 10 { from -= 1 }
        for word: StaticString in [
            "in", "by", "since", "until", "of", "from", "through", "during", "for", "late", "early", "to", "after",
            "before", "through", "mid",
        ]
        where has(word, at: from) == start - 1 { return true }
        return false
    }

    /// 30 September 2025; 30th of September.
    private func dayFirst(at start: Int) -> TimeValue? {
        guard let day = dayOfMonth(at: start) else { return nil }
        var at = reader.afterSpaces(day.end)
        if let past = has("of", at: at) { at = reader.afterSpaces(past) }
        if unit(at) == 0x2D { at += 1 }
        guard at > day.end, let month = month(at: at) else { return nil }
        var value = TimeValue(end: month.end, month: month.number, day: day.value)
        if unit(month.end) == 0x2D, let year = small(at: month.end + 1, digits: 4), year.end - month.end == 5 {
            (value.year, value.end, value.hasStatedYear) = (year.value, year.end, true)
        } else if let year = yearAfter(month.end) {
            (value.year, value.end, value.hasStatedYear) = (year.value, year.end, true)
        }
        return value
    }

    /// 9/30/2025 and, where the first cannot be a month, 30/9/2025.
    private func slashed(at start: Int) -> TimeValue? {
        guard let first = small(at: start), unit(first.end) == 0x2F || reference.isLiberal && unit(first.end) == 0x2D,
            let second = small(at: first.end + 1), NumberGlyph.isDigit(unit(first.end + 1))
        else { return nil }
        guard unit(second.end) == unit(first.end), let year = small(at: second.end + 1, digits: 4),
            NumberGlyph.isDigit(unit(second.end + 1))
        else { return nil }
        let digits = year.end - second.end - 1
        guard digits == 4 || digits == 2 && reference.isLiberal, !NumberGlyph.isAlphanumeric(unit(year.end)) else {
            return nil
        }
        let number = digits == 4 ? year.value : year.value + (year.value < 70 ? 2000 : 1900)
        let (month, day) = first.value > 12 ? (second.value, first.value) : (first.value, second.value)
        guard CivilDate(year: number, month: month, day: day) != nil else { return nil }
        return TimeValue(end: year.end, year: number, month: month, day: day, hasStatedYear: true)
    }

    /// A year in figures: `2025` among Latin words, not before a unit.
    private func bareYear(at start: Int) -> TimeValue? {
        guard let year = small(at: start, digits: 4), year.end - start == 4, (1950...2059).contains(year.value) else {
            return nil
        }
        let before = unit(start - 1), after = unit(year.end)
        guard
            before == 0x20 || start == 0 || before == 0x28 || before == 0x2D && NumberGlyph.isLetter(unit(start - 2))
                || before == 0x0A, !NumberGlyph.isAlphanumeric(after),
            after == 0x20 || after == 0x2E || after == 0x2C || after == 0x29 || after == 0 || after == 0x0A
                || after == 0x3B || after == 0x27 || after == 0x2D
        else { return nil }
        if after == 0x2E || after == 0x2C || after == 0x2D, NumberGlyph.isDigit(unit(year.end + 1)) { return nil }
        let next = unit(reader.afterSpaces(year.end)), previous = unit(reader.beforeSpaces(start))
        if NumberGlyph.isHan(next) || NumberGlyph.isHan(previous) { return nil }
        guard reference.isLiberal || isAfterPreposition(start) || NumberGlyph.isLetter(previous) || before == 0x2D
        else { return nil }
        var value = TimeValue(end: year.end, year: year.value, hasStatedYear: true)
        englishTail(&value)
        return value
    }

    /// `2025 third quarter`, `2025 first half`.
    private func englishTail(_ value: inout TimeValue) {
        guard let word = words.longest(in: text, from: reader.afterSpaces(value.end)),
            NumberGlyph.isLetter(unit(word.end - 1))
        else { return }
        switch word.what {
        case .quartername: (value.quarter, value.end) = (word.number, word.end)
        case .halfname: (value.half, value.end) = (word.number, word.end)
        default: break
        }
    }

    /// After `third quarter`, `first half`, `end`: of 2025, of fiscal 2026, of this year, 2025.
    func yearOf(_ value: inout TimeValue) {
        var at = reader.afterSpaces(value.end)
        for word: StaticString in ["of", "in", "for"] {
            if let past = has(word, at: at) { at = reader.afterSpaces(past) }
        }
        if let past = has("the", at: at) { at = reader.afterSpaces(past) }
        if let fiscal = fiscal(at: at), let year = fiscal.year {
            (value.year, value.end, value.basis) = (year, fiscal.end, .fiscalCalendar)
            value.precision = value.quarter != nil ? .fiscalQuarter : .fiscalYear
            value.fiscal = "FY\(year)" + (value.quarter.map { "Q\($0)" } ?? "")
            settleFiscal(&value)
        } else if let year = yearAfter(at) {
            (value.year, value.end, value.hasStatedYear, value.basis) = (year.value, year.end, true, .explicit)
        } else if let word = words.longest(in: text, from: at), word.what == .year,
            let year = reference.date?.components.year,
            NumberGlyph.isLetter(unit(at))
        {
            (value.year, value.end, value.basis) = (year + word.number, word.end, reference.relative)
        }
    }

    /// fiscal 2026, fiscal year 2026, fiscal third quarter, fiscal Q3.
    private func fiscal(at start: Int) -> TimeValue? {
        guard let past = has("fiscal", at: start) else { return nil }
        var at = past
        if unit(at) == 0x20 || unit(at) == 0x2D { at += 1 }
        if let year = has("year", at: at) { at = reader.afterSpaces(year) }
        if let year = small(at: at, digits: 4), NumberGlyph.isDigit(unit(at)), year.end - at == 4 || year.end - at == 2
        {
            let number = year.end - at == 4 ? year.value : 2000 + year.value
            var value = TimeValue(
                end: year.end, year: number, hasStatedYear: true, precision: .fiscalYear, basis: .fiscalCalendar,
                fiscal: "FY\(number)")
            englishTail(&value)
            if let quarter = value.quarter {
                (value.fiscal, value.precision) = ("FY\(number)Q\(quarter)", .fiscalQuarter)
            }
            settleFiscal(&value)
            return value
        }
        guard let word = words.longest(in: text, from: at), word.what == .quartername else { return nil }
        var value = TimeValue(
            end: word.end, quarter: word.number, precision: .fiscalQuarter, basis: .fiscalCalendar,
            fiscal: "FYQ\(word.number)")
        yearOf(&value)
        value.basis = .fiscalCalendar
        value.precision = .fiscalQuarter
        return value
    }

    /// three months ended Sept. 30; quarter ended June 30, 2025; year ended March.
    private func ended(at start: Int) -> TimeValue? {
        var at = start, months = 12
        if let past = has("quarter", at: start) {
            (at, months) = (past, 3)
        } else if let past = has("year", at: start) {
            at = past
        } else {
            guard let number = Self.monthCounts.longest(in: text, from: start),
                let past = has("months", at: reader.afterSpaces(number.end))
            else { return nil }
            (at, months) = (past, Int(number.value))
        }
        at = reader.afterSpaces(at)
        guard let past = has("ended", at: at) ?? has("ending", at: at) ?? has("to", at: at) else { return nil }
        return closing(months: months, at: reader.afterSpaces(past))
    }

    static let monthCounts = WordTable(
        [("three", 3), ("six", 6), ("nine", 9), ("twelve", 12), ("3", 3), ("6", 6), ("9", 9), ("12", 12)].map {
            (Array($0.0.utf16), Int32($0.1))
        })

    /// The `months` that close with the date at `start`.
    func closing(months: Int, at start: Int) -> TimeValue? {
        guard var last = single(at: start), last.month != nil || last.period != nil else { return nil }
        last.resolve(reference)
        guard let end = last.period?.end, let first = end.adding(days: 1).adding(months: -months) else { return nil }
        last.period = CalendarPeriod(start: first, end: end, precision: .range)
        last.precision = months == 3 ? .quarter : months == 6 ? .half : months == 12 ? .year : .range
        return last
    }

    /// end of 2025, early 2026, mid-2026, late last year, beginning of next year.
    private func edge(at start: Int) -> TimeValue? {
        guard
            let lead = has("early", at: start) ?? has("late", at: start) ?? has("mid", at: start) ?? has(
                "end", at: start) ?? has("beginning", at: start) ?? has("start", at: start)
        else { return nil }
        let isEnd = unit(start) == 0x65 && unit(start + 1) == 0x6E
        var value = TimeValue(end: lead)
        let at = unit(lead) == 0x2D ? lead + 1 : lead
        value.end = at
        yearOf(&value)
        guard let year = value.year, value.end > at else { return nil }
        if isEnd {
            (value.month, value.day, value.precision) = (12, 31, .day)
        } else {
            value.period = CalendarPeriod.year(year); value.precision = .year
        }
        return value
    }
}
