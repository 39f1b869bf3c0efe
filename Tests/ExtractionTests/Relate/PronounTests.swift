import Testing

@testable import Extraction

/// Whom `it`, `its` and a sentence without a name go on about.
@Suite struct PronounTests {
    @Test(arguments: [
        // A pronoun is the subject, whatever name stands behind it.
        (
            "Nebius signed a deal with Meta. In September it signed up Microsoft. It fell 5%.",
            ["security=Nebius change=-5"]
        ),
        (
            "BYD sold more cars. Its Hong Kong shares closed 0.6% lower at HK$97.35.",
            ["security=BYD change=-0.6 level=97.35"]
        ),
        // The main clause before those that hang on it, and whom the text went on about before all others.
        (
            "Nvidia fell 2% after AMD spoke. Its shares are up 40% this year.",
            ["security=NVIDIA change=-2", "security=NVIDIA change=40"]
        ),
        (
            "Oracle missed estimates. Blue Owl will not back the center; Oracle denied it. The stock sank 10.8%.",
            ["security=Oracle change=-10.8"]
        ),
        // Appositions and reasons are nobody's subject.
        ("Siemens, an SAP competitor, gained 1.4%.", ["security=Siemens change=1.4"]),
        ("The Nasdaq, weighed down by Nvidia, fell 1%.", ["security=Nasdaq Composite Index change=-1"]),
        // A verb with an object moves that.
        ("Micron spoke on Monday. Intel more than doubled its dividend budget.", []),
        ("Hong Kong-listed shares of SMIC rose 4.6%.", ["security=SMIC change=4.6"]),
        ("WASHINGTON (AP) - Consumer prices in the United States rose 2.4% in January.", []),
    ])
    func aMoveIsOfWhomTheTextGoesOnAbout(_ body: String, _ moves: [String]) throws {
        #expect(try Telling().events(body, ["price_move"]) == moves.map { "price_move " + $0 })
    }

    @Test(arguments: [
        (
            "Applied Materials fell 3% after SMIC cut orders. The Chinese foundry's shares lost 2.1%.",
            "SMIC change=-2.1"
        ),
        ("Mistral AI signed a round led by ASML. The Dutch toolmaker fell 2%.", "ASML change=-2"),
        ("Mistral AI signed a round led by ASML. The French company fell 2%.", "Mistral AI change=-2"),
    ])
    func aNationalityTellsWhichFirmIsMeant(_ body: String, _ move: String) throws {
        #expect(try Telling().events(body, ["price_move"]).last == "price_move security=" + move)
    }

    @Test(arguments: [
        (
            "Orbium ousted its chief executive, Thierry Lacombe, after a warning.",
            "person=Thierry Lacombe company=Orbium"
        ),
        ("Intel's co-founder and CTO Jun Takeda left in December.", "person=Jun Takeda company=Intel"),
        ("Jan Vermeer left on Monday.", nil),
    ])
    func aPersonStandsBesideTheOffice(_ body: String, _ change: String?) throws {
        let told = try Telling().events(body, ["personnel_change"]).first
        #expect(change.map { told?.contains($0) == true } ?? (told == nil), "\(told ?? "")")
    }

    @Test(arguments: [
        (
            "Retail sales in China rose 2.1% in May. Industrial output grew 5.2%.",
            ["China change=2.1", "China change=5.2"]
        ),
        ("Retail sales in China rose 2.1%.\n\nIndustrial output grew 5.2%.", ["China change=2.1"]),
    ])
    func aFigureOfAnEconomyIsOfTheCountryNamedLast(_ body: String, _ figures: [String]) throws {
        #expect(try Telling().events(body, ["macro_indicator"]) == figures.map { "macro_indicator region=" + $0 })
    }

    @Test(arguments: [
        (
            "Mizuho downgrades Intel to underperform from neutral. The firm cut its target to $26 from $41.",
            ["analyst=Mizuho Financial company=Intel target_price=26 previous_target_price=41"]
        ),
        (
            "Mizuho downgrades Intel to underperform from neutral. Citi cut its target on Nvidia to $26 from $41.",
            [
                "analyst=Mizuho Financial company=Intel",
                "analyst=Citigroup company=NVIDIA target_price=26 previous_target_price=41",
            ]
        ),
    ])
    func aRatingAndItsTargetAreOneFact(_ body: String, _ ratings: [String]) throws {
        let told = try Telling().events(body, ["analyst_rating"])
        #expect(told == ratings.map { "analyst_rating " + $0 })
    }

    @Test(arguments: [
        // A new paragraph goes back to whom the title names, unless that is a list.
        ("Micron posts record sales", "Micron spoke. Samsung was quiet.\n\nThe shares fell 3%.", "Micron"),
        ("Micron and Samsung post sales", "Micron spoke. Samsung was quiet.\n\nThe shares fell 3%.", "Samsung"),
        (
            "Micron rises as the Nasdaq gains",
            "Micron spoke. The Nasdaq was quiet. Samsung was quiet.\n\nThe shares fell 3%.", "Samsung"
        ),
        ("Memory makers post sales", "Micron spoke. Samsung was quiet.\n\nThe shares fell 3%.", "Samsung"),
        ("Zandovar raises $42M to take on Nvidia", "Startup Zandovar spoke.\n\nThe shares fell 3%.", "Zandovar"),
        ("Micron posts record sales", "Micron spoke. Samsung was quiet. The shares fell 3%.", "Samsung"),
        ("高盛：美光目标价上调", "美光表示乐观。三星没有回应。\n\n股价下跌3%。", "Micron"),
    ])
    func aNewParagraphGoesBackToTheTitle(_ title: String, _ body: String, _ name: String) throws {
        let told = try Telling().events(body, ["price_move"], title: title)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("price_move security=\(name)") == true, "\(told)")
    }

    @Test(arguments: [
        (
            "Tesla's registrations in Europe, which also includes Britain, dropped 17% to 8,075 cars.",
            ["company=Tesla value=8075 change=-17"]
        ),
        ("Tesla built cars in Germany, and Ford dropped 17%.", []),
    ])
    func aFigureIsOfTheNameBeforeAnAside(_ body: String, _ metrics: [String]) throws {
        #expect(try Telling().events(body, ["metric"]) == metrics.map { "metric " + $0 })
    }

    @Test(arguments: [
        // What a party is to its owner, and who says it, stand between the subject and its verb.
        ("Waymo, Alphabet's self-driving unit, raised $5 billion.", "financing", ["issuer=Waymo amount=5000000000"]),
        (
            "Foxconn, Apple's biggest assembler, said revenue rose 11% to $60 billion.", "metric",
            ["company=Foxconn value=60000000000 change=11"]
        ),
        (
            "Intel, according to people familiar with the matter, is in talks to raise $400 million.", "financing",
            ["issuer=Intel amount=400000000 rumoured"]
        ),
        ("Google's emissions, the company says, rose 11 per cent in 2025.", "price_move", []),
        // No bitcoin has shares.
        (
            "Strategy bought more. Bitcoin fell 5%. Its shares ended 17% lower.", "price_move",
            ["security=Bitcoin change=-5", "security=MicroStrategy change=-17"]
        ),
        // A name may end in a full stop.
        (
            "NextEra Energy Inc. and Google Cloud agreed to jointly develop data centers.", "partnership",
            ["partner=NextEra Energy partner=Google Cloud"]
        ),
    ])
    func whatStandsBetweenIsNoSubject(_ body: String, _ type: String, _ facts: [String]) throws {
        #expect(try Telling().events(body, [type]) == facts.map { "\(type) " + $0 })
    }

    @Test(arguments: [
        ("\"We expect revenue of $65 billion,\" said Nvidia Chief Financial Officer Colette Kress.", "NVIDIA"),
        ("\"We now expect revenue of $65 billion,\" Nvidia CFO Colette Kress said.", "NVIDIA"),
        ("\"We expect revenue of $65 billion,\" said Colette Kress, Nvidia's chief financial officer.", "NVIDIA"),
        ("Apple expects revenue of $65 billion.", "Apple"),
    ])
    func whoSaysWeSpeaksForTheFirm(_ body: String, _ firm: String) throws {
        let told = try Telling().events(body, ["forecast"])
        #expect(told == ["forecast subject=\(firm) forecaster=\(firm) value=65000000000 forecast"])
    }

    @Test func whatAnalystsExpectIsNotTheFirmsOwnForecast() throws {
        let told = try Telling().events("Analysts expect Apple to report revenue of $65 billion.", ["forecast"])
        #expect(told == ["forecast subject=Apple value=65000000000 forecast"])
    }
}
