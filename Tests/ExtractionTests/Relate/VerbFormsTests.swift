import Testing

@testable import Extraction

@Suite struct VerbFormsTests {
    @Test(arguments: [
        ("has put", "put"), ("have taken over", "taken over"), ("is taking over", "taking over"),
        ("will replace", "replace"), ("to sell", "sell"), ("now sees", "sees"), ("was hired", nil),
        ("has been hired", nil), ("will not sell", nil),
        ("is expected", nil), ("put", nil),
    ])
    func aPhraseSaysWhatTheVerbBehindItsHelperSays(_ phrase: String, _ verb: String?) {
        #expect(VerbForms.behindHelper(phrase) == verb)
    }

    @Test(arguments: [
        ("acquire~", ["acquire", "acquires", "acquired", "acquiring"]),
        ("carry~", ["carry", "carries", "carried", "carrying"]),
        ("slash~", ["slash", "slashes", "slashed", "slashing"]), ("cut", ["cut"]),
    ])
    func aVerbIsInflected(_ word: String, _ forms: [String]) {
        #expect(VerbForms.forms(of: word) == forms)
    }
}
