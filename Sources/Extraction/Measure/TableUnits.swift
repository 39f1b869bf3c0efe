/// Gives the bare numbers of a table the unit that its head names once: 营收(亿元)|同比, 单位：万元, Revenue ($bn).
///
/// A table is a run of lines with `|` between the cells. The unit is the table's word, so it is not marked as inferred.
struct TableUnits {
    let text: [UInt16]
    @Shared var tables: MeasureTables

    init(text: [UInt16], tables: Shared<MeasureTables>) {
        self.text = text
        _tables = tables
    }

    private struct Head {
        var power: Int
        var code: String
        var isPercent: Bool
    }

    /// More columns than any printed table has.
    private static let mostColumns = 64

    func settle(_ figures: inout [Figure]) {
        guard text.contains(0x7C) else { return }
        var heads: [Head?] = []
        var common: Head?
        var next = 0
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            while next < figures.count, figures[next].start < start { next += 1 }
            let first = next
            while next < figures.count, figures[next].start < end { next += 1 }
            let bars = text[start..<end].count { $0 == 0x7C }
            if let named = namedUnit(start, end) { common = named }
            if bars == 0 {
                heads = []
                if namedUnit(start, end) == nil { common = nil }
            } else if let found = headUnits(start, end) {
                heads = found
            } else {
                for index in first..<next { settle(&figures[index], lineStart: start, heads: heads, common: common) }
            }
            start = end + 1
        }
    }

    private func settle(_ figure: inout Figure, lineStart: Int, heads: [Head?], common: Head?) {
        guard figure.isBare, !figure.isProvisional, fillsCell(figure) else { return }
        let column = min(text[lineStart..<figure.start].count { $0 == 0x7C }, TableUnits.mostColumns)
        guard let head = column < heads.count ? heads[column] ?? nil : common, column > 0 else { return }
        figure.quantity.value = figure.quantity.value.scaled(byPowerOfTen: head.power)
        figure.quantity.unit = head.code == "LOCAL" || head.code == "DOLLAR" ? "" : head.code
        figure.openCurrency = figure.quantity.unit.isEmpty ? head.code : ""
        figure.quantity.kind = head.isPercent ? .percent : .money
    }

    /// Nothing but blanks and bars beside it.
    private func fillsCell(_ figure: Figure) -> Bool {
        var (before, after) = (figure.start - 1, figure.end)
        while before >= 0, NumberGlyph.isSpace(text[before]) { before -= 1 }
        while after < text.count, NumberGlyph.isSpace(text[after]) { after += 1 }
        let opens = before < 0 || text[before] == 0x7C || text[before] == 0x0A
        return opens && (after >= text.count || text[after] == 0x7C || text[after] == 0x0A)
    }

    /// One entry a column if any cell of the line names a unit in brackets.
    private func headUnits(_ start: Int, _ end: Int) -> [Head?]? {
        var heads: [Head?] = [nil]
        var found = false
        for at in start..<end {
            if text[at] == 0x7C {
                guard heads.count < TableUnits.mostColumns else { break }
                heads.append(nil)
            } else if text[at] == 0x28, let head = unit(at + 1, closedBy: 0x29) {
                heads[heads.count - 1] = head
                found = true
            }
        }
        return found ? heads : nil
    }

    /// 单位：亿元
    private func namedUnit(_ start: Int, _ end: Int) -> Head? {
        guard end - start > 4 else { return nil }
        for at in start..<(end - 3) where text[at] == 0x5355 && text[at + 1] == 0x4F4D && text[at + 2] == 0x3A {
            return unit(at + 3, closedBy: nil)
        }
        return nil
    }

    /// `亿元`, `百万美元`, `%`, `$bn`, `usd million`, up to the closing bracket where one is asked for.
    private func unit(_ start: Int, closedBy bracket: UInt16?) -> Head? {
        let reader = NumeralReader(text: text)
        var at = reader.afterSpaces(start)
        if reader.unit(at) == 0x25 {
            return closes(at + 1, bracket) ? Head(power: 0, code: "percent", isPercent: true) : nil
        }
        if let before = tables.currencyAfter.longest(in: text, from: at), !NumberGlyph.isHan(reader.unit(at)) {
            let code = tables.currencies[Int(before.value)].code
            at = reader.afterSpaces(before.end)
            guard let scale = scale(at: at) else {
                return closes(at, bracket) ? Head(power: 0, code: code, isPercent: false) : nil
            }
            return closes(scale.end, bracket) ? Head(power: scale.power, code: code, isPercent: false) : nil
        }
        let scale = scale(at: at) ?? (power: 0, end: at)
        guard let currency = tables.currencyAfter.longest(in: text, from: reader.afterSpaces(scale.end)),
            tables.currencies[Int(currency.value)].part == .whole, closes(currency.end, bracket)
        else { return nil }
        return Head(power: scale.power, code: tables.currencies[Int(currency.value)].code, isPercent: false)
    }

    private func closes(_ position: Int, _ bracket: UInt16?) -> Bool {
        guard let bracket else { return true }
        return position < text.count && text[position] == bracket
    }

    /// 万, 百万, 亿, million, bn, m.
    private func scale(at start: Int) -> (power: Int, end: Int)? {
        let reader = NumeralReader(text: text)
        var (power, at) = (0, start)
        while let more = NumberGlyph.chinesePower(reader.unit(at)), at < start + 4 {
            (power, at) = (power + more, at + 1)
        }
        if power > 0 { return (power, at) }
        if let found = EnglishWord.table.longest(in: text, from: start),
            case .power(let power) = EnglishWord.of(found.value)
        {
            return (power, found.end)
        }
        guard !NumberGlyph.isLetter(reader.unit(start + 1)) else { return nil }
        switch reader.unit(start) {
        case 0x6D: return (6, start + 1)
        case 0x62: return (9, start + 1)
        default: return nil
        }
    }
}
