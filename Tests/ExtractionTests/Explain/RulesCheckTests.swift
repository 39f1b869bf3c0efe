import Testing

@testable import Extraction

@Suite struct RulesCheckTests {
    private func findings(_ text: String, name: String = "my.rules") throws -> [LexiconFinding] {
        try RulesCheck.findings(in: [.init(path: name, bytes: Array(text.utf8))])
    }

    static let sound = """
        type supply_contract
        rule my.sound
          status draft
          reason a way to buy that nobody has written yet
          trigger 敲下订金
          role buyer org subject
          role supplier org @toward
          + [buyer:甲骨文]向[supplier:英伟达]敲下订金
          - 甲骨文没有向英伟达敲下订金
        """

    @Test func aSoundRuleHasNoFindings() throws { #expect(try findings(Self.sound) == []) }

    /// What is changed in the sound rule; line and column of the finding; words of it.
    @Test(arguments: [
        ("trigger 敲下订金", "trigger @nowhere", 5, 11, "unknown word class"),
        ("role buyer org", "role buyer firm", 6, 14, "unknown kind"),
        ("reason", "raeson", 4, 3, "unknown keyword"),
        ("  - 甲骨文没有向英伟达敲下订金", "", 2, 1, "lacks an example that it must not read"),
        ("  - 甲骨文没有向", "  - 甲骨文向", 9, 5, "must not be read"),
        ("+ [buyer:甲骨文]", "+ [supplier:甲骨文]", 8, 5, "read otherwise than marked"),
        ("+ [buyer:甲骨文]向", "+ [buyer:甲骨文]，", 8, 5, "not read"),
        ("  status draft", "  beats my.other", 2, 1, "names no rule"),
    ])
    func aWrongLineIsAnErrorAtItsPlaceWithARemedy(
        _ old: String, _ new: String, _ line: Int, _ column: Int, _ words: String
    ) throws {
        let text = Self.sound.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in line.contains(old) ? String(line.replacing(old, with: new)) : String(line) }.joined(
                separator: "\n")
        let found = try findings(text)
        let match = found.first { $0.problem.message.contains(words) }
        #expect(match?.severity == .error, "\(found)")
        #expect(match?.problem.line == line && match?.problem.column == column, "\(found)")
        #expect(match?.problem.remedy.isEmpty == false)
        #expect(match?.problem.file == "my.rules")
    }

    @Test func everyWrongLineOfAFileIsFoundAtOnce() throws {
        let text = Self.sound.replacing("org", with: "firm").replacing("reason", with: "raeson")
        #expect(try findings(text).count == 3)
    }

    @Test func circlesOfAnyLengthAreErrors() throws {
        let rules = [("a", "b"), ("b", "c"), ("c", "a")].map { id, other in
            Self.sound.replacing("my.sound", with: id).replacing("status draft", with: "beats \(other)")
                .replacing("type supply_contract\n", with: "")
        }
        let found = try findings("type supply_contract\n" + rules.joined(separator: "\n"))
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.problem.message.contains("a beats b beats c beats a") == true)
    }

    @Test(arguments: [
        ("need", "  need price", "it takes no price"),
        ("language", "  languages fr", "it reads only fr"),
        ("condition", "  when with @with\n  when without @with|@by", "excludes what"),
        ("follower", "  when followed seller @with", "names a role that it lacks"),
    ])
    func aRuleThatCanReadNothingIsDead(_ name: String, _ line: String, _ words: String) throws {
        let text = Self.sound.replacing("  + ", with: line + "\n  + ")
        let found = try findings(text).filter { $0.severity == .warning }
        #expect(
            found.contains { $0.problem.message.contains("is dead") && $0.problem.message.contains(words) }, "\(found)")
    }

    @Test func aRuleWhoseExamplesAnotherOneReadsIsShadowed() throws {
        let text = Self.sound.replacing("敲下订金", with: "采购")
        let found = try findings(text.replacing("  - 甲骨文没有向英伟达采购", with: "  - 天气很好"))
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.problem.message.contains("`supply_contract.buys` reads its examples") == true, "\(found)")
    }

    @Test func aTwinIsShadowed() throws {
        let twin = Self.sound.replacing("my.sound", with: "my.twin").replacing("type supply_contract\n", with: "")
        let found = try findings(Self.sound + "\n" + twin)
        #expect(found.contains { $0.problem.message.contains("`my.sound` reads all that it reads") }, "\(found)")
    }

    @Test func theBuiltInRulesHaveNoErrors() throws {
        #expect(try RulesCheck.findings(in: []).filter { $0.severity == .error } == [])
    }
}

@Suite struct UserRulesTests {
    private func events(_ text: String, _ rules: String, name: String = "my.rules", drafts: Bool = false) throws
        -> [String]
    {
        let file = LexiconFiles.File(path: name, bytes: Array(rules.utf8))
        let lexicon = LexiconFiles.embedded.adding(rules: [file], activatesDrafts: drafts)
        let document = Document(id: "d", body: Array(text.utf8))
        return try Extractor(lexicon: lexicon).analyze(document).articles.flatMap(\.events).map(\.rule)
    }

    static let sentence = "甲骨文向英伟达敲下订金。"

    @Test func aDraftIsReadOnlyByWhoeverTriesIt() throws {
        #expect(try events(Self.sentence, RulesCheckTests.sound) == [])
        #expect(try events(Self.sentence, RulesCheckTests.sound, drafts: true) == ["my.sound"])
    }

    @Test func anActiveRuleIsRead() throws {
        let active = RulesCheckTests.sound.replacing("draft", with: "active")
        #expect(try events(Self.sentence, active) == ["my.sound"])
    }

    @Test func aRuleOfTheSameIdReplacesTheBuiltInOneAlone() throws {
        let retired = """
            type acquisition
            rule acquisition.takes
              status retired
              reason tried without
              trigger @acquire
              + x
              - y
            """
        #expect(try events("英伟达收购Groq。", retired) != ["acquisition.takes"])
        #expect(try events("英伟达股价上涨3%。", retired) == ["price_move.change"])
    }

    @Test func wordsOfTheUserAddToTheirClass() throws {
        #expect(try events("英伟达一口吃掉Groq。", "@acquire\n一口吃掉\n", name: "my.words") == ["acquisition.takes"])
        #expect(try events("英伟达一口吃掉Groq。", "@other-class\n一口吃掉\n", name: "my.words") == [])
    }

    @Test func theFingerprintCoversTheRules() throws {
        let file = LexiconFiles.File(path: "my.rules", bytes: Array(RulesCheckTests.sound.utf8))
        let plain = try Extractor()
        #expect(try Extractor(lexicon: .embedded.adding(rules: [file])).fingerprint != plain.fingerprint)
        #expect(try Extractor(lexicon: .embedded.adding(rules: [])).fingerprint == plain.fingerprint)
    }
}

@Suite struct RuleDraftTests {
    @Test(arguments: [
        ("[buyer:甲骨文]向[supplier:英伟达]敲定四十万颗GPU", "supply_contract", "敲定"),
        ("小鹏汽车牵手大众汽车，共拓欧洲市场", "partnership", "牵手"),
        ("Anthropic snaps up [target:Groq] for $1.2 billion", "acquisition", "snaps up"),
        ("宁德时代净赚130亿元", "metric", ""),
        ("軟銀把輝達股票全部脫手，套現58億美元", "holding_change", "脫手"),
    ])
    func aDraftIsAcceptedByTheCheck(_ sentence: String, _ type: String, _ trigger: String) throws {
        let draft = try RuleDraft(sentence: sentence, type: type, trigger: trigger)
        #expect(draft.findings.filter { $0.severity == .error } == [], "\(draft.text)")
        let again = try RulesCheck.findings(in: [.init(path: "a.rules", bytes: Array(draft.text.utf8))])
        #expect(again.filter { $0.severity == .error } == [], "\(draft.text)")
        #expect(draft.text.contains("status draft"))
    }

    @Test func aSentenceWithoutPartiesIsRefusedWithTheMissingRole() {
        #expect(throws: RuleDraft.Failure.self) { try RuleDraft(sentence: "今天天气很好", type: "acquisition") }
        #expect(throws: RuleDraft.Failure.self) { try RuleDraft(sentence: "[buyer:甲骨文", type: "acquisition") }
    }
}
