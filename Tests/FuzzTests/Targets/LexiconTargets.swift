@testable internal import Extraction

extension FuzzTarget {
    /// The files of people who are no programmers.
    static let lexicon: [FuzzTarget] = [
        FuzzTarget(
            name: "names",
            dictionary: [
                "|", "{", "}", ";", ",", "!", "+", "-", "~", "*", "#", "\n", "\n  ", "company US USD", "XNAS:NVDA*",
                "XHKG:9988",
                "en ", "zh ", "tw ", "nick ", "legal ", "ticker ", "needs a/b", "not a/b", "from 2021-10-28", "to ",
                "weak",
                "case", "any", "region ", "former ", "parent ", "of ",
            ], shortRuns: 200, read: readNames),
        FuzzTarget(
            name: "rules",
            dictionary: [
                "type ", "rule ", "trigger ", "figure ", "role ", "measure ", "need ", "attribute ", "when ",
                "certainty ", "status ",
                "beats ", "beside others", "timeliness ", "weight ", "basis ", "reason ", "languages ", "subtype ",
                "+ ", "- ",
                "@", "|", "=> ", "[buyer:", "]", "subject", "before@x", "after", "speaker", "company", "any", "money",
                "set",
                "$trigger", "=", "!", "?", "<", "#", "\n",
            ], shortRuns: 1000, read: readRules),
        FuzzTarget(
            name: "words",
            dictionary: [
                "@", ": ", ":", "|", ",", "#", "\n", "\t", "(s)", "zh:", "en:", "XSHG:600036", "c", "f", "~", "!", ";",
                "# tapereader listings 1\n", "polar", "direction", "figure", "relation", "negator", "0.5", "-1", "->",
            ], shortRuns: 200, read: readWords),
    ]

    /// Lines and columns of messages begin at one and stay in the file.
    private static func check(_ error: LexiconError, _ bytes: [UInt8]) throws {
        let lines = bytes.count { $0 == 0x0A } + 1
        try promise((0...lines).contains(error.line), "line \(error.line) of \(lines): \(error)")
        try promise((0...bytes.count + 1).contains(error.column), "column \(error.column): \(error)")
        try promise(!error.message.isEmpty && !error.remedy.isEmpty, "an error that says nothing")
    }

    private static func readNames(_ bytes: [UInt8]) throws {
        for error in NamesFile(path: "f").read(bytes).errors { try check(error, bytes) }
        do throws(LexiconError) {
            var builder = CatalogueBuilder()
            try builder.add(
                LexiconFiles.File(path: "names/a.names", bytes: Array("nvidia | company US USD | en NVIDIA\n".utf8)))
            try builder.add(LexiconFiles.File(path: "names/f.names", bytes: bytes))
            builder.finish(try ListingTable(bytes: []))
        } catch { try check(error, bytes) }
    }

    private static let book: Rulebook = {
        var book = Rulebook()
        for (name, word) in [("x", "向"), ("metric", "营收"), ("buy", "buys")] {
            book.addWord(word, to: book.defineClass(name), payload: "")
        }
        return book
    }()

    private static func readRules(_ bytes: [UInt8]) throws {
        do throws(LexiconError) {
            var parser = RuleParser(file: LexiconFiles.File(path: "rules/f.rules", bytes: bytes), book: book)
            var read = parser.book
            read.rules = try parser.parse()
            read = parser.book
            if let error = RuleCheck(book: read).errors().first { throw error }
        } catch { try check(error, bytes) }
        let files = ["rules/f.words", "rules/f.rules"].map { LexiconFiles.File(path: $0, bytes: bytes) }
        for file in files {
            do throws(LexiconError) { _ = try Rulebook(lexicon: LexiconFiles(files: [file])) } catch {
                try check(error, bytes)
            }
        }
    }

    private static func readWords(_ bytes: [UInt8]) throws {
        func attempt(_ read: () throws(LexiconError) -> Void) throws {
            do throws(LexiconError) { try read() } catch { try check(error, bytes) }
        }
        func lexicon(_ path: String) -> LexiconFiles {
            LexiconFiles(files: [LexiconFiles.File(path: path, bytes: bytes)])
        }
        try attempt { () throws(LexiconError) in _ = try WordFile.lines(of: "f", in: lexicon("f")) }
        try attempt { () throws(LexiconError) in _ = try LinkWords(bytes: bytes) }
        try attempt { () throws(LexiconError) in _ = try CommonWords(bytes: bytes).english() }
        try attempt { () throws(LexiconError) in _ = try SentimentLexicon(lexicon("sentiment/f.sentiment")) }
        try attempt { () throws(LexiconError) in _ = try EventPolarity(lexicon("sentiment/events.table")) }
        try attempt { () throws(LexiconError) in _ = try SentimentModel(bytes: bytes, path: "sentiment/model.bin") }
        try attempt { () throws(LexiconError) in
            let table = try ListingTable(bytes: bytes)
            for row in table.rows.indices { _ = table.entity(row) }
            var builder = CatalogueBuilder()
            builder.finish(table)
        }
    }
}
