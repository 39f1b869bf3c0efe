import Testing

@testable import Extraction

/// Chinese firms that no catalogue has and no mark tells: what is no word of the language.
@Suite struct CoinedNamesTests {
    private func firms(_ body: String, title: String = "") throws -> Set<String> {
        let document = Document(
            id: "d", body: Array(body.utf8), title: title, source: "", publishedAt: "2026-01-09T15:30:00Z")
        let types: Set = ["financing", "metric", "acquisition", "personnel_change", "valuation"]
        return Set(
            try Telling().extractor.analyze(document).articles.flatMap(\.events).filter { types.contains($0.type) }
                .flatMap { $0.participants.map(\.entity.name) })
    }

    @Test(arguments: [
        // The text has it again.
        ("璟泰宣布完成5亿元B轮融资。红杉中国领投，此后璟泰估值达40亿元。", "璟泰"),
        // A trade behind it, at the head of a clause that acts.
        ("衡岳储能完成5亿元B轮融资。", "衡岳储能"),
        // What only firms are called by, anywhere.
        ("微软宣布收购岱屿科技。", "岱屿科技"),
    ])
    func aStretchThatIsNoWordIsAName(_ body: String, _ name: String) throws {
        let found = try firms(body)
        #expect(found.contains(name), "\(found)")
    }

    @Test func theTitleCountsAsTheTextHavingItAgain() throws {
        let body = "澜起智行获得5亿元融资。"
        let found = try firms(body, title: "澜起智行完成B轮")
        #expect(found.contains("澜起智行"), "\(found)")
    }

    @Test(arguments: [
        "新型储能完成5亿元融资。", "吉林完成投资5亿元，吉林增速回升。", "商品混凝土产量下降8.4%，混凝土销量下降。", "公司较期初下降5%，较期初亏损。",
    ])
    func ordinaryWordsAndPlacesAreNone(_ body: String) throws {
        let found = try firms(body)
        #expect(found.isDisjoint(with: ["新型储能", "吉林", "混凝土", "较期初"]), "\(found)")
    }

    @Test(arguments: [
        ("波音首席执行官卡尔霍恩因质量危机辞职。", "卡尔霍恩"), ("微软聘请卢卡·德梅奥出任首席财务官。", "卢卡·德梅奥"),
        ("Microsoft named Luca de Meo chief executive.", "Luca de Meo"),
    ])
    func foreignPersonsAreKnownByTheirOffice(_ body: String, _ name: String) throws {
        let found = try firms(body)
        #expect(found.contains(name), "\(found)")
    }

    @Test func whoAppointsIsNoPerson() throws {
        #expect(
            try Telling().events("Halvorsen Marine named John Carter chief executive.", ["personnel_change"])
                == ["personnel_change person=John Carter company=Halvorsen Marine"])
    }
}
