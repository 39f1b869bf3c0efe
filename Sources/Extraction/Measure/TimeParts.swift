/// What a text says of a time, a slot for each grain. Words fill the slots in any order (2025年9月, September of 2025,
/// the first Monday of last month); `resolved` works them out from the coarsest to the finest.
struct TimeParts {
    /// A number as the calendar has it, or units away from the day of reference.
    enum Slot: Equatable {
        case number(Int)
        case shift(Int)
    }

    /// The nth unit or day of the week within what contains it, from its end if negative; `count` of them.
    struct Ordinal {
        var first: Int
        var count = 1
        var unit: TimeUnit
        var weekday: Int?
    }

    /// Parts of a stretch of time, as numbered in `times.words`.
    enum Edge: Int {
        case beginning = 1, middle, late, end, soFar, remaining, firstThird, middleThird, lastThird, firstHalf
        case secondHalf, whole
        /// From there to today.
        case since
        case lastTwoThirds, firstTwoThirds
    }

    /// A month of the Chinese calendar, or a day in it.
    struct LunarDate: Equatable {
        var month: Int
        var isLeap: Bool
        var day: Int?

        func period(in year: Int) -> CalendarPeriod? {
            guard let day else { return ChineseCalendar.period(year: year, month: month, isLeap: isLeap) }
            return ChineseCalendar.date(year: year, month: month, day: day, isLeap: isLeap).map(CalendarPeriod.day)
        }
    }

    /// From the finest to the coarsest; the order in which Chinese writes them is the reverse.
    enum Grain: Int, Comparable {
        case edge, weekday, day, ordinal, week, season, feast, month, quarter, half, year, decade
        static func < (a: Grain, b: Grain) -> Bool { a.rawValue < b.rawValue }
    }

    var start: Int
    var end: Int
    var decade: Slot?
    var century: Slot?
    var year: Slot?
    var half: Slot?
    var quarter: Slot?
    var month: Slot?
    /// Which of its kind a month, season or feast without year is: last, this, next.
    var turn: Int?
    var week: Slot?
    /// Fortnights from this one.
    var fortnight: Int?
    var weekend: Slot?
    var season: Int?
    var feast: Int?
    /// The feast counts from the Orthodox Easter.
    var isOrthodox = false
    var lunar: LunarDate?
    var ordinal: Ordinal?
    var weekday: Int?
    var weekdayShift: Int?
    var day: Slot?
    /// Days from the last day the text states (次日).
    var sameDay: Int?
    /// The week that holds the day.
    var isWeekOfDay = false
    var edge: Edge?
    /// What is in the text only for a unit that the edge belongs to: 月底 alone.
    var edgeUnit: TimeUnit?
    var isFiscal = false
    /// A quarter by its last month: the company's own where that ends in it.
    var isMonthQuarter = false
    /// 去年同期: what a figure is compared with.
    var isComparison = false
    var isYearInferred = false
    /// The year stands in the text in figures.
    var hasStatedYear = false
    var isVague = false
    /// Terms within terms (`first of the last of …`), so that none goes deeper than a reader would.
    var depth = 0
    static let maximumDepth = 3
    /// The grain that was filled last, and the finest one.
    var last: Grain = .decade

    init(at start: Int) { (self.start, end) = (start, start) }

    /// Whether the slots name a time by themselves.
    var isTime: Bool {
        if isVague || decade != nil || year != nil || half != nil || quarter != nil || month != nil { return true }
        if week != nil || weekend != nil || fortnight != nil || feast != nil || weekday != nil && ordinal == nil
            || day != nil || lunar != nil
        {
            return true
        }
        if season != nil, turn != nil { return true }
        return sameDay != nil || century != nil || edge != nil && edgeUnit != nil
    }

    /// Something an edge or an ordinal can be a part of.
    var isContainer: Bool {
        decade != nil || year != nil || half != nil || quarter != nil || month != nil || week != nil || season != nil
            || century != nil || edgeUnit != nil
    }

    /// The finest grain filled.
    var finest: Grain {
        if day != nil || sameDay != nil || lunar?.day != nil { return .day }
        if weekday != nil { return .weekday }
        if ordinal != nil { return .ordinal }
        if week != nil || weekend != nil || fortnight != nil { return .week }
        if season != nil { return .season }
        if feast != nil { return .feast }
        if lunar != nil { return .month }
        if month != nil { return .month }
        if quarter != nil { return .quarter }
        if half != nil { return .half }
        return year != nil ? .year : .decade
    }
}
