/// The Islamic calendar of Umm al-Qura from 1410 to 1472 (August 1989 to 2050): what 开斋节 and Ramadan fall on. Where a
/// country waits for somebody to see the moon it may begin a month a day later.
enum IslamicCalendar {
    /// One year each: bits 11 … 0 say which of the months 1 … 12 has 30 days.
    private static let years: [UInt16] = [
        0xDA4, 0xDB2, 0xAB9, 0x4BA, 0xA5B, 0x52B, 0xA95, 0xB2A, 0xB55, 0x55C, 0x4BD, 0x23D,
        0x91D, 0xA95, 0xB4A, 0xB5A, 0x56D, 0x2B6, 0x93B, 0x49B, 0x655, 0x6A9, 0x754, 0xB6A,
        0x56C, 0xAAD, 0x555, 0xB29, 0xB92, 0xBA9, 0x5D4, 0xADA, 0x55A, 0xAAB, 0x595, 0x749,
        0x764, 0xBAA, 0x5B5, 0x2B6, 0xA56, 0xE4D, 0xB25, 0xB52, 0xB6A, 0x5AD, 0x2AE, 0x92F,
        0x497, 0x64B, 0x6A5, 0x6AC, 0xAD6, 0x55D, 0x49D, 0xA4D, 0xD16, 0xD95, 0x5AA, 0x5B5,
        0x2DA, 0x95B, 0x4AD,
    ]
    private static let firstYear = 1410
    /// 1989-08-03.
    private static let firstDay = 7154

    /// The days of a Gregorian year: none, one or two of them. Day 0 is the day before the month's first.
    static func dates(in year: Int, month: Int, day: Int) -> [CivilDate] {
        guard (1...12).contains(month), (0...30).contains(day) else { return [] }
        var first = firstDay
        var found: [CivilDate] = []
        for code in years {
            let date = CivilDate(dayNumber: first + days(before: month, code) + day - 1)
            if date.components.year == year { found.append(date) }
            first += days(before: 13, code)
        }
        return found
    }

    /// Days from the first of the year to the first of `month`.
    private static func days(before month: Int, _ code: UInt16) -> Int {
        29 * (month - 1) + (code >> UInt16(13 - month)).nonzeroBitCount
    }
}
