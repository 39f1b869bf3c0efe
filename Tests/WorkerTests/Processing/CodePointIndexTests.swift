import Testing

@testable import Worker

@Suite struct CodePointIndexTests {
    @Test func rangesAreThoseOfTheScalarView() {
        var generator = SeededGenerator(seed: 3)
        let alphabet = Array("aé中😀\u{0}\n".unicodeScalars)
        let scalars = (0..<1000).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        let index = CodePointIndex(Array(text.utf8))
        for _ in 0..<500 {
            let start = Int.random(in: 0...1100, using: &generator)
            let end = Int.random(in: start...1200, using: &generator)
            var expected = ""
            expected.unicodeScalars.append(contentsOf: scalars[min(start, 1000)..<min(end, 1000)])
            #expect(index.text(start..<end) == expected)
        }
    }
}
