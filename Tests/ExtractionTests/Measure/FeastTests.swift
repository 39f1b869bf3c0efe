import Foundation
import Testing

@testable import Extraction

struct FeastTests {
    /// The rule, a year and the day that calendars print for it.
    static let corpus: [(String, Int, String)] = [
        ("1225", 2025, "2025-12-25"), ("11/4/4", 2025, "2025-11-27"), ("11/4/5", 2025, "2025-11-28"),
        ("11/4/8", 2025, "2025-12-01"), ("05/-1/1", 2025, "2025-05-26"), ("09/1/1", 2025, "2025-09-01"),
        ("e+0", 2025, "2025-04-20"), ("e-2", 2024, "2024-03-29"), ("e+1", 2021, "2021-04-05"),
        ("o+0", 2024, "2024-05-05"), ("o+0", 2025, "2025-04-20"), ("l01/01", 2025, "2025-01-29"),
        ("l08/15", 2025, "2025-10-06"), ("l01/00", 2024, "2024-02-09"), ("l05/05", 2023, "2023-06-22"),
        ("h07/01", 2025, "2025-09-23"), ("h07/10", 2024, "2024-10-12"), ("h01/15", 2024, "2024-04-23"),
        ("h12/14", 2024, "2024-03-24"), ("h11/15", 2022, "2022-01-17"), ("h09/25", 2023, "2023-12-08"),
        ("i10/01", 2024, "2024-04-10"), ("i12/10", 2025, "2025-06-06"), ("i01/01", 2022, "2022-07-30"),
        ("t0110/bZA", 1990, "1990-01-11"), ("t0110/bZA", 1991, "1991-03-02"), ("t0110/bZA", 1992, "1992-02-05"),
    ]

    @Test(arguments: corpus) func feastsFallWhereCalendarsPrintThem(rule: String, year: Int, day: String) throws {
        let feast = try #require(Feast(rule))
        #expect(feast.periods(in: year) == [CalendarPeriod.day(try #require(Moment(day)?.date))])
    }

    @Test func aFeastOfSeveralDaysEndsWithTheNextDayOfItsEnd() throws {
        let ramadan = try #require(Feast("i09/01~i10/00"))
        #expect(ramadan.periods(in: 2025).map { "\($0.start.iso)…\($0.end.iso)" } == ["2025-03-01…2025-03-29"])
        let overNewYear = try #require(Feast("1224~0106"))
        #expect(overNewYear.periods(in: 2025).map { "\($0.start.iso)…\($0.end.iso)" } == ["2025-12-24…2026-01-06"])
    }

    /// The Islamic year is eleven days shorter.
    @Test func anIslamicFeastMayFallTwiceIntoAYear() throws {
        let feast = try #require(Feast("i09/01"))
        #expect(feast.periods(in: 2030).map(\.start.iso) == ["2030-01-05", "2030-12-26"])
    }

    @Test func yearsThatNoTableHoldsHaveNoFeast() throws {
        #expect(try #require(Feast("t0110/ab")).periods(in: 1992).isEmpty)
        #expect(try #require(Feast("i09/01")).periods(in: 2060).isEmpty)
        #expect(try #require(Feast("h10/10")).periods(in: 2025).isEmpty)
    }

    @Test func onlyFeastsOfEasterAreOthersForTheOrthodox() throws {
        #expect(try #require(Feast("e-2")).orthodox == Feast("o-2"))
        #expect(try #require(Feast("1225")).orthodox == Feast("1225"))
    }

    @Test(arguments: ["", "99", "x+1", "11/4", "l08", "e", "h07", "t1301/a", "t0110/a-", "0101~", "0101~0102~0103"])
    func otherRulesAreRefused(rule: String) { #expect(Feast(rule) == nil) }

    /// Foundation works with ICU's astronomical calendar.
    @Test func chineseMonthsAgreeWithFoundation() throws {
        var chinese = Calendar(identifier: .chinese)
        chinese.timeZone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        for year in 1990...2049 {
            for month in 1...12 {
                let day = 1
                let date = try #require(ChineseCalendar.date(year: year, month: month, day: day))
                let noon = Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400 + 4 * 3600)
                let parts = chinese.dateComponents([.month, .day], from: noon)
                #expect(parts.month == month && parts.day == day, "\(year) \(month) \(day) \(date.iso)")
            }
        }
    }

    @Test func doubledMonthsAreThoseOfTheirYear() {
        #expect(ChineseCalendar.period(year: 2025, month: 6, isLeap: true)?.start.iso == "2025-07-25")
        #expect(ChineseCalendar.period(year: 2025, month: 6)?.end.iso == "2025-07-24")
        #expect(ChineseCalendar.period(year: 2025, month: 5, isLeap: true) == nil)
        #expect(ChineseCalendar.date(year: 2025, month: 6, day: 30, isLeap: true) == nil)
    }

    @Test(arguments: [(Calendar.Identifier.hebrew, [1, 2, 5, 6]), (.islamicUmmAlQura, [1, 3, 7, 9, 10, 12])])
    func otherMonthsAgreeWithFoundation(identifier: Calendar.Identifier, months: [Int]) throws {
        var calendar = Calendar(identifier: identifier)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        // ICU puts off the new year of 2046 twice (Sunday to Monday to Tuesday), the rules once.
        for year in 1990...(identifier == .hebrew ? 2044 : 2049) {
            for month in months {
                let dates =
                    identifier == .hebrew
                    ? HebrewCalendar.date(in: year, month: month, day: 9).map { [$0] } ?? []
                    : IslamicCalendar.dates(in: year, month: month, day: 9)
                for date in dates {
                    let noon = Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400 + 12 * 3600)
                    let parts = calendar.dateComponents([.month, .day], from: noon)
                    // Foundation counts from Tishri and always gives the first Adar a number.
                    let expected = identifier == .hebrew ? month + 7 : month
                    #expect(parts.month == expected && parts.day == 9, "\(year) \(month) \(date.iso)")
                }
            }
        }
    }

    @Test func yearsOutsideTheTableHaveNoChineseDates() {
        #expect(ChineseCalendar.date(year: 1989, month: 1, day: 1) == nil)
        #expect(ChineseCalendar.date(year: 2050, month: 1, day: 1) == nil)
    }
}
