import Testing

@testable import Extraction

/// Text made to cost more than it is worth: the work grows with its size, or is paid for out of the budget.
@Suite struct HostileTests {
    private static let count = 12_000
    /// Steps that each code point may cost in text that is not charged for more: several times what news costs.
    private static let stepsPerCodePoint = 1500

    private static let extractor = Result { () throws(LexiconError) in try Extractor() }

    /// What the text costs, with the budget of a text of `count`; all of it where that does not do.
    private static func steps(_ text: some Collection<Unicode.Scalar>, _ markup: Document.Markup) throws -> Int {
        let all = stepsPerCodePoint * count
        var budget = Budget(steps: all)
        let body = Array(String(String.UnicodeScalarView(text)).utf8)
        do { _ = try extractor.get().analyze(Document(id: "d", body: body, markup: markup), &budget) } catch {
            guard case ExtractionError.emptyBody = error else { return all }
        }
        return all - budget.remaining
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
        repeated("3%"), repeated("1,"), repeated("7"), repeated("一"), repeated("第二、"), repeated("二、"), repeated("("),
        repeated("（"),
        repeated("[]"), repeated("英伟达"), repeated("NVIDIA "), repeated("英伟达、"), repeated("微软/谷歌/"), repeated("$"),
        repeated("\""), repeated("“"), repeated("\n"), repeated("a\n"), repeated("a\t1\t2\n"), repeated("|营收|3%|\n"),
        repeated("…", "a"), repeated("。"), repeated("同"), repeated("%"), repeated("，"), repeated("10:30 "),
        repeated("a"),
        repeated("e\u{301}"), repeated("100亿美元"), repeated("3%/4%/"), repeated("9月27日"), repeated("2025/2026/"),
        repeated("(02652.HK)"), repeated("某某科技有限公司"), repeated("他表示，"), repeated("英伟达投资"),
        repeated("英伟达投资OpenAI 1亿美元。"), repeated("英伟达上涨3%。"), repeated("“英伟达上涨3%”，"),
        repeated("the company said that it invests "), repeated("buys a stake of 5% and "),
        numbered { "英伟达上涨\($0)%，" }, numbered { "英伟达投资OpenAI \($0)亿美元。" }, numbered { name($0).chinese + "科技、" },
        numbered { "\(name($0).english) Corp, " }, numbered { "\(name($0).english) Corp invests in OpenAI. " },
        numbered { "\(name($0).chinese)科技有限公司" }, numbered { "\(name($0).english) Holdings (“\(name($0).english)”) " },
    ]

    private static let pages: [String] = [
        repeated("<b>", "英伟达上涨3%。"), repeated("<table><tr><td><p><a href=x>"), repeated("<td>3%</td>"),
        repeated("<tr><td>营收</td><td>3%</td></tr>"), repeated("&#20809;&amp;&nbsp;"), repeated("&x;&#99999999999;&"),
        repeated("<!-- -- > --><!---->"), repeated("<"), repeated("<p>英伟达上涨3%。"),
    ]

    @Test(arguments: texts.indices)
    func theStepsGrowWithTheSizeOfTheText(index: Int) throws { try Self.check(Self.texts[index], .plain) }

    /// A ticker moves the names behind it: that is paid for, so that the budget of the size must do, and no more.
    @Test func tickersStayWithinTheBudgetOfTheirSize() throws {
        let steps = try Self.steps(Self.repeated("$NVDA ").unicodeScalars, .plain)
        #expect(steps < Self.stepsPerCodePoint * Self.count)
    }

    @Test(arguments: pages.indices)
    func theStepsGrowWithTheSizeOfThePage(index: Int) throws { try Self.check(Self.pages[index], .html) }

    /// Twice the text costs about twice as much, and no more than the budget of its size.
    private static func check(_ text: String, _ markup: Document.Markup) throws {
        let half = try steps(text.unicodeScalars.prefix(count / 2), markup)
        let whole = try steps(text.unicodeScalars, markup)
        #expect(whole < stepsPerCodePoint * count, "\(text.prefix(40))… costs more than \(whole)")
        #expect(whole <= half * 5 / 2 + 20_000, "\(text.prefix(40))… costs \(half), of twice the size \(whole)")
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
