/// What neighbouring figures owe each other: the unit of a list, the ends of a range, the currency left out.
struct FigureList {
    let reader: NumeralReader
    let isLiberal: Bool
    @Shared var tables: MeasureTables
    var figures: [Figure]

    init(reader: NumeralReader, isLiberal: Bool, tables: Shared<MeasureTables>, figures: [Figure]) {
        self.reader = reader
        self.isLiberal = isLiberal
        _tables = tables
        self.figures = figures
    }

    enum Link { case list, range, bounds }

    /// From right to left, so that the last figure's unit runs through a whole list.
    mutating func settle() {
        shareUnits()
        shareCurrencies()
        joinRanges()
        divideBySharesBefore()
    }

    private mutating func shareUnits() {
        guard figures.count > 1 else { return }
        for index in stride(from: figures.count - 2, through: 0, by: -1) {
            guard isOpen(index), let link = link(index), !figures[index + 1].isBare else { continue }
            let next = figures[index + 1]
            guard
                link == .range || next.isMoney || next.quantity.kind == .percent
                    || next.quantity.kind == .percentagePoint || next.quantity.kind == .other
            else { continue }
            if link != .range,
                next.quantity.unit == "rank" || next.quantity.unit == "year" || next.quantity.unit == "days"
            {
                continue
            }
            share(from: next, into: &figures[index], link: link)
        }
    }

    /// Bare, or counted in 个 before 个百分点 (4个、5个百分点).
    private func isOpen(_ index: Int) -> Bool {
        if figures[index].isBare { return true }
        let next = figures[index + 1].quantity.kind
        return figures[index].quantity.unit == "units" && reader.unit(figures[index].end - 1) == 0x4E2A
            && (next == .percentagePoint || figures[index + 1].quantity.unit == "basis_point")
    }

    private func share(from next: Figure, into figure: inout Figure, link: Link) {
        let mine = figure.numeral
        let theirs = next.numeral
        let power: Int
        if mine.largeScale > 0 || theirs.scale == 0 {
            power = 0
        } else if mine.powers > 0 {
            power =
                link == .range && mine.value >= theirs.value.scaled(byPowerOfTen: -theirs.largeScale)
                ? 0 : theirs.largeScale
        } else if link == .range, mine.value.magnitude >= theirs.unscaled.magnitude {
            power = 0
        } else {
            power = theirs.scale
        }
        // Ten pairs of yen and cents: the factor of the unit, if it had one.
        let factor = next.quantity.value.divided(by: theirs.value)
        figure.quantity.value = figure.quantity.value.scaled(byPowerOfTen: power)
        figure.numeral.value = figure.numeral.value.scaled(byPowerOfTen: power)
        figure.numeral.scale += power
        figure.numeral.largeScale += power
        if let factor, !factor.isZero, factor != Decimal(1), theirs.denominator == nil {
            figure.quantity.value = figure.quantity.value.multiplied(by: factor) ?? figure.quantity.value
        }
        figure.isProvisional = false
        figure.sharesUnit = true
        figure.quantity.kind = next.quantity.kind
        figure.quantity.unit = next.quantity.unit
        figure.openCurrency = next.openCurrency
    }

    /// $8-10 billion, $8-$10 billion: the sign stands once and the scale once.
    private mutating func shareCurrencies() {
        for index in figures.indices.dropLast() {
            guard figures[index].isMoney, figures[index].numeral.end >= figures[index].end,
                figures[index + 1].isMoney || isBareEnd(figures[index + 1]), isRange(index)
            else { continue }
            let (low, high) = (figures[index], figures[index + 1])
            if low.numeral.scale == 0, high.numeral.scale >= 6, low.numeral.value <= high.numeral.unscaled {
                let power = high.numeral.scale
                figures[index].quantity.value = low.quantity.value.scaled(byPowerOfTen: power)
                figures[index].numeral.apply(power: power, end: low.numeral.end)
            }
            guard !high.isMoney else { continue }
            figures[index + 1].quantity.kind = .money
            figures[index + 1].quantity.unit = low.quantity.unit
            figures[index + 1].openCurrency = low.openCurrency
            figures[index + 1].sharesUnit = true
        }
    }

    /// A number with nothing to count behind it, and no year.
    private func isBareEnd(_ figure: Figure) -> Bool {
        guard figure.isBare, !figure.isProvisional else { return false }
        let next = reader.unit(figure.end)
        if NumberGlyph.isHan(next) || NumberGlyph.isAlphanumeric(next) || next == 0x25 { return false }
        return !(figure.numeral.isPlainInteger && figure.numeral.integerDigits == 4)
    }

    /// Two figures with a dash between, or of `between … and`.
    private func isRange(_ index: Int) -> Bool {
        guard let link = link(index), link != .bounds else { return false }
        if link == .list { return betweenStart(figures[index]) != nil }
        return NumberGlyph.isDash(reader.unit(reader.afterSpaces(figures[index].end))) || figures[index + 1].isMoney
    }

    /// How figure `index` hangs together with the one after it.
    private func link(_ index: Int) -> Link? {
        let from = figures[index].end
        let to = figures[index + 1].start
        guard from <= to, to - from <= 10 else { return nil }
        if bounds(index) { return .bounds }
        guard to - from <= 6, !isChain(index) else { return nil }
        var at = reader.afterSpaces(from)
        let c = reader.unit(at)
        var link: Link
        switch c {
        case 0x81F3, 0x5230: (link, at) = (.range, at + 1)  // 至 到
        case 0x2F, 0x3001, 0x548C, 0x4E0E, 0x53CA, 0x6216: (link, at) = (.list, at + 1)  // / 、 和 与 及 或
        case 0x2C where at == from && reader.unit(at + 1) == 0x20: (link, at) = (.list, at + 1)
        case 0x74 where reader.unit(at + 1) == 0x6F && at > from: (link, at) = (.range, at + 2)
        case 0x61 where reader.unit(at + 1) == 0x6E && reader.unit(at + 2) == 0x64 && at > from:
            (link, at) = (.list, at + 3)
        default:
            guard NumberGlyph.isDash(c) else { return nil }
            at += 1
            while NumberGlyph.isDash(reader.unit(at)) { at += 1 }
            link = .range
        }
        at = reader.afterSpaces(at)
        if link == .list, reader.unit(at) == 0x61, reader.unit(at + 1) == 0x6E, reader.unit(at + 2) == 0x64,
            reader.unit(at + 3) == 0x20
        {
            at += 4
        }
        return at == to ? link : nil
    }

    /// 1-222-2222: more than two numbers between dashes are no range.
    private func isChain(_ index: Int) -> Bool {
        guard isLiberal, NumberGlyph.isDash(reader.unit(figures[index].end)) else { return false }
        let (before, after) = (figures[index].start - 1, figures[index + 1].end)
        return NumberGlyph.isDash(reader.unit(before)) && NumberGlyph.isAlphanumeric(reader.unit(before - 1))
            || NumberGlyph.isDash(reader.unit(after)) && NumberGlyph.isAlphanumeric(reader.unit(after + 1))
    }

    /// 40亿元且不超过80亿元: a floor and a ceiling.
    private func bounds(_ index: Int) -> Bool {
        let (first, second) = (figures[index].quantity.qualifier, figures[index + 1].quantity.qualifier)
        guard isFloor(first) && isCeiling(second) || isCeiling(first) && isFloor(second) else { return false }
        for position in figures[index].end..<figures[index + 1].start {
            switch reader.unit(position) {
            case 0x4E14, 0x5E76, 0x800C, 0x4F46, 0x53CA, 0x20, 0x2C, 0xFF0C, 0x61, 0x6E, 0x64, 0x62, 0x75, 0x74, 0x540C,
                0x65F6, 0x7684:
                continue
            default: return false
            }
        }
        return true
    }

    private func isFloor(_ qualifier: Quantity.Qualifier) -> Bool { qualifier == .atLeast || qualifier == .over }
    private func isCeiling(_ qualifier: Quantity.Qualifier) -> Bool {
        qualifier == .atMost || qualifier == .under || qualifier == .nearly
    }

    /// Figures that join nothing stay where they are, or move up behind those that did.
    private mutating func joinRanges() {
        var kept = 0
        var index = 0
        while index < figures.count {
            let link = joiningLink(index)
            if let link { join(index, link) }
            if kept < index { figures.swapAt(kept, index) }
            kept += 1
            index += link == nil ? 1 : 2
        }
        figures.removeSubrange(kept...)
    }

    /// How figure `index` makes one range with the next; nil where it does not.
    private func joiningLink(_ index: Int) -> Link? {
        guard index + 1 < figures.count, figures[index].quantity.upper == nil, let link = rangeLink(index),
            canJoin(figures[index], figures[index + 1], link)
        else { return nil }
        return link
    }

    private mutating func join(_ index: Int, _ link: Link) {
        var figure = figures[index]
        let next = figures[index + 1]
        figure.quantity.upper = next.quantity.value
        if link == .bounds, isCeiling(figure.quantity.qualifier) {
            (figure.quantity.value, figure.quantity.upper) = (next.quantity.value, figure.quantity.value)
        }
        let start = link == .list ? betweenStart(figure) ?? figure.start : figure.start
        figure.quantity.span = start..<next.end
        figure.quantity.core = figure.quantity.core.lowerBound..<next.quantity.core.upperBound
        figure.quantity.qualifier = .range
        if figure.quantity.per.isEmpty { figure.quantity.per = next.quantity.per }
        if figure.quantity.unit.isEmpty {
            (figure.quantity.unit, figure.quantity.kind, figure.openCurrency) = (
                next.quantity.unit, next.quantity.kind, next.openCurrency
            )
        }
        figures[index] = figure
    }

    private func rangeLink(_ index: Int) -> Link? {
        guard let link = link(index) else { return nil }
        guard link == .list else { return link }
        return betweenStart(figures[index]) != nil || isBetween(index) ? link : nil
    }

    /// Start of `between`, 介于, 在 before the first figure of `between … and …`.
    private func betweenStart(_ figure: Figure) -> Int? {
        let at = figure.start
        let word: [UInt16] = [0x62, 0x65, 0x74, 0x77, 0x65, 0x65, 0x6E, 0x20]
        if at >= 8, (0..<8).allSatisfy({ reader.unit(at - 8 + $0) == word[$0] }) { return at - 8 }
        if reader.unit(at - 1) == 0x4E8E, reader.unit(at - 2) == 0x4ECB { return at - 2 }
        return nil
    }

    /// 20和30之间
    private func isBetween(_ index: Int) -> Bool {
        switch reader.unit(reader.afterSpaces(figures[index].end)) {
        case 0x548C, 0x4E0E, 0x53CA, 0x8DDF: break  // 和 与 及 跟
        default: return false
        }
        let at = figures[index + 1].end
        let c = reader.unit(at)
        if c == 0x4E4B || c == 0x4E2D { return reader.unit(at + 1) == 0x95F4 }
        return c == 0x95F4 && !NumberGlyph.isHan(reader.unit(at + 1))
    }

    /// 减少38亿元至1201亿元, by $10 billion to $85 billion: a step and where it leads.
    private func isFromTo(_ a: Figure) -> Bool {
        guard !a.sharesUnit, !a.isBare, a.quantity.kind != .percent, !isLiberal else { return false }
        return tables.changeBefore.longest(
            in: reader.text, endingAt: reader.beforeSpaces(a.start) + 1, notBefore: max(0, a.start - 14)) != nil
    }

    /// 每10股派5元 is 0.5 a share, and so it is in 每10股转增3股派5元.
    private mutating func divideBySharesBefore() {
        var index = 0
        while index + 1 < figures.count {
            let shares = figures[index]
            if isShareBase(shares), let place = amountPaid(after: index),
                let each = figures[place].quantity.value.divided(by: shares.quantity.value)
            {
                figures[place].quantity.value = each
                figures[place].quantity.upper = figures[place].quantity.upper?.divided(by: shares.quantity.value)
                figures[place].quantity.per = "unit"
                figures.remove(at: index)
            }
            index += 1
        }
    }

    /// The amount right behind a share base, or behind the shares that are given as well.
    private func amountPaid(after base: Int) -> Int? {
        var start = figures[base].end
        for place in base + 1..<min(base + 3, figures.count) {
            let figure = figures[place]
            guard isRunOfHan(start, figure.start) else { return nil }
            if figure.isMoney { return place }
            guard figure.quantity.unit == "shares" else { return nil }
            start = figure.end
        }
        return nil
    }

    /// 每10股, and 10派 of an announcement.
    private func isShareBase(_ figure: Figure) -> Bool {
        if figure.quantity.unit == "shares" { return reader.unit(figure.start - 1) == 0x6BCF }
        return figure.isBare && figure.quantity.value == Decimal(10) && reader.unit(figure.end) == 0x6D3E
    }

    private func isRunOfHan(_ start: Int, _ end: Int) -> Bool {
        guard start <= end, end - start <= 14 else { return false }
        return (start..<end).allSatisfy { NumberGlyph.isHan(reader.unit($0)) || NumberGlyph.isSpace(reader.unit($0)) }
    }

    private func canJoin(_ a: Figure, _ b: Figure, _ link: Link) -> Bool {
        let sameUnit =
            a.quantity.unit == b.quantity.unit && a.openCurrency == b.openCurrency || a.isBare && b.isBare
            || a.isMoney && b.isMoney
                && (b.openCurrency == "DOLLAR" || b.openCurrency == "LOCAL" || a.openCurrency == "LOCAL")
        guard sameUnit, a.quantity.kind == b.quantity.kind, b.quantity.upper == nil else { return false }
        if link == .range, isFromTo(a) { return false }
        let isReversed = link == .bounds && isCeiling(a.quantity.qualifier)
        let (low, high) =
            isReversed ? (b.quantity.value, a.quantity.value) : (a.quantity.value, b.quantity.value)
        if link != .bounds, b.quantity.qualifier != .exact, b.quantity.qualifier != .about,
            b.quantity.qualifier != .atMost, b.quantity.qualifier != .over
        {
            return false
        }
        return low.isNegative ? high < low : low < high
    }
}
