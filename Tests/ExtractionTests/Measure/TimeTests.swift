import Testing

@testable import Extraction

/// What a text's only time reads as.
struct ExpectedTime: Sendable, CustomStringConvertible {
    var text: String
    var from: String?
    var to: String?
    var precision: TimeExpression.Precision

    init(_ text: String, _ from: String?, _ to: String? = nil, _ precision: TimeExpression.Precision = .day) {
        (self.text, self.from, self.to, self.precision) = (text, from, to ?? from, precision)
    }
    var description: String { text }
}

/// Read on Monday 2025-10-20.
struct TimeTests {
    static let chinese: [ExpectedTime] = [
        .init("2025年9月22日", "2025-09-22"), .init("10月15日", "2025-10-15"), .init("二零二五年九月三十日", "2025-09-30"),
        .init("2025/9/27", "2025-09-27"), .init("2025-09-27", "2025-09-27"), .init("2025.09.27", "2025-09-27"),
        .init("25年9月", "2025-09-01", "2025-09-30", .month), .init("民國114年3月", "2025-03-01", "2025-03-31", .month),
        .init("今年9月", "2025-09-01", "2025-09-30", .month), .init("9月份", "2025-09-01", "2025-09-30", .month),
        .init("9月下旬", "2025-09-21", "2025-09-30", .range), .init("上个月", "2025-09-01", "2025-09-30", .month),
        .init("下月初", "2025-11-01", "2025-11-10", .range), .init("去年", "2024-01-01", "2024-12-31", .year),
        .init("去年同期", "2024-01-01", "2024-12-31", .year), .init("2024年度", "2024-01-01", "2024-12-31", .year),
        .init("去年第四季度", "2024-10-01", "2024-12-31", .quarter), .init("三季度", "2025-07-01", "2025-09-30", .quarter),
        .init("2025年第3季", "2025-07-01", "2025-09-30", .quarter), .init("上季度", "2025-07-01", "2025-09-30", .quarter),
        .init("首季", "2025-01-01", "2025-03-31", .quarter), .init("上半年", "2025-01-01", "2025-06-30", .half),
        .init("2024年下半年", "2024-07-01", "2024-12-31", .half), .init("25Q3", "2025-07-01", "2025-09-30", .quarter),
        .init("24H2", "2024-07-01", "2024-12-31", .half), .init("2Q2025", "2025-04-01", "2025-06-30", .quarter),
        .init("2026財年第二季度", "2026-04-01", "2026-06-30", .fiscalQuarter),
        .init("2026财年", "2026-01-01", "2026-12-31", .fiscalYear),
        .init("上周五", "2025-10-17"), .init("下下周三", "2025-11-05"), .init("本周", "2025-10-20", "2025-10-26", .range),
        .init("周五", "2025-10-17"), .init("上一交易日", "2025-10-17"), .init("昨日", "2025-10-19"),
        .init("前8个月", "2025-01-01", "2025-08-31", .range), .init("前三季度", "2025-01-01", "2025-09-30", .range),
        .init("2024年前11个月", "2024-01-01", "2024-11-30", .range), .init("1-10月", "2025-01-01", "2025-10-31", .range),
        .init("一至三季度", "2025-01-01", "2025-09-30", .range),
        .init("2025-2027年", "2025-01-01", "2027-12-31", .range),
        .init("2025年至2027年", "2025-01-01", "2027-12-31", .range),
        .init("10月1日至7日", "2025-10-01", "2025-10-07", .range), .init("9月28日至10月8日", "2025-09-28", "2025-10-08", .range),
        .init("2024年1-9月", "2024-01-01", "2024-09-30", .range), .init("10月13-15日", "2025-10-13", "2025-10-15", .range),
        .init("从九月十日到十二日", "2025-09-10", "2025-09-12", .range), .init("去年一至三季度", "2024-01-01", "2024-09-30", .range),
        .init("10月以来", "2025-10-01", "2025-10-20", .range), .init("2023年以来", "2023-01-01", "2025-10-20", .range),
        .init("全年", "2025-01-01", "2025-12-31", .year), .init("今晨", "2025-10-20"),
        .init("11月至2月", "2024-11-01", "2025-02-28", .range), .init("年初至今", "2025-01-01", "2025-10-20", .range),
        .init("本月上旬", "2025-10-01", "2025-10-10", .range),
        .init("2024年11月至2025年2月", "2024-11-01", "2025-02-28", .range),
        .init("未来三年", "2025-10-20", "2028-10-20", .range), .init("过去两周", "2025-10-06", "2025-10-20", .range),
        .init("近五年", "2020-10-20", "2025-10-20", .range), .init("三年内", "2025-10-20", "2028-10-20", .range),
        .init("十天后", "2025-10-30"), .init("三个月前", "2025-07-01", "2025-07-31", .month),
        .init("两年前", "2023-01-01", "2023-12-31", .year), .init("今年以来", "2025-01-01", "2025-10-20", .range),
        .init("年底", "2025-12-01", "2025-12-31", .range), .init("2025年底", "2025-12-31"),
        .init("明年初", "2026-01-01", "2026-03-31", .range), .init("十月的第一周", "2025-09-29", "2025-10-05", .range),
        .init("11月第二个星期一", "2025-11-10"), .init("90年代", "1990-01-01", "1999-12-31", .range),
        .init("截至3月31日止三個月", "2025-01-01", "2025-03-31", .quarter), .init("截至9月30日", "2025-09-30"),
        .init("今明两年", "2025-01-01", "2026-12-31", .range), .init("昨今两日", "2025-10-19", "2025-10-20", .range),
        .init("今夏", "2025-06-01", "2025-08-31", .range), .init("去冬", "2024-12-01", "2025-02-28", .range),
        .init("2024年秋", "2024-09-01", "2024-11-30", .range),
        .init("10月中下旬", "2025-10-11", "2025-10-31", .range), .init("上中旬", "2025-10-01", "2025-10-20", .range),
        .init("上世纪八十年代末", "1987-01-01", "1989-12-31", .range), .init("90年代初", "1990-01-01", "1992-12-31", .range),
        .init("周四至周一", "2025-10-16", "2025-10-20", .range), .init("未来两三年", "2025-10-20", "2028-10-20", .range),
        .init("2025年春节前三天", "2025-01-26", "2025-01-28", .range), .init("10月1日后一周", "2025-10-02", "2025-10-08", .range),
        .init("2025年国庆前一天", "2025-09-30"), .init("今年余下时间", "2025-10-20", "2025-12-31", .range),
        .init("1至9月", "2025-01-01", "2025-09-30", .range), .init("2024年3到5月", "2024-03-01", "2024-05-31", .range),
        .init("13至15日", "2025-10-13", "2025-10-15", .range), .init("22至27日", "2025-09-22", "2025-09-27", .range),
        .init("7、8月份", "2025-07-01", "2025-08-31", .range), .init("六七月", "2025-06-01", "2025-07-31", .range),
        .init("2024年二、三季度", "2024-04-01", "2024-09-30", .range), .init("16、17日", "2025-10-16", "2025-10-17", .range),
        .init("今年早些时候", "2025-01-01", "2025-10-20", .range), .init("去年晚些时候", "2024-09-01", "2024-12-31", .range),
        .init("2025年元月", "2025-01-01", "2025-01-31", .month), .init("去年同月", "2024-01-01", "2024-12-31", .year),
        .init("2025上半年", "2025-01-01", "2025-06-30", .half), .init("2025三季度", "2025-07-01", "2025-09-30", .quarter),
        .init("10月16、17日", "2025-10-16", "2025-10-17", .range), .init("未来三到五年", "2025-10-20", "2030-10-20", .range),
        .init("3-5年内", "2025-10-20", "2030-10-20", .range),
        .init("2025年1月1日起至2025年6月30日", "2025-01-01", "2025-06-30", .range),
        .init("两千零八年", "2008-01-01", "2008-12-31", .year),
        .init("2020与2022年之间", "2020-01-01", "2022-12-31", .range),
        .init("农历八月十五", "2025-10-06"), .init("腊月", "2026-01-19", "2026-02-16", .range),
        .init("2025年开斋节", "2025-03-30"), .init("光绪元年", "1875-01-01", "1875-12-31", .year),
    ]

    static let english: [ExpectedTime] = [
        .init("27 Sept 2025", "2025-09-27"), .init("Sept. 27th, 2025", "2025-09-27"), .init("9/27/2025", "2025-09-27"),
        .init("27-Sep-2025", "2025-09-27"), .init("the 27th of September 2025", "2025-09-27"),
        .init("Friday, October 17", "2025-10-17"), .init("September 2025", "2025-09-01", "2025-09-30", .month),
        .init("in August", "2025-08-01", "2025-08-31", .month), .init("last month", "2025-09-01", "2025-09-30", .month),
        .init("September last year", "2024-09-01", "2024-09-30", .month),
        .init("last December", "2024-12-01", "2024-12-31", .month),
        .init("the third quarter of 2025", "2025-07-01", "2025-09-30", .quarter),
        .init("Q3 2025", "2025-07-01", "2025-09-30", .quarter), .init("3Q25", "2025-07-01", "2025-09-30", .quarter),
        .init("last quarter", "2025-07-01", "2025-09-30", .quarter),
        .init("second half", "2025-07-01", "2025-12-31", .half),
        .init("FY25 Q3", "2025-07-01", "2025-09-30", .fiscalQuarter),
        .init("fiscal 2026", "2026-01-01", "2026-12-31", .fiscalYear),
        .init("fiscal third quarter of 2025", "2025-07-01", "2025-09-30", .fiscalQuarter),
        .init("last Friday", "2025-10-17"), .init("on Friday", "2025-10-17"), .init("next Monday", "2025-10-27"),
        .init("Wednesday of next week", "2025-10-29"), .init("yesterday", "2025-10-19"),
        .init("next year", "2026-01-01", "2026-12-31", .year),
        .init("the week of October 7", "2025-10-06", "2025-10-12", .range),
        .init("the first week of October", "2025-09-29", "2025-10-05", .range),
        .init("the first Monday of November", "2025-11-03"), .init("last Friday of August 2025", "2025-08-29"),
        .init("the first nine months of 2025", "2025-01-01", "2025-09-30", .range),
        .init("the past two weeks", "2025-10-06", "2025-10-20", .range),
        .init("the next three years", "2025-10-20", "2028-10-20", .range),
        .init("two years ago", "2023-01-01", "2023-12-31", .year), .init("end of May 2025", "2025-05-31"),
        .init("the week ended Oct. 18", "2025-10-12", "2025-10-18", .range),
        .init("September quarter", "2025-07-01", "2025-09-30", .fiscalQuarter),
        .init("full-year", "2025-01-01", "2025-12-31", .year),
        .init("13 weeks ended September 27, 2025", "2025-06-29", "2025-09-27", .range),
        .init("year to date", "2025-01-01", "2025-10-20", .range),
        .init("the year 2008", "2008-01-01", "2008-12-31", .year),
        .init("the last two weeks of October", "2025-10-20", "2025-11-02", .range),
        .init("early 2024", "2024-01-01", "2024-03-31", .range), .init("late 2024", "2024-09-01", "2024-12-31", .range),
        .init("mid-2026", "2026-05-01", "2026-07-31", .range), .init("Oct. 6-10", "2025-10-06", "2025-10-10", .range),
        .init("from 13 to 15 October", "2025-10-13", "2025-10-15", .range),
        .init("between May and August 2025", "2025-05-01", "2025-08-31", .range),
        .init("Quanta's May sales", "2025-05-01", "2025-05-31", .month),
        .init("US May CPI", "2025-05-01", "2025-05-31", .month),
        .init("May sales rose", "2025-05-01", "2025-05-31", .month),
        .init("from 2025 to 2027", "2025-01-01", "2027-12-31", .range),
        .init("three months ended June 30, 2025", "2025-04-01", "2025-06-30", .quarter),
        .init("the 1990s", "1990-01-01", "1999-12-31", .range), .init("Thanksgiving 2025", "2025-11-27"),
    ]

    @Test(arguments: chinese) func chineseTimesResolveAgainstPublication(expected: ExpectedTime) throws {
        try check(expected, language: .zhHans)
    }

    @Test(arguments: english) func englishTimesResolveAgainstPublication(expected: ExpectedTime) throws {
        try check(expected, language: .en)
    }

    private func check(_ expected: ExpectedTime, language: Language) throws {
        let read = try Measuring.read(expected.text, language: language)
        #expect(read.quantities.isEmpty)
        #expect(read.times.count == 1)
        let time = try #require(read.times.first)
        #expect(time.start?.iso == expected.from)
        #expect(time.end?.iso == expected.to)
        #expect(time.precision == expected.precision)
    }

    /// Figures and words that look like a time and are none.
    static let negatives: [String] = [
        "3.5", "版本3.2.1", "比例为3:1", "3-5倍", "增长2025%", "15个百分点", "第3号文件", "8月之久", "天津", "日本市场", "年轻人",
        "上市公司", "达产后年产能", "最后一个交易日", "周边产品", "周末", "今日头条", "大年", "开斋节", "大寒潮", "夏普", "美元月线", "两千年", "五六日", "连续5日",
        "3、5倍", "月亮",
        "2025个", "型号9-27", "季节",
        "version 3.5", "a 4:3 ratio", "it may rise",
        "they march on", "服务24h在线", "25Q", "a 26q5",
        "shares fall", "the second largest", "first to market", "10 of 15 analysts", "in 3 parts", "past performance",
        "May I ask", "Theresa May said", "Tesla May Cut Prices", "2025 units", "the last mile", "next generation",
        "in two weeks of trading", "A100", "5.12",
    ]

    @Test(arguments: negatives) func figuresAndWordsThatAreNoTimesStayNone(text: String) throws {
        let times = try Measuring.read(text, language: text.utf8.first.map { $0 < 0x80 } == true ? .en : .zhHans).times
        #expect(times.isEmpty)
    }

    @Test func aSessionOfTheWestEndsInTheMorningOfTheNextDay() throws {
        #expect(try Measuring.read("今晨美股三大股指收涨").times.map { $0.start?.iso } == ["2025-10-19"])
        #expect(try Measuring.read("今晨公司公告").times.map { $0.start?.iso } == ["2025-10-20"])
        #expect(try Measuring.read("昨晚美股").times.map { $0.start?.iso } == ["2025-10-19"])
    }

    /// The end of a range says which year is meant.
    @Test func monthsUpToTheLastAreOfThatYear() throws {
        let times = try Measuring.read("1-11月", published: "2025-12-15").times
        #expect(times.map { $0.start?.iso } == ["2025-01-01"])
        #expect(times.map { $0.end?.iso } == ["2025-11-30"])
    }

    /// What a figure is compared with or counted from is no time of the fact.
    @Test(arguments: [
        ("较去年同期", true), ("去年同期亏损", true), ("较年初下跌", true), ("比2024年增长", true), ("自12月1日起", true),
        ("than a year earlier", true), ("from the previous quarter", true), ("fastest since 2022", true),
        ("1992年12月以来的最大涨幅", true),
        ("去年净利润", false), ("今年以来", false), ("从9月1日至9月10日", false), ("in 2022", false), ("last year", false),
        ("from 2025 to 2027", false),
    ])
    func comparedTimesAreMarked(text: String, isComparison: Bool) throws {
        #expect(try Measuring.read(text).times.map(\.isComparison) == [isComparison])
    }

    @Test func aWordOfTimeCountsFromTheTextWhereNobodySaysWhenItAppeared() throws {
        let text = "2025年3月3日，公司公告。次日股价上涨。"
        let times = try Measuring.read(text, published: "").times
        #expect(times.map { $0.start?.iso } == ["2025-03-03", "2025-03-04"])
        #expect(times.map(\.basis) == [.explicit, .relativeToText])
    }

    @Test(arguments: ["昨日", "9月30日", "上周五", "last quarter", "三季度", "1-9月"])
    func withoutAnyDateItIsLeftOpen(text: String) throws {
        let times = try Measuring.read(text, published: "").times
        #expect(times.count == 1)
        #expect(times.allSatisfy { $0.start == nil && $0.end == nil })
    }

    @Test(arguments: [
        ("2025年9月", TimeExpression.Basis.explicit), ("9月", .context), ("去年", .relativeToPublication),
        ("2026财年", .fiscalCalendar), ("三季度", .context), ("last week", .relativeToPublication),
    ])
    func theBasisSaysHowATimeWasWorkedOut(text: String, basis: TimeExpression.Basis) throws {
        #expect(try Measuring.read(text).times.map(\.basis) == [basis])
    }

    /// Terms nest (`first of the last of …`); neither depth nor time may grow with the text.
    @Test(arguments: [
        "week of ", "1st of ", "last Monday of ", "the first day of ", "fiscal ", "from 1 to ", "第一", "上",
    ])
    func nestedWordsEndSoon(unit: String) throws {
        let text = String(repeating: unit, count: 5000)
        #expect(try Measuring.read(text).times.count <= 5000)
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
