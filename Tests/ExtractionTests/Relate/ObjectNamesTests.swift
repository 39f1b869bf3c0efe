import Testing

@testable import Extraction

/// Chinese firms that no catalogue has, behind verbs that take them or their shares.
@Suite struct ObjectNamesTests {
    @Test(arguments: [
        // Whose it is or what it is stands before the name.
        ("腾讯拟以15亿元收购控股股东岭海集团持有的岭川通达100%股权。", "target=岭川通达 amount=1500000000 stake=100 planned"),
        ("腾讯拟收购岭海集团持有的目标公司岭川通达51%股权。", "target=岭川通达 stake=51 planned"),
        ("腾讯拟购买其控股股东岭海集团持有的岭川通达100%的股权。", "target=岭川通达 stake=100 planned"),
        ("腾讯收购了老牌教育公司岭川通达51%的股权。", "target=岭川通达 stake=51"),
        ("腾讯拟收购岭海集团所持岭川通达51%股权。", "target=岭川通达 stake=51 planned"),
        // The name stands before its shares.
        ("腾讯完成对岭川碳素100%股权的收购。", "target=岭川碳素 stake=100"),
        // A bare name ends at a word.
        ("腾讯收购岭川通达已获批准。", "target=岭川通达"),
        ("腾讯收购岭川造船有助于增产。", "target=岭川造船"),
        ("腾讯收购岭泰后更名。", "target=岭泰"),
        ("腾讯收购上海岭杏导致商誉增加。", "target=上海岭杏"),
        // The verb is no part of a legal name.
        ("腾讯拟购买深圳市岭电赛思科技有限公司100%的股权。", "target=深圳市岭电赛思科技有限公司 stake=100 planned"),
    ])
    func aNameEndsWhereItsSharesOrAWordBegin(_ body: String, _ expected: String) throws {
        #expect(try Telling().events(body, ["acquisition"]) == ["acquisition acquirer=Tencent " + expected])
    }

    @Test(arguments: [
        "腾讯发布收购公告获知后更正。", "腾讯收购山东民办高校。", "腾讯称散户对收购新规议论纷纷。", "腾讯收购拓展产业链。",
        "腾讯称收购的股份数目合计将不会少于已发行股份总数的1%。",
    ])
    func commonWordsAreNoNames(_ body: String) throws {
        #expect(try Telling().events(body, ["acquisition"]).allSatisfy { !$0.contains("target=") })
    }

    @Test func theSellerOfSharesThatItHoldsIsNamedAtTheHead() throws {
        #expect(
            try Telling().events("岭川辉丰拟将其持有的新岳辉丰100%股权转让给岭海集团。", ["acquisition", "stake"]) == [
                "acquisition acquirer=岭海集团 seller=岭川辉丰 target=新岳辉丰 stake=100 planned"
            ])
    }

    @Test func whoHoldsWhatIsTakenOverHoldsItNoLonger() throws {
        #expect(try Telling().events("腾讯拟以2亿元购买岭海集团持有的岭川通达90%股权。", ["stake"]).isEmpty)
    }

    @Test func aPersonThatSellsSharesIsNoFirm() throws {
        let holders = try Telling().facts("2017年9月，刘成彦减持腾讯885万股。").flatMap(\.participants).filter {
            $0.role == "holder"
        }
        #expect(holders.map(\.entity.name) == ["刘成彦"] && holders.map(\.entity.kind) == [.person])
    }

    @Test func aFirmThatBeginsWithASurnameIsNoPerson() throws {
        let parties = try Telling().facts("康岭昕出售岭川通达60%股权。").flatMap(\.participants)
        #expect(parties.filter { $0.entity.name == "康岭昕" }.map(\.entity.kind) == [.company])
    }

    @Test(arguments: [
        ("宏岭网络拟以5.3亿美元，折合人民币37.63亿元，出售岭川通达100%股权。", "宏岭网络"), ("岭超电缆与腾讯签订了总价15亿元的电缆采购合同。", "岭超电缆"),
    ])
    func aFirmAtTheHeadIsKnownBeforeACurrencyAndAPartner(_ body: String, _ name: String) throws {
        let names = try Telling().facts(body).flatMap(\.participants).map(\.entity.name)
        #expect(names.contains(name), "\(names)")
    }
}
