import Testing

@testable import Extraction

@Suite struct WordHitsTests {
    /// The naive twin asks the trie at every place and for every limit.
    @Test func hitsOfOnePassAreThoseOfTheTrieUnderAnyLimit() {
        var random = SplitMix(seed: 7)
        let letters = Array("ab 涨跌至的".unicodeScalars.map { UInt16($0.value) })
        func draw(_ count: Int) -> [UInt16] { (0..<count).map { _ in letters.randomElement(using: &random) ?? 0x61 } }
        for _ in 0..<200 {
            var trie = WordTrie()
            for id in 0..<12 { _ = trie.insert(draw(Int.random(in: 1...4, using: &random)), id: Int32(id)) }
            let text = draw(Int.random(in: 0..<24, using: &random))
            let hits = WordHits(trie: trie, folded: text)
            for position in text.indices {
                for limit in position...text.count {
                    let expected = trie.longest(in: text, at: position, limit: limit)
                    let found = hits.longest(at: position, limit: limit)
                    #expect(found?.word == expected?.word && found?.end == expected?.end)
                }
            }
        }
    }
}
