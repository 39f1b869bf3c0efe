/// What joins two times: 3月至5月, Aug 8 - Aug 12, 2025-2027年, 13 to 15 July.
extension TimeReader {
    /// A range that begins at `start`, both ends inclusive; nil where there is none.
    func range(at start: Int) -> TimeValue? {
        if let value = years(at: start) { return value }
        if let (first, second) = numberFirst(at: start) { return joined(first, second, start: start) }
        guard let first = parts(at: start) else { return nil }
        if let (a, b) = numberFirst(within: first) { return joined(a, b, start: start) }
        guard let sign = rangeSign(after: first.end, start: start),
            let second = secondPart(at: sign, after: first)
        else { return nil }
        return joined(first, second, start: start)
    }

    // MARK: - The sign between

    /// Where the second time begins, after a dash, 至, 到, `to`, or `and` where `between` stands before.
    private func rangeSign(after end: Int, start: Int) -> Int? {
        let at = reader.afterSpaces(end)
        let c = unit(at)
        if isRangeWord(c) { return overMarks(at + 1) }
        if c == 0x8D77, unit(at + 1) == 0x81F3 { return overMarks(at + 2) }  // 起至
        if NumberGlyph.isDash(c) { return overMarks(NumberGlyph.isDash(unit(at + 1)) ? at + 2 : at + 1) }
        if c == 0x4E0E || c == 0x548C { return betweenChinese(at) }
        guard at > end, NumberGlyph.isLetter(c) else { return nil }
        let signs: [StaticString] = ["to", "through", "thru", "until", "till"]
        if let past = signs.lazy.compactMap({ self.has($0, at: at) }).first { return overMarks(past) }
        guard let past = has("and", at: at), isPreceded(overBack(start), by: ["between"]) else { return nil }
        return overMarks(past)
    }

    /// `the` right before, which `between` may stand before.
    private func overBack(_ start: Int) -> Int {
        guard let word = wordBefore(start), has("the", at: word) != nil else { return start }
        return word
    }

    private func overMarks(_ at: Int) -> Int {
        let next = overThe(reader.afterSpaces(at))
        return unit(next) == 0x7B2C ? next + 1 : next
    }

    /// 2007年与2009年间: only with 间 or 之间 after it.
    private func betweenChinese(_ at: Int) -> Int? {
        guard let second = parts(at: reader.afterSpaces(at + 1)), isBetweenEnd(second.end) else { return nil }
        return reader.afterSpaces(at + 1)
    }

    /// 间, 之间.
    private func isBetweenEnd(_ end: Int) -> Bool {
        unit(end) == 0x95F4 || unit(end) == 0x4E4B && unit(end + 1) == 0x95F4
    }

    // MARK: - Two ends

    /// The second end: a time, or a figure that is the finest part of the first over again.
    private func secondPart(at: Int, after first: TimeParts) -> TimeParts? {
        if let second = parts(at: at), second.isRangeEnd { return second }
        if reference.isLiberal, let past = has("now", at: at) ?? has("today", at: at) {
            var now = TimeParts(at: at)
            (now.day, now.end, now.last) = (.shift(0), past, .day)
            return now
        }
        var second = first
        (second.start, second.end) = (at, at)
        if case .number = first.day {
            guard let number = dayFigure(at: at) else { return nil }
            (second.day, second.end, second.last) = (.number(number.value), number.end, .day)
            if case .number = first.year, !first.hasStatedYear { second.year = nil }
            if first.year == nil { _ = continues(&second) }
            return second
        }
        if case .number = first.year, first.finest == .year, let year = digits(at: at), year.count == 4,
            !NumberGlyph.isAlphanumeric(unit(year.end)), !isDecimal(year.end)
        {
            (second.year, second.end) = (.number(year.value), year.end)
            return second
        }
        return nil
    }

    /// 20, 20th, seventeenth: a day without its month.
    private func dayFigure(at: Int) -> (value: Int, end: Int)? {
        if let number = ordinal(at: at), (1...31).contains(number.value) { return number }
        guard let number = digits(at: at), number.count <= 2, (1...31).contains(number.value),
            !NumberGlyph.isAlphanumeric(unit(number.end)), !isDecimal(number.end), unit(number.end) != 0x25,
            !NumberGlyph.isHan(unit(number.end)) || isRangeWord(unit(number.end)), unit(number.end) != 0x3A
        else { return nil }
        return (number.value, number.end)
    }

    /// 至, 到.
    func isRangeWord(_ c: UInt16) -> Bool { c == 0x81F3 || c == 0x5230 }

    /// Each end takes what it lacks from the other; a range that runs backwards ends a year later.
    private func joined(_ first: TimeParts, _ second: TimeParts, start: Int) -> TimeValue? {
        var (a, b) = (first, second)
        let isYearShared = a.year == nil && b.year != nil
        a.inherit(from: b)
        b.inherit(from: a)
        b.end = second.end
        var from = value(a), to = value(b)
        if a.year == nil, b.year == nil, a.month != nil, let year = to.period?.start.components.year {
            // The end says which year is meant: 1-11月 read in December.
            (a.year, a.isYearInferred) = (.number(year), true)
            from = value(a)
        }
        guard var begin = from.period?.start, let end = to.period?.end else {
            return isUnresolved(from, to, a, b) ? unresolved(to) : nil
        }
        if begin > end, isYearShared, case .number(let year) = b.year {
            a.year = .number(year - 1)
            from = value(a)
            begin = from.period?.start ?? begin
        }
        var last = end
        if begin > last, a.weekday != nil, b.weekday != nil, a.day == nil, b.day == nil {
            // 周四至下周二 told by their weekdays: in news the end is the one that was.
            if reference.isLiberal { last = last.adding(days: 7) } else { begin = begin.adding(days: -7) }
        }
        if begin > last, a.month == nil, b.month == nil, case .number = a.day, case .number = b.day {
            // 28日至3日 of no month, likewise.
            if reference.isLiberal {
                last = last.adding(months: 1) ?? last
            } else {
                begin = begin.adding(months: -1) ?? begin
            }
        }
        if begin > last, b.year == nil {
            if reference.isLiberal {
                last = last.adding(months: 12) ?? last
            } else {
                begin = begin.adding(months: -12) ?? begin
            }
        }
        guard begin <= last, begin != last || a.finest == .day else { return nil }
        to.hasStatedYear = from.hasStatedYear || to.hasStatedYear
        to.period = CalendarPeriod(start: begin, end: last, precision: .range)
        to.basis = from.basis == .explicit ? to.basis : from.basis
        to.isJoined = true
        (to.precision, to.fiscal, to.statesDay) = (.range, "", from.statesDay && to.statesDay)
        return to
    }

    private func isUnresolved(_ from: TimeValue, _ to: TimeValue, _ a: TimeParts, _ b: TimeParts) -> Bool {
        from.period == nil && to.period == nil && a.finest == b.finest && reference.date == nil
    }

    private func unresolved(_ to: TimeValue) -> TimeValue {
        var value = to
        value.precision = .range
        return value
    }

    // MARK: - Figures first

    /// 2025-2027年, 2016到2018, 1985到89年9月: the first year has no 年.
    private func years(at start: Int) -> TimeValue? {
        guard let first = digits(at: start), first.count == 4, (1400...2199).contains(first.value),
            unit(start - 1) != 0x2D,
            unit(start - 1) != 0x2F
        else { return nil }
        let at = reader.afterSpaces(first.end)
        let isTo = has("to", at: at)
        let isBetween = unit(at) == 0x4E0E || unit(at) == 0x548C
        guard
            NumberGlyph.isDash(unit(at)) || isRangeWord(unit(at)) || isBetween || unit(at) == 0x2F || isTo != nil
        else { return nil }
        let next = reader.afterSpaces(isTo ?? at + 1)
        guard let last = digits(at: next), last.count == 4 || last.count == 2 else { return nil }
        let lastYear = last.count == 4 ? last.value : first.value / 100 * 100 + last.value
        let mark = reader.afterSpaces(last.end)
        guard lastYear > first.value, lastYear < first.value + 200, unit(mark) == 0x5E74 || last.count == 4,
            !NumberGlyph.isAlphanumeric(unit(last.end)), unit(last.end) != 0x2D, !isDecimal(last.end),
            unit(at) != 0x2F || unit(mark) == 0x5E74, isTo == nil || isYearText(start, last.end)
        else { return nil }
        var a = TimeParts(at: start), b = TimeParts(at: next)
        (a.year, a.end, a.hasStatedYear) = (.number(first.value), first.end, true)
        (b.year, b.end, b.hasStatedYear) = (.number(lastYear), last.end, true)
        if unit(mark) == 0x5E74 {
            b.end = unit(mark + 1) == 0x5EA6 ? mark + 2 : mark + 1
            let bare = b.end
            if !continues(&b) || b.year != .number(lastYear) { b.end = bare }
        }
        guard !isBetween || isBetweenEnd(b.end) else { return nil }
        return joined(a, b, start: start)
    }

    /// `2014 to 2018` are years after a preposition; else they may be any figures.
    private func isYearText(_ start: Int, _ end: Int) -> Bool {
        reference.isLiberal || isPreceded(start, by: TimeReader.beforeDates)
    }

    /// 13 to 15 July, 1-9月, 一至三季度, 6、7月, 4 to 22 this month: the figure is what the second end's first part is.
    private func numberFirst(at start: Int) -> (TimeParts, TimeParts)? {
        let isNumbered = unit(start) == 0x7B2C
        let head = isNumbered ? start + 1 : start
        guard let number = dayFigure(at: head) ?? chineseFigure(at: head) else { return nil }
        let list = listSign(after: number.end)
        guard var sign = list ?? rangeSign(after: number.end, start: start) else { return nil }
        /// In a list only the next one follows.
        func runs(to last: Int) -> Bool { list == nil ? number.value < last : number.value + 1 == last }
        if let past = has("the", at: sign) { sign = reader.afterSpaces(past) }
        guard let second = parts(at: sign) else { return nil }
        var first = second
        (first.start, first.end, first.edge) = (start, number.end, nil)
        switch (second.month, second.quarter, second.day) {
        case (_, _, .number(let day)) where second.month != nil || NumberGlyph.isHan(unit(second.end - 1)):
            guard runs(to: day) else { return nil }
            first.day = .number(number.value)
        case (.number(let month), _, nil) where NumberGlyph.isHan(unit(sign + 1)) || NumberGlyph.isHan(unit(sign + 2)):
            guard runs(to: month) else { return nil }
            first.month = .number(number.value)
            first.edge = nil
        case (_, .number(let quarter), nil):
            guard runs(to: quarter) else { return nil }
            first.quarter = .number(number.value)
        default: return nil
        }
        return (first, second)
    }

    /// Where the next of two neighbours begins: 6、7月, 六七月.
    private func listSign(after end: Int) -> Int? {
        if unit(end) == 0x3001 { return overMarks(end + 1) }
        guard NumberGlyph.chineseDigit(unit(end)) != nil, NumberGlyph.chineseDigit(unit(end - 1)) != nil,
            !NumberGlyph.isChineseNumeral(unit(end + 1)), !NumberGlyph.isChineseNumeral(unit(end - 2))
        else { return nil }
        return end
    }

    /// 2019年1-9月, 10月13-15日: what stands before is of both.
    private func numberFirst(within outer: TimeParts) -> (TimeParts, TimeParts)? {
        guard outer.isContainer, outer.edge == nil, outer.ordinal == nil,
            var (first, second) = numberFirst(at: reader.afterSpaces(outer.end)), second.year == nil,
            second.finest < outer.finest
        else { return nil }
        (first.start, second.start) = (outer.start, outer.start)
        first.take(coarser: outer)
        second.take(coarser: outer)
        return (first, second)
    }

    /// 一 before 至: a Chinese figure without its unit.
    private func chineseFigure(at: Int) -> (value: Int, end: Int)? {
        guard NumberGlyph.isHan(unit(at)), let number = small(at: at), (1...31).contains(number.value) else {
            return nil
        }
        return number
    }
}

extension TimeParts {
    /// Whether a range may end in it: no vague time, no feast of itself in figures.
    var isRangeEnd: Bool { !isVague }

    /// Takes over the coarser parts that are missing here.
    mutating func inherit(from other: TimeParts) {
        if day != nil || weekday != nil, case .number = day ?? .number(0) {
            if month == nil, week == nil, let given = other.month, day != nil { month = given }
        }
        if weekday != nil, day == nil, weekdayShift == nil, week == nil {
            (week, weekdayShift) = (other.week, other.weekdayShift)
        }
        guard case .shift? = finestSlot else {
            if year == nil, decade == nil, week == nil || other.week == nil { year = other.year }
            if other.isFiscal, quarter != nil { isFiscal = true }
            return
        }
    }

    /// The slots of what stands before.
    fileprivate mutating func take(coarser outer: TimeParts) {
        year = year ?? outer.year
        month = month ?? outer.month
        isFiscal = isFiscal || outer.isFiscal
        hasStatedYear = hasStatedYear || outer.hasStatedYear
    }

    private var finestSlot: Slot? { day ?? week ?? month ?? quarter ?? half }
}
