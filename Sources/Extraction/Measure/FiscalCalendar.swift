/// When a company's fiscal years end: what its third quarter or fiscal 2026 is in days.
///
/// From the companies' own annual reports. Years of 52 or 53 weeks have quarters of 13 weeks, the last one takes the
/// 53rd; others have quarters of three months.
struct FiscalCalendar: Sendable, Equatable {
    enum End: Sendable, Equatable {
        case monthEnd
        case lastWeekday(Int)
        case nearestWeekday(Int)
    }

    var month: Int
    var end: End
    /// Fiscal 2025 begins in 2025, as Japanese companies and many retailers count.
    var isNamedByStart: Bool

    /// Reads `06`, `s03`, `l01/7`, `n08/4`, `sn01/6`.
    init?(_ rule: String) {
        isNamedByStart = rule.first == "s"
        let body = rule.drop { $0 == "s" }
        let parts = body.drop { $0 == "l" || $0 == "n" }.split(separator: "/").map { Int($0) }
        guard let first = parts.first, let month = first, (1...12).contains(month) else { return nil }
        self.month = month
        switch (body.first, parts.count) {
        case ("l", 2), ("n", 2):
            guard let weekday = parts[1], (1...7).contains(weekday) else { return nil }
            end = body.first == "l" ? .lastWeekday(weekday) : .nearestWeekday(weekday)
        case (.some("0"..."9"), 1): end = .monthEnd
        default: return nil
        }
    }

    /// The last day of the fiscal year of that name.
    private func lastDay(of year: Int) -> CivilDate? {
        let calendarYear = isNamedByStart && month < 12 ? year + 1 : year
        guard let monthEnd = CalendarPeriod.month(month, of: calendarYear)?.end else { return nil }
        switch end {
        case .monthEnd: return monthEnd
        case .lastWeekday(let weekday): return monthEnd.adding(days: -((monthEnd.weekday - weekday + 7) % 7))
        case .nearestWeekday(let weekday):
            let ahead = (weekday - monthEnd.weekday + 7) % 7
            return monthEnd.adding(days: ahead > 3 ? ahead - 7 : ahead)
        }
    }

    func year(_ year: Int) -> CalendarPeriod? {
        guard let before = lastDay(of: year - 1), let last = lastDay(of: year) else { return nil }
        return CalendarPeriod(start: before.adding(days: 1), end: last, precision: .fiscalYear)
    }

    func quarter(_ quarter: Int, of year: Int) -> CalendarPeriod? {
        guard let whole = self.year(year), (1...4).contains(quarter), let start = boundary(quarter - 1, of: whole),
            let next = boundary(quarter, of: whole)
        else { return nil }
        return CalendarPeriod(
            start: start, end: quarter == 4 ? whole.end : next.adding(days: -1), precision: .fiscalQuarter)
    }

    /// The first day after `quarters` quarters.
    private func boundary(_ quarters: Int, of year: CalendarPeriod) -> CivilDate? {
        end == .monthEnd ? year.start.adding(months: 3 * quarters) : year.start.adding(days: 91 * quarters)
    }

    // MARK: - What a text means

    /// The days of `time` by this calendar; nil where it is no fiscal time. A quarter without its year is the one that
    /// ends nearest to `published`.
    /// - Parameter isOver: what the time is told of has happened: a quarter that begins after `published` is not meant.
    func period(of time: TimeExpression, published: CivilDate, isOver: Bool = false) -> CalendarPeriod? {
        if time.precision == .fiscalQuarter, time.fiscal.isEmpty { return monthQuarter(time) }
        let isBareQuarter = time.precision == .quarter && time.basis == .context
        guard isBareQuarter || time.basis == .fiscalCalendar, let start = time.start else { return nil }
        let number = (start.components.month - 1) / 3 + 1
        switch time.precision {
        case .quarter, .fiscalQuarter:
            // `FY2026Q3` has its year, `FYQ3` has none.
            return time.fiscal.utf8.count > 4
                ? quarter(number, of: start.components.year)
                : nearestQuarter(number, to: published, isOver: isOver)
        case .fiscalYear:
            if !time.fiscal.isEmpty { return year(start.components.year) }
            let turn = start.components.year - published.components.year
            return current(published).flatMap { year($0 + turn) }
        case .range:
            // The first nine months of fiscal 2026.
            guard let end = time.end, start.components.month == 1, end.components.month % 3 == 0,
                let whole = year(start.components.year),
                let last = quarter(end.components.month / 3, of: start.components.year)
            else { return nil }
            return CalendarPeriod(start: whole.start, end: last.end, precision: .range)
        default: return nil
        }
    }

    /// The name of the fiscal year that holds `date`.
    private func current(_ date: CivilDate) -> Int? {
        let year = date.components.year
        return (year - 1...year + 1).first { self.year($0).map { $0.start <= date && date <= $0.end } == true }
    }

    private func nearestQuarter(_ number: Int, to date: CivilDate, isOver: Bool) -> CalendarPeriod? {
        let year = date.components.year
        return (year - 1...year + 2).compactMap { quarter(number, of: $0) }.filter { !isOver || $0.start <= date }.min {
            abs($0.end.dayNumber - date.dayNumber) < abs($1.end.dayNumber - date.dayNumber)
        }
    }

    /// `September quarter`: the one that ends within two weeks of the month's end.
    private func monthQuarter(_ time: TimeExpression) -> CalendarPeriod? {
        guard let end = time.end else { return nil }
        let year = end.components.year
        for name in year - 1...year + 1 {
            for number in 1...4 {
                if let period = quarter(number, of: name), abs(period.end.dayNumber - end.dayNumber) < 15 {
                    return period
                }
            }
        }
        return nil
    }

    /// The calendar of the company with this entity id; nil for those that keep calendar years or are unknown.
    static func company(_ id: String) -> FiscalCalendar? { calendars[id] }

    private static let calendars = (try? MeasureTables.embedded.get())?.times.calendars ?? [:]
}
