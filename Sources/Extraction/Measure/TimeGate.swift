/// Whether a time of the news may begin at a place, told by the first word or number and what follows it: the grammar
/// is tried only where it may, which is seldom.
///
/// Says yes wherever `TimeReader` would read one; a test holds it against the reader on random text.
struct TimeGate: Sendable {
    private let heads: WordTable
    private let counts: WordTable
    /// Open for the words that a time may begin with, other than numbers and codes.
    let words: WordGate
    /// What the Latin words and codes begin with, see `WordTable.latinHead`.
    let latinHeads: Set<UInt32>
    /// Code units that may stand after a number of Chinese digits, blanks left out, and after one of Arabic digits.
    private let afterChinese: CodeSet
    private let deadAfterDigits: CodeSet
    /// What may join a number to a time: 3 to 5 May, 5th, 4Q, '90s.
    private let joints: WordGate

    /// - Parameter heads: words that a time, or a length of time without its number, may begin with.
    init(heads: [(word: [UInt16], value: Int32)], counts: WordTable, units: WordTable) {
        self.counts = counts
        let own = ["week", "month", "half", "quarter", "year", "w/c", "cy"]
        self.heads = WordTable(heads + own.map { (Array($0.utf16), 0) })
        words = self.heads.gate.union(counts.gate)
        let codes = WordTable(["q", "h", "fq", "fy"].map { (Array($0.utf16), 0) })
        latinHeads = self.heads.latinHeads.union(counts.latinHeads).union(codes.latinHeads)
        var after = CodeSet("多余个又零年月日号季财世会半至到与和、".utf16)
        for code in UInt16.min...UInt16.max {
            if units.mayStart(code) || NumberGlyph.isDash(code) || NumberGlyph.isLetter(code) { after.insert(code) }
        }
        afterChinese = after
        deadAfterDigits = CodeSet("%亿万元倍千百股美港点人家".utf16)
        let signs = ["of", "to", "through", "thru", "until", "till", "and", "st", "nd", "rd", "th", "s"]
        joints = WordGate(signs.map { Array($0.utf16) }, closesWords: true)
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
        case 0x622A: return true  // 截
        case 0x7B2C, 0x524D, 0x9996, 0x5934:  // 第 前 首 头 and a number
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

    /// 25 of 25日, not of 25%, 2.5亿 or 25 million; four digits may be a year whatever follows.
    private func mayBeginWithDigits(_ reader: NumeralReader, at start: Int) -> Bool {
        var at = start
        let limit = start + TimeGate.longestNumber
        while at < limit, NumberGlyph.isDigit(reader.unit(at)) { at += 1 }
        let next = reader.unit(at)
        if (next == 0x2E || next == 0x2C && at - start <= 3) && NumberGlyph.isDigit(reader.unit(at + 1)) {
            return mayBeDate(reader, from: at, limit: limit)
        }
        if at - start == 4 || at >= limit { return at >= limit || !deadAfterDigits.contains(next) }
        return goesOn(reader, afterDigits: at)
    }

    /// 27.9.2025: figures with two points between them; with one they are a number.
    private func mayBeDate(_ reader: NumeralReader, from point: Int, limit: Int) -> Bool {
        var (at, points) = (point, 0)
        while at < limit, NumberGlyph.isDigit(reader.unit(at + 1)), reader.unit(at) == 0x2E || reader.unit(at) == 0x2C {
            points += 1
            at += 1
            while at < limit, NumberGlyph.isDigit(reader.unit(at)) { at += 1 }
        }
        return at >= limit || points > 1 && !deadAfterDigits.contains(reader.unit(at))
    }

    /// What stands behind digits that are no year by themselves.
    private func goesOn(_ reader: NumeralReader, afterDigits end: Int) -> Bool {
        let at = reader.afterSpaces(end)
        let c = reader.unit(at)
        if c == 0x71 || c == 0x68 { return true }  // 3Q, 1H
        if NumberGlyph.isLetter(c) {
            return joints.mayBegin(in: reader.text, at: at) || heads.longest(in: reader.text, from: at) != nil
        }
        switch c {
        case 0x27, 0x2019, 0x2E, 0x2F, 0x28, 0x8D77: return true  // ' . / ( 起
        default: return NumberGlyph.isDigit(c) || afterChinese.contains(c)
        }
    }
}
