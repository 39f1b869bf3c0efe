import Testing

@testable import Extraction

/// Parts of companies that are sold and have no name but what they are.
@Suite struct PartNamesTests {
    @Test(arguments: [
        // Right behind the verb, with the place that it is of.
        ("友邦拟出售泰国业务。", "seller=AIA Group target=泰国业务 planned"),
        ("拜耳拟出售消费者健康业务。", "seller=Bayer target=消费者健康业务 planned"),
        // Whose it is stands between.
        ("三菱商事以75亿美元拿下西门子旗下的页岩气业务。", "acquirer=Mitsubishi Corp target=页岩气业务 amount=7500000000"),
        // Brought forward.
        ("西门子拟把骨科业务卖给贝恩资本。", "acquirer=Bain Capital seller=Siemens target=骨科业务 planned"),
        ("西门子将把风电轴承业务出售给贝恩资本。", "acquirer=Bain Capital seller=Siemens target=风电轴承业务 planned"),
        (
            "SoftBank will buy Bayer's seeds business for $5.4 billion.",
            "acquirer=SoftBank Group target=Bayer's seeds business amount=5400000000 planned"
        ),
        (
            "Glencore agreed to sell its Argentine business to Rio Tinto for $1.1 billion.",
            "acquirer=Rio Tinto seller=Glencore target=Argentine business amount=1100000000"
        ),
        (
            "Glencore bought the Kansanshi copper mine from Rio Tinto for $900 million.",
            "acquirer=Glencore seller=Rio Tinto target=Kansanshi copper mine amount=900000000"
        ),
    ])
    func aPartIsNamedByWhatItIs(_ body: String, _ expected: String) throws {
        #expect(try Telling().events(body, ["acquisition"]).map(sorted) == [sorted("acquisition " + expected)])
    }

    @Test(arguments: [
        // What says only which, and a part that has a name.
        "友邦拟出售非核心资产。", "友邦拟出售相关业务。", "英特尔将可编程芯片部门Altera出售给银湖资本。",
        "Intel sold its programmable chip unit Altera to Silver Lake.",
        "Intel is selling its new business to young buyers of chips.",
        // No deal.
        "友邦的泰国业务增长8%。", "Bayer's seeds business grew 8%.",
    ])
    func otherNounsAreNoNames(_ body: String) throws {
        let names = try Telling().facts(body).flatMap(\.participants).map(\.entity.name)
        #expect(!names.contains { $0.hasSuffix("资产") || $0.hasSuffix("业务") || $0.hasSuffix("部门") })
        #expect(!names.contains { $0.hasSuffix("unit") || $0.hasSuffix("business") })
    }

    private func sorted(_ event: String) -> String { event.split(separator: " ").sorted().joined(separator: " ") }
}
