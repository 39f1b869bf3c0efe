import Testing

@testable import Extraction

struct FiscalCalendarTests {
    /// Rule, year, quarter (0: the year), and the days that the companies' reports print.
    @Test(arguments: [
        ("06", 2026, 1, "2025-07-01", "2025-09-30"), ("05", 2026, 0, "2025-06-01", "2026-05-31"),
        ("l01/7", 2026, 3, "2025-07-28", "2025-10-26"), ("l01/7", 2026, 0, "2025-01-27", "2026-01-25"),
        ("l09/6", 2025, 4, "2025-06-29", "2025-09-27"), ("l07/6", 2026, 0, "2025-07-27", "2026-07-25"),
        ("n01/6", 2027, 0, "2026-02-01", "2027-01-30"), ("sn01/6", 2025, 3, "2025-08-03", "2025-11-01"),
        ("s03", 2025, 2, "2025-07-01", "2025-09-30"), ("s03", 2025, 0, "2025-04-01", "2026-03-31"),
        ("n08/4", 2025, 4, "2025-05-30", "2025-08-28"),
    ])
    func fiscalPeriodsAreTheDaysOfTheReports(rule: String, year: Int, quarter: Int, from: String, to: String) throws {
        let calendar = try #require(FiscalCalendar(rule))
        let period = try #require(quarter == 0 ? calendar.year(year) : calendar.quarter(quarter, of: year))
        #expect(period.start.iso == from)
        #expect(period.end.iso == to)
    }

    @Test(arguments: ["", "13", "l01", "n01/8", "x"]) func otherRulesAreRefused(rule: String) {
        #expect(FiscalCalendar(rule) == nil)
    }

    /// Text, day of publication, and the days for a year that ends on the last Sunday of January.
    @Test(arguments: [
        ("third-quarter", "2025-11-19", "2025-07-28", "2025-10-26"),
        ("fiscal fourth quarter", "2025-11-19", "2025-10-27", "2026-01-25"),
        ("第三财季", "2025-11-19", "2025-07-28", "2025-10-26"), ("2026财年第二季度", "2025-08-28", "2025-04-28", "2025-07-27"),
        ("fiscal 2026", "2025-11-19", "2025-01-27", "2026-01-25"),
        ("first nine months of fiscal 2026", "2025-11-19", "2025-01-27", "2025-10-26"),
    ])
    func aQuarterWithoutYearIsTheOneNearestToPublication(
        text: String, published: String, from: String, to: String
    ) throws {
        let calendar = try #require(FiscalCalendar("l01/7"))
        let time = try #require(try Measuring.read(text, published: published).times.first)
        let day = try #require(Moment(published)?.date)
        let period = try #require(calendar.period(of: time, published: day))
        #expect(period.start.iso == from)
        #expect(period.end.iso == to)
    }

    @Test(arguments: ["in 2025", "the third quarter of 2025", "last week", "October 2025"])
    func calendarTimesStayTheCalendars(text: String) throws {
        let calendar = try #require(FiscalCalendar("l01/7"))
        let time = try #require(try Measuring.read(text).times.first)
        let day = try #require(Moment("2025-10-20")?.date)
        #expect(calendar.period(of: time, published: day) == nil)
    }

    @Test func companiesWithAnOwnCalendarAreKnown() {
        #expect(FiscalCalendar.company("nvidia") != nil)
        #expect(FiscalCalendar.company("tencent") == nil)
    }
}
