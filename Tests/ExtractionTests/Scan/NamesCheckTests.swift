import Testing

@testable import Extraction

/// Names files of a user: what they change, and what is said about what is wrong in them.
@Suite struct NamesCheckTests {
    private func file(_ text: String) -> LexiconFiles.File { .init(path: "my.names", bytes: Array(text.utf8)) }

    /// A small lexicon: its own words, a handful of names and one row of the table.
    private static let small = LexiconFiles(
        files: LexiconFiles.embedded.files.filter { $0.path.hasSuffix(".words") && $0.path.hasPrefix("names/") } + [
            .init(
                path: "names/a.names",
                bytes: Array(
                    """
                    nvidia | company US USD | XNAS:NVDA* | en NVIDIA | zh 英伟达
                    microsoft | company US USD | XNAS:MSFT* | en Microsoft | zh 微软
                    tencent | company CN CNY | XHKG:00700 | zh 腾讯
                    great-wall | company CN CNY | XSHG:601633 | zh 长城汽车, 长城{needs 汽车}
                    ! 苹果树
                    """.utf8)),
            .init(
                path: "names/listings.tsv",
                bytes: Array("# tapereader listings 1\nXSHG:600170\tc\tCN\tSCG\t上海建工\n".utf8)),
        ])

    private func catalogue(_ text: String) throws -> Catalogue {
        try Catalogue(builtIn: Self.small.adding(names: [file(text)]))
    }

    /// Id and words of the mentions of `text` with a user's names.
    private func mentions(_ text: String, names: String, day: String? = nil) throws -> [String] {
        var article = ArticleText()
        article.text = Text(text)
        article.language = .zhHans
        var budget = Budget(steps: 1_000_000)
        let found = try link(
            article: article,
            sentences: [Sentence(span: 0..<article.text.count, clauses: [], paragraph: 0, isTitle: false)],
            catalogue: try catalogue(names), asOf: day.flatMap { CivilDate(iso: $0) }, budget: &budget)
        return found.mentions.map { found.entities[$0.entity].id + " " + article.text.string($0.span) }
    }

    private func findings(_ text: String) throws -> [String] {
        try NamesCheck.findings(in: [file(text)], builtIn: Self.small).map(\.description)
    }

    @Test(arguments: [
        // adds an entity, an alias, replaces, removes, blocks
        (
            "acme | company US USD | XNAS:ACME* | en Acme Robotics | zh 顶峰机器人", "顶峰机器人与ACME",
            ["acme 顶峰机器人", "acme ACME"]
        ),
        ("+nvidia | nick 卖铲人", "卖铲人大涨", ["nvidia 卖铲人"]),
        ("tencent | company CN CNY | XHKG:00700 | zh 企鹅公司", "企鹅公司,微软", ["tencent 企鹅公司", "microsoft 微软"]),
        ("-microsoft", "微软大涨", []),
        ("! 微软雅黑", "微软雅黑字体", []),
        // a row of the table by its published id
        ("-xshg-600170", "上海建工公告", []),
        ("+xshg-600170 | short 沪建工", "沪建工公告", ["xshg-600170 沪建工"]),
        // region, kind and conditions
        ("acme | company US | short 顶峰{needs 机器人/股}", "登上顶峰", []),
        ("acme | company US | short 顶峰{needs 机器人/股}", "顶峰股价上涨", ["acme 顶峰"]),
        ("acme | company US | short 顶峰{not 登上}", "登上顶峰", []),
        // a byte order mark, full-width punctuation, carriage returns
        ("\u{FEFF}acme ｜ company US ｜ zh 顶峰科技，顶峰机器｛weak｝\r\n", "顶峰科技公告", ["acme 顶峰科技"]),
    ])
    func theUsersFileChangesWhatIsRead(names: String, text: String, expected: [String]) throws {
        #expect(try mentions(text, names: names) == expected)
    }

    @Test func namesAreValidInTheirTime() throws {
        let names = "acme | company US | zh 顶峰科技{from 2024-01-01} | former 旧名甲乙{to 2023-12-31}"
        #expect(try mentions("旧名甲乙与顶峰科技", names: names, day: "2023-06-01") == ["acme 旧名甲乙"])
        #expect(try mentions("旧名甲乙与顶峰科技", names: names, day: "2025-06-01") == ["acme 顶峰科技"])
    }

    @Test func everyValueStaysText() throws {
        let entity = try catalogue("acme | company CN CNY | XNAS:ON9 XSHE:1 XHKG:9988 | en ON9").entity(id: "acme")
        #expect(entity?.listings.map(\.ticker) == ["ON9", "000001", "09988"])
    }

    @Test(arguments: [
        ("acme", "my.names:1:1: error: acme has no kind"),
        ("\n  | zh 甲乙", "my.names:2:1: error: an indented line continues no record"),
        ("Acme | company US", "my.names:1:1: error: \"Acme\" is no id"),
        ("acme | firm US", "my.names:1:8: error: \"firm US\" begins with no kind"),
        ("acme | company US | chinese 顶峰", "my.names:1:21: error: unknown field \"chinese\""),
        ("acme | company US | zh 顶峰科技{needs 股", "error: \"{\" without \"}\""),
        ("acme | company US | zh 顶峰科技{from 2024}", "error: \"2024\" is no date"),
        ("+no-such | zh 顶峰科技", "my.names:1:1: error: there is no entity \"no-such\""),
        ("acme | segment US | zh 顶峰科技 | of no-such", "error: its owner \"no-such\" does not exist"),
        ("acme | company US | zh 甲", "warning: \"甲\" is dead: one character"),
        ("acme | company US | zh 顶峰{not 峰}", "is dead: it contains \"峰\""),
        ("acme | company US | zh 顶峰科技{from 2025-01-01; to 2024-01-01}", "is dead: it ends before it begins"),
        ("acme | company US | en 1.23E+05", "a spreadsheet has turned a code into a number"),
        ("acme | company US | zh 苹果树", "is dead: it is in a list of phrases that are no names"),
        ("acme | company US | zh 英伟达", "\"英伟达\" is shadowed: it always names \"nvidia\""),
        ("acme | company US | zh 长城", "\"长城\" is ambiguous: it also names \"great-wall\""),
        ("acme | company US | en Focus", "\"Focus\" is a common word"),
        ("acme | company US | short 发展", "\"发展\" is a common word"),
        ("acme | company US | XNAS:NVDA", "XNAS:NVDA is held by \"nvidia\""),
        ("! 英伟达", "\"英伟达\" names \"nvidia\", which it no longer can"),
        ("acme | company US | zh 顶峰科技, 顶峰科技", "\"顶峰科技\" stands twice"),
        ("acme | company US | zh 顶峰科技\nacme | company US | zh 顶峰股份", "replaces the record of line 1"),
    ])
    func whatIsWrongIsSaidWithPlaceAndRemedy(names: String, expected: String) throws {
        let found = try findings(names)
        #expect(found.contains { $0.contains(expected) }, "\(found)")
        #expect(found.allSatisfy { $0.contains("; ") })
    }

    @Test func aGoodFileHasNoFindings() throws {
        #expect(
            try findings(
                "# ours\nacme | company US USD | XNAS:ACMX* | en Acme Robotics | zh 顶峰机器人\n+nvidia | nick 卖铲人\n")
                == [])
    }

    @Test(arguments: [
        ([0xB6, 0xA5, 0xB7, 0xE5] as [UInt8], "GB18030"), ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"),
    ])
    func anotherCharsetIsReportedWithTheWayOut(bytes: [UInt8], expected: String) throws {
        let found = try NamesCheck.findings(in: [.init(path: "my.names", bytes: bytes)], builtIn: Self.small)
        #expect(found.map(\.severity) == [.error])
        #expect(found[0].problem.remedy.contains(expected))
    }

    @Test func allMistakesAreReportedAtOnceInOrder() throws {
        let found = try NamesCheck.findings(
            in: [file("acme\nbeta | company US | zh 甲\n+none | zh 乙丙\n")], builtIn: Self.small)
        #expect(found.map(\.problem.line) == [1, 2, 3])
    }

    @Test func theFingerprintCoversTheUsersNames() throws {
        let plain = try Extractor().fingerprint
        let added = try Extractor(lexicon: LexiconFiles.embedded.adding(names: [file("-microsoft")])).fingerprint
        #expect(plain != added)
    }
}
