/// Parts of a stretch of days: its nth week, its beginning, its end.
extension CalendarPeriod {
    /// `count` of `unit` from the nth on; counted from the end if `first` is negative. Nil where they do not fit.
    func nth(_ unit: TimeUnit, _ first: Int, count: Int) -> CalendarPeriod? {
        guard first != 0, abs(first) < 500, count > 0, count < 500 else { return nil }
        // The last three begin two before the last.
        let from = first > 0 ? first - 1 : first - count + 1
        if unit.months > 0 { return months(from: from, count: count, unit: unit) }
        switch unit {
        case .week, .fortnight:
            let edge = first > 0 ? firstWeek : lastWeek
            let monday = edge.adding(days: 7 * (first > 0 ? from : from + 1))
            return CalendarPeriod(start: monday, end: monday.adding(days: 7 * count - 1), precision: .range)
        case .day, .tradingDay, .weekend:
            let day = first > 0 ? start.adding(days: from) : end.adding(days: from + 1)
            guard day >= start, day <= end else { return nil }
            let last = day.adding(days: count - 1)
            return CalendarPeriod(start: day, end: last, precision: count == 1 ? .day : .range)
        default: return nil
        }
    }

    private func months(from: Int, count: Int, unit: TimeUnit) -> CalendarPeriod? {
        let base = from >= 0 ? start : end.adding(days: 1)
        let (year, month, _) = base.components
        let offset = from * unit.months
        let precision: TimeExpression.Precision = count == 1 ? unit.precision : .range
        return CalendarPeriod.months(
            year: year, first: month + offset, count: count * unit.months, precision: precision)
    }

    /// Monday of the first week that has its Thursday in the period, as ISO 8601 counts weeks.
    private var firstWeek: CivilDate { CalendarPeriod.week(of: start.adding(days: 3)).start }

    private var lastWeek: CivilDate { CalendarPeriod.week(of: end.adding(days: -3)).start }

    /// The week with this number in a year.
    func week(_ number: Int) -> CalendarPeriod? { (1...53).contains(number) ? nth(.week, number, count: 1) : nil }

    /// The beginning, middle or end as news and other texts use the words.
    func part(_ edge: TimeParts.Edge, today: CivilDate?, isLiberal: Bool, isBare: Bool) -> CalendarPeriod? {
        switch edge {
        case .whole: return self
        case .since:
            return today.map { CalendarPeriod(start: start, end: max(end > $0 ? start : end, $0), precision: .range) }
        case .soFar:
            // Outside news today is not over yet.
            return today.map {
                let last = isLiberal ? $0.adding(days: -1) : $0
                return CalendarPeriod(start: start, end: max(start, min(end, last)), precision: .range)
            }
        case .remaining:
            // 去年晚些时候: of what is over, its late part.
            if let today, end < today { return part(.late, today: today, isLiberal: isLiberal, isBare: isBare) }
            return today.map { CalendarPeriod(start: max(start, $0), end: end, precision: .range) }
        case .firstThird: return days(0, 9)
        case .middleThird: return days(10, 19)
        case .lastThird: return days(20, nil)
        case .firstTwoThirds: return days(0, 19)
        case .lastTwoThirds: return days(10, nil)
        case .firstHalf: return days(0, 14)
        case .secondHalf: return days(15, nil)
        case .beginning, .middle, .late, .end: return third(edge, isLiberal: isLiberal, isBare: isBare)
        }
    }

    private func third(_ edge: TimeParts.Edge, isLiberal: Bool, isBare: Bool) -> CalendarPeriod? {
        switch precision {
        case .year, .fiscalYear: return third(ofYear: edge, isLiberal: isLiberal, isBare: isBare)
        case .month:
            if edge == .end, !isLiberal { return CalendarPeriod.day(end) }
            return edge == .beginning ? days(0, 9) : edge == .middle ? days(10, 19) : days(20, nil)
        case .quarter, .half, .fiscalQuarter:
            if edge == .end, !isLiberal { return CalendarPeriod.day(end) }
            let size = precision == .half ? 2 : 1
            let from = edge == .beginning ? 0 : edge == .middle ? size : 2 * size
            return months(from: from, count: size, unit: .month)
        default:
            if let years = third(ofDecade: edge) { return years }
            let last = end.dayNumber - start.dayNumber
            guard last == 6 else { return edge == .end ? CalendarPeriod.day(end) : self }
            switch edge {
            case .beginning: return days(0, 2)
            case .middle: return days(2, 4)
            case .late: return days(3, nil)
            default: return days(4, nil)
            }
        }
    }

    /// The end of a year is its last day in news (a balance, a target), elsewhere its last months.
    private func third(ofYear edge: TimeParts.Edge, isLiberal: Bool, isBare: Bool) -> CalendarPeriod? {
        let year = start.components.year
        switch edge {
        case .beginning: return CalendarPeriod.months(year: year, first: 1, count: 3, precision: .range)
        case .middle: return CalendarPeriod.months(year: year, first: 5, count: isLiberal ? 4 : 3, precision: .range)
        case .end where !isLiberal && !isBare: return CalendarPeriod.day(end)
        case .end where !isLiberal: return CalendarPeriod.months(year: year, first: 12, count: 1, precision: .range)
        default: return CalendarPeriod.months(year: year, first: 9, count: 4, precision: .range)
        }
    }

    /// The first three, the middle four and the last three years of ten.
    private func third(ofDecade edge: TimeParts.Edge) -> CalendarPeriod? {
        let year = start.components.year
        guard CalendarPeriod.months(year: year, first: 1, count: 120, precision: .range) == self else { return nil }
        let (first, count) = edge == .beginning ? (0, 3) : edge == .middle ? (3, 4) : (7, 3)
        return CalendarPeriod.months(year: year + first, first: 1, count: 12 * count, precision: .range)
    }

    /// From the day with index `first` to that with index `last`, or to the end.
    private func days(_ first: Int, _ last: Int?) -> CalendarPeriod {
        let to = last.map { min(end, start.adding(days: $0)) } ?? end
        return CalendarPeriod(start: min(end, start.adding(days: first)), end: to, precision: .range)
    }
}
