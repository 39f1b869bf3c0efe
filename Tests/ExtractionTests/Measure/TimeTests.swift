import Testing

@testable import Extraction

struct TimeTests {
    /// Read on Monday 2025-10-20.
    static let corpus: [(String, String, String, TimeExpression.Precision)] = [
        ("2025年9月22日", "2025-09-22", "2025-09-22", .day),
        ("10月15日", "2025-10-15", "2025-10-15", .day),
        ("今年9月", "2025-09-01", "2025-09-30", .month),
        ("去年第四季度", "2024-10-01", "2024-12-31", .quarter),
        ("三季度", "2025-07-01", "2025-09-30", .quarter),
        ("2Q2025", "2025-04-01", "2025-06-30", .quarter),
        ("2025-2027年", "2025-01-01", "2027-12-31", .range),
        ("前8个月", "2025-01-01", "2025-08-31", .range),
        ("2026财年第二季度", "2026-04-01", "2026-06-30", .fiscalQuarter),
        ("上周五", "2025-10-17", "2025-10-17", .day),
        ("未来三年", "2025-10-20", "2028-10-20", .range),
        ("上半年", "2025-01-01", "2025-06-30", .half),
        ("1-10月", "2025-01-01", "2025-10-31", .range),
    ]

    @Test(arguments: corpus) func timesResolveAgainstPublication(
        text: String, from: String, to: String, precision: TimeExpression.Precision
    ) throws {
        let read = try Measuring.read(text)
        #expect(read.quantities.isEmpty)
        let time = try #require(read.times.first)
        #expect(read.times.count == 1)
        #expect(time.span == 0..<text.unicodeScalars.count)
        #expect(time.start?.iso == from)
        #expect(time.end?.iso == to)
        #expect(time.precision == precision)
    }

    @Test(arguments: [
        ("2025-09-27T08:00:00+08:00", 480, 28_800), ("2025-09-27T08:00:00Z", 0, 28_800),
        ("2025-09-27 08:00", nil, 28_800),
    ])
    func momentsReadRFC3339(text: String, offset: Int?, second: Int?) {
        let moment = Moment(text)
        #expect(moment?.date.iso == "2025-09-27")
        #expect(moment?.offsetMinutes == offset)
        #expect(moment?.secondOfDay == second)
    }

    @Test(arguments: ["", "2025", "2025-13-01", "2025-09-27T25:00", "yesterday", "2025-09-27T08:00+8"])
    func otherTextIsNoMoment(text: String) { #expect(Moment(text) == nil) }
}
