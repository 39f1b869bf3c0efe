/// The terms that are words: 去年, last quarter, third week, early, Monday, September.
extension TimeReader {
    /// Reads one term at `at` into its slot; leaves `parts` as they were if there is none.
    func term(at: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.depth < TimeParts.maximumDepth else { return false }
        let c = unit(at)
        var more = parts
        more.depth += 1
        let base = more
        let took: Bool
        if NumberGlyph.isDigit(c) {
            took = code(at: at, &more) || figures(at: at, &more)
        } else if NumberGlyph.isLetter(c) {
            guard unit(at - 1) != 0x24, !NumberGlyph.isLetter(unit(at - 1)) else {
                return false
            }
            took =
                wordTerm(at: at, &more) || again(&more, base) && code(at: at, &more)
                || again(&more, base) && ordinalTerm(at: at, &more) || again(&more, base) && unitTerm(at: at, &more)
                || again(&more, base) && spelledTerm(at: at, &more)
        } else if NumberGlyph.isHan(c) || c == 0x3007 {
            took =
                wordTerm(at: at, &more) || again(&more, base) && nthTerm(at: at, &more)
                || again(&more, base) && chineseTerm(at: at, &more)
        } else {
            return false
        }
        guard took, more.end > at else { return false }
        more.depth = parts.depth
        parts = more
        return true
    }

    /// Forgets what a reading that failed has filled; always true, so that the next one is tried.
    func again(_ parts: inout TimeParts, _ base: TimeParts) -> Bool {
        parts = base
        return true
    }

    private func wordTerm(at: Int, _ parts: inout TimeParts) -> Bool {
        // 最后一个 is no 后一个.
        guard unit(at - 1) != 0x6700 || unit(at) != 0x540E, let word = words.word(in: text, from: at) else {
            return false
        }
        let isFirst = parts.end == parts.start
        parts.end = word.end
        switch word.kind {
        case .day: return fill(.day, .shift(word.number), &parts)
        case .morning: return fill(.day, .shift(isBeforeWest(word.end) ? -1 : 0), &parts)
        case .now:
            return isFirst && reference.isLiberal && fill(.day, .shift(0), &parts)
        case .same:
            guard isFirst else { return false }
            (parts.sameDay, parts.last) = (word.number, .day)
            return true
        case .year:
            if NumberGlyph.isLetter(unit(at)), numbered(.year, at: word.end, &parts) { return true }
            if word.number < 0, unit(word.end) == 0x540C, [0x671F, 0x6708, 0x5B63].contains(unit(word.end + 1)) {  // 同期
                (parts.end, parts.isComparison) = (word.end + 2, true)
            }
            return fill(.year, .shift(word.number), &parts)
        case .compare:
            parts.isComparison = true
            return isFirst && fill(.year, .shift(word.number), &parts)
        case .month: return fill(.month, .shift(word.number), &parts)
        case .week: return fill(.week, .shift(word.number), &parts)
        case .weekend:
            // 周末 of no week is as often any weekend.
            guard reference.isLiberal || word.number != 0 else { return false }
            return fill(.weekend, .shift(word.number), &parts)
        case .shift: return shiftTerm(word, at: at, &parts)
        case .vague, .recent:
            parts.isVague = true
            return isFirst
        case .rolling:
            guard parts.edge != nil, NumberGlyph.isLetter(unit(at)), word.number != 2 else { return false }
            return shiftTerm(word, at: at, &parts)
        case .notday: return false
        case .weekday: return weekdayTerm(word.number, &parts)
        case .shortday:
            return isCapital(at) && (reference.isLiberal || !isFirst) && weekdayTerm(word.number, &parts)
        case .monthName:
            // 元月 after another word may be money and a month: 美元月线.
            if unit(at) == 0x5143, parts.year == nil, NumberGlyph.isHan(unit(at - 1)) { return false }
            return monthTerm(word, at: at, &parts)
        case .season:
            guard parts.season == nil, parts.month == nil else { return false }
            (parts.season, parts.last) = (word.number, .season)
            return true
        case .edge: return edgeTerm(word, at: at, &parts)
        case .yearedge: return edge(word, of: .year, &parts)
        case .monthedge: return edge(word, of: .month, &parts)
        case .weekedge: return edge(word, of: .week, &parts)
        case .quarteredge: return edge(word, of: .quarter, &parts)
        case .half: return fill(.half, .number(word.number), &parts)
        case .quarter: return fill(.quarter, .number(word.number), &parts)
        case .ordinal: return false
        case .era: return eraTerm(word, &parts)
        case .fiscal: return fiscalTerm(word, at: at, &parts)
        case .feast:
            guard parts.feast == nil, parts.month == nil else { return false }
            (parts.feast, parts.last) = (word.number, .feast)
            return true
        case .yearseason:
            guard isFirst else { return false }
            let turn = (word.number + 7) / 4 - 2
            (parts.season, parts.turn, parts.last) = (word.number - 4 * turn, turn, .season)
            return true
        case .shortseason:
            guard parts.finest == .year, unit(at - 1) == 0x5E74, !NumberGlyph.isHan(unit(word.end)) else {
                return false
            }
            (parts.season, parts.last) = (word.number, .season)
            return true
        case .daypair, .yearpair: return false
        case .lunar: return lunarTerm(word, &parts)
        case .orthodox:
            guard let next = words.word(in: text, from: reader.afterSpaces(word.end)), next.kind == .feast,
                parts.feast == nil
            else { return false }
            (parts.feast, parts.isOrthodox, parts.end, parts.last) = (next.number, true, next.end, .feast)
            return true
        }
    }

    /// 今晨美股收涨: within the next few characters stands a market of the West.
    private func isBeforeWest(_ end: Int) -> Bool {
        (end..<end + 4).contains { words.west.longest(in: text, from: $0) != nil }
    }

    private func weekdayTerm(_ number: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.weekday == nil, parts.ordinal == nil || parts.week != nil else { return false }
        if case .shift = parts.day { return false }
        if parts.sameDay != nil { return false }
        (parts.weekday, parts.last) = (number, .weekday)
        return true
    }

    // MARK: - this, last, next

    /// 上 + 周, last + Friday, next + June, 本 + 财年.
    private func shiftTerm(_ word: TimeWords.Word, at start: Int, _ parts: inout TimeParts) -> Bool {
        let isLatin = NumberGlyph.isLetter(unit(start))
        var at = reader.afterSpaces(word.end)
        guard !isLatin || at > word.end else { return false }
        let turn = word.number == 3 ? 1 : word.number
        if let next = words.word(in: text, from: at) {
            switch next.kind {
            case .fiscal:
                parts.isFiscal = true
                at = unit(next.end) == 0x20 ? next.end + 1 : next.end
                if NumberGlyph.isLetter(unit(next.end - 1)), words.unit(in: text, from: at) == nil {
                    parts.end = next.end
                    return fill(.year, .shift(turn), &parts)
                }
            case .weekday, .shortday:
                if next.kind == .shortday, !isCapital(at) { return false }
                parts.end = next.end
                if word.number == -1, ordinal(weekday: next.number, &parts) { return true }
                parts.weekdayShift = word.number
                return weekdayTerm(next.number, &parts)
            case .monthName where isLatin:
                parts.turn = turn
                return monthTerm(next, at: at, &parts)
            case .season:
                (parts.season, parts.turn, parts.end, parts.last) = (next.number, turn, next.end, .season)
                return true
            case .feast where isLatin || abs(turn) == 1:
                (parts.feast, parts.turn, parts.end, parts.last) = (next.number, turn, next.end, .feast)
                return true
            default: break
            }
        }
        if isLatin, turn == -1, parts.ordinal == nil {
            var more = parts
            if several(first: -1, at: at, &more), contained(&more, into: &parts) { return true }
        }
        guard let found = words.unit(in: text, from: at) else { return false }
        return shift(found, by: turn, isLatin: isLatin, &parts)
    }

    private func shift(
        _ found: (unit: TimeUnit, end: Int), by turn: Int, isLatin: Bool, _ parts: inout TimeParts
    ) -> Bool {
        parts.end = found.end
        if isLatin, turn == -1, ordinal(unit: found.unit, &parts) { return true }
        switch found.unit {
        case .day:
            if !isLatin, turn != 0 { return false }
        case .tradingDay:
            guard let day = shiftedTradingDay(turn) else { return false }
            parts.day = .shift(day)
            parts.last = .day
            return true
        case .half:
            // The last half is more often of a match than of a year.
            if isLatin, turn == -1 { return false }
        case .fortnight, .decade, .century:
            if !reference.isLiberal { return false }
        default: break
        }
        if unit(found.end) == 0x540C, unit(found.end + 1) == 0x671F {  // 同期
            (parts.end, parts.isComparison) = (found.end + 2, turn < 0)
        }
        return fill(found.unit, .shift(turn), &parts)
    }

    /// Days from today to the trading day before or after.
    private func shiftedTradingDay(_ turn: Int) -> Int? {
        guard let today = reference.date else { return nil }
        return CalendarPeriod.holding(today, unit: .tradingDay, offset: turn).map {
            $0.start.dayNumber - today.dayNumber
        }
    }

    /// `last Monday of March`: the last one within a month or year that is named.
    private func ordinal(weekday: Int, _ parts: inout TimeParts) -> Bool {
        var more = parts
        more.ordinal = TimeParts.Ordinal(first: -1, unit: .day, weekday: weekday)
        return contained(&more, into: &parts)
    }

    private func ordinal(unit: TimeUnit, _ parts: inout TimeParts) -> Bool {
        guard unit != .year else { return false }
        var more = parts
        more.ordinal = TimeParts.Ordinal(first: -1, unit: unit)
        return contained(&more, into: &parts)
    }

    private func contained(_ more: inout TimeParts, into parts: inout TimeParts) -> Bool {
        let at = reader.afterSpaces(more.end)
        guard has("of", at: at) != nil || has("in", at: at) != nil else { return false }
        more.last = .ordinal
        guard continues(&more), more.isContainer else { return false }
        parts = more
        return true
    }

    // MARK: - Months, edges, eras, fiscal years

    /// A month by its English name, with the day after it.
    private func monthTerm(_ word: TimeWords.Word, at: Int, _ parts: inout TimeParts) -> Bool {
        parts.end = word.end
        let isLatin = NumberGlyph.isLetter(unit(at))
        guard !isLatin || parts.turn != nil || isName(at, end: word.end, number: word.number, parts),
            fill(.month, .number(word.number), &parts)
        else { return false }
        if isLatin, monthQuarter(word, &parts) { return true }
        if isLatin, parts.day == nil, parts.edge == nil, parts.ordinal == nil { dayAfterMonth(&parts) }
        return true
    }

    /// `September quarter`: the quarter that ends in the month.
    private func monthQuarter(_ word: TimeWords.Word, _ parts: inout TimeParts) -> Bool {
        guard word.number % 3 == 0, parts.quarter == nil, parts.day == nil,
            let found = words.unit(in: text, from: joint(word.end)), found.unit == .quarter,
            has("ended", at: reader.afterSpaces(found.end)) == nil
        else { return false }
        (parts.month, parts.quarter, parts.last) = (nil, .number(word.number / 3), .quarter)
        (parts.end, parts.isMonthQuarter) = (found.end, true)
        return true
    }

    /// `may` and `march` are months only beside a number or with a capital, `may` also after a preposition.
    private func isName(_ start: Int, end: Int, number: Int, _ parts: TimeParts) -> Bool {
        guard number == 5 || number == 3 && end - start > 3 else { return true }
        if parts.end > parts.start, parts.start < start { return true }
        let next = unit(reader.afterSpaces(end))
        if NumberGlyph.isDigit(next) || next == 0x2D || next == 0x2F && NumberGlyph.isDigit(unit(end + 1)) {
            return true
        }
        if number == 3 { return isCapital(start) || reference.isLiberal }
        if isPreceded(start, by: TimeReader.beforeMonths) || isMay(start, end) { return true }
        return isCapital(start) && reference.isLiberal
            && (joins(end) || ordinal(at: reader.afterSpaces(end)) != nil
                || cardinal(at: reader.afterSpaces(end)) != nil)
    }

    /// `Quanta's May sales`, `US May CPI`, and not `Theresa May said`, `Tesla May Cut Prices`, `May I`.
    private func isMay(_ start: Int, _ end: Int) -> Bool {
        guard isCapital(start), !isCapital(start + 1) else { return false }
        let last = reader.beforeSpaces(start)
        if last > 0, unit(last) == 0x73, [0x27, 0x2019].contains(unit(last - 1)) { return true }
        let next = reader.afterSpaces(end)
        if next == end || isCapital(next) && !isCapital(next + 1) { return false }
        guard let before = wordBefore(start) else { return !opens(TimeReader.afterModals, at: next) }
        let isName = isCapital(before) && !isCapital(before + 1)
        return !isName || !opens(TimeReader.afterSurnames, at: next)
    }

    private func opens(_ list: [StaticString], at position: Int) -> Bool {
        list.contains { has($0, at: position) != nil }
    }

    private func joins(_ end: Int) -> Bool {
        let at = reader.afterSpaces(end)
        return has("to", at: at) != nil || has("through", at: at) != nil || has("until", at: at) != nil
    }

    /// What follows the surname May, and the verb that opens a sentence, but hardly a month.
    static let afterSurnames: [StaticString] = [
        "said", "told", "says", "was", "is", "has", "had", "will", "would", "who", "and",
    ]
    static let afterModals: [StaticString] = ["i", "you", "we", "he", "she", "they", "it", "the", "god", "all", "be"]
    /// Prepositions before a month, which a verb does not follow.
    static let beforeMonths: [StaticString] = [
        "in", "by", "since", "until", "of", "from", "through", "during", "late", "early", "mid", "between", "for", "to",
        "after", "before",
    ]

    static let beforeDates: [StaticString] = [
        "in", "by", "since", "until", "of", "from", "through", "during", "for", "late", "early", "to", "after",
        "before",
        "mid", "year", "between", "and", "till", "than", "on", "this", "last", "next",
    ]

    private func edgeTerm(_ word: TimeWords.Word, at: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.edge == nil, let edge = TimeParts.Edge(rawValue: word.number), parts.day == nil else {
            return false
        }
        // A bare `end` or `rest` is a verb or noun as often; `of` or a figure makes it a time.
        let isBare = word.end - at <= 4 && word.number >= 4
        if isBare, !reference.isLiberal, unit(word.end) != 0x2D,
            !NumberGlyph.isDigit(unit(reader.afterSpaces(word.end)))
        {
            return false
        }
        (parts.edge, parts.last) = (edge, .edge)
        if unit(parts.end) == 0x2D { parts.end += 1 }
        return true
    }

    private func edge(_ word: TimeWords.Word, of unit: TimeUnit, _ parts: inout TimeParts) -> Bool {
        guard parts.edge == nil, parts.day == nil, let edge = TimeParts.Edge(rawValue: word.number) else {
            return false
        }
        // `boy` and `bom` are words of their own.
        if word.number == 1, self.unit(word.end - 1) != 0x521D, !reference.isLiberal { return false }
        (parts.edge, parts.edgeUnit, parts.last) = (edge, unit, .edge)
        return true
    }

    /// 民国114年.
    private func eraTerm(_ word: TimeWords.Word, _ parts: inout TimeParts) -> Bool {
        let at = reader.afterSpaces(word.end)
        let first = unit(at) == 0x5143 && unit(at + 1) == 0x5E74 ? (value: 1, end: at + 1) : nil
        guard let number = first ?? small(at: at, digits: 3), unit(reader.afterSpaces(number.end)) == 0x5E74,
            fill(.year, .number(word.number + number.value), &parts)
        else { return false }
        (parts.end, parts.hasStatedYear) = (reader.afterSpaces(number.end) + 1, true)
        if unit(parts.end) == 0x5EA6 { parts.end += 1 }
        return true
    }

    /// fiscal 2026, fiscal year 2026, fiscal third quarter, fiscal Q3.
    private func fiscalTerm(_ word: TimeWords.Word, at: Int, _ parts: inout TimeParts) -> Bool {
        guard NumberGlyph.isLetter(unit(at)), !parts.isFiscal else { return false }
        let next = unit(word.end) == 0x2D ? word.end + 1 : reader.afterSpaces(word.end)
        parts.isFiscal = true
        if let year = digits(at: unit(next) == 0x27 ? next + 1 : next), year.count == 4 || year.count == 2,
            !NumberGlyph.isAlphanumeric(unit(year.end)), !isDecimal(year.end)
        {
            parts.end = year.end
            parts.hasStatedYear = true
            return fill(.year, .number(year.count == 4 ? year.value : 2000 + year.value), &parts)
        }
        parts.end = next
        return term(at: next, &parts) && (parts.quarter != nil || parts.half != nil || parts.year != nil)
    }

    /// A point or comma and a digit follow: the figure goes on.
    func isDecimal(_ end: Int) -> Bool {
        (unit(end) == 0x2E || unit(end) == 0x2C) && NumberGlyph.isDigit(unit(end + 1))
    }
}
