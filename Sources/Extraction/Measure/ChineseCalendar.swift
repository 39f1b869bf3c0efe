/// The Chinese lunisolar calendar from 1990 to 2049, by the table of its months as the Hong Kong Observatory publishes
/// them: what 春节, 腊月廿三 and 闰六月 fall on.
enum ChineseCalendar {
    /// One year each: bits 15 … 4 say which of the months 1 … 12 has 30 days, bits 3 … 0 the month that is doubled,
    /// bit 16 whether its double has 30 days.
    private static let years: [UInt32] = [
        0x04AF5, 0x04970, 0x064B0, 0x074A3, 0x0EA50, 0x06B58, 0x05AC0, 0x0AB60, 0x096D5, 0x092E0,
        0x0C960, 0x0D954, 0x0D4A0, 0x0DA50, 0x07552, 0x056A0, 0x0ABB7, 0x025D0, 0x092D0, 0x0CAB5,
        0x0A950, 0x0B4A0, 0x0BAA4, 0x0AD50, 0x055D9, 0x04BA0, 0x0A5B0, 0x15176, 0x052B0, 0x0A930,
        0x07954, 0x06AA0, 0x0AD50, 0x05B52, 0x04B60, 0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65, 0x0D530,
        0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0, 0x0A4D0, 0x1D0B6, 0x0D250, 0x0D520, 0x0DD45,
        0x0B5A0, 0x056D0, 0x055B2, 0x049B0, 0x0A577, 0x0A4B0, 0x0AA50, 0x1B255, 0x06D20, 0x0ADA0,
    ]
    private static let firstYear = 1990
    /// 1990-01-27.
    private static let firstDay = 7331

    /// Nil outside the table. Day 0 is the day before the month's first.
    static func date(year: Int, month: Int, day: Int, isLeap: Bool = false) -> CivilDate? {
        guard let days = period(year: year, month: month, isLeap: isLeap), day >= 0 else { return nil }
        let date = days.start.adding(days: day - 1)
        return date <= days.end ? date : nil
    }

    /// A whole month, or its double. Nil outside the table and where the year has no such double.
    static func period(year: Int, month: Int, isLeap: Bool = false) -> CalendarPeriod? {
        let index = year - firstYear
        guard years.indices.contains(index), (1...12).contains(month) else { return nil }
        let code = years[index]
        guard !isLeap || code & 0xF == month else { return nil }
        var number = firstDay
        for past in years[..<index] { number += (1...12).reduce(leapDays(past)) { $0 + days($1, past) } }
        for past in 1..<month { number += days(past, code) + (Int(code & 0xF) == past ? leapDays(code) : 0) }
        if isLeap { number += days(month, code) }
        let length = isLeap ? leapDays(code) : days(month, code)
        return CalendarPeriod(
            start: CivilDate(dayNumber: number), end: CivilDate(dayNumber: number + length - 1), precision: .range)
    }

    private static func days(_ month: Int, _ code: UInt32) -> Int { code >> UInt32(16 - month) & 1 == 1 ? 30 : 29 }
    private static func leapDays(_ code: UInt32) -> Int { code & 0xF == 0 ? 0 : code >> 16 & 1 == 1 ? 30 : 29 }
}
