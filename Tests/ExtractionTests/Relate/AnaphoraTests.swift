import Testing

@testable import Extraction

/// Whom 公司, 该局, `the regulator` and their like stand for.
@Suite struct AnaphoraTests {
    @Test(arguments: [
        // Whoever stands behind 在 or 与, or invests, is not whom the text goes on about.
        ("沪电股份的创始人曾在Lumentum任职八年。去年公司收入9000万元。", "company=WUS Printed Circuit value=90000000"),
        (
            "沪电股份总部位于昆山。公司客户众多，其中光迅科技今年5月与其签约。去年公司收入9000万元。",
            "company=WUS Printed Circuit value=90000000"
        ),
        // 光计算公司曦智科技 names one firm.
        ("沪电股份上市。光计算公司腾讯去年收入9000万元。", "company=Tencent value=90000000"),
        // 它 is the firm, UTest公司 and DRAM公司 are no 公司 of the text.
        ("沪电股份上市。它去年收入9000万元。", "company=WUS Printed Circuit value=90000000"),
        ("沪电股份上市，与DRAM公司竞争。公司去年收入9000万元。", "company=WUS Printed Circuit value=90000000"),
        // A quoted name of a firm is one without a verb behind it.
        ("「灵曜智能」又拿钱了。公司去年收入9000万元。", "company=灵曜智能 value=90000000"),
        // A sentence goes on about whom it has a pronoun for, and its subject is another.
        ("沪电股份上市。美的集团向其采购了800台设备。公司去年收入9000万元。", "company=WUS Printed Circuit value=90000000"),
        // Who speaks of a firm tells of it.
        ("阿里巴巴上涨。有接近字节跳动的人士称，该公司去年收入9000万元。", "company=ByteDance value=90000000"),
    ])
    func aFirmIsWhomTheTextGoesOnAbout(_ body: String, _ fact: String) throws {
        #expect(try Telling().events(body, ["metric"]) == ["metric " + fact])
    }

    @Test(arguments: [
        ("据市场监管总局消息，该局批准高通收购Autotalks。", "authority=State Administration for Market Regulation"),
        (
            "The European Commission met Washington officials. On Friday the Commission fined Google.",
            "authority=European Commission"
        ),
        (
            "The Commerce Department is reviewing the matter. The department fined Google.",
            "authority=Commerce Department"
        ),
        (
            "The FTC sued Amazon last year. On Friday the regulator fined Google.",
            "authority=Federal Trade Commission target=Alphabet"
        ),
    ])
    func anAuthorityIsTheOneOfThatNounNamedLast(_ body: String, _ authority: String) throws {
        let found = try Telling().events(body, ["regulatory_action"])
        #expect(found.contains { $0.contains(authority) }, "\(found)")
    }

    @Test(arguments: [
        ("绿地控股三季度亏损。中国信达以合同纠纷为由将其诉至法院。", "litigation", "defendant=绿地控股"),
        ("蔚来股价下跌，摩通将其评级下调至减持。", "analyst_rating", "company=NIO"),
        ("The Stoxx 600 slipped. Miners helped the index rise 2.2% on Friday.", "price_move", "security=Stoxx 600"),
        ("恒生指数低开。该指数其后升2.2%。", "price_move", "security=Hang Seng Index"),
    ])
    func whatIsMovedAndTheIndexAreWhomTheTextNamedBefore(_ body: String, _ type: String, _ part: String) throws {
        let found = try Telling().events(body, [type])
        #expect(found.contains { $0.contains(part) }, "\(found)")
    }

    @Test(arguments: [
        "The White House said so. On Friday the regulator fined Google.",
        "On Friday the regulator fined Google.",
    ])
    func aGovernmentIsNoRegulator(_ body: String) throws {
        #expect(try Telling().events(body, ["regulatory_action"]).allSatisfy { !$0.contains("authority=White House") })
    }

    @Test(arguments: [
        ("沪电股份公告称，安费诺诉公司侵害专利权一案二审宣判。", "litigation defendant=WUS Printed Circuit plaintiff=Amphenol"),
        ("沪电股份公告。安费诺起诉公司侵害专利权。", "litigation defendant=WUS Printed Circuit plaintiff=Amphenol"),
        ("沪电股份公告。腾讯持有公司5%的股份。", "stake holder=Tencent target=WUS Printed Circuit stake=5 ongoing"),
        (
            "欣旺达上市。孚能科技与广汽集团签署协议，2027年起向后者供应固态电池2.5GWh。",
            "supply_contract buyer=GAC Group supplier=Farasis quantity=2500000"
        ),
    ])
    func whoeverActsOnTheFirmIsAnother(_ body: String, _ fact: String) throws {
        let found = try Telling().events(body, ["litigation", "stake", "supply_contract"])
        #expect(found == [fact], "\(found)")
    }

    @Test func theShareIsWhoseFirmItsSentenceNamed() throws {
        let body = "腾讯今日招股。同业阿里巴巴则趁势配股；该股半日跌7.3%。"
        #expect(try Telling().events(body, ["price_move"]) == ["price_move security=Alibaba Group change=-7.3"])
    }

    @Test func whoeverStandsBeforeTheVerbDoesIt() throws {
        let found = try Telling().events("Apple spoke on Monday. New Jersey sued Nvidia.", ["litigation"])
        #expect(found.allSatisfy { !$0.contains("Apple") }, "\(found)")
    }

    @Test func whoHoldsSharesOfTheFirmIsNotTheFirm() throws {
        let body = "沪电股份今日披露半年报。截至二季度末，香港中央结算有限公司为公司第三大股东，持股比例5.62%。"
        let found = try Telling().events(body, ["stake"])
        #expect(found.count == 1 && found[0].contains("target=WUS Printed Circuit stake=5.62"), "\(found)")
    }

    @Test func theResearchFirmIsTheOneThatSpoke() throws {
        let body = "Nvidia buys DRAM, TrendForce said. The research firm expects contract DRAM prices to rise 8%."
        let found = try Telling().events(body, ["forecast"])
        #expect(found.count == 1 && found[0].contains("forecaster=TrendForce"), "\(found)")
    }

    @Test(arguments: [
        (
            "HKEX spoke. Orbium Data Holdings Limited (the \"Company\") met. The Company had revenue of $5 million.",
            "Orbium Data Holdings Limited"
        ),
        ("立讯精密工业股份有限公司（以下简称“公司”）公告。腾讯上涨。公司去年收入500万元。", "Luxshare Precision"),
        ("立讯精密工业股份有限公司公告。腾讯上涨。公司去年收入500万元。", "Tencent"),
    ])
    func anAnnouncementSaysWhomItCallsTheCompany(_ body: String, _ name: String) throws {
        #expect(try Telling().events(body, ["metric"]) == ["metric company=\(name) value=5000000"])
    }

    @Test(arguments: [
        (
            "上海市浦东新区人民法院对爱奇艺诉MiniMax侵权案作出一审判决，判令后者赔偿620万元。", "litigation",
            ["defendant=MiniMax plaintiff=iQiyi amount=6200000"]
        ),
        (
            "国家网信办7月14日依法约谈杭州星语互动科技有限公司。", "regulatory_action",
            ["authority=Cyberspace Administration of China target=杭州星语互动科技有限公司"]
        ),
        (
            "立讯精密将其所持公司股份2600万股质押给中信证券。", "credit_event",
            ["creditor=CITIC Securities debtor=Luxshare Precision shares=26000000"]
        ),
        ("India's Infosys to buy Everstage.", "acquisition", ["acquirer=Infosys target=Everstage"]),
    ])
    func aPartyIsNoCourtNorWhatStandsBeforeItsName(_ body: String, _ type: String, _ facts: [String]) throws {
        #expect(try Telling().events(body, [type]) == facts.map { "\(type) " + $0 })
    }

    @Test(arguments: [
        ("Intel appointed Anita Desai-Cole as chief executive.", "Anita Desai-Cole"),
        ("Robert M. Lindqvist stepped down as chief financial officer of Intel.", "Robert M. Lindqvist"),
        ("Ms. Fong Wai-yin resigned as chief financial officer of Intel.", "Fong Wai-yin"),
    ])
    func aPersonHasHyphensAndInitials(_ body: String, _ name: String) throws {
        let told = try Telling().events(body, ["personnel_change"])
        #expect(told.count == 1)
        #expect(told.first?.contains("person=\(name) company=Intel") == true, "\(told)")
    }
}
