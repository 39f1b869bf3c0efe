import Testing

@testable import Extraction

@Suite struct SentimentLexiconTests {
    private func lexicon(_ text: String) throws(LexiconError) -> SentimentLexicon {
        try SentimentLexicon(
            LexiconFiles(files: [.init(path: "sentiment/a.sentiment", bytes: Array(text.utf8))]))
    }

    @Test(arguments: [
        ("# a\nword | good | |", 2), ("x | splendid 2 | | y", 1), ("x | good 9 | | y", 1),
        ("x | good 1 | shiny | y", 1),
        ("x | good 1 | y", 1), (" | good 1 | | y", 1),
    ]) func badLinesAreNamedWithTheirNumber(_ text: String, _ line: Int) {
        #expect { try lexicon(text) } throws: { error in
            (error as? LexiconError)?.line == line && (error as? LexiconError)?.remedy.isEmpty == false
        }
    }

    @Test func englishFormsFollowFromOneWord() {
        #expect(Inflection.forms(of: "rise~") == ["rise", "rises", "rised", "rising"])
        #expect(Inflection.forms(of: "drop~~") == ["drop", "drops", "dropped", "dropping"])
        #expect(Inflection.forms(of: "rally~") == ["rally", "rallies", "rallied", "rallying"])
        #expect(Inflection.forms(of: "miss~") == ["miss", "misses", "missed", "missing"])
        #expect(Inflection.forms(of: "record") == ["record"])
        #expect(Inflection.forms(of: "tip~~ over") == ["tip over", "tips over", "tipped over", "tipping over"])
        #expect(Inflection.forms(of: "in the red") == ["in the red"])
    }

    @Test func wordsOfEitherScriptFindTextOfEither() throws {
        for (word, written) in [("虧損", "亏损"), ("亏损", "虧損")] {
            let matcher = CueMatcher(try lexicon("\(word) | bad 1 | | x"))
            let text = Text(written)
            var cues: [Cue] = []
            matcher.cues(in: text.folded, span: 0..<text.count, into: &cues)
            #expect(cues.count == 1)
        }
    }

    @Test func everyExampleHoldsAWordOfItsLine() throws {
        for file in LexiconFiles.embedded.below("sentiment") where file.path.hasSuffix(".sentiment") {
            for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
                let lexicon = try lexicon(String(line))
                let example = Text(String(line.split(separator: "|", omittingEmptySubsequences: false).last ?? ""))
                var cues: [Cue] = []
                CueMatcher(lexicon).cues(in: example.folded, span: 0..<example.count, into: &cues)
                #expect(!cues.isEmpty, "\(line)")
            }
        }
    }

    @Test func theLongestWordWinsAndEnglishWordsAreWhole() throws {
        let lexicon = try lexicon("涨 | up 1 | | a\n涨停 | up 2 | | a\nup | up 1 | | a\n")
        let text = Text("涨停涨 upper up")
        var cues: [Cue] = []
        CueMatcher(lexicon).cues(in: text.folded, span: 0..<text.count, into: &cues)
        #expect(cues.map(\.start) == [0, 2, 10])
    }

    @Test func everyRowOfTheEventTableCanBeRead() throws {
        let table = try EventPolarity(.embedded)
        #expect(table.rows.count == 25)
        for rows in table.rows.values { #expect(rows.last?.conditions.isEmpty == true) }
    }

    @Test(arguments: ["metric | change>0 | company 7 | price | x", "metric | says=nothing | company 0 | price | x"])
    func aWrongEventRowIsNamedWithItsLine(row: String) {
        let files = LexiconFiles(files: [.init(path: EventPolarity.path, bytes: Array("# x\n\(row)".utf8))])
        #expect { try EventPolarity(files) } throws: { ($0 as? LexiconError)?.line == 2 }
    }
}
