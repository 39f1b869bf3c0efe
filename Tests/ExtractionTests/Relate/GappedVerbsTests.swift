import Testing

@testable import Extraction

/// Lists of clauses of which only the first has a verb.
@Suite struct GappedVerbsTests {
    @Test(arguments: [
        ("Micron jumped 10% and Oracle 8% on Friday.", ["Micron 10", "Oracle 8"]),
        ("Nvidia rose 3%, AMD 2% and Intel 1.5%.", ["NVIDIA 3", "AMD 2", "Intel 1.5"]),
        ("Micron fell 3% on Monday, while Qualcomm (QCOM.O) 2.4%.", ["Micron -3", "Qualcomm -2.4"]),
        (
            "The Nasdaq Composite slid 1.2% and the S&P 500 0.4%.",
            ["Nasdaq Composite Index -1.2", "S&P 500 Index -0.4"]
        ),
        ("英伟达涨3%，AMD涨2%，英特尔1.5%。", ["NVIDIA 3", "AMD 2", "Intel 1.5"]),
        ("台積電跌1.2%，聯電0.8%。", ["TSMC -1.2", "UMC -0.8"]),
        ("微软跌2%，亚马逊1.1%，苹果则涨0.3%。", ["Microsoft -2", "Amazon -1.1", "Apple 0.3"]),
        // The figure has a word of its own.
        ("Nvidia rose 3%, AMD 2% lower.", ["NVIDIA 3", "AMD -2"]),
        ("Nvidia rose 3% and AMD posted 2% revenue growth.", ["NVIDIA 3"]),
        ("Nvidia jumped 3%, AMD 2% revenue growth in hand.", ["NVIDIA 3"]),
        // Nothing joins the two.
        ("Nvidia rose 3% after AMD's 2% stake sale.", ["NVIDIA 3"]),
        ("英伟达涨3%，AMD的2%股权易手。", ["NVIDIA 3"]),
        // Figures of another kind.
        ("Nvidia rose 3% and AMD 2,000 chips.", ["NVIDIA 3"]),
    ])
    func aPartyAndAFigureTakeTheVerbOfTheConjunctBefore(_ body: String, _ moves: [String]) throws {
        let found = try Telling().events(body, ["price_move"])
        #expect(
            found
                == moves.map { move in
                    let place = move.lastIndex(of: " ") ?? move.endIndex
                    return "price_move security=\(move[..<place]) change=\(move[place...].dropFirst())"
                })
    }

    @Test(arguments: [
        (
            "Advantest said sales rose 25% to 274 billion yen and operating profit 64% to 114 billion yen.",
            [
                "metric company=Advantest value=274000000000 change=25",
                "metric company=Advantest value=114000000000 change=64",
            ]
        ),
        (
            "Advantest said sales rose 25% to 274 billion yen and gross margin 64%.",
            ["metric company=Advantest value=274000000000 change=25", "metric company=Advantest value=64"]
        ),
        (
            "Ford delivered 545,000 vehicles and Tesla 480,000.",
            [
                "metric company=Ford Motor value=545000", "metric company=Tesla value=480000",
            ]
        ),
    ])
    func aNameOfAFigureTakesItToo(_ body: String, _ metrics: [String]) throws {
        #expect(try Telling().events(body, ["metric"]) == metrics)
    }
}
