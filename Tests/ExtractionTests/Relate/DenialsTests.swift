import Testing

@testable import Extraction

/// What is denied in a clause of its own, or behind the verb that it denies.
@Suite struct DenialsTests {
    @Test(arguments: [
        ("关于腾讯即将收购百度的传言不实。", ["acquirer=Tencent target=Baidu denied"]),
        ("有投资者问及百度是否会被腾讯私有化，公司回应称“没有这样的计划”。", ["acquirer=Tencent target=Baidu denied"]),
        ("對於外傳聯電將與格芯合併，公司重申沒有任何合併案在進行。", ["acquirer=UMC target=GlobalFoundries denied"]),
        ("至于腾讯拟收购百度一事，公司称消息不实。", ["acquirer=Tencent target=Baidu denied"]),
        (
            "市场传闻腾讯拟收购百度。公司回应称，传闻不实。",
            ["acquirer=Tencent target=Baidu rumoured", "acquirer=Tencent target=Baidu denied"]
        ),
        (
            "Intel plans to buy Mobileye, sources said. The company denied the report.",
            ["acquirer=Intel target=Mobileye rumoured", "acquirer=Intel target=Mobileye denied"]
        ),
        (
            "Asked about reports that Intel would acquire Mobileye, the company said it had no such plans.",
            ["acquirer=Intel target=Mobileye denied"]
        ),
        ("Reports that Intel will acquire Mobileye are not true.", ["acquirer=Intel target=Mobileye denied"]),
        // No answer is no denial.
        ("对于腾讯拟收购百度的传闻，公司未予置评。", ["acquirer=Tencent target=Baidu rumoured"]),
        ("至于腾讯拟收购百度一事，公司没有回应。", ["acquirer=Tencent target=Baidu planned"]),
        // What stands behind the turn, or a semicolon, is told.
        (
            "Intel denied that it would sell Altera, but is considering to buy Mobileye.",
            ["acquirer=Intel target=Mobileye planned"]
        ),
        ("百度否认裁员；腾讯拟收购美团。", ["acquirer=Tencent target=Meituan planned"]),
        // Something else is denied.
        ("腾讯拟收购百度。有投资者问及美团是否派息，公司回应称没有这样的计划。", ["acquirer=Tencent target=Baidu planned"]),
        ("腾讯宣布收购百度，并称此前关于裁员的传言不实。", ["acquirer=Tencent target=Baidu"]),
    ])
    func aDenialReachesWhatItSpeaksOf(_ body: String, _ deals: [String]) throws {
        #expect(try Telling().events(body, ["acquisition"]) == deals.map { "acquisition " + $0 })
    }
}
