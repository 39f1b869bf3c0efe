import Testing

@testable import Extraction

/// Names of English text that are told by their capitals and what stands beside them.
@Suite struct CapitalNamesTests {
    @Test(arguments: [
        // In a list with a firm that is known, on either side.
        ("Nvidia, Google and Emberline Ventures backed the round.", "Emberline Ventures"),
        ("Quarrow and Nvidia will share the costs.", "Quarrow"),
        // Behind a noun and behind prepositions of deals.
        ("Danone wants the yoghurt brand Velmora.", "Velmora"),
        ("Siemens bought a stake from Nordhavn Gruppe.", "Nordhavn Gruppe"),
        ("The bank lost a case against Perlmont.", "Perlmont"),
        // Before a possessive, and before verbs of the rules, behind asides too.
        ("Ostrava Kabel's cable unit is for sale.", "Ostrava Kabel"),
        ("Trevanta, the outdoor brand founded in 1992, has been bought.", "Trevanta"),
        ("Lumigate largely lost its appeal.", "Lumigate"),
        // With the name of an institution, and what belongs to it behind `of`.
        ("The Baltic Investment Bank will lend the money.", "Baltic Investment Bank"),
        ("The Bank of Harlund lent the money.", "Bank of Harlund"),
        // A name in full lends its first word.
        ("Lam Research fell. A broker cut its target on Lam to $90.", "Lam"),
    ])
    func aCapitalisedNameIsKnownByItsCompany(_ body: String, _ name: String) throws {
        #expect(try names(in: body).contains(name))
    }

    @Test(arguments: [
        // A word of the language at the head of a sentence, a place, a product, a law, a person's title.
        ("Hyperscale spending rose 7%.", "Hyperscale spending"),
        ("Shoppers bought more.", "Shoppers"),
        ("The plant is in Dammam.", "Dammam"),
        ("Nvidia launched Corvexa last year.", "Corvexa"),
        ("The firm broke the Digital Services Act.", "Digital Services Act"),
        ("Its Copenhagen shares fell.", "Copenhagen"),
        ("A Lyon-based developer grew.", "Lyon-based"),
        ("Analyst Smith said so.", "Smith"),
        ("Sales of Falcon 9 rose.", "Falcon"),
    ])
    func otherCapitalsAreNone(_ body: String, _ name: String) throws {
        #expect(try !names(in: body).contains(name))
    }

    @Test func aFirstNameOpensAPersons() throws {
        let reading = try self.reading(of: "The stake was for years that of Ingrid Solvang.")
        #expect(reading.mentions.contains { reading.entities[$0.entity].kind == .person })
    }

    @Test func everyMemberOfAListWithAFirmIsOne() throws {
        let members = ["Quarbado", "Celwick", "Dimmora", "Fostrel", "Gunvaro"]
        let body =
            "They agreed in the end that the work is to be shared by \(members.joined(separator: ", ")) and Nvidia."
        let found = try names(in: body)
        #expect(members.allSatisfy(found.contains))
    }

    @Test(arguments: ["words: a b", "word a", "en: a"])
    func aLineOfTheDictionaryNeedsItsKind(_ line: String) {
        #expect(throws: LexiconError.self) { try EnglishDictionary(bytes: Array("word: a b\n\(line)\n".utf8)) }
    }

    private func names(in body: String) throws -> [String] {
        let reading = try reading(of: body)
        return reading.mentions.map { reading.text.string($0.span) }
    }

    private func reading(of body: String) throws -> Reading {
        let extractor = try Telling().extractor
        let reading = try #require(try extractor.read(Document(id: "d", body: Array(body.utf8))).first)
        let book = extractor.relator.book
        let hits = Shared(of: WordHits(trie: book.trie, folded: reading.text.folded))
        return NameGuesses(book: Shared(of: book), hits: hits).completed(reading)
    }
}
