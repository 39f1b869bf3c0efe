import Testing

@testable import Extraction

/// The naive twin is the reader itself, tried everywhere.
@Suite struct TimeGateTests {
    @Test func theGateIsOpenWhereverTheReaderReadsATime() throws {
        let tables = try MeasureTables.embedded.get()
        var random = SplitMix(seed: 20_251_103)
        for _ in 0..<8_000 {
            let pieces = (0..<Int.random(in: 1...7, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }
            let text = Text(pieces.joined())
            let reader = NumeralReader(text: text.folded)
            let times = TimeReader(
                reader: reader, words: tables.times, spans: tables.spans, scalars: text.scalars,
                reference: TimeReference(
                    published: CivilDate(year: 2025, month: 11, day: 3), stated: nil, isLiberal: false))
            for position in text.folded.indices where tables.timeOpeners.contains(text.folded[position]) {
                if tables.times.gate.mayBegin(reader, at: position), Self.mayOpen(tables, text.folded, position) {
                    continue
                }
                #expect(times.read(at: position) == nil, "\(pieces.joined()) at \(position)")
            }
        }
    }

    /// Whether the pass over a text tries anything here: of letters only at their first.
    private static func mayOpen(_ tables: MeasureTables, _ folded: [UInt16], _ position: Int) -> Bool {
        if NumberGlyph.isDigit(folded[position]) { return true }
        guard NumberGlyph.isLetter(folded[position]) else { return tables.openings.mayOpen(in: folded, at: position) }
        if position > 0, NumberGlyph.isAlphanumeric(folded[position - 1]) { return true }
        return tables.openings.mayOpen(latinHead: WordTable.latinHead(of: folded, from: position).hash)
    }

    @Test(arguments: ["三家", "25%", "2.5亿", "3,800亿元", "一些", "十大", "公告", "the", "said"])
    func theGateIsShutWhereNoTimeBegins(_ string: String) throws {
        let gate = try MeasureTables.embedded.get().times.gate
        let isOpen = gate.mayBegin(NumeralReader(text: Fold.folded(string)), at: 0)
        #expect(!isOpen)
    }

    private static let pieces = [
        "三", "十", "二零二五", "2025", "25", "9", "1-9", "年", "月", "日", "号", "第", "季度", "至", "-", "个", "的", "前",
        "上", "周", "周五", "Q3 ", "FY25 ", "2Q25", "last ", "two ", "weeks ", "ago ", "of ", "September ", "Monday ",
        "%", "亿", "元", "家", ",", ".", "，", " ", "半", "多", "截至", "止", "首", "财年", "同期", "half ", "year ",
        "years ", "ended ", "the ", "to ", "几", "一", "两", "本", "今年", "去年", "以来", "后", "内", "过去", "近", "未来",
        "third ", "quarter ", "20th ", "fiscal ", "early ", "初", "底", "旬", "万", "'25", "/", ":", "1990s", "年代",
        "twenty-first ", "first ", "few ", "a ", "in ", "between ", "and ", "最后", "头", "数", "零", "点", "天",
        "5", "13 ", "st ", "th ", "'s", "s ", "through ", "until ", "起至", "day ", "months ", "next ", "more ",
        "Fridays ",
        "May ", "(", ")", "cy", "、", "~", "每", "最近", "最", "世纪", "会计年度", "个半月", "300 ", "90", "mid-", "half-year ",
    ]
}
