import Testing

@testable import Extraction

/// Common words that are names too: what their place says.
@Suite struct EvidenceTests {
    private func ids(_ text: String) throws -> [String] {
        try linked(text, language: .en).map { String($0.prefix { $0 != " " }) }
    }

    @Test(arguments: [
        // What only a firm does, and what it has.
        ("In May Target said it would cut prices.", "target"), ("Motorola released two phones.", "motorola-solutions"),
        ("Grab is in advanced talks to buy a rival.", "grab-holdings"), ("Visa's profit grew.", "visa"),
        // A price and its verb, with what may stand between.
        ("On Monday Visa rose 2%.", "visa"), ("Visa shares slid 3%.", "visa"), ("The yen eased to 152.3.", "jpy"),
        ("The krone weakened 0.4%.", "nok"), ("Zinc fell 1.2% in London.", "zinc"),
        ("UBS sees silver hitting $65.", "silver"),
        // Beside a firm that is certain, on either side.
        ("Continental and Pirelli gave up 2%.", "continental-ag"),
        ("Pirelli, Continental and others", "continental-ag"),
        ("Shares of Visa are dear.", "visa"),
    ])
    func aNameIsMeantWhereItDoesWhatANameDoes(_ text: String, _ id: String) throws {
        let found = try ids(text)
        #expect(found.contains(id), "\(found)")
    }

    @Test(arguments: [
        ("Visa applications rose 3%.", "visa"), ("Target prices were raised.", "target"), ("The gap was wide.", "gap"),
        ("Revenue from zinc rose 3%.", "zinc"), ("Their lead fell to 2 points.", "lead-metal"),
        ("Visa Rules Ease As Talks Resume", "visa"), ("Strategy and patience paid.", "strategy"),
        ("The real problem is elsewhere.", "brl"), ("Target raised to $120 from $100.", "target"),
    ])
    func elsewhereTheWordIsAWord(_ text: String, _ id: String) throws {
        let found = try ids(text)
        #expect(!found.contains(id), "\(found)")
    }

    @Test(arguments: [
        ("Marrow Lake Copper dug a mine.", "copper", false), ("Copper rose 1%.", "copper", true),
        ("LME Copper rose 1%.", "copper", true), ("Albert Manifold left.", "xtks-3906", false),
    ])
    func aWordInsideALongerNameIsNone(_ text: String, _ id: String, _ isName: Bool) throws {
        let found = try ids(text)
        #expect(found.contains(id) == isName, "\(found)")
    }

    @Test(arguments: [
        ("蔚来资本、尚颀资本跟投", "text:蔚来资本", "nio"), ("联想创投领投", "text:联想创投", "lenovo"), ("腾讯资本开支增长", "tencent", "text:腾讯资本"),
    ])
    func theArmThatAFirmInvestsWithIsAnother(_ text: String, _ id: String, _ other: String) throws {
        let found = try linked(text).map { String($0.prefix { $0 != " " }) }
        #expect(found.contains(id) && !found.contains(other), "\(found)")
    }
}
