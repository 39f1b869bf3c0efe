import Foundation
import Testing

@testable import Extraction

struct CivilDateTests {
    @Test func daysAgreeWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        // Foundation's calendar is Julian before October 1582.
        for day in stride(from: -141_400, to: 200_000, by: 97) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let theirs = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let mine = CivilDate(dayNumber: day)
            #expect(mine.components.year == theirs.year)
            #expect(mine.components.month == theirs.month)
            #expect(mine.components.day == theirs.day)
            #expect(mine.weekday % 7 + 1 == theirs.weekday)
            let parts = mine.components
            #expect(CivilDate(year: parts.year, month: parts.month, day: parts.day) == mine)
        }
    }

    @Test(arguments: [(2025, 2, 29), (2025, 13, 1), (2025, 0, 1), (0, 1, 1), (2025, 4, 31)])
    func noSuchDayIsNil(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func addingMonthsKeepsToTheMonth() throws {
        let january = try #require(CivilDate(year: 2025, month: 1, day: 31))
        #expect(january.adding(months: 1)?.iso == "2025-02-28")
        #expect(january.adding(months: -2)?.iso == "2024-11-30")
    }
}
