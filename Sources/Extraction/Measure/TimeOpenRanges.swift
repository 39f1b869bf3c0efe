/// Times that are open at one end (since 2014, 2018年之后) and periods that close with a date.
extension TimeReader {
    // MARK: - Open ranges

    /// What stands around a time and takes all before or after it; outside news only.
    func open(_ value: TimeValue, start: Int) -> TimeValue {
        guard let period = value.period, !value.isJoined else { return value }
        var result = value
        let after = reader.afterSpaces(value.end)
        if let found = words.opens.longest(in: text, from: after), isClosed(found.end) {
            result.end = found.end
            result.open(Int(found.value) - 2, period, whole: value.whole)
            return result
        }
        var edge = reader.beforeSpaces(start) + 1
        if let the = wordBefore(start), has("the", at: the) != nil { edge = reader.beforeSpaces(the) + 1 }
        guard let found = words.sinces.longest(in: text, endingAt: edge, notBefore: max(0, edge - 20)) else {
            return value
        }
        result.open(
            [-2, -1, 2, 1].indices.contains(Int(found.value)) ? [-2, -1, 2, 1][Int(found.value)] : 0, period,
            whole: value.whole)
        return result
    }

    /// `and before 2000` opens the next time, not this one.
    private func isClosed(_ end: Int) -> Bool {
        guard NumberGlyph.isLetter(unit(end - 1)) else { return true }
        let next = reader.afterSpaces(end)
        return !NumberGlyph.isDigit(unit(next)) && has("than", at: next) == nil && has("the", at: next) == nil
    }

    // MARK: - Periods that close with a date

    /// 截至9月30日止九个月, three months ended Sept. 30: the period that closes with the date.
    func closing(at start: Int) -> TimeValue? {
        if unit(start) == 0x622A { return chineseClosing(at: start) }
        guard NumberGlyph.isLetter(unit(start)) || NumberGlyph.isDigit(unit(start)) else { return nil }
        var at = start
        var months = 12, days = 0
        if let past = has("week", at: start) {
            (at, months, days) = (past, 0, 7)
        } else if let past = has("month", at: start) {
            (at, months) = (past, 1)
        } else if let past = has("half", at: start) ?? has("half-year", at: start) {
            (at, months) = (past, 6)
        } else if let past = has("quarter", at: start) {
            (at, months) = (past, 3)
        } else if let past = has("year", at: start) {
            at = past
        } else {
            guard let length = ownLength(at: start), length.unit == .month || length.unit == .week, !length.isMixed
            else {
                return nil
            }
            (at, months, days) = (length.end, length.months, length.days)
        }
        at = reader.afterSpaces(at)
        guard
            let past = has("ended", at: at) ?? has("ending", at: at)
                ?? (months % 12 == 0 || months == 1 ? nil : has("to", at: at))
        else {
            return nil
        }
        return closed(
            months: months, days: days, at: overThe(reader.afterSpaces(has("on", at: reader.afterSpaces(past)) ?? past))
        )
    }

    private func closed(months: Int, days: Int, at start: Int) -> TimeValue? {
        guard let parts = parts(at: start), parts.month != nil else { return nil }
        var last = value(parts)
        guard let end = last.period?.end, let first = end.adding(days: 1 - days).adding(months: -months) else {
            return nil
        }
        last.period = CalendarPeriod(start: first, end: end, precision: .range)
        last.precision =
            months == 3 ? .quarter : months == 6 ? .half : months == 12 ? .year : months == 1 ? .month : .range
        return last
    }

    private func chineseClosing(at start: Int) -> TimeValue? {
        guard unit(start + 1) == 0x81F3 || unit(start + 1) == 0x6B62 && unit(start + 2) == 0x5230,
            let parts = parts(at: reader.afterSpaces(unit(start + 1) == 0x81F3 ? start + 2 : start + 3))
        else { return nil }
        let last = value(parts)
        var at = reader.afterSpaces(parts.end)
        guard unit(at) == 0x6B62 else {  // 止
            return reference.isLiberal ? open(last, start: reader.afterSpaces(start + 2)) : last
        }
        at = reader.afterSpaces(at + 1)
        if unit(at) == 0x7684 { at += 1 }
        guard let length = closingLength(at: at), let end = last.period?.end,
            let first = end.adding(days: 1).adding(months: -length.months)
        else { return last }
        var value = last
        value.end = length.end
        value.period = CalendarPeriod(start: first, end: end, precision: .range)
        let precisions: [Int: TimeExpression.Precision] = [3: .quarter, 6: .half, 12: .year]
        value.precision = precisions[length.months] ?? .range
        return value
    }

    /// 年度, 季度, 九个月 after 止.
    private func closingLength(at: Int) -> (months: Int, end: Int)? {
        let from = unit(at) == 0x9996 || unit(at) == 0x524D ? at + 1 : at
        if let found = words.unit(in: text, from: from),
            found.unit == .year || found.unit == .quarter || found.unit == .half
        {
            return (found.unit.months, found.end)
        }
        guard let length = length(at: from, plain: true), length.months > 0, length.months <= 36 else { return nil }
        return (length.months, length.end)
    }
}

extension TimeValue {
    /// -1: all up to its end, -2: all before it, 1: all from its start, 2: all after it (of a day, from it on).
    /// The end of `whole` that an edge belongs to is meant where the word goes beyond it.
    fileprivate mutating func open(_ how: Int, _ period: CalendarPeriod, whole: CalendarPeriod?) {
        if let whole, how == -2, whole.end == period.end { return open(-1, whole, whole: nil) }
        if let whole, how == 2, whole.start == period.start { return open(1, whole, whole: nil) }
        switch how {
        case -1: (isOpenBefore, self.period) = (true, period)
        case -2:
            let end = period.start.adding(days: -1)
            (isOpenBefore, self.period) = (true, CalendarPeriod(start: end, end: end, precision: .range))
        case 1: isOpenAfter = true
        case 2:
            let from = period.start == period.end ? period.start : period.end.adding(days: 1)
            (isOpenAfter, self.period) = (true, CalendarPeriod(start: from, end: from, precision: .range))
        default: return
        }
        precision = .range
    }
}
