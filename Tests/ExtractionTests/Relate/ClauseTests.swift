import Testing

@testable import Extraction

/// Who acts in an English clause whose subject stands apart from its verb.
@Suite struct ClauseTests {
    @Test(arguments: [
        ("A judge dismissed the case against Qualcomm, whose shares rose 1.8%.", ["security=Qualcomm change=1.8"]),
        ("The index gained, helped by Micron, up 6.6%.", ["security=Micron change=6.6"]),
        (
            "The S&P 500 added 0.7%, with Micron up 5.2%.",
            ["security=S&P 500 Index change=0.7", "security=Micron change=5.2"]
        ),
        (
            "Coatue cut its stake in Microsoft by 38% while AMD fell 2% and Micron rose 3%.",
            ["security=AMD change=-2", "security=Micron change=3"]
        ),
        ("Micron shares have more than tripled since March.", ["security=Micron change=200"]),
        ("Micron's revenue more than tripled.", []),
        ("Micron spoke on Monday. Retail electricity prices rose 7%.", []),
        ("Micron spoke on Monday. Its shares rose 7%.", ["security=Micron change=7"]),
        ("Orders at Micron surged by $22 billion.", []),
    ])
    func aPriceIsOfWhomItsClauseTells(_ body: String, _ moves: [String]) throws {
        #expect(try Telling().events(body, ["price_move"]) == moves.map { "price_move " + $0 })
    }

    @Test(arguments: [
        ("Moody's upgraded Oracle rival SAP to A1 from A2.", "SAP"),
        ("Moody's upgraded SAP to A1 from A2.", "SAP"),
        ("S&P downgraded Intel to BBB from BBB+.", "Intel"),
    ])
    func whoIsNamedForARivalIsRated(_ body: String, _ company: String) throws {
        let told = try Telling().events(body, ["analyst_rating"])
        #expect(told.count == 1)
        #expect(told.first?.contains("company=\(company)") == true)
    }

    @Test(arguments: [
        ("Genmab is buying Merus for $8 billion.", ["acquirer=Genmab target=MERUS NV amount=8000000000"]),
        ("Merus is being bought by Genmab for $8 billion.", ["acquirer=Genmab target=MERUS NV amount=8000000000"]),
        ("Heineken is not in talks to buy Habana.", []),
    ])
    func aVerbInIngIsNoPassive(_ body: String, _ deals: [String]) throws {
        #expect(try Telling().events(body, ["acquisition"]) == deals.map { "acquisition " + $0 })
    }

    @Test(arguments: [
        ("OpenAI spoke on Monday. Nvidia put $150 million into the ChatGPT maker.", "OpenAI"),
        ("Nebius spoke on Monday. Nvidia put $150 million into the Amsterdam-based company.", "Nebius"),
    ])
    func aDescriptionInTheMiddleOfASentenceIsSomebodyElse(_ body: String, _ target: String) throws {
        let told = try Telling().events(body, ["investment"])
        #expect(told.count == 1)
        #expect(told.first?.contains("target=\(target)") == true)
    }
}
