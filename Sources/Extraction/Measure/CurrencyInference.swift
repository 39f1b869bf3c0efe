/// Gives a large bare amount the currency of the amount before it: 834 million yuan, less than the 1.26 billion a year
/// earlier. It is marked as inferred.
struct CurrencyInference {
    let english: EnglishNumeralReader
    let currency: CurrencyContext

    /// Farther apart two amounts no longer speak of one thing.
    private static let reach = 160

    private var reader: NumeralReader { english.reader }

    func settle(_ figures: inout [Figure]) {
        var last: Int?
        for index in figures.indices {
            if figures[index].isMoney {
                last = index
            } else if let money = last, isLarge(figures[index]), endsPhrase(figures[index]),
                isNear(figures[money], figures[index])
            {
                figures[index].quantity.kind = .money
                figures[index].quantity.unit = figures[money].quantity.unit
                figures[index].quantity.unitInferred = true
            } else if isLarge(figures[index]), isChinese(figures[index]), endsPhrase(figures[index]),
                measuresMoney(before: figures[index].start), let code = currency.currency(of: figures[index])
            {
                figures[index].quantity.kind = .money
                figures[index].quantity.unit = code
                figures[index].quantity.unitInferred = true
            } else if last == nil, isLarge(figures[index]), !isChinese(figures[index]), endsPhrase(figures[index]),
                let next = figures[(index + 1)...].first(where: \.isMoney), !next.quantity.unit.isEmpty,
                isNear(figures[index], next)
            {
                // `doubled, to 245.9 billion, while sales were 800.5 billion yen`
                figures[index].quantity.kind = .money
                figures[index].quantity.unit = next.quantity.unit
                figures[index].quantity.unitInferred = true
            } else if !figures[index].isBare, figures[index].quantity.kind == .other {
                last = nil
            }
        }
    }

    /// 亿 and more, or million and more: nobody writes a bare million of things.
    private func isLarge(_ figure: Figure) -> Bool {
        guard figure.isBare, !figure.isProvisional, figure.quantity.unit.isEmpty, !endsInLetter(figure) else {
            return false
        }
        return figure.numeral.form == .english
            ? figure.numeral.scale >= 6
            : isChinese(figure)
                ? figure.numeral.largeScale >= 8 : figure.numeral.scale >= 6
    }

    /// 405B names a model as often as an amount.
    private func endsInLetter(_ figure: Figure) -> Bool {
        NumberGlyph.isLetter(reader.unit(figure.numeral.end - 1))
            && NumberGlyph.isDigit(reader.unit(figure.numeral.end - 2))
    }

    /// 成交额1.2万亿, 净流入5.6亿: a word of money stands in the clause before it.
    private func measuresMoney(before start: Int) -> Bool {
        let floor = max(0, start - 14)
        guard !countsNoun(before: start, after: floor) else { return false }
        var at = start
        while at > floor {
            if currency.local.money.longest(in: reader.text, endingAt: at, notBefore: floor) != nil { return true }
            at -= 1
            if reader.unit(at) == 0x2C || reader.unit(at) == 0x3002 || reader.unit(at) == 0x3B { return false }
        }
        return false
    }

    private func isChinese(_ figure: Figure) -> Bool { NumberGlyph.isHan(reader.unit(figure.numeral.end - 1)) }

    /// No noun follows that the figure would count.
    private func endsPhrase(_ figure: Figure) -> Bool {
        let c = reader.unit(figure.end)
        if NumberGlyph.isHan(c) || NumberGlyph.isAlphanumeric(c) || c == 0x2D { return false }
        let at = reader.afterSpaces(figure.end)
        let next = reader.unit(at)
        if at == figure.end || !NumberGlyph.isLetter(next) { return !NumberGlyph.isHan(next) || at == figure.end }
        return [
            "a", "in", "from", "for", "at", "last", "this", "next", "on", "by", "after", "as", "than", "and",
            "expected",
            "previously", "earlier", "reported", "that", "it", "versus", "when", "the", "to", "while", "but", "or",
        ]
        .contains { english.hasWord($0, at: at) }
    }

    /// In one sentence, and no counted noun before the bare one.
    private func isNear(_ money: Figure, _ figure: Figure) -> Bool {
        guard figure.start >= money.end, figure.start - money.end <= CurrencyInference.reach else { return false }
        for position in money.end..<figure.start {
            switch reader.unit(position) {
            case 0x3002, 0x0A, 0x21, 0x3F: return false
            case 0x2E where NumberGlyph.isSpace(reader.unit(position + 1)): return false
            default: continue
            }
        }
        return !countsNoun(before: figure.start, after: money.end)
    }

    /// 月活, 用户, 销量, 人次, 下载 …; users, shares, vehicles …
    private func countsNoun(before start: Int, after floor: Int) -> Bool {
        for position in stride(from: start - 1, through: max(floor, start - 24), by: -1) {
            switch reader.unit(position) {
            case 0x6237, 0x6D3B, 0x4EBA, 0x5BA2, 0x91CF, 0x53F0, 0x8F86, 0x6B21, 0x8F7D, 0x53C2, 0x7C89, 0x6570, 0x80A1,
                0x53F7, 0x7B14:
                return true  // 户 活 人 客 量 台 辆 次 载 参 粉 数 股 号 笔
            case 0x2C: return false
            default: continue
            }
        }
        guard NumberGlyph.isSpace(reader.unit(start - 1)) else { return false }
        for position in stride(from: start - 2, through: max(floor, start - 60), by: -1)
        where ["users", "shares", "people", "subscribers", "customers", "vehicles", "units", "tokens", "parameters"]
            .contains(where: { english.hasWord($0, at: position) })
        {
            return true
        }
        return false
    }
}
