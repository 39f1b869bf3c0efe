/// Works out the days of what a text says, from the coarsest part to the finest.
struct TimeResolution {
    let parts: TimeParts
    let reference: TimeReference
    let feasts: [Feast]
    private var period: CalendarPeriod?
    /// What the edge is a part of.
    private var whole: CalendarPeriod?
    /// A part depends on the day of reference.
    private var leans = false
    /// A part was left out and the context gave it.
    private var isInferred = false

    init(_ parts: TimeParts, reference: TimeReference, feasts: [Feast]) {
        (self.parts, self.reference, self.feasts) = (parts, reference, feasts)
    }

    static func value(_ parts: TimeParts, reference: TimeReference, feasts: [Feast]) -> TimeValue {
        var resolution = TimeResolution(parts, reference: reference, feasts: feasts)
        return resolution.run()
    }

    private mutating func run() -> TimeValue {
        isInferred = parts.isYearInferred
        coarse()
        months()
        weeks()
        ordinals()
        days()
        edges()
        var value = TimeValue(end: parts.end)
        value.period = period
        value.whole = whole
        value.isSince = parts.edge == .since
        value.isComparison = parts.isComparison
        value.hasStatedYear = parts.hasStatedYear
        value.statesDay = parts.day != nil && parts.month != nil
        value.precision = period?.precision ?? unresolvedPrecision
        value.basis = leans ? reference.relative : isInferred ? .context : .explicit
        if parts.sameDay != nil { value.basis = .relativeToText }
        if parts.isMonthQuarter { (value.basis, value.precision) = (.fiscalCalendar, .fiscalQuarter) }
        if parts.isFiscal { fiscal(&value) }
        return value
    }

    private var unresolvedPrecision: TimeExpression.Precision {
        if parts.isVague || parts.edge != nil { return .range }
        switch parts.finest {
        case .day, .weekday, .feast: return .day
        case .month: return .month
        case .quarter: return .quarter
        case .half: return .half
        case .year: return .year
        default: return .range
        }
    }

    /// The figure that a slot stands for, where `now` is the reference's.
    private mutating func number(_ slot: TimeParts.Slot, _ now: Int?) -> Int? {
        switch slot {
        case .number(let number): return number
        case .shift(let offset):
            leans = true
            return now.map { $0 + offset }
        }
    }

    private mutating func shifted(_ unit: TimeUnit, _ offset: Int) -> CalendarPeriod? {
        leans = true
        return reference.date.flatMap { CalendarPeriod.holding($0, unit: unit, offset: offset) }
    }

    // MARK: - Centuries to quarters

    private mutating func coarse() {
        if let century = parts.century, parts.decade == nil {
            switch century {
            case .number(let number):
                period = CalendarPeriod.months(year: (number - 1) * 100, first: 1, count: 1200, precision: .range)
            case .shift(let offset): period = shifted(.century, offset)
            }
        }
        if let decade = parts.decade {
            switch decade {
            case .number(let year):
                period = CalendarPeriod.months(year: fullDecade(year), first: 1, count: 120, precision: .range)
            case .shift(let offset): period = shifted(.decade, offset)
            }
        }
        if let year = parts.year, let number = number(year, reference.date?.components.year) {
            period = CalendarPeriod.year(number)
        }
        if let half = parts.half {
            period = part(half, unit: .half, inferred: reference.year(forHalf:)) { CalendarPeriod.half($0, of: $1) }
        }
        if let quarter = parts.quarter {
            period = part(quarter, unit: .quarter, inferred: reference.year(forQuarter:)) {
                CalendarPeriod.quarter($0, of: $1)
            }
        }
    }

    /// 70年代 is in the century before; 10 and 20 are in this one.
    private func fullDecade(_ year: Int) -> Int {
        if case .number(let century) = parts.century { return (century - 1) * 100 + year }
        return year >= 100 ? year : year < 30 ? 2000 + year : 1900 + year
    }

    /// The year that the parts state, or `inferred`'s.
    private mutating func year(or inferred: Int?) -> Int? {
        guard let year = parts.year else {
            isInferred = true
            return inferred
        }
        return number(year, reference.date?.components.year)
    }

    private mutating func part(
        _ slot: TimeParts.Slot, unit: TimeUnit, inferred: (Int) -> Int?, in make: (Int, Int) -> CalendarPeriod?
    ) -> CalendarPeriod? {
        switch slot {
        case .shift(let offset): return shifted(unit, offset)
        case .number(let number):
            guard let year = year(or: inferred(number)) else { return nil }
            return make(number, year)
        }
    }

    // MARK: - Months, seasons, feasts

    private mutating func months() {
        if let month = parts.month {
            period = part(month, unit: .month, inferred: inferredYear(ofMonth:)) { CalendarPeriod.month($0, of: $1) }
        }
        if let season = parts.season { period = self.season(season) }
        if let index = parts.feast, feasts.indices.contains(index) {
            period = feast(parts.isOrthodox ? feasts[index].orthodox : feasts[index])
        }
        if let lunar = parts.lunar { period = self.lunar(lunar) }
    }

    private func inferredYear(ofMonth month: Int) -> Int? {
        guard let (year, now, _) = reference.date?.components else { return nil }
        switch parts.turn {
        case .some(0): return year
        case .some(let turn) where turn > 0: return month > now ? year : year + 1
        case .some: return month < now ? year : year - 1
        case nil: break
        }
        guard reference.isLiberal else { return reference.year(forMonth: month) }
        guard case .number(let day) = parts.day else { return year }
        // A weekday beside the date says which year is meant.
        guard let weekday = parts.weekday else { return validYear(year, month: month, day: day) }
        let fits = [year, year + 1, year - 1].first {
            CivilDate(year: $0, month: month, day: day)?.weekday == weekday
        }
        return fits ?? year
    }

    /// 29 February is in a year that has one.
    private func validYear(_ year: Int, month: Int, day: Int) -> Int {
        (0...4).first { CivilDate(year: year - $0, month: month, day: day) != nil }.map { year - $0 } ?? year
    }

    /// Meteorological seasons; winter begins in December of its year.
    private mutating func season(_ season: Int) -> CalendarPeriod? {
        let turn = parts.turn ?? 0
        guard let year = year(or: reference.date.map { $0.components.year + turn }) else { return nil }
        return CalendarPeriod.months(year: year, first: season * 3, count: 3, precision: .range)
    }

    /// In its year; without one the nearest, outside news the next one.
    private mutating func feast(_ feast: Feast) -> CalendarPeriod? {
        if parts.year != nil { return year(or: nil).flatMap { feast.periods(in: $0).first } }
        guard let today = reference.date else { return nil }
        isInferred = true
        let year = today.components.year
        let periods = (-1...1).flatMap { feast.periods(in: year + $0) }
        if let turn = parts.turn, turn < 0 { return periods.last { $0.end < today } }
        if reference.isLiberal || parts.turn != nil { return periods.first { $0.start >= today } }
        return nearest(periods, to: today)
    }

    private func nearest(_ periods: [CalendarPeriod], to today: CivilDate) -> CalendarPeriod? {
        periods.min { abs($0.start.dayNumber - today.dayNumber) < abs($1.start.dayNumber - today.dayNumber) }
    }

    /// In its year; without one the nearest, outside news this year's where it has the month.
    private mutating func lunar(_ date: TimeParts.LunarDate) -> CalendarPeriod? {
        if parts.year != nil { return year(or: nil).flatMap(date.period) }
        guard let today = reference.date else { return nil }
        isInferred = true
        let year = today.components.year
        let periods = [year, year + 1, year - 1].compactMap(date.period)
        return reference.isLiberal ? periods.first : nearest(periods, to: today)
    }

    // MARK: - Weeks, nth parts

    private mutating func weeks() {
        if let week = parts.week {
            switch week {
            case .shift(let offset): period = shifted(.week, offset)
            case .number(let number):
                guard let year = year(or: reference.date?.components.year) else { return period = nil }
                period = CalendarPeriod.year(year)?.week(number)
            }
        }
        if let fortnight = parts.fortnight { period = shifted(.fortnight, fortnight) }
        if case .shift(let offset) = parts.weekend { period = shifted(.weekend, offset) }
    }

    private mutating func ordinals() {
        guard let ordinal = parts.ordinal else { return }
        if parts.feast != nil {
            // 春节第三天 counts on where the feast has one day only.
            period = period.map { CalendarPeriod.day($0.start.adding(days: ordinal.first - 1)) }
            return
        }
        if !parts.isContainer {
            period = reference.date.flatMap { CalendarPeriod.holding($0, unit: .month, offset: 0) }
            isInferred = true
        }
        guard let container = period else { return }
        if let weekday = ordinal.weekday {
            period = container.nth(weekday: weekday, ordinal.first).map(CalendarPeriod.day)
        } else {
            period = container.nth(ordinal.unit, ordinal.first, count: ordinal.count)
        }
    }

    // MARK: - Days

    private mutating func days() {
        if let offset = parts.sameDay {
            // 次日 of no day that the text states is left open.
            let anchor = reference.stated ?? (offset == 0 || reference.isLiberal ? reference.date : nil)
            period = anchor.map { CalendarPeriod.day($0.adding(days: offset)) }
        }
        if let day = parts.day {
            switch day {
            case .shift(let offset): period = shifted(.day, offset)
            case .number(let number): period = self.day(number).map(CalendarPeriod.day)
            }
        } else if let weekday = parts.weekday, parts.feast == nil {
            period = self.weekday(weekday).map(CalendarPeriod.day)
        }
        if parts.isWeekOfDay, let day = period?.start { period = CalendarPeriod.week(of: day) }
    }

    /// Within the month that is given, else in the one that the reference and the day's name allow.
    private mutating func day(_ number: Int) -> CivilDate? {
        if parts.month != nil {
            guard let (year, month, _) = period?.start.components else { return nil }
            return CivilDate(year: year, month: month, day: number)
        }
        guard let today = reference.date else { return nil }
        isInferred = true
        let (year, month, now) = today.components
        if let weekday = parts.weekday { return nearest(day: number, weekday: weekday, to: today) }
        let first = CivilDate(dayNumber: today.dayNumber - now + 1)
        // 29日 of no month: this month's, or last month's if that day is still far ahead.
        if !reference.isLiberal, number > now + 3 { return moved(first, -1, number) }
        return CivilDate(year: year, month: month, day: number) ?? moved(first, 1, number)
    }

    private func moved(_ first: CivilDate, _ months: Int, _ day: Int) -> CivilDate? {
        guard let (year, month, _) = first.adding(months: months)?.components else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// This month's, the next or the last month that has the day on that weekday.
    private func nearest(day: Int, weekday: Int, to today: CivilDate) -> CivilDate? {
        let first = CivilDate(dayNumber: today.dayNumber - today.components.day + 1)
        let ahead = reference.isLiberal ? [0, 1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] : [0, -1, 1, -2, -3]
        for offset in ahead {
            if let date = moved(first, offset, day), date.weekday == weekday { return date }
        }
        return nil
    }

    private mutating func weekday(_ weekday: Int) -> CivilDate? {
        if parts.week != nil { return period?.start.adding(days: weekday - 1) }
        leans = true
        guard let today = reference.date else { return nil }
        guard let shift = parts.weekdayShift else { return nearest(weekday: weekday, to: today) }
        if shift == 3 { return today.adding(days: (weekday - today.weekday + 6) % 7 + 1) }
        // On a weekend "last Friday" is the one just gone.
        if shift == -1, today.weekday > 5, weekday < today.weekday, !reference.isLiberal {
            return today.adding(days: weekday - today.weekday)
        }
        return CalendarPeriod.week(of: today, offset: shift).start.adding(days: weekday - 1)
    }

    /// In news a bare weekday is the last one up to today; elsewhere the next one after it.
    private func nearest(weekday: Int, to date: CivilDate) -> CivilDate {
        if reference.isLiberal { return date.adding(days: (weekday - date.weekday + 6) % 7 + 1) }
        return date.adding(days: -((date.weekday - weekday + 7) % 7))
    }

    // MARK: - Edges, fiscal periods

    private mutating func edges() {
        guard let edge = parts.edge else { return }
        if let unit = parts.edgeUnit, !hasUnit(unit) {
            isInferred = true
            period = reference.date.flatMap { CalendarPeriod.holding($0, unit: unit, offset: 0) }
        }
        whole = period
        guard let whole else { return }
        period = whole.part(
            edge, today: reference.date, isLiberal: reference.isLiberal,
            isBare: parts.edgeUnit == .year && parts.year == nil)
    }

    private func hasUnit(_ unit: TimeUnit) -> Bool {
        switch unit {
        case .year: parts.year != nil
        case .month: parts.month != nil
        case .week: parts.week != nil
        default: parts.quarter != nil
        }
    }

    /// A fiscal period's name is read as calendar, until somebody knows the company's own.
    private func fiscal(_ value: inout TimeValue) {
        value.basis = .fiscalCalendar
        guard parts.month == nil, parts.day == nil, parts.edge == nil, parts.ordinal == nil else { return }
        value.precision = parts.quarter == nil ? .fiscalYear : .fiscalQuarter
        var name = "FY"
        if case .number(let year) = parts.year { name += "\(year)" }
        if case .number(let quarter) = parts.quarter { name += "Q\(quarter)" }
        if case .number(let half) = parts.half { name += "H\(half)" }
        if name.utf8.count > 2 { value.fiscal = name }
    }
}
