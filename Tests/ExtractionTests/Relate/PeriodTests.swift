import Testing

@testable import Extraction

/// The time that a fact is of, where the text leaves it to the reader.
@Suite struct PeriodTests {
    /// When published, the countries of the markets, and the session that a price without a day is of.
    @Test(arguments: [
        ("2025-09-12T08:40:00+08:00", ["US"], "2025-09-11"), ("2025-09-12T08:40:00+08:00", ["TW"], "2025-09-11"),
        ("2025-09-12T15:10:00+08:00", ["US", "HK"], "2025-09-12"), ("2025-09-12T15:10:00+08:00", ["US"], "2025-09-11"),
        ("2025-09-12T20:10:00+08:00", ["US"], "2025-09-12"), ("2025-01-13T16:30:00+08:00", ["US"], "2025-01-10"),
        ("2025-01-14T16:59:00+08:00", ["US"], "2025-01-13"), ("2025-01-14T17:00:00+08:00", ["US"], "2025-01-14"),
        ("2025-09-12T21:30:00Z", ["US"], "2025-09-12"), ("2025-09-12T21:30:00Z", ["JP"], "2025-09-12"),
        ("2025-09-14T12:00:00Z", ["US"], "2025-09-12"), ("2025-09-14T12:00:00Z", [], "2025-09-12"),
        ("2025-09-12", ["US"], "2025-09-12"), ("2025-09-12T08:40:00", ["US"], "2025-09-12"),
        // What trades around the clock is of New York's day until the Asian morning.
        ("2025-09-12T00:10:00+08:00", [""], "2025-09-11"), ("2025-09-12T08:29:00+09:00", [], "2025-09-11"),
        ("2025-09-12T08:30:00+08:00", [], "2025-09-12"), ("2025-09-12T07:00:00-05:00", [], "2025-09-12"),
        ("2025-09-15T07:00:00+08:00", [], "2025-09-12"),
    ])
    func aPriceIsOfTheLastSessionThatHadBegun(_ published: String, _ countries: [String], _ day: String) throws {
        let session = TradingSession(published: try #require(Moment(published)))
        #expect(session.day(in: countries).iso == day)
    }

    private func period(_ body: String, _ published: String, _ type: String) throws -> String {
        let document = Document(id: "d", body: Array(body.utf8), source: "Reuters", publishedAt: published)
        let events = try Telling().extractor.analyze(document).articles.flatMap(\.events).filter { $0.type == type }
        let event = try #require(events.first, "no \(type) in \(body)")
        return event.period.map { "\($0.start)…\($0.end)" } ?? "none"
    }

    @Test(arguments: [
        ("甲骨文收涨36%。", "2025-09-12T08:40:00+08:00", "2025-09-11…2025-09-11"),
        ("甲骨文终场收涨36%。甲骨文次日回吐6.2%。", "2025-09-12T08:40:00+08:00", "none"),
        ("Moore Threads closed its first day up 425%.", "2025-12-31T09:00:00Z", "none"),
        ("摩尔线程上市首日收涨425%。", "2025-12-31T17:00:00+08:00", "none"),
        ("Oracle jumped 36% on Wednesday.", "2025-09-12T09:00:00Z", "2025-09-10…2025-09-10"),
    ])
    func whatIsOfAnotherDayIsNotOfTheDayOfPublication(_ body: String, _ published: String, _ expected: String) throws {
        #expect(try period(body, published, "price_move") == expected)
    }

    @Test(arguments: [
        (
            "Nvidia wrote down $4.5 billion of H20 inventory in the first quarter.", "credit_event",
            "2025-01-27…2025-04-27"
        ),
        ("Nvidia posted revenue of $57 billion in the third quarter.", "metric", "2025-07-28…2025-10-26"),
        ("Nvidia expects revenue of $65 billion in the fourth quarter.", "forecast", "2025-10-27…2026-01-25"),
    ])
    func whatHappenedIsOfNoQuarterToCome(_ body: String, _ type: String, _ expected: String) throws {
        #expect(try period(body, "2025-12-15T12:00:00Z", type) == expected)
    }

    @Test(arguments: [
        ("百度2025年第三季度营收312亿元。本季度资本开支34亿元。", "2025-11-19T18:00:00+08:00", "2025-07-01…2025-09-30"),
        ("百度2025年第三季度营收312亿元。本季度资本开支34亿元。", "", "2025-07-01…2025-09-30"),
        ("本季度百度资本开支34亿元。", "2025-11-19T18:00:00+08:00", "2025-10-01…2025-12-31"),
    ])
    func thisQuarterIsTheOneReported(_ body: String, _ published: String, _ expected: String) throws {
        #expect(try period(body, published, "capital_expenditure") == expected)
    }

    @Test(arguments: [
        ("Intel said on Tuesday its profit for the third quarter was $4 billion.", "2025-07-01…2025-09-30"),
        ("Intel's profit was $4 billion in the third quarter, it said on Tuesday.", "2025-07-01…2025-09-30"),
    ])
    func aFigureIsOfTheStretchNotOfTheDayThatTellsIt(_ body: String, _ expected: String) throws {
        #expect(try period(body, "2025-10-29T09:00:00Z", "metric") == expected)
    }

    @Test(arguments: [
        ("Qualcomm's AI250 cards go on sale in early 2027.", Event.Certainty.planned),
        ("Qualcomm's AI250 cards went on sale in early 2025.", .completed),
    ])
    func whatIsOfADayToComeIsAPlan(_ body: String, _ certainty: Event.Certainty) throws {
        let told = try Telling().facts(body).filter { $0.type == "product_launch" }
        #expect(told.map(\.certainty) == [certainty])
    }
}
