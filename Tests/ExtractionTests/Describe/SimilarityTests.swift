import Testing

@testable import Extraction

/// What the shipped sketch finds, measured on generated articles and what republishing does to them.
@Suite struct SimilarityTests {
    private static let hans = Array(
        "英伟达算力芯片市场增长公司宣布投资数据中心计划未来三年将建设超过报告显示季度营收同比利润云服务业务分析师认为国内需求强劲产能扩张订单价格".unicodeScalars)
    private static let letters = Array("aabcdeeefghiiklmnooprsttuvwy".unicodeScalars)

    private static func text(_ length: Int, _ random: inout SplitMix) -> String {
        if Bool.random(using: &random) {
            return String(String.UnicodeScalarView((0..<length).map { _ in hans.randomElement(using: &random) ?? "一" }))
        }
        return String(
            String.UnicodeScalarView(
                (0..<length).map { $0 % 6 == 5 ? " " : letters.randomElement(using: &random) ?? "e" }))
    }

    private static func sketch(_ text: String) -> String {
        let text = Text(text)
        return Sketch.hex(of: text, in: 0..<text.count)
    }

    /// Simplified characters of the generator whose Traditional forms differ.
    private static let traditional: [Unicode.Scalar: Unicode.Scalar] = [
        "伟": "偉", "达": "達", "场": "場", "长": "長", "数": "數", "据": "據", "划": "劃", "来": "來", "将": "將", "设": "設",
        "过": "過", "报": "報", "显": "顯", "营": "營", "业": "業", "务": "務", "师": "師", "认": "認", "为": "為", "内": "內",
        "强": "強", "劲": "勁", "产": "產", "扩": "擴", "张": "張", "订": "訂", "单": "單", "价": "價",
    ]

    private static func republished(_ text: String, _ way: Int) -> String {
        switch way {
        case 0: "【财联社11月20日电】" + text
        case 1: String(text.dropLast(text.count / 10))
        case 2: String(text.dropLast(text.count / 4))
        case 3: String(text.dropFirst(text.count / 8)) + "（责任编辑：王五）"
        default: String(String.UnicodeScalarView(text.unicodeScalars.map { traditional[$0] ?? $0 }))
        }
    }

    @Test(arguments: [60...200, 400...2000], 0..<5)
    func whatIsRepublishedIsFound(_ lengths: ClosedRange<Int>, _ way: Int) {
        var random = SplitMix(seed: UInt64(way) + 77)
        let found = (0..<400).count { _ in
            let text = Self.text(.random(in: lengths, using: &random), &random)
            return Similarity.areNearDuplicates(Self.sketch(text), Self.sketch(Self.republished(text, way)))
        }
        #expect(Double(found) / 400 >= 0.95, "\(found) of 400")
    }

    @Test(arguments: [60...200, 400...2000])
    func differentArticlesAreNotTakenForOne(_ lengths: ClosedRange<Int>) {
        var random = SplitMix(seed: 5)
        let sketches = (0..<500).map { _ in Self.sketch(Self.text(.random(in: lengths, using: &random), &random)) }
        var pairs = 0
        for (index, sketch) in sketches.enumerated() {
            pairs += sketches[..<index].count { Similarity.areNearDuplicates($0, sketch) }
        }
        #expect(Double(pairs) / Double(500 * 499 / 2) <= 1e-4, "\(pairs)")
    }

    @Test func whatIsNoSketchIsNobodysDuplicate() {
        #expect(!Similarity.areNearDuplicates("", ""))
        #expect(!Similarity.areNearDuplicates("00ff", "00ff"))
        let sketch = Self.sketch("英伟达股价上涨")
        #expect(Similarity.areNearDuplicates(sketch, sketch))
        #expect(!Similarity.areNearDuplicates(sketch, String(sketch.dropLast()) + "x"))
    }
}
