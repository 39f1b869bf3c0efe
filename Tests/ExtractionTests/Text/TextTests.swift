import Testing

@testable import Extraction

@Suite struct TextTests {
    @Test(arguments: [
        ("輝達與晶片", "辉达与晶片"), ("ＮＶＤＡ", "nvda"), ("３，８００億", "3,800亿"), ("「意味著」", "“意味着”"),
        ("OpenAI", "openai"), ("中芯国际", "中芯国际"), ("臺灣", "台湾"), ("\u{3000}漲", " 涨"), ("什麼", "什么"),
    ]) func foldingIsOneCodePointToOne(written: String, matched: String) {
        #expect(Text(written).foldedString(0..<100) == matched)
        #expect(Fold.folded(matched) == Fold.folded(written))
    }

    @Test func theTraditionalPairsAreWellFormed() throws {
        let pairs = try Fold.pairs(in: LexiconFiles.embedded.bytes(of: Fold.path) ?? [])
        #expect(pairs.count > 2500)
        for (from, to) in pairs { #expect(Fold.table[Int(from)] == to && Fold.table[Int(to)] == to) }
    }

    @Test func aBrokenPairSaysWhereItIs() {
        #expect(throws: LexiconError.self) { try Fold.pairs(in: Array("# a\n萬万 龍\n".utf8)) }
        do { _ = try Fold.pairs(in: Array("# a\n萬万 龍\n".utf8)) } catch { #expect(error.line == 2 && error.column == 4) }
    }

    @Test func anyBytesDecodeAsStringDecodesThem() {
        let parts: [UInt8] = [0xE4, 0xB8, 0xAD, 0xF0, 0x9F, 0x41]
        var random = SplitMix(seed: 7)
        for _ in 0..<400 {
            let bytes: [UInt8] = (0..<40).map { _ in
                let noise = random.next()
                return noise % 3 == 0
                    ? UInt8(truncatingIfNeeded: noise >> 8) : parts[Int(noise >> 8 & 0xFF) % parts.count]
            }
            let expected = String(decoding: bytes, as: UTF8.self)
            let text = Text(utf8: bytes)
            #expect(text.string == expected)
            #expect(RawBody(bytes).count == expected.unicodeScalars.count)
        }
    }

    @Test func aQuoteIsTheSliceByCodePoints() {
        let body = String(repeating: "輝達NVDA漲3.2%😀，", count: 40)
        let scalars = Array(body.unicodeScalars)
        let raw = RawBody(Array(body.utf8))
        for span in [0..<1, 63..<65, 60..<200, 128..<128, 500..<10_000, scalars.count - 1..<scalars.count] {
            var expected = ""
            for scalar in scalars[span.clamped(to: 0..<scalars.count)] { expected.unicodeScalars.append(scalar) }
            #expect(raw.quote(span) == expected)
        }
    }

    @Test func fullWidthFiguresAreShownHalfWidthAndPunctuationStays() {
        #expect([0xFF13, 0xFF25, 0xFF05].map { Fold.displayed($0) } == [0x33, 0x45, 0x25])
        #expect([0xFF0C, 0xFF1A, 0xFF08].map { Fold.displayed($0) } == [0xFF0C, 0xFF1A, 0xFF08])
    }
}
