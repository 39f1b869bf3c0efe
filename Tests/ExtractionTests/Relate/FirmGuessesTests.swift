import Testing

@testable import Extraction

/// Firms that no catalogue has.
@Suite struct FirmGuessesTests {
    @Test(arguments: [
        ("Zandovar has raised $160 million in a Series C round led by Sequoia Capital.", "financing", "Zandovar"),
        ("Oslo-based Quillmark raised $90 million in a Series B round.", "financing", "Quillmark"),
        ("The AI startup Brenlo raised $90 million in a Series B round.", "financing", "Brenlo"),
        ("On Monday the retailer Vasko Home filed for bankruptcy protection.", "credit_event", "Vasko Home"),
        ("Budget carrier Lintar Air climbed 9.8%.", "price_move", "Lintar Air"),
        ("Microsoft rose 1%, and Dravonix fell 4%.", "price_move", "Dravonix"),
        ("Plexodyne, a smaller rival, rose 6%.", "price_move", "Plexodyne"),
        ("Nvidia acquired chip-design software maker Ottrix Labs for $2 billion.", "acquisition", "Ottrix Labs"),
        ("Amgen acquired Oxford-based Pale Heron Sciences for $840 million.", "acquisition", "Pale Heron Sciences"),
        ("Last month iVantor acquired Mellanox for $3 billion.", "acquisition", "iVantor"),
        ("海天股份以5.33亿元收购了岭川通达38.07%的股权。", "acquisition", "岭川通达"),
        ("海天股份拟以7700万元收购“岭南蓝宝”70%股权。", "acquisition", "岭南蓝宝"),
        ("ST岭海在2016年以5.33亿元收购了英特尔38%的股权。", "acquisition", "ST岭海"),
        ("东方通被处罚。ST东通复牌即跌停，报8.77元。", "price_move", "东方通"),
        ("兴业银行为岭桥科技提供2亿元贷款。", "financing", "岭桥科技"),
        // Behind its country or what it deals in, between a country and its verb, before its code and again.
        ("英特尔与德国储能系统商Voltwerk签署供货协议，金额2亿元。", "supply_contract", "Voltwerk"),
        ("英特尔被新加坡Penguin Offshore起诉，索赔6300万美元。", "litigation", "Penguin Offshore"),
        ("市场监管总局批准德国萨尔光学收购英特尔60%股权。", "acquisition", "萨尔光学"),
        ("液冷散热新兵岭芯热传（6998）13日召开说明会。岭芯热传收报845元。", "price_move", "岭芯热传"),
        ("功率元件厂岭祥半导体（6917-TW）召开说明会。岭祥收报845元。", "price_move", "岭祥半导体"),
        ("英特尔前硅光部门总监Daniel Reyes出任AMD首席技术官。", "personnel_change", "Daniel Reyes"),
        ("英特尔公告，王丽女士申请辞去公司副总经理职务。", "personnel_change", "王丽"),
        ("英特尔副主席林高演将于股东周年大会后退任。", "personnel_change", "林高演"),
        ("英特尔负责人刘先明接棒。", "personnel_change", "刘先明"),
        ("Nike hired Mark Breitbard as chief executive.", "personnel_change", "Mark Breitbard"),
        ("曾任英特尔副总裁的邓一鸣已于上月加入小米。", "personnel_change", "邓一鸣"),
        ("宝马集团选定Milan Nedeljkovic接替齐普策出任董事长。", "personnel_change", "Milan Nedeljkovic"),
        (
            "AMD spoke on Monday, said Kevin Engel, who succeeded Giel Rutten in January.", "personnel_change",
            "Giel Rutten"
        ),
        // An acronym behind whoever is owned; a small plc, and what stands before Inc.
        ("廣達另斥資3億美元增資美國子公司QMN。", "investment", "QMN"),
        ("江西铜业宣布与赞比亚国有矿业公司ZCMX签署合作备忘录。", "partnership", "ZCMX"),
        (
            "Vasko Precision plc announced its results. Revenue rose 6.4% to £318.7 million.", "metric",
            "Vasko Precision"
        ),
        ("Vasko Networks, Inc. today reported revenue of $412.6 million.", "metric", "Vasko Networks"),
    ])
    func aFirmThatNobodyKnowsIsNamedByItsClauseOrItsMarks(_ body: String, _ type: String, _ name: String) throws {
        let found = try Telling().events(body, [type])
        #expect(found.contains { $0.contains("=\(name)") }, "\(found)")
    }

    @Test(arguments: [
        ("Shares rose 3% on Monday.", "price_move"),
        ("小米公布芯片公司GPU业务营收2亿元。", "acquisition"),
        ("Homebuilders fell 3% after the report.", "price_move"),
        ("Meanwhile Wall Street banks raised $5 million.", "financing"),
        ("President Vandermolen raised tariffs by 10%.", "financing"),
        ("Dana Okafor, the chief executive of the group, raised $5 million for charity.", "financing"),
        ("On Thursday raised $5 million.", "financing"),
        ("CPI rose 0.3% in December.", "price_move"),
        ("Everything fell 3%.", "price_move"),
        ("ADRs fell 3%.", "price_move"),
        ("本年度说明会（2025）13日召开。", "price_move"),
    ])
    func ordinaryWordsPersonsAndFiguresAreNone(_ body: String, _ type: String) throws {
        #expect(try Telling().events(body, [type]) == [])
    }

    @Test func aFirmByOneWordIsTheOneNamedInFull() throws {
        let body = "Northlane Compute has secured an $850 million loan. Northlane employs 64 people."
        #expect(try Telling().events(body, ["metric"]) == ["metric company=Northlane Compute value=64"])
    }

    @Test func itsNameIsReadWhereverItStands() throws {
        let body = """
            Legal AI startup Zandovar Works confirmed the round. Last year sales at Zandovar doubled.

            After the deal Zandovar acquired Mellanox for $3 billion.
            """
        let found = try Telling().events(body, ["acquisition"])
        #expect(found == ["acquisition acquirer=Zandovar Works target=Mellanox amount=3000000000"])
    }
}
