/// A day of the year that has a name, by the rule that finds it in any year.
///
/// Fixed days, the nth weekday of a month, days counted from Easter, and days of the Chinese calendar from 1901 to
/// 2099. Feasts of other lunar calendars are out of scope.
enum Feast: Sendable, Equatable {
    case fixed(month: Int, day: Int)
    /// `weekday` above 7 counts on into the next week: 8 is the Monday after that week's Sunday.
    case nth(month: Int, week: Int, weekday: Int)
    case easter(offset: Int, isOrthodox: Bool)
    /// Day 0 is the day before the first of that month.
    case lunar(month: Int, day: Int)

    /// Reads `1225`, `11/4/4`, `e-2`, `o+0`, `l08/15`.
    init?(_ rule: String) {
        let body = rule.drop { $0 == "e" || $0 == "o" || $0 == "l" }
        let parts = body.split(separator: "/").map { Int($0) }
        switch (rule.first, parts.count) {
        case ("e", 1), ("o", 1):
            guard let offset = parts[0] else { return nil }
            self = .easter(offset: offset, isOrthodox: rule.first == "o")
        case ("l", 2):
            guard let month = parts[0], let day = parts[1] else { return nil }
            self = .lunar(month: month, day: day)
        case (_, 3):
            guard let month = parts[0], let week = parts[1], let weekday = parts[2] else { return nil }
            self = .nth(month: month, week: week, weekday: weekday)
        case (_, 1):
            guard let number = parts[0], (101...1231).contains(number) else { return nil }
            self = .fixed(month: number / 100, day: number % 100)
        default: return nil
        }
    }

    func date(in year: Int) -> CivilDate? {
        switch self {
        case .fixed(let month, let day): return CivilDate(year: year, month: month, day: day)
        case .nth(let month, let week, let weekday):
            guard let period = CalendarPeriod.month(month, of: year) else { return nil }
            return period.nth(weekday: (weekday - 1) % 7 + 1, week, crossing: weekday > 7)
        case .easter(let offset, let isOrthodox):
            return (isOrthodox ? Feast.orthodoxEaster(year) : Feast.easter(year))?.adding(days: offset)
        case .lunar(let month, let day): return ChineseCalendar.date(year: year, month: month, day: day)
        }
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
