/// Terms that begin with Arabic figures: 2025-09-27, 9/27/2025, 27 September, 2025年, the year 2025.
extension TimeReader {
    func figures(at start: Int, _ parts: inout TimeParts) -> Bool {
        guard let first = digits(at: start) else { return false }
        let isFirst = parts.end == parts.start
        let base = parts
        if chineseTerm(at: start, &parts) { return true }
        if isFirst || parts.finest == .weekday, again(&parts, base), numeric(first, &parts) { return true }
        if again(&parts, base), dayTerm(first, at: start, &parts) { return true }
        parts = base
        return isFirst ? bareYear(first, at: start, &parts) : yearTerm(first, at: start, &parts)
    }

    typealias Figure = (value: Int, count: Int, end: Int)

    /// Sets a whole date; false if there is no such day.
    func setDate(_ year: Int, _ month: Int, _ day: Int, end: Int, _ parts: inout TimeParts) -> Bool {
        guard CivilDate(year: year, month: month, day: day) != nil, fill(.year, .number(year), &parts),
            fill(.month, .number(month), &parts), fill(.day, .number(day), &parts)
        else { return false }
        (parts.end, parts.hasStatedYear) = (end, true)
        return true
    }

    // MARK: - Figures and signs

    /// Two or three figures with one sign between them.
    private func numeric(_ first: Figure, _ parts: inout TimeParts) -> Bool {
        if first.count == 8 { return compact(first, &parts) }
        if reference.isLiberal, first.count == 4, spaced(first, &parts) { return true }
        guard first.count <= 4, let sign = sign(at: first.end) else { return false }
        if let month = monthName(at: sign.end) { return named(first, month, sign: sign.sign, &parts) }
        guard let second = digits(at: sign.end) else { return false }
        if second.count <= 2, unit(second.end) == sign.sign, let third = digits(at: second.end + 1) {
            return three(first, second, third, &parts)
        }
        return two(first, second, sign: sign.sign, isSpaced: sign.isSpaced, &parts)
    }

    private func sign(at end: Int) -> (sign: UInt16, end: Int, isSpaced: Bool)? {
        let c = unit(end)
        if c == 0x2D || c == 0x2F || c == 0x2E {  // - / .
            guard reference.isLiberal, unit(end + 1) == 0x20, c != 0x2E else { return (c, end + 1, false) }
            return (c, end + 2, true)
        }
        guard reference.isLiberal, c == 0x20, unit(end + 1) == 0x2D || unit(end + 1) == 0x2F else { return nil }
        return (unit(end + 1), unit(end + 2) == 0x20 ? end + 3 : end + 2, true)
    }

    /// 20250927, where no other text is.
    private func compact(_ figure: Figure, _ parts: inout TimeParts) -> Bool {
        guard reference.isLiberal, !NumberGlyph.isLetter(unit(figure.end)),
            (1900...2099).contains(figure.value / 10_000)
        else { return false }
        return setDate(figure.value / 10_000, figure.value / 100 % 100, figure.value % 100, end: figure.end, &parts)
    }

    /// 2025 09 27, where no other text is.
    private func spaced(_ year: Figure, _ parts: inout TimeParts) -> Bool {
        guard unit(year.end) == 0x20, let month = digits(at: year.end + 1), month.count == 2, unit(month.end) == 0x20,
            let day = digits(at: month.end + 1), day.count == 2, !NumberGlyph.isAlphanumeric(unit(day.end)),
            !isDecimal(day.end), (1900...2099).contains(year.value)
        else { return false }
        return setDate(year.value, month.value, day.value, end: day.end, &parts)
    }

    /// 5-Aug-2016, 2016/sep/01.
    private func named(_ first: Figure, _ month: (number: Int, end: Int), sign: UInt16, _ parts: inout TimeParts)
        -> Bool
    {
        guard unit(month.end) == sign || sign == 0x2D && unit(month.end) == 0x20, let last = digits(at: month.end + 1)
        else {
            return false
        }
        if first.count == 4, last.count <= 2 {
            return setDate(first.value, month.number, last.value, end: last.end, &parts)
        }
        guard first.count <= 2, let year = fullYear(last) else { return false }
        return setDate(year, month.number, first.value, end: last.end, &parts)
    }

    private func three(_ first: Figure, _ second: Figure, _ third: Figure, _ parts: inout TimeParts) -> Bool {
        let after = unit(third.end)
        guard !NumberGlyph.isLetter(after) || after == 0x74, !isDecimal(third.end) else { return false }
        if first.count == 4 {
            guard third.count <= 2, (1000...2999).contains(first.value) else { return false }
            return setDate(first.value, second.value, third.value, end: third.end, &parts)
        }
        guard first.count <= 2 else { return false }
        let isPoint = unit(first.end) == 0x2E
        guard third.count == 4 || reference.isLiberal && third.count <= 2 && !isPoint else { return false }
        let isChinese = isAmongChinese(first.end - first.count, third.end)
        // Among Chinese words two figures first are a year.
        if third.count <= 2, unit(first.end) == 0x2D, isChinese {
            return setDate(2000 + first.value, second.value, third.value, end: third.end, &parts)
        }
        guard let year = fullYear(third) else { return false }
        // Where Chinese puts the year last, in Hong Kong, the day comes first; in English news it is the month.
        let (month, day) = isChinese ? (second.value, first.value) : (first.value, second.value)
        if setDate(year, month, day, end: third.end, &parts) { return true }
        return setDate(year, day, month, end: third.end, &parts)
    }

    private func isAmongChinese(_ start: Int, _ end: Int) -> Bool {
        NumberGlyph.isHan(unit(reader.beforeSpaces(start))) || NumberGlyph.isHan(unit(reader.afterSpaces(end)))
    }

    /// 2025, or 25 and 97 as years.
    private func fullYear(_ figure: Figure) -> Int? {
        if figure.count == 4 { return (1000...2999).contains(figure.value) ? figure.value : nil }
        return figure.count == 2 ? fullYear(figure.value) : nil
    }

    /// 2025-09, 9/2025; outside news 9/27, and 9-27 or 9.27 after a preposition.
    private func two(_ first: Figure, _ second: Figure, sign: UInt16, isSpaced: Bool, _ parts: inout TimeParts) -> Bool
    {
        let after = unit(second.end)
        guard !NumberGlyph.isAlphanumeric(after), after != 0x5E74, !isDecimal(second.end), after != 0x25 else {
            return false
        }
        if after == sign, NumberGlyph.isDigit(unit(second.end + 1)), sign != 0x2D { return false }
        if first.count == 4, second.count <= 2, sign != 0x2E, reference.isLiberal || second.count == 2 && !isSpaced {
            return setMonth(first, second.value, end: second.end, after, &parts)
        }
        guard reference.isLiberal, first.count <= 2 else { return false }
        if second.count == 4, sign != 0x2E { return setMonth(second, first.value, end: second.end, after, &parts) }
        guard second.count <= 2, sign == 0x2F || isDated(first, second, sign, parts) else { return false }
        let (month, day) = first.value > 12 ? (second.value, first.value) : (first.value, second.value)
        guard CivilDate(year: 2000, month: month, day: day) != nil, fill(.month, .number(month), &parts),
            fill(.day, .number(day), &parts)
        else { return false }
        parts.end = second.end
        return true
    }

    /// A year from 1900 on, so that telephone numbers and codes stay out.
    private func setMonth(_ year: Figure, _ month: Int, end: Int, _ after: UInt16, _ parts: inout TimeParts) -> Bool {
        guard (1900...2099).contains(year.value), (1...12).contains(month),
            after != 0x2D || !NumberGlyph.isDigit(unit(end + 1)),
            fill(.year, .number(year.value), &parts), fill(.month, .number(month), &parts)
        else { return false }
        (parts.end, parts.hasStatedYear) = (end, true)
        return true
    }

    /// 9-27 and 9.27 are dates after `on` or a weekday, or where nothing else stands.
    private func isDated(_ first: Figure, _ second: Figure, _ sign: UInt16, _ parts: TimeParts) -> Bool {
        let start = first.end - first.count
        if parts.weekday != nil || isPreceded(start, by: ["on", "until", "from"]) { return true }
        if sign == 0x2E { return isPreceded(start, by: ["in"]) }
        return start == 0 && second.end == text.count
    }

    /// The month by name at `start`.
    func monthName(at start: Int) -> (number: Int, end: Int)? {
        guard NumberGlyph.isLetter(unit(start)), let word = words.word(in: text, from: start), word.kind == .monthName
        else { return nil }
        return (word.number, word.end)
    }

    // MARK: - Days and years among English words

    /// 27 September, 27th of next month, and `15` right after a month's name.
    private func dayTerm(_ figure: Figure, at start: Int, _ parts: inout TimeParts) -> Bool {
        guard figure.count <= 2, (1...31).contains(figure.value), parts.day == nil else { return false }
        let ordinal = suffix(at: figure.end)
        let end = ordinal ?? figure.end
        if unit(end) == 0x25 || unit(end) == 0x2E && NumberGlyph.isDigit(unit(end + 1)) { return false }
        if parts.month == nil, dayFirst(figure.value, end: end, isOrdinal: ordinal != nil, &parts) { return true }
        guard ordinal != nil else { return loneDay(figure, at: start, &parts) }
        return ordinalTerm(at: start, &parts)
    }

    /// Over `of` and `-` to a month by name, or `of next month`.
    private func dayFirst(_ day: Int, end: Int, isOrdinal: Bool, _ parts: inout TimeParts) -> Bool {
        var at = reader.afterSpaces(end)
        if let past = has("day", at: at), isOrdinal { at = reader.afterSpaces(past) }
        let of = has("of", at: at)
        if let of { at = reader.afterSpaces(of) }
        if unit(at) == 0x2D, of == nil { at += 1 }
        guard at > end || reference.isLiberal, NumberGlyph.isLetter(unit(at)) else { return false }
        var more = parts
        if let month = monthName(at: at) {
            guard fill(.month, .number(month.number), &more) else { return false }
            more.end = month.end
        } else {
            guard of != nil || isOrdinal || reference.isLiberal else { return false }
            if let past = has("the", at: at) { at = reader.afterSpaces(past) }
            if of != nil, let found = words.unit(in: text, from: at), found.unit == .month {
                more.end = found.end
                guard fill(.month, .shift(0), &more) else { return false }
            } else {
                guard term(at: at, &more), more.month != nil, more.edge == nil else { return false }
            }
        }
        guard more.day == nil, more.ordinal == nil else { return false }
        (more.day, more.last) = (.number(day), .day)
        parts = more
        return true
    }

    /// `Friday 15`, `the 15`: no more than a figure, so only where it stands for a day for sure.
    private func loneDay(_ figure: Figure, at start: Int, _ parts: inout TimeParts) -> Bool {
        guard reference.isLiberal, !NumberGlyph.isAlphanumeric(unit(figure.end)), parts.end == parts.start,
            isPreceded(start, by: ["the"])
        else { return false }
        let next = reader.afterSpaces(figure.end)
        guard
            next == text.count || !NumberGlyph.isAlphanumeric(unit(next)) || has("to", at: next) != nil
                || has("until", at: next) != nil
        else { return false }
        parts.end = figure.end
        return fill(.day, .number(figure.value), &parts)
    }

    /// After a month's name: `15`, `15th`, `the fifteenth`, `/2`; `99` is a year.
    func dayAfterMonth(_ parts: inout TimeParts) {
        var at = parts.end
        if unit(at) == 0x2E { at += 1 }
        if unit(at) == 0x2D || unit(at) == 0x2F { at += 1 } else { at = reader.afterSpaces(at) }
        if let past = has("the", at: at) { at = reader.afterSpaces(past) }
        guard at > parts.end || reference.isLiberal else { return }
        if let figure = digits(at: at) {
            guard figure.count <= 2, !isDecimal(figure.end), unit(figure.end) != 0x25 else { return }
            let end = suffix(at: figure.end) ?? figure.end
            guard !NumberGlyph.isAlphanumeric(unit(end)), unit(end) != 0x3A, !isCounted(end) else { return }
            if figure.value > 31, figure.count == 2, reference.isLiberal, parts.year == nil {
                (parts.year, parts.end) = (fullYear(figure).map(TimeParts.Slot.number), end)
            } else if (1...31).contains(figure.value) {
                (parts.day, parts.end, parts.last) = (.number(figure.value), end, .day)
            }
        } else if let number = ordinal(at: at) ?? (reference.isLiberal ? cardinal(at: at) : nil),
            (1...31).contains(number.value), !isYearHead(at, number)
        {
            (parts.day, parts.end, parts.last) = (.number(number.value), number.end, .day)
        }
    }

    /// `nineteen ninety nine` is a year, not the nineteenth.
    private func isYearHead(_ at: Int, _ number: (value: Int, end: Int)) -> Bool {
        guard let year = yearInWords(at: at) else { return false }
        return year.end > number.end && (number.value == 19 || number.value == 20 || number.value < 10)
    }

    /// A scale or a counted noun follows the figure: `May 10 million`.
    private func isCounted(_ end: Int) -> Bool {
        let next = reader.afterSpaces(end)
        let nouns: [StaticString] = [
            "million", "billion", "trillion", "thousand", "percent", "bn", "mn", "companies", "people", "countries",
        ]
        return next > end && nouns.contains { has($0, at: next) != nil }
    }

    /// A year after other parts: `, 2025`, `of 87`, `'25`.
    private func yearTerm(_ figure: Figure, at start: Int, _ parts: inout TimeParts) -> Bool {
        guard !isDecimal(figure.end), unit(figure.end) != 0x25, parts.year == nil else { return false }
        if NumberGlyph.isAlphanumeric(unit(figure.end)) { return decadeTerm(figure, at: start, &parts) }
        if figure.count == 4 {
            guard (1500...2199).contains(figure.value) || reference.isLiberal && figure.value >= 1000,
                !isCounted(figure.end)
            else { return false }
            parts.end = figure.end
            parts.hasStatedYear = true
            return fill(.year, .number(figure.value), &parts)
        }
        guard figure.count == 2, parts.month != nil, let year = fullYear(figure),
            unit(start - 1) == 0x27 || unit(start - 1) == 0x2019
                || reference.isLiberal && (parts.day != nil || isPreceded(start, by: ["of"]))
        else { return false }
        (parts.end, parts.hasStatedYear) = (figure.end, true)
        return fill(.year, .number(year), &parts)
    }

    /// 2025 of 2025上半年 and 2025三季度.
    private func yearBeforePart(_ figure: Figure, _ parts: inout TimeParts) -> Bool {
        var year = parts
        guard figure.count == 4, (1950...2059).contains(figure.value), NumberGlyph.isHan(unit(figure.end)),
            fill(.year, .number(figure.value), &year)
        else { return false }
        (year.end, year.hasStatedYear) = (figure.end, true)
        var part = year
        guard term(at: figure.end, &part), part.half != nil || part.quarter != nil else { return false }
        parts = year
        return true
    }

    /// A year that stands alone: `in 2025`, not before a unit or in a number.
    private func bareYear(_ figure: Figure, at start: Int, _ parts: inout TimeParts) -> Bool {
        if decadeTerm(figure, at: start, &parts) || yearBeforePart(figure, &parts) { return true }
        guard figure.count == 4, (1950...2059).contains(figure.value) || reference.isLiberal && isYear(figure.value)
        else { return false }
        let before = unit(start - 1), after = unit(figure.end)
        let opens: [UInt16] = [0, 0x20, 0x28, 0x0A]
        let closes: [UInt16] = [0, 0x20, 0x2E, 0x2C, 0x29, 0x0A, 0x3B, 0x27, 0x2D, 0x2019, 0x3F, 0x7E, 0x3A]
        guard
            opens.contains(before) || before == 0x2D && NumberGlyph.isLetter(unit(start - 2))
                || reference.isLiberal
                    && NumberGlyph.isHan(before),
            closes.contains(after) || reference.isLiberal && NumberGlyph.isHan(after)
        else { return false }
        if isDecimal(figure.end) || after == 0x2D && NumberGlyph.isDigit(unit(figure.end + 1)) { return false }
        let next = unit(reader.afterSpaces(figure.end)), previous = unit(reader.beforeSpaces(start))
        if !reference.isLiberal, NumberGlyph.isHan(next) || NumberGlyph.isHan(previous) { return false }
        if reference.isLiberal {
            guard
                start == 0 && figure.end == text.count || isPreceded(start, by: TimeReader.beforeYears)
                    || NumberGlyph.isHan(previous) || monthName(at: reader.afterSpaces(figure.end)) != nil
                    || isEnglishTail(reader.afterSpaces(figure.end))
            else { return false }
        } else {
            guard isPreceded(start, by: TimeReader.beforeDates) || NumberGlyph.isLetter(previous) || before == 0x2D
            else {
                return false
            }
        }
        (parts.end, parts.hasStatedYear) = (figure.end, true)
        return fill(.year, .number(figure.value), &parts)
    }

    static let beforeYears: [StaticString] = [
        "in", "by", "since", "until", "of", "from", "through", "during", "for", "late", "early", "to", "after",
        "before",
        "mid", "year", "between", "and", "till", "than", "not", "on", "cy", "end",
    ]

    private func isYear(_ value: Int) -> Bool { (1400...2999).contains(value) }

    /// A quarter or half by name follows: `2025 third quarter`.
    private func isEnglishTail(_ at: Int) -> Bool {
        guard let number = ordinal(at: at), let found = words.unit(in: text, from: reader.afterSpaces(number.end))
        else {
            return false
        }
        return found.unit == .quarter || found.unit == .half
    }

    /// the 1990s, the '90s.
    private func decadeTerm(_ figure: Figure, at start: Int, _ parts: inout TimeParts) -> Bool {
        var at = figure.end
        if unit(at) == 0x27 || unit(at) == 0x2019 || reference.isLiberal && unit(at) == 0x20 { at += 1 }
        guard unit(at) == 0x73, !NumberGlyph.isAlphanumeric(unit(at + 1)), figure.value % 10 == 0 else { return false }
        switch figure.count {
        case 4: guard (1500...2100).contains(figure.value) else { return false }
        case 2:
            guard
                reference.isLiberal || unit(start - 1) == 0x27
                    || isPreceded(start, by: ["the", "early", "late", "mid"])
            else { return false }
        default: return false
        }
        parts.end = at + 1
        return fill(.decade, .number(figure.value), &parts)
    }
}
