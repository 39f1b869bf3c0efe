import Testing

@testable import Extraction

/// Gates and filters against their naive twins: what holds a word may never turn it away.
@Suite struct GateTests {
    private static let alphabet = Array("ab三四-".utf16)

    private static func random(_ lengths: ClosedRange<Int>, _ generator: inout SplitMix) -> [UInt16] {
        (0..<Int.random(in: lengths, using: &generator)).compactMap { _ in alphabet.randomElement(using: &generator) }
    }

    @Test func tablesFindTheLongestWordThatEndsAtABoundary() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<300 {
            let words = (0..<12).map { index in (word: Self.random(1...5, &generator), value: Int32(index)) }
            let text = Self.random(0...30, &generator)
            let table = WordTable(words)
            for position in text.indices {
                let found = table.longest(in: text, from: position)
                #expect(found?.end == Self.longest(words.map(\.word), in: text, from: position))
                guard let found else { continue }
                #expect(words.last { $0.word == Array(text[position..<found.end]) }?.value == found.value)
            }
        }
    }

    private static func longest(_ words: [[UInt16]], in text: [UInt16], from position: Int) -> Int? {
        let ends = words.filter { text[position...].starts(with: $0) }.map { position + $0.count }
        return ends.filter { end in
            end == text.count || !NumberGlyph.isLetter(text[end]) || !NumberGlyph.isAlphanumeric(text[end - 1])
        }.max()
    }

    @Test func backwardTablesFindTheLongestWordThatBeginsAtABoundary() {
        var generator = SplitMix(seed: 8)
        for _ in 0..<300 {
            let words = (0..<12).map { _ in Self.random(1...5, &generator) }
            let text = Self.random(0...30, &generator)
            let table = WordTable(words.map { ($0, 0) }, backward: true)
            for end in 0...text.count {
                let starts = words.filter { text[..<end].suffix($0.count).elementsEqual($0) }.map { end - $0.count }
                let whole = starts.filter { start in
                    start == 0 || !NumberGlyph.isLetter(text[start]) || !NumberGlyph.isLetter(text[start - 1])
                }
                #expect(table.longest(in: text, endingAt: end, notBefore: 0)?.start == whole.min())
            }
        }
    }

    @Test func listsFindWhatALoopOverTheirWordsFinds() {
        var generator = SplitMix(seed: 9)
        for _ in 0..<300 {
            let words = (0..<12).map { _ in Self.random(1...4, &generator) }
            let list = WordList(words)
            let text = Text(String(decoding: Self.random(0...30, &generator), as: UTF16.self))
            for position in 0...text.count {
                let after = words.filter { text.has($0, at: position) }
                #expect(list.first(in: text, at: position) == after.first)
                #expect(list.longest(in: text, at: position)?.count == after.map(\.count).max())
                #expect(list.first(in: text, endingAt: position) == words.first { text.has($0, endingAt: position) })
            }
            #expect(words.allSatisfy { list.holds($0) })
            #expect(list.endings(of: text.folded) == words.filter { text.has($0, endingAt: text.count) })
        }
    }

    @Test func filtersHoldTheirMembers() {
        var generator = SplitMix(seed: 10)
        var filter = HashFilter(bits: 10)
        let members = (0..<100).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
        for member in members { filter.insert(member) }
        #expect(members.allSatisfy { filter.mayHold($0) })
        let strangers = (0..<10_000).count { _ in filter.mayHold(.random(in: .min ... .max, using: &generator)) }
        #expect(strangers < 1_000)
    }

    @Test func writersAddWhatTheTextItselfWould() {
        var generator = SplitMix(seed: 11)
        let scalars = (0..<1_000).map { _ in UInt32.random(in: 0x20...0x1_1000, using: &generator) }
        var text = Text()
        var writer = TextWriter(Text())
        for (offset, scalar) in scalars.enumerated() {
            text.append(scalar, origin: offset)
            writer.append(scalar, origin: offset)
            #expect(writer.count == text.count && writer.last == scalar)
        }
        writer.flush()
        #expect(writer.text == text)
    }
}
