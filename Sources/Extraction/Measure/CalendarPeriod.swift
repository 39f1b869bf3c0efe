/// A stretch of whole days, both ends inclusive.
struct CalendarPeriod: Equatable {
    var start: CivilDate
    var end: CivilDate
    var precision: TimeExpression.Precision

    static func day(_ date: CivilDate) -> CalendarPeriod { CalendarPeriod(start: date, end: date, precision: .day) }

    static func months(year: Int, first: Int, count: Int, precision: TimeExpression.Precision) -> CalendarPeriod? {
        let last = year * 12 + first - 1 + count - 1
        let (endYear, endMonth) = (floorDivide(last, 12), last - floorDivide(last, 12) * 12 + 1)
        let begin = year * 12 + first - 1
        let (startYear, startMonth) = (floorDivide(begin, 12), begin - floorDivide(begin, 12) * 12 + 1)
        guard (1...9999).contains(endYear), (1...9999).contains(startYear), count > 0,
            let start = CivilDate(year: startYear, month: startMonth, day: 1),
            let end = CivilDate(year: endYear, month: endMonth, day: CivilDate.days(inMonth: endMonth, of: endYear))
        else { return nil }
        return CalendarPeriod(start: start, end: end, precision: precision)
    }

    static func year(_ year: Int) -> CalendarPeriod? { months(year: year, first: 1, count: 12, precision: .year) }
    static func half(_ half: Int, of year: Int) -> CalendarPeriod? {
        months(year: year, first: half * 6 - 5, count: 6, precision: .half)
    }
    static func quarter(_ quarter: Int, of year: Int) -> CalendarPeriod? {
        months(year: year, first: quarter * 3 - 2, count: 3, precision: .quarter)
    }
    static func month(_ month: Int, of year: Int) -> CalendarPeriod? {
        months(year: year, first: month, count: 1, precision: .month)
    }

    /// Monday to Sunday of the week `offset` weeks from that of `date`.
    static func week(of date: CivilDate, offset: Int = 0) -> CalendarPeriod {
        let monday = date.dayNumber - (date.weekday - 1) + 7 * offset
        return CalendarPeriod(
            start: CivilDate(dayNumber: monday), end: CivilDate(dayNumber: monday + 6), precision: .range)
    }

    private static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }
}

extension CivilDate {
    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// The same day `months` later; the last day of the month where that does not exist. Nil outside years 1 … 9999.
    public func adding(months: Int) -> CivilDate? {
        let (year, month, day) = components
        let index = year * 12 + month - 1 + months
        let (y, m) = (index / 12, index % 12 + 1)
        guard index > 0, (1...9999).contains(y) else { return nil }
        return CivilDate(year: y, month: m, day: min(day, CivilDate.days(inMonth: m, of: y)))
    }
}
