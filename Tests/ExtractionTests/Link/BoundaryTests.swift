import Testing

@testable import Extraction

/// Where a name begins and ends, and where its characters only seem to stand.
@Suite struct BoundaryTests {
    /// Ids of the mentions that are stated, in order.
    private func ids(_ text: String, language: Language = .zhHans) throws -> [String] {
        try linked(text, language: language).filter { !$0.hasSuffix(" anaphor") }.map {
            String($0.prefix { $0 != " " })
        }
    }

    @Test(arguments: [
        ("公司将加强生产管理", "jnj"), ("其中通过审核的有三家", "zto-express"), ("新闻报道指出", "dow"), ("汽油价格上涨", "oil"),
        ("军工行业景气", "icbc"), ("司法部门查封", "doj"), ("欧美国家的政策", "united-states"), ("提高盛名之下", "goldman"),
        ("企业纳税大户", "jenoptik"), ("武汉高新技术区", "henkel"), ("努力拓展产品", "rio-tinto"), ("境外资金流入", "foreign-investors"),
        ("中国移动支付用户增长", "china-mobile"), ("中国石油进口下降", "petrochina"), ("一颗苹果树", "apple"), ("玉米和小米粥", "xiaomi"),
        ("三星级酒店", "samsung-electronics"), ("万里长城", "great-wall"), ("联想到去年", "lenovo"), ("他理想主义地说", "li-auto"),
        ("美好未来可期", "tal-education"), ("大家乐开了花", "cafe-de-coral"), ("表达能力很强", "danone"), ("托卡马克装置", "trafigura"),
        ("储能厂云达能源今日挂牌", "danone"),
    ])
    func aNameDoesNotStandAcrossOtherWords(text: String, id: String) throws {
        #expect(try !ids(text).contains(id), "\(text)")
    }

    @Test(arguments: [
        ("强生上调全年指引", "jnj"), ("中通快递获入股", "zto-express"), ("道指收涨0.5%", "dow"), ("国际油价上涨", "oil"), ("工行、建行下跌", "icbc"),
        ("美国司法部起诉", "doj"), ("高盛上调目标价", "goldman"), ("力拓增产铁矿石", "rio-tinto"), ("外资净买入A股", "foreign-investors"),
        ("中国移动发布年报", "china-mobile"), ("中国石油股价上涨", "petrochina"), ("苹果发布新款iPhone", "apple"), ("小米汽车交付破万", "xiaomi"),
        ("三星扩产HBM", "samsung-electronics"), ("长城汽车销量", "great-wall"), ("联想集团业绩", "lenovo"),
        ("好未来涨超13%", "tal-education"),
        ("其中电子行业净流出", "electronics-sector"), ("商务部将出台措施", "mofcom"), ("財政部與商務部聯合公告", "mofcom"), ("汉高收购业务", "henkel"),
        ("达能股价上涨", "danone"), ("空巴股价收黑", "airbus"), ("南韩11月出口增长", "south-korea"),
    ])
    func theSameNameIsFoundWhereItStandsAlone(text: String, id: String) throws {
        #expect(try ids(text).contains(id), "\(text)")
    }

    @Test(arguments: [
        ("贵州茅台酒股份有限公司公告", "moutai 贵州茅台酒股份有限公司"),
        ("宁德时代新能源科技股份有限公司公告", "catl 宁德时代新能源科技股份有限公司"),
        ("华为技术有限公司发布", "huawei 华为技术有限公司"),
        ("深圳市腾讯科技有限公司起诉", "tencent 深圳市腾讯科技有限公司"),
        ("与特斯拉(上海)有限公司签约", "text:特斯拉(上海) 特斯拉(上海)有限公司"),
        ("收购深圳市华强芯达电子有限公司", "text:深圳市华强芯达电子 深圳市华强芯达电子有限公司"),
        ("投资了中贤建设集团有限公司", "text:中贤建设集团 中贤建设集团有限公司"),
        ("浙江华通医药股份有限公司", "text:浙江华通医药 浙江华通医药股份有限公司"),
    ])
    func aLegalNameIsOneMention(text: String, expected: String) throws {
        #expect(try linked(text).first { !$0.hasSuffix(" anaphor") } == expected)
    }

    @Test func aSubsidiaryKnowsItsParent() throws {
        var article = ArticleText()
        article.text = Text("特斯拉(上海)有限公司扩产")
        article.language = .zhHans
        var budget = Budget(steps: 1_000_000)
        let found = try link(
            article: article, sentences: [], catalogue: try builtInCatalogue.get(), asOf: nil, budget: &budget)
        #expect(found.entities.first?.parent == "tesla")
    }

    @Test(arguments: [
        ("OpenAIGPT-5", ["openai", "gpt-5"]), ("GoogleAI发布", ["alphabet", "ai"]), ("MetaAI", ["meta", "ai"]),
        ("NVIDIAH100", ["nvidia", "h100"]), ("Googleplex", []), ("Metadata", []), ("Applet", []),
    ])
    func aLatinRunIsSplitOnlyWhereItWhollySplits(text: String, expected: [String]) throws {
        #expect(try ids(text) == expected)
    }

    @Test(arguments: [
        ("Panasonic Energy will build cells in Kansas.", "text:panasonic"), ("Panasonic energy use fell.", "panasonic"),
        ("Panasonic Energy Plans Plant in Kansas", "panasonic"),
    ])
    func aFirmThatBearsAnothersNameAndItsTradeIsItsOwn(text: String, id: String) throws {
        #expect(try ids(text, language: .en).first == id, "\(text)")
    }

    @Test func theMarketOfATickerIsNoCountry() throws {
        #expect(try !ids("美光科技（MU.US）、元成电子（ABCD.US）走高").contains("united-states"))
    }

    @Test(arguments: [
        ("ON demand services are up NOW.", ["on-semi", "servicenow"]), ("The gap widened on Monday.", ["gap"]),
        ("Target prices were raised.", ["target"]), ("It affirmed its outlook.", ["affirm-holdings"]),
        ("A visa is needed to travel.", ["visa"]), ("Shell companies were used.", ["shell"]),
        ("The oracle of Omaha", ["oracle"]), ("Healthcare stocks fell.", ["xshg-603313"]),
        ("Unity of purpose", ["unity-software"]), ("He said on Sunday that it would.", ["xtks-7450"]),
        ("He will lead the block.", ["block"]),
    ])
    func anEnglishWordIsNoCompanyWithoutEvidence(text: String, ids unwanted: [String]) throws {
        let found = try ids(text, language: .en)
        for id in unwanted { #expect(!found.contains(id), "\(text)") }
    }

    @Test(arguments: [
        ("Gap Inc. and Nordstrom rose.", "gap-inc"), ("Affirm Holdings (NASDAQ: AFRM) fell.", "affirm-holdings"),
        ("Target <TGT.N> and Walmart cut prices.", "target"), ("Siemens (SIE.DE) rose 2%.", "siemens"),
        ("Oracle shares jumped.", "oracle"), ("Renault <RENA.PA> slumped.", "renault"),
        ("State Bank of India raised rates.", "state-bank-of-india"), ("Visa and Mastercard pay fines.", "visa"),
    ])
    func withEvidenceItIs(text: String, id: String) throws {
        #expect(try ids(text, language: .en).contains(id), "\(text)")
    }

    @Test(arguments: [
        ("某某保险公司的利润", false), ("恒久公司收到通知。", false), ("宁德时代业绩超预期。公司预计明年增长。", true),
        ("宁德时代发布财报,该公司称订单饱满。", true), ("进出口公司签约", false),
    ])
    func theCompanyMeansOnlyWhereItStandsAlone(text: String, isAnaphor: Bool) throws {
        #expect(try linked(text).contains { $0.hasSuffix(" anaphor") } == isAnaphor, "\(text)")
    }

    @Test(arguments: [
        ("宁德时代三季报点评：盈利再上台阶", "公司营收同比增长三成。", "catl 公司 anaphor"),
        ("瑞银：上调腾讯目标价", "公司四季度广告收入超预期。", "tencent 公司 anaphor"),
        ("宁德时代三季报点评", "比亚迪交付创新高。公司预计明年增长。", "byd 公司 anaphor"),
        ("公募基金三季报点评", "公司营收同比增长三成。", nil),
    ])
    func whereNothingWasNamedTheCompanyIsTheTitles(title: String, text: String, mention: String?) throws {
        #expect(try linked(text, title: title).first { $0.hasSuffix(" anaphor") } == mention)
    }
}
