/// A time that was read off the text, with the days it falls on where that can be told.
struct TimeValue {
    var end: Int
    /// The year stands in the text itself, in figures.
    var hasStatedYear = false
    /// A day of a month: what 次日 and 十天后 count from later.
    var statesDay = false
    var period: CalendarPeriod?
    /// What `period` is the beginning or end of.
    var whole: CalendarPeriod?
    /// Everything before or after an end of `period` is meant too (since 2014).
    var isOpenBefore = false
    var isOpenAfter = false
    var precision: TimeExpression.Precision = .day
    var basis: TimeExpression.Basis = .explicit
    /// Both ends stand in the text.
    var isJoined = false
    /// 今年以来: the range ends today by its own word.
    var isSince = false
    /// It is only what a figure is compared with.
    var isComparison = false
    var fiscal = ""
    var session = ""

    init(end: Int, precision: TimeExpression.Precision = .day, basis: TimeExpression.Basis = .explicit) {
        (self.end, self.precision, self.basis) = (end, precision, basis)
    }

    /// First and last day, nil where unknown or open.
    var first: CivilDate? { isOpenBefore ? nil : period?.start }
    var last: CivilDate? { isOpenAfter ? nil : period?.end }
}

/// What a time is resolved against.
struct TimeReference {
    /// The day of publication, in the source's own zone.
    var published: CivilDate?
    /// The last full date that the text itself states.
    var stated: CivilDate?
    /// Outside news: more is a time, and what has no year is this year's.
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
