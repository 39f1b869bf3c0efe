/// The stretches of a calendar that texts count in.
enum TimeUnit: Int32, Sendable {
    case day, tradingDay, week, weekend, fortnight, month, quarter, half, year, decade, century

    static func named(_ name: String) -> TimeUnit? {
        switch name {
        case "day": .day
        case "tradingday": .tradingDay
        case "week": .week
        case "weekend": .weekend
        case "fortnight": .fortnight
        case "month": .month
        case "quarter": .quarter
        case "half": .half
        case "year": .year
        case "decade": .decade
        case "century": .century
        default: nil
        }
    }

    /// Months in one, or 0 for what is counted in days.
    var months: Int {
        switch self {
        case .month: 1
        case .quarter: 3
        case .half: 6
        case .year: 12
        case .decade: 120
        case .century: 1200
        default: 0
        }
    }

    /// Days in one that is not counted in months.
    var days: Int {
        switch self {
        case .day: 1
        case .week, .weekend: 7
        case .fortnight: 14
        default: 0
        }
    }

    var precision: TimeExpression.Precision {
        switch self {
        case .day, .tradingDay: .day
        case .month: .month
        case .quarter: .quarter
        case .half: .half
        case .year: .year
        default: .range
        }
    }
}

/// A length of time: `1 year and 21 days`, 一年半, two weeks.
struct TimeLength {
    var months = 0
    var days = 0
    var tradingDays = 0
    /// The last unit it names and how many of it, where it names only one.
    var unit: TimeUnit
    var count: Int
    /// It names more than one unit (一年半).
    var isMixed = false
    /// Days of the week instead of units: `3 fridays`.
    var weekday: Int?
    /// A word between number and unit: `two upcoming weeks`.
    var turn: Int?
    /// a few, 几: no exact number.
    var isVague = false
    var end: Int

    init(unit: TimeUnit, count: Int, end: Int) {
        (self.unit, self.count, self.end) = (unit, count, end)
        (months, days) = (unit.months * count, unit.days * count)
        if unit == .tradingDay { tradingDays = count }
    }

    /// `date` moved by the length, forwards or back.
    func move(_ date: CivilDate, by sign: Int) -> CivilDate? {
        var moved = date.adding(months: months * sign)?.adding(days: days * sign)
        for _ in 0..<min(tradingDays, 500) { moved = moved?.tradingDay(after: sign) }
        return moved
    }
}

extension CivilDate {
    /// The next day, or the one before, that is no Saturday or Sunday.
    func tradingDay(after sign: Int) -> CivilDate {
        var date = adding(days: sign)
        while date.weekday > 5 { date = date.adding(days: sign) }
        return date
    }
}

extension CalendarPeriod {
    /// The stretch of `unit` that holds `date`, moved by `offset` of them.
    static func holding(_ date: CivilDate, unit: TimeUnit, offset: Int) -> CalendarPeriod? {
        let (year, month, _) = date.components
        switch unit {
        case .day: return day(date.adding(days: offset))
        case .tradingDay:
            guard abs(offset) < 500 else { return nil }
            var moved = date
            for _ in 0..<abs(offset) { moved = moved.tradingDay(after: offset.signum()) }
            return day(moved)
        case .week: return week(of: date, offset: offset)
        case .weekend:
            let monday = week(of: date, offset: offset).start
            return CalendarPeriod(start: monday.adding(days: 5), end: monday.adding(days: 6), precision: .range)
        case .fortnight:
            let monday = week(of: date, offset: 2 * offset).start
            return CalendarPeriod(start: monday, end: monday.adding(days: 13), precision: .range)
        case .month, .quarter, .half, .year, .decade, .century:
            let size = unit.months
            let index = year * 12 + month - 1 + offset * size
            let first = index - ((index % size) + size) % size
            return months(year: 0, first: first + 1, count: size, precision: unit.precision)
        }
    }
}
