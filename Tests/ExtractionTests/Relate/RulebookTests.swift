import Testing

@testable import Extraction

@Suite struct RulebookTests {
    @Test func theEmbeddedRulesAreValid() throws {
        let book = try Rulebook(lexicon: .embedded)
        #expect(Set(book.rules.map(\.type)).count == EventType.all.count)
    }

    @Test(arguments: [
        ("type metric\nrule a\n  trigger @none\n", 3), ("type metric\nrule a\n  trigger x\n  bogus y\n", 4),
        ("type metric\nrule a\n  trigger x\n  when party nobody\n", 4), ("rule a\n", 1),
        ("type metric\nrule a\n  trigger x\n  + [company:x\n", 4),
    ])
    func aWrongRuleIsRefusedAtItsLine(_ text: String, _ line: Int) {
        let files = LexiconFiles(files: [.init(path: "rules/a.rules", bytes: Array(text.utf8))])
        let error = #expect(throws: LexiconError.self) { try Rulebook(lexicon: files) }
        #expect(error?.line == line)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func aNameOfAFigureMayStandForItself() throws {
        let words = "@metric\nrevenue: 营收\n营业额\n@ratio-name\n毛利率\n"
        let files = LexiconFiles(files: [.init(path: "rules/a.words", bytes: Array(words.utf8))])
        let book = try Rulebook(lexicon: files)
        for (name, isAmount) in [("营收", true), ("营业额", false), ("毛利率", false)] {
            let units = Fold.folded(name)
            let word = try #require(book.trie.longest(in: units, at: 0, limit: units.count)).word
            #expect(book.has(word, book.known("amount!")) == isAmount, "\(name)")
        }
    }

    @Test func circlesOfBeatsAreRefused() {
        let rule = { (id: String, other: String) in
            "rule \(id)\n reason r\n trigger x\n beats \(other)\n + x\n - y\n"
        }
        let text = "type metric\n" + rule("a", "b") + rule("b", "a")
        let files = LexiconFiles(files: [.init(path: "rules/a.rules", bytes: Array(text.utf8))])
        let error = #expect(throws: LexiconError.self) { try Rulebook(lexicon: files) }
        #expect(error?.message.contains("circle") == true)
    }

    @Test func theLongestWordOnWordBoundariesIsFound() {
        var trie = WordTrie()
        _ = trie.insert(Fold.folded("rise"), id: 0)
        _ = trie.insert(Fold.folded("下降"), id: 1)
        _ = trie.insert(Fold.folded("下降至"), id: 2)
        let english = Fold.folded("sunrise rises rise")
        #expect((0..<english.count).filter { trie.longest(in: english, at: $0, limit: english.count) != nil } == [14])
        let chinese = Fold.folded("下降至")
        #expect(trie.longest(in: chinese, at: 0, limit: 3)?.word == 2)
        #expect(trie.longest(in: chinese, at: 0, limit: 2)?.word == 1)
    }
}
