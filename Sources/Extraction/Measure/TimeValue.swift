/// A time as the text words it, with the calendar it falls on where that can be told.
struct TimeValue {
    var end: Int
    var year: Int?
    var month: Int?
    var day: Int?
    var quarter: Int?
    var half: Int?
    /// The year stands in the text itself, in figures.
    var hasStatedYear = false
    var period: CalendarPeriod?
    var precision: TimeExpression.Precision = .day
    var basis: TimeExpression.Basis = .explicit
    var fiscal = ""
    var session = ""
}

/// What a time is resolved against.
struct TimeReference {
    /// The day of publication, in the source's own zone.
    var published: CivilDate?
    /// The last full date that the text itself states.
    var stated: CivilDate?
    var isLiberal: Bool

    var date: CivilDate? { published ?? stated }
    var relative: TimeExpression.Basis { published != nil ? .relativeToPublication : .relativeToText }

    /// The year that a month without one means: the reference's, or the neighbouring one when that is far nearer.
    func year(forMonth month: Int) -> Int? {
        guard let (year, reference, _) = date?.components else { return nil }
        if isLiberal { return year }
        if month - reference >= 8 { return year - 1 }
        return month - reference <= -10 ? year + 1 : year
    }

    func year(forQuarter quarter: Int) -> Int? {
        guard let (year, month, _) = date?.components else { return nil }
        return !isLiberal && quarter - (month + 2) / 3 >= 2 ? year - 1 : year
    }

    func year(forHalf half: Int) -> Int? {
        guard let (year, month, _) = date?.components else { return nil }
        return !isLiberal && half == 2 && month <= 4 ? year - 1 : year
    }
}

extension TimeValue {
    /// Works out the days; leaves `period` nil where a year is missing and nothing gives it.
    mutating func resolve(_ reference: TimeReference) {
        guard period == nil else { return }
        if let month {
            guard let year = given(reference.year(forMonth: month)) else { return }
            if let day {
                precision = .day
                period = CivilDate(year: year, month: month, day: day).map(CalendarPeriod.day)
            } else {
                precision = .month
                period = CalendarPeriod.month(month, of: year)
            }
        } else if let quarter {
            precision = .quarter
            period = given(reference.year(forQuarter: quarter)).flatMap { CalendarPeriod.quarter(quarter, of: $0) }
        } else if let half {
            precision = .half
            period = given(reference.year(forHalf: half)).flatMap { CalendarPeriod.half(half, of: $0) }
        } else if let year {
            precision = .year
            period = CalendarPeriod.year(year)
        } else if let day, let (year, month, today) = reference.date?.components {
            precision = .day
            basis = .context
            // 29日 of no month: this month's, or last month's if that day is still far ahead.
            let isLast = day > today + 3 && !reference.isLiberal
            guard let first = CivilDate(year: year, month: month, day: 1),
                let moved = first.adding(months: isLast ? -1 : 0)
            else { return }
            let (y, m, _) = moved.components
            period = CivilDate(year: y, month: m, day: day).map(CalendarPeriod.day)
        }
    }

    private mutating func given(_ fallback: Int?) -> Int? {
        if let year { return year }
        basis = .context
        return fallback
    }
}
