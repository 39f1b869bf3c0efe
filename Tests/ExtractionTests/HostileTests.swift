import Testing

@testable import Extraction

/// Text made to cost more than it is worth: the work grows with its size, or is paid for out of the budget.
@Suite struct HostileTests {
    private static let count = 12_000
    /// Steps that each code point may cost in text that is not charged for more: several times what news costs.
    private static let stepsPerCodePoint = 1500

    /// Its budget is that of a text of `count`.
    private static let extractor = Result { () throws(LexiconError) in
        var configuration = Extractor.Configuration()
        configuration.budget = stepsPerCodePoint * count
        return try Extractor(configuration: configuration)
    }

    private static func repeated(_ piece: String, _ end: String = "") -> String {
        String(repeating: piece, count: count / piece.unicodeScalars.count) + end
    }

    /// The same sentence about ever new numbers or names.
    private static func numbered(_ piece: (Int) -> String) -> String {
        (0..<count / piece(1000).unicodeScalars.count).map(piece).joined()
    }

    /// A name of two syllables and a Latin one that no other number has.
    private static func name(_ number: Int) -> (chinese: String, english: String) {
        let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"), letters = Array("bdfgklmnprst")
        let (a, b, c) = (number % 20, number / 20 % 20, number / 400 % 20)
        let syllables = [number % 12, number / 12 % 12, number / 144 % 12].map { "\(letters[$0])a" }.joined()
        return ("\(surnames[a])\(surnames[b])\(surnames[c])", syllables.prefix(1).uppercased() + syllables.dropFirst())
    }

    private static let texts: [String] = [
        repeated("3%"), repeated("1,"), repeated("7"), repeated("一"), repeated("("), repeated("（"),
        repeated("[]"), repeated("英伟达"), repeated("NVIDIA "), repeated("英伟达、"), repeated("微软/谷歌/"), repeated("$"),
        repeated("\""), repeated("“"), repeated("\n"), repeated("a\n"), repeated("a\t1\t2\n"), repeated("|营收|3%|\n"),
        repeated("…", "a"), repeated("。"), repeated("3%/4%/"), repeated("9月27日"), repeated("2025/2026/"),
        repeated("(02652.HK)"), repeated("$NVDA "), repeated("某某科技有限公司"), repeated("他表示，"), repeated("英伟达投资"),
        repeated("英伟达投资OpenAI 1亿美元。"), repeated("英伟达上涨3%。"), repeated("“英伟达上涨3%”，"),
        repeated("the company said that it invests "), repeated("buys a stake of 5% and "),
        numbered { "英伟达上涨\($0)%，" }, numbered { "英伟达投资OpenAI \($0)亿美元。" }, numbered { name($0).chinese + "科技、" },
        numbered { "\(name($0).english) Corp, " }, numbered { "\(name($0).english) Corp invests in OpenAI. " },
        numbered { "\(name($0).chinese)科技有限公司" }, numbered { "\(name($0).english) Holdings (“\(name($0).english)”) " },
    ]

    @Test(arguments: texts.indices)
    func theStepsGrowWithTheSizeOfTheText(index: Int) throws {
        let text = Self.texts[index]
        do { _ = try Self.extractor.get().analyze(Document(id: "d", body: Array(text.utf8))) } catch {
            #expect(error as? ExtractionError == .emptyBody, "\(text.prefix(40))… \(error)")
        }
    }

    /// libxml2 compares each attribute of a tag with all before it.
    @Test func attributesOfOneTagArePaidFor() throws {
        let tag = { (count: Int) in
            Array("<p \((0..<count).map { "a\($0)='x' " }.joined())>英伟达上涨3%。</p>".utf8)
        }
        for (count, isPaid) in [(100, true), (3000, false)] {
            var budget = Budget(steps: 2_000_000)
            let document = Document(id: "d", body: tag(count), markup: .html)
            if isPaid {
                _ = try clean(document, budget: &budget)
            } else {
                #expect(throws: ExtractionError.budgetExceeded(stage: "clean")) {
                    try clean(document, budget: &budget)
                }
            }
        }
    }

    /// What costs the square of its number is charged that much: names that move all names behind them.
    @Test func namesThatMoveOthersArePaidFor() throws {
        var configuration = Extractor.Configuration()
        configuration.budget = 400_000
        let extractor = try Extractor(configuration: configuration)
        let body = Self.numbered { "\(Self.name($0).chinese)科技(\(600_000 + $0).SH)投资英伟达，" }
        #expect(throws: ExtractionError.self) { try extractor.analyze(Document(id: "d", body: Array(body.utf8))) }
    }

    @Test func aSentenceWithoutEndIsCutBehindACommaOrBlank() throws {
        let text = Text(Self.repeated("英伟达投资OpenAI，"))
        let pieces = Sentences.bounded(text, 0..<text.count)
        #expect(pieces.first?.lowerBound == 0 && pieces.last?.upperBound == text.count)
        #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        #expect(pieces.allSatisfy { $0.count <= 1000 })
        #expect(pieces.dropLast().allSatisfy { text.scalars[$0.upperBound - 1] == 0xFF0C })
    }
}
