import Foundation
import Testing

@testable import Extraction

struct DecimalTests {
    @Test(arguments: [
        ("380000000000", "380000000000"), ("-5.0", "-5"), (".5", "0.5"), ("0.0012", "0.0012"), ("30.80", "30.8"),
        ("-0", "0"),
    ])
    func aDecimalIsWrittenPlainly(text: String, written: String) {
        #expect(Extraction.Decimal(text)?.description == written)
    }

    @Test(arguments: ["", "-", "1.2.3", "1e5", "12a", String(repeating: "9", count: 1_000_000)])
    func whatIsNoDecimalIsNil(text: String) { #expect(Extraction.Decimal(text) == nil) }

    @Test func arithmeticAgreesWithFoundation() throws {
        var random = SplitMix(seed: 7)
        for _ in 0..<2_000 {
            let a = Int.random(in: -9_999_999...9_999_999, using: &random)
            let p = Int.random(in: -6...6, using: &random)
            let b = Int.random(in: -9_999_999...9_999_999, using: &random)
            let q = Int.random(in: -6...6, using: &random)
            let mine = (
                Extraction.Decimal(significand: Int128(a), exponent: p),
                Extraction.Decimal(significand: Int128(b), exponent: q)
            )
            let theirs = (
                Foundation.Decimal(sign: a < 0 ? .minus : .plus, exponent: p, significand: Foundation.Decimal(abs(a))),
                Foundation.Decimal(sign: b < 0 ? .minus : .plus, exponent: q, significand: Foundation.Decimal(abs(b)))
            )
            #expect(mine.0.plus(mine.1)?.description == "\(theirs.0 + theirs.1)")
            #expect(mine.0.multiplied(by: mine.1)?.description == "\(theirs.0 * theirs.1)")
            #expect((mine.0 < mine.1) == (theirs.0 < theirs.1))
        }
    }

    @Test func divisionRoundsToSeventeenDigits() {
        #expect(Extraction.Decimal(1).divided(by: Extraction.Decimal(3))?.description == "0.33333333333333333")
        #expect(Extraction.Decimal(1).divided(by: Extraction.Decimal(0)) == nil)
        #expect(Extraction.Decimal(10).divided(by: Extraction.Decimal(4))?.description == "2.5")
    }

    @Test func hugeExponentsSaturate() {
        #expect(Extraction.Decimal(1).scaled(byPowerOfTen: .max).description.count == 401)
        #expect(Extraction.Decimal(significand: .max).multiplied(by: Extraction.Decimal(7)) == nil)
        #expect(Extraction.Decimal(significand: .min).magnitude > Extraction.Decimal(0))
    }
}
