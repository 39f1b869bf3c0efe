/// A day of the year that has a name, or a few of them, by the rule that finds them in any year.
///
/// Fixed days, the nth weekday of a month, days counted from Easter, days of the Chinese, the Hebrew and the Islamic
/// calendar, and tables for what only astronomers or councils can tell. Nil in years that a calendar's table leaves out.
indirect enum Feast: Sendable, Equatable {
    case fixed(month: Int, day: Int)
    /// `weekday` above 7 counts on into the next week: 8 is the Monday after that week's Sunday.
    case nth(month: Int, week: Int, weekday: Int)
    case easter(offset: Int, isOrthodox: Bool)
    /// Day 0 is the day before the first of that month.
    case lunar(month: Int, day: Int)
    case hebrew(month: Int, day: Int)
    case islamic(month: Int, day: Int)
    /// So many days after the day of the calendar, a figure for each year from `firstTabled` on.
    case table(month: Int, day: Int, offsets: [UInt8])
    /// From the first to the next day of the second.
    case span(Feast, Feast)

    private static let firstTabled = 1990

    /// Reads `1225`, `11/4/4`, `e-2`, `o+0`, `l08/15`, `h07/09`, `i10/01`, `t0404/bbab…` with a letter for each year
    /// (a … z, A … Z: 0 … 51 days later), and two of them with `~` between.
    init?(_ rule: String) {
        let ends = rule.split(separator: "~", omittingEmptySubsequences: false)
        if ends.count == 2 {
            guard let first = Feast(String(ends[0])), let last = Feast(String(ends[1])) else { return nil }
            self = .span(first, last)
            return
        }
        let kind = rule.first.flatMap { "eolhit".contains($0) ? $0 : nil }
        let fields = rule.dropFirst(kind == nil ? 0 : 1).split(separator: "/")
        let parts = fields.map { Int($0) }
        switch (kind, parts.count) {
        case ("e", 1), ("o", 1):
            guard let offset = parts[0] else { return nil }
            self = .easter(offset: offset, isOrthodox: kind == "o")
        case ("l", 2), ("h", 2), ("i", 2):
            guard let month = parts[0], let day = parts[1] else { return nil }
            self =
                kind == "l"
                ? .lunar(month: month, day: day)
                : kind == "h" ? .hebrew(month: month, day: day) : .islamic(month: month, day: day)
        case ("t", 2):
            let offsets = fields[1].utf8.compactMap(Feast.offset)
            guard let first = parts[0], (101...1231).contains(first), offsets.count == fields[1].utf8.count else {
                return nil
            }
            self = .table(month: first / 100, day: first % 100, offsets: offsets)
        case (nil, 3):
            guard let month = parts[0], let week = parts[1], let weekday = parts[2] else { return nil }
            self = .nth(month: month, week: week, weekday: weekday)
        case (nil, 1):
            guard let number = parts[0], (101...1231).contains(number) else { return nil }
            self = .fixed(month: number / 100, day: number % 100)
        default: return nil
        }
    }

    private static func offset(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x61...0x7A: letter - 0x61
        case 0x41...0x5A: letter - 0x41 + 26
        default: nil
        }
    }

    /// Where the feast begins in a Gregorian year; an Islamic one may do so twice.
    func periods(in year: Int) -> [CalendarPeriod] {
        guard case .span(let first, let last) = self else { return dates(in: year).map(CalendarPeriod.day) }
        let ends = last.dates(in: year) + last.dates(in: year + 1)
        return first.dates(in: year).compactMap { start in
            ends.first { $0 >= start }.map { CalendarPeriod(start: start, end: $0, precision: .range) }
        }
    }

    private func dates(in year: Int) -> [CivilDate] {
        if case .islamic(let month, let day) = self {
            return IslamicCalendar.dates(in: year, month: month, day: day)
        }
        return date(in: year).map { [$0] } ?? []
    }

    private func date(in year: Int) -> CivilDate? {
        switch self {
        case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
        case .nth(let month, let week, let weekday):
            guard let period = CalendarPeriod.month(month, of: year) else { return nil }
            return period.nth(weekday: (weekday - 1) % 7 + 1, week, crossing: weekday > 7)
        case .easter(let offset, let isOrthodox):
            return (isOrthodox ? Feast.orthodoxEaster(year) : Feast.easter(year))?.adding(days: offset)
        case .lunar(let month, let day): return ChineseCalendar.date(year: year, month: month, day: day)
        case .hebrew(let month, let day): return HebrewCalendar.date(in: year, month: month, day: day)
        case .table(let month, let day, let offsets):
            let index = year - Feast.firstTabled
            guard offsets.indices.contains(index) else { return nil }
            return CivilDate(year: year, month: month, day: day)?.adding(days: Int(offsets[index]))
        case .islamic, .span: return nil
        }
    }

    /// The same feast of the Orthodox churches, where it counts from Easter.
    var orthodox: Feast {
        guard case .easter(let offset, _) = self else { return self }
        return .easter(offset: offset, isOrthodox: true)
    }

    /// Gregorian Easter, by the anonymous algorithm of Meeus, "Astronomical Algorithms", chapter 8.
    static func easter(_ year: Int) -> CivilDate? {
        let a = year % 19, b = year / 100, c = year % 100
        let d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let n = h + l - 7 * m + 114
        return CivilDate(year: year, month: n / 31, day: n % 31 + 1)
    }

    /// Orthodox Easter: Meeus's Julian algorithm, moved to the Gregorian calendar (13 days from 1900 to 2099).
    static func orthodoxEaster(_ year: Int) -> CivilDate? {
        let a = year % 4, b = year % 7, c = year % 19
        let d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7
        let n = d + e + 114
        return CivilDate(year: year, month: n / 31, day: n % 31 + 1)?.adding(days: year / 100 - year / 400 - 2)
    }
}

extension CalendarPeriod {
    /// The nth `weekday` within the period; from its end if `n` is negative. Nil where there is none.
    func nth(weekday: Int, _ n: Int, crossing: Bool = false) -> CivilDate? {
        guard n != 0, abs(n) < 60 else { return nil }
        let date: CivilDate
        if n > 0 {
            // 感恩节后的周一: the fourth Thursday, then four days on.
            let first = start.adding(days: ((crossing ? 4 : weekday) - start.weekday + 7) % 7)
            date = first.adding(days: 7 * (n - 1) + (crossing ? 4 : 0))
        } else {
            date = end.adding(days: -((end.weekday - weekday + 7) % 7) + 7 * (n + 1))
        }
        return crossing || (date >= start && date <= end) ? date : nil
    }
}
