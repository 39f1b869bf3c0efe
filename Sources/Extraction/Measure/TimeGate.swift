/// Whether a time of the news may begin at a place, told by the first word or number and what follows it: the grammar
/// is tried only where it may, which is seldom.
///
/// Says yes wherever `TimeReader` would read one; a test holds it against the reader on random text.
struct TimeGate: Sendable {
    private let heads: WordTable
    private let counts: WordTable
    /// Code units that may stand after a number of Chinese digits, blanks left out, and after one of Arabic digits.
    private let afterChinese: CodeSet
    private let deadAfterDigits: CodeSet

    /// - Parameter heads: words that a time, or a length of time without its number, may begin with.
    init(heads: [(word: [UInt16], value: Int32)], counts: WordTable, units: WordTable) {
        self.counts = counts
        let own = ["week", "month", "half", "quarter", "year", "w/c", "cy"]
        self.heads = WordTable(heads + own.map { (Array($0.utf16), 0) })
        var after = CodeSet("多余个又零年月日号季财世会半至到与和、".utf16)
        for code in UInt16.min...UInt16.max {
            if units.mayStart(code) || NumberGlyph.isDash(code) || NumberGlyph.isLetter(code) { after.insert(code) }
        }
        afterChinese = after
        deadAfterDigits = CodeSet("%亿万元倍千百股美港点人家".utf16)
    }

    func mayBegin(_ reader: NumeralReader, at start: Int) -> Bool {
        let c = reader.unit(start)
        if NumberGlyph.isDigit(c) { return mayBeginWithDigits(reader, at: start) }
        if NumberGlyph.isLetter(c) {
            return heads.longest(in: reader.text, from: start) != nil
                || counts.longest(in: reader.text, from: start) != nil
                || mayBeCode(c, reader.unit(start + 1))
        }
        switch c {
        case 0x7B2C, 0x622A, 0x6700, 0x6BCF: return true  // 第 截 最 每
        case 0x524D, 0x9996, 0x5934:  // 前 首 头 and a number
            let next = reader.unit(reader.afterSpaces(start + 1))
            if NumberGlyph.isDigit(next) || NumberGlyph.isChineseNumeral(next) { return true }
        default: break
        }
        if heads.longest(in: reader.text, from: start) != nil { return true }
        return mayBeginWithNumeral(reader, at: start)
    }

    /// FY25, Q3, H1.
    private func mayBeCode(_ c: UInt16, _ next: UInt16) -> Bool {
        switch c {
        case 0x66: next == 0x71 || next == 0x79
        case 0x71, 0x68: NumberGlyph.isDigit(next)
        default: false
        }
    }

    /// 三 of 三年 or 三至五月, not of 三家.
    private func mayBeginWithNumeral(_ reader: NumeralReader, at start: Int) -> Bool {
        var at = start
        if let count = counts.longest(in: reader.text, from: start), goesOn(reader, count.end) { return true }
        while at < start + 8, NumberGlyph.isChineseNumeral(reader.unit(at)) {
            at += 1
            if goesOn(reader, at) { return true }
        }
        return false
    }

    private func goesOn(_ reader: NumeralReader, _ end: Int) -> Bool {
        afterChinese.contains(reader.unit(end)) || afterChinese.contains(reader.unit(reader.afterSpaces(end)))
    }

    /// Characters of a number that are looked at; the gate stands open for longer ones, of which news has none.
    private static let longestNumber = 64

    /// 25 of 25日, not of 25% or 2.5亿.
    private func mayBeginWithDigits(_ reader: NumeralReader, at start: Int) -> Bool {
        var at = start
        let limit = start + TimeGate.longestNumber
        while at < limit, NumberGlyph.isDigit(reader.unit(at)) { at += 1 }
        if reader.unit(at) == 0x2E || reader.unit(at) == 0x2C && at - start <= 3 {
            while at < limit, NumberGlyph.isDigit(reader.unit(at + 1)),
                reader.unit(at) == 0x2E || reader.unit(at) == 0x2C
            {
                at += 1
                while at < limit, NumberGlyph.isDigit(reader.unit(at)) { at += 1 }
            }
        }
        return at >= limit || !deadAfterDigits.contains(reader.unit(at))
    }
}
