/// The Hebrew calendar by its arithmetic (Reingold and Dershowitz, "Calendrical Calculations"): what 赎罪日 and Passover
/// fall on.
enum HebrewCalendar {
    /// The day of a Gregorian year. Months count from Nisan; 12 is the Adar right before it, and Tevet (10), which may
    /// begin twice a year, is left out. A day may lie outside its month: day 0 is the day before its first. Nil for
    /// other months.
    static func date(in year: Int, month: Int, day: Int) -> CivilDate? {
        guard (1...9998).contains(year), (0...60).contains(day), let first = first(of: month, in: year) else {
            return nil
        }
        return CivilDate(dayNumber: first + day - 1)
    }

    /// Days from the first of a month to the new year that ends its spring: Nisan … Elul.
    private static let daysLeft = [177, 147, 118, 88, 59, 29]

    private static func first(of month: Int, in year: Int) -> Int? {
        // The new year of the autumn.
        let newYear = newYear(year + 3761)
        switch month {
        case 1...6: return newYear - daysLeft[month - 1]
        case 7: return newYear
        case 8: return newYear + 30
        case 9:
            let length = self.newYear(year + 3762) - newYear
            return newYear + 59 + (length % 10 == 5 ? 1 : 0)
        case 11:
            let hasTwoAdars = newYear - self.newYear(year + 3760) > 360
            return newYear - 206 - 30 - (hasTwoAdars ? 30 : 0)
        case 12: return newYear - 206
        default: return nil
        }
    }

    /// The first of Tishri, as days from 1970; put off where another year would become too long or too short.
    private static func newYear(_ year: Int) -> Int {
        let (before, day, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1))
        return epoch + day + (after - day == 356 ? 2 : day - before == 382 ? 1 : 0)
    }

    /// The day before the first of Tishri of year 1, as days from 1970.
    private static let epoch = -1_373_427 - 719_163

    /// Days from the epoch to the mean new moon of Tishri, moved where it falls on Sunday, Wednesday or Friday. A month
    /// has 29 days and 13,753 of 25,920 parts of one.
    private static func elapsed(_ year: Int) -> Int {
        let months = (235 * year - 234) / 19
        let days = 29 * months + (12_084 + 13_753 * months) / 25_920
        return 3 * (days + 1) % 7 < 3 ? days + 1 : days
    }
}
