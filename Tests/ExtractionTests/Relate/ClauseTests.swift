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
        (
            "The Dow added 188 points, or 0.4%, and the Nasdaq composite gained 0.6%.",
            [
                "security=Dow Jones Industrial Average change=188 change=0.4",
                "security=Nasdaq Composite Index change=0.6",
            ]
        ),
        (
            "AMD shed 1.2% as Micron rose 3% and chipmaker Intel fell 2%.",
            ["security=AMD change=-1.2", "security=Micron change=3", "security=Intel change=-2"]
        ),
        (
            "Oil fell, with Brent settling at $63.87 a barrel, down 1.2%.",
            ["security=Brent level=63.87 change=-1.2"]
        ),
        ("AMD and chipmaker Intel rose 3% and 2% respectively.", ["security=AMD change=3", "security=Intel change=2"]),
        (
            "AMD <AMD.O>, Micron (MU) and Intel (NASDAQ: INTC) each rose 3%.",
            ["security=AMD change=3", "security=Micron change=3", "security=Intel change=3"]
        ),
        ("The index gained, with AMD shares up 3% on the day.", ["security=AMD change=3"]),
        (
            "Chip makers are rising, with AMD, Micron and Intel each up 2%.",
            ["security=AMD change=2", "security=Micron change=2", "security=Intel change=2"]
        ),
        ("Other firms are due to report next week with Micron falling 2%.", ["security=Micron change=-2"]),
        ("Micron is due to fall 2%.", []),
        (
            "Microsoft Corp <MSFT.O> and Broadcom Inc. (NASDAQ: AVGO) rose 1.6% and 3.9%, respectively.",
            ["security=Microsoft change=1.6", "security=Broadcom change=3.9"]
        ),
        (
            "Tesla, Apple Inc and Alphabet Inc fell 2%.",
            [
                "security=Tesla change=-2", "security=Apple change=-2", "security=Alphabet change=-2",
            ]
        ),
        (
            "Chip stocks were hit, with AMD <AMD.O> dropping over 6% and Intel <INTC.O> down 3.5%.",
            ["security=AMD change=-6", "security=Intel change=-3.5"]
        ),
        ("Intel said complaints at its stores rose 17%.", []), ("Intel's park attendance fell 5%.", []),
        ("Intel said searches for summer travel are up 40% from last year.", []),
        ("Copper futures fell 0.3%.", ["security=Copper change=-0.3"]),
        ("A 7.6% rebound in Intel helped the index.", ["security=Intel change=7.6"]),
        ("Intel shares tanked 9%.", ["security=Intel change=-9"]),
        ("Intel stock up 9%.", ["security=Intel change=9"]),
        ("Three-year bond yields rose 6 basis points.", ["security=Three-year bond yields change=6"]),
        ("The yield on Canada's seven-year bond fell 5 basis points.", ["security=seven-year bond change=-5"]),
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
        ("Heineken is not in talks to buy Habana.", ["acquirer=Heineken target=Habana denied"]),
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

    @Test(arguments: [
        ("Oracle, whose biggest customer is OpenAI, fell 3%.", ["security=Oracle change=-3"]),
        ("Up 2.5% on the day, Broadcom led chip stocks.", ["security=Broadcom change=2.5"]),
        ("Volkswagen shares were 0.6% lower.", ["security=Volkswagen change=-0.6"]),
        (
            "Brent crude futures settled $2.14 higher, or 2.2%, at $98.61 a barrel.",
            ["security=Brent change=2.2 change=2.14 level=98.61"]
        ),
        ("MICRON SHARES UP 6.8% IN EXTENDED TRADING", ["security=Micron change=6.8"]),
        ("Shares in ams OSRAM rose 5% in Zurich.", ["security=ams Osram change=5"]),
    ])
    func aPriceIsOfTheSubjectAroundItsClause(_ body: String, _ moves: [String]) throws {
        #expect(try Telling().events(body, ["price_move"]) == moves.map { "price_move " + $0 })
    }

    @Test(arguments: [
        ("Foxconn posted a 17% rise in quarterly profit, beating estimates.", "company=Foxconn change=17"),
        ("Nike reported a 5% fall in sales to $3 billion.", "company=Nike value=3000000000 change=-5"),
        ("Revenue rose 25% to $3.2 billion, Datadog said.", "company=Datadog value=3200000000 change=25"),
        ("TSMC, which makes chips for Apple, said monthly sales jumped 45%.", "company=TSMC change=45"),
    ])
    func aFigureIsOfWhoTellsIt(_ body: String, _ figure: String) throws {
        #expect(try Telling().events(body, ["metric"]) == ["metric " + figure])
    }

    @Test(arguments: [
        (
            "Germany's DAX, however, gained 0.5%, helped by a 4% rise in SAP.",
            ["security=DAX change=0.5", "security=SAP change=4"]
        ),
        (
            "The TAIEX retreated 1.4%, weighed down by a 3% drop in TSMC.",
            ["security=TAIEX change=-1.4", "security=TSMC change=-3"]
        ),
        ("Nvidia gave up early gains to finish down 0.7%.", ["security=NVIDIA change=-0.7"]),
        ("小米早盘一度跌近4%，现跌2.35%，报33.28港元。", ["security=Xiaomi change=-4", "security=Xiaomi change=-2.35 level=33.28"]),
        (
            "腾讯（00700.HK）、阿里巴巴（09988.HK）和美团（03690.HK）均涨超3%。",
            ["security=Tencent change=3", "security=Alibaba Group change=3", "security=Meituan change=3"]
        ),
        ("腾讯（涨2%）、阿里巴巴（涨3%）和美团均走高。", ["security=Tencent change=2", "security=Alibaba Group change=3"]),
        ("10年期美债收益率下行9.1个基点，报4.18%。", ["security=10-year Treasury yield change=-9.1 level=4.18"]),
        (
            "闪迪（SNDK.US）涨超5%，美光科技（MU.US）、西部数据（WDC.US）分别涨2.3%、1.8%。",
            ["security=SanDisk change=5", "security=Micron change=2.3", "security=Western Digital change=1.8"]
        ),
    ])
    func aMoveIsOfItsOwnNoun(_ body: String, _ moves: [String]) throws {
        #expect(try Telling().events(body, ["price_move"]) == moves.map { "price_move " + $0 })
    }

    @Test(arguments: [
        ("Agility Robotics spoke on Monday. The Harbour Sentinel sued Perplexity.", []),
        (
            "Agility Robotics spoke on Monday and later sued Perplexity.",
            ["defendant=Perplexity AI plaintiff=Agility Robotics"]
        ),
        ("The Chicago Tribune sued Perplexity.", ["defendant=Perplexity AI plaintiff=Chicago Tribune"]),
    ])
    func aNameThatNobodyKnowsIsStillASubject(_ body: String, _ suits: [String]) throws {
        #expect(try Telling().events(body, ["litigation"]) == suits.map { "litigation " + $0 })
    }

    @Test(arguments: [
        (
            "Micron's revenue was $13.64 billion versus an estimate of $12.84 billion.",
            "value=13640000000 expected_value=12840000000"
        ),
        (
            "Micron's revenue was $13.64 billion, above the $12.84 billion expected by analysts.",
            "value=13640000000 expected_value=12840000000"
        ),
    ])
    func anEstimateIsOfTheFigureThatItGoverns(_ body: String, _ figure: String) throws {
        #expect(try Telling().events(body, ["metric"]) == ["metric company=Micron " + figure])
    }

    @Test(arguments: [
        ("Wolfspeed filed for Chapter 11 in Texas.", ["credit_event debtor=Wolfspeed"]),
        ("Wolfspeed read chapter 12 in Texas.", []),
    ])
    func aNumberMayBePartOfAWord(_ body: String, _ events: [String]) throws {
        #expect(try Telling().events(body, ["credit_event"]) == events)
    }

    @Test(arguments: [
        (
            "Amazon plans to invest $35 billion in India by 2030.",
            ["capital_expenditure company=Amazon amount=35000000000 planned"]
        ),
        (
            "Amazon plans to invest $35 billion by 2030.",
            ["capital_expenditure company=Amazon amount=35000000000 planned"]
        ),
        (
            "英伟达向数据中心运营商Northvale Compute投资12亿美元。",
            ["investment investor=NVIDIA target=Northvale Compute amount=1200000000"]
        ),
    ])
    func moneyPutIntoACountryIsSpentAndIntoAFirmInvested(_ body: String, _ events: [String]) throws {
        #expect(try Telling().events(body, ["capital_expenditure", "investment"]) == events)
    }
}
