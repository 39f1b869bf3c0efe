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
    ]

    @Test(arguments: corpus) func feastsFallWhereCalendarsPrintThem(rule: String, year: Int, day: String) throws {
        let feast = try #require(Feast(rule))
        #expect(feast.date(in: year)?.iso == day)
    }

    @Test(arguments: ["", "99", "x+1", "11/4", "l08", "e"])
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

    @Test func yearsOutsideTheTableHaveNoChineseDates() {
        #expect(ChineseCalendar.date(year: 1989, month: 1, day: 1) == nil)
        #expect(ChineseCalendar.date(year: 2050, month: 1, day: 1) == nil)
    }
}
