/// English terms of an ordinal or a unit: third quarter, first two weeks of, 20th of, the week of, Q3, week 31.
extension TimeReader {
    /// `third quarter`, `first Monday`, `fifth last day`, `21st of next month`, `the second`.
    func ordinalTerm(at start: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.ordinal == nil, parts.edge == nil, let number = ordinal(at: start) else { return false }
        var first = number.value
        var at = unit(number.end) == 0x2D ? number.end + 1 : reader.afterSpaces(number.end)
        if let past = has("last", at: at) { (first, at) = (-first, reader.afterSpaces(past)) }
        if let word = words.word(in: text, from: at), word.kind == .fiscal {
            (parts.isFiscal, at) = (true, reader.afterSpaces(word.end))
        } else if let past = has("calendar", at: at) {
            at = reader.afterSpaces(past)
        }
        if let word = words.word(in: text, from: at), word.kind == .weekday || word.kind == .shortday && isCapital(at) {
            (parts.ordinal, parts.end, parts.last) = (
                .init(first: first, unit: .day, weekday: word.number), word.end, .ordinal
            )
            return true
        }
        if let found = words.unit(in: text, from: at) { return nth(first, found, number.end, &parts) }
        if first == number.value, several(first: first, at: at, &parts) { return true }
        guard first == number.value, (1...31).contains(first) else { return false }
        return dayTerm(first, at: start, end: number.end, &parts)
    }

    private func nth(_ first: Int, _ found: (unit: TimeUnit, end: Int), _ end: Int, _ parts: inout TimeParts) -> Bool {
        parts.end = found.end
        switch found.unit {
        case .quarter:
            guard first >= -1, (1...4).contains(first) || first == -1 else { return false }
            return fill(.quarter, .number(first == -1 ? 4 : first), &parts)
        case .half:
            guard [1, 2, -1].contains(first) else { return false }
            return fill(.half, .number(first == -1 ? 2 : first), &parts)
        case .century: return reference.isLiberal && first > 10 && fill(.century, .number(first), &parts)
        case .day where (1...31).contains(first):
            var more = parts
            more.end = found.end
            if dayTerm(first, at: end, end: found.end, &more) {
                parts = more
                return true
            }
            fallthrough
        case .day, .tradingDay, .week, .weekend, .month:
            (parts.ordinal, parts.last) = (.init(first: first, unit: found.unit), .ordinal)
            return true
        default: return false
        }
    }

    /// first three months of, first two weeks of.
    func several(first: Int, at: Int, _ parts: inout TimeParts) -> Bool {
        let figure = digits(at: at).map { (value: $0.value, end: $0.end) }
        guard let count = figure ?? cardinal(at: at), (1...52).contains(count.value),
            let found = words.unit(in: text, from: joint(count.end)), first == 1 || first == -1, found.unit != .year
        else { return false }
        (parts.ordinal, parts.end, parts.last) = (
            .init(first: first, count: count.value, unit: found.unit), found.end, .ordinal
        )
        return true
    }

    func joint(_ end: Int) -> Int { unit(end) == 0x2D ? end + 1 : reader.afterSpaces(end) }

    /// The day of a month that follows (`of March`), or with `the`, `on the` before it of this month.
    private func dayTerm(_ day: Int, at start: Int, end: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.day == nil else { return false }
        let isFollowing = parts.end > parts.start
        let at = reader.afterSpaces(end)
        if parts.month == nil, let of = has("of", at: at) {
            var more = parts
            var next = reader.afterSpaces(of)
            if let past = has("the", at: next) { next = reader.afterSpaces(past) }
            if let found = words.unit(in: text, from: next), found.unit == .month {
                more.end = found.end
                guard fill(.month, .shift(0), &more) else { return false }
            } else {
                guard term(at: next, &more), more.month != nil else { return false }
            }
            guard more.day == nil, more.ordinal == nil else { return false }
            (more.day, more.last) = (.number(day), .day)
            parts = more
            return true
        }
        guard parts.month != nil || isFollowing && parts.weekday != nil || isLone(start, end: end) else { return false }
        parts.end = end
        return fill(.day, .number(day), &parts)
    }

    /// `the 15th`, in news `on the 15th`, at the end of a clause.
    private func isLone(_ start: Int, end: Int) -> Bool {
        guard let the = wordBefore(start), has("the", at: the) != nil else { return false }
        let isFigure = NumberGlyph.isDigit(unit(start))
        let after = unit(end)
        let next = reader.afterSpaces(end)
        let isClosed =
            [0, 0x2E, 0x2C, 0x3F, 0x21, 0x29, 0x0A].contains(after) || has("to", at: next) != nil
            || has("and", at: next) != nil || has("until", at: next) != nil || has("through", at: next) != nil
        guard isClosed else { return false }
        if reference.isLiberal { return isFigure || isPreceded(the, by: ["for", "on", "until", "from"]) }
        return isFigure && isPreceded(the, by: ["on", "until", "by"])
    }

    // MARK: - Units

    /// `week 31`, `the year 2008`, `the week of October 7`, and outside news `the week`.
    func unitTerm(at start: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.end == parts.start || parts.ordinal == nil else { return false }
        if let past = has("w/c", at: start) ?? has("cy", at: start) {
            return unit(start) == 0x77 ? weekOf(reader.afterSpaces(past), &parts) : numbered(.year, at: past, &parts)
        }
        guard let found = words.unit(in: text, from: start) else { return false }
        if numbered(found.unit, at: found.end, &parts) { return true }
        guard parts.end == parts.start else { return false }
        if found.unit == .week, let at = afterWeekOf(found.end), weekOf(at, &parts) { return true }
        guard reference.isLiberal, isDefinite(start), has("of", at: reader.afterSpaces(found.end)) == nil else {
            return false
        }
        parts.end = found.end
        return fill(found.unit, .shift(0), &parts)
    }

    private func isDefinite(_ start: Int) -> Bool { isPreceded(start, by: ["the", "all"]) }

    func numbered(_ unit: TimeUnit, at end: Int, _ parts: inout TimeParts) -> Bool {
        var at = reader.afterSpaces(end)
        if let of = has("of", at: at), unit == .year { at = reader.afterSpaces(of) }
        guard at > end else { return false }
        if unit == .year, reference.isLiberal, let number = yearInWords(at: at) {
            (parts.end, parts.hasStatedYear) = (number.end, true)
            return fill(.year, .number(number.value), &parts)
        }
        guard let number = digits(at: at), !NumberGlyph.isAlphanumeric(self.unit(number.end)), !isDecimal(number.end)
        else { return false }
        parts.end = number.end
        switch unit {
        case .week: return reference.isLiberal && number.count <= 2 && fill(.week, .number(number.value), &parts)
        case .year:
            parts.hasStatedYear = true
            return number.count == 4 && fill(.year, .number(number.value), &parts)
        default: return false
        }
    }

    private func afterWeekOf(_ end: Int) -> Int? {
        let at = reader.afterSpaces(end)
        let verbs: [StaticString] = ["of", "commencing", "beginning", "starting"]
        guard var next = verbs.lazy.compactMap({ self.has($0, at: at) }).first else { return nil }
        next = reader.afterSpaces(next)
        if let past = has("on", at: next) { next = reader.afterSpaces(past) }
        if let past = has("the", at: next) { next = reader.afterSpaces(past) }
        return next
    }

    private func weekOf(_ at: Int, _ parts: inout TimeParts) -> Bool {
        guard var day = self.parts(at: at, depth: parts.depth), day.day != nil || day.feast != nil else { return false }
        (day.start, day.isWeekOfDay, day.depth) = (parts.start, true, parts.depth)
        parts = day
        return true
    }

    // MARK: - Words for years, codes

    /// `nineteen ninety six`, the `nineteen seventies`, `nineties`, outside news.
    func spelledTerm(at start: Int, _ parts: inout TimeParts) -> Bool {
        if let decade = words.tens.longest(in: text, from: start) {
            parts.end = decade.end
            return reference.isLiberal && fill(.decade, .number(Int(decade.value)), &parts)
        }
        guard reference.isLiberal, let head = cardinal(at: start) else { return false }
        let next = joint(head.end)
        if (15...20).contains(head.value), let decade = words.tens.longest(in: text, from: next) {
            parts.end = decade.end
            return fill(.decade, .number(head.value * 100 + Int(decade.value)), &parts)
        }
        if head.value == 2, let past = has("thousands", at: next) {
            parts.end = past
            return fill(.decade, .number(2000), &parts)
        }
        if parts.month == nil, head.value <= 31, dayTerm(words: head, &parts) { return true }
        guard let year = yearInWords(at: start), (1000...2999).contains(year.value),
            parts.end > parts.start || isPreceded(start, by: TimeReader.beforeYears)
        else { return false }
        (parts.end, parts.hasStatedYear) = (year.end, true)
        return fill(.year, .number(year.value), &parts)
    }

    /// `twenty five January`.
    private func dayTerm(words number: (value: Int, end: Int), _ parts: inout TimeParts) -> Bool {
        guard let month = monthName(at: reader.afterSpaces(number.end)), parts.day == nil,
            fill(.month, .number(month.number), &parts)
        else { return false }
        (parts.day, parts.end, parts.last) = (.number(number.value), month.end, .day)
        return true
    }

    /// Q3, 3Q25, H1 2025, FY25, 2025Q3.
    func code(at start: Int, _ parts: inout TimeParts) -> Bool {
        guard let code = PeriodCode(at: start, in: self) else { return false }
        var more = parts
        more.end = code.end
        if let year = code.year {
            guard fill(.year, .number(year), &more) else { return false }
            more.hasStatedYear = true
        }
        if let quarter = code.quarter, !fill(.quarter, .number(quarter), &more) { return false }
        if let half = code.half, !fill(.half, .number(half), &more) { return false }
        more.isFiscal = parts.isFiscal || code.isFiscal
        parts = more
        return true
    }
}
