/// 倍, -fold, words that are a figure by themselves (翻番, doubled), and places in a ranking.
extension FigureReader {
    /// 倍: times, or after a word of growth a change in percent (增长3倍 is +300, 增至3倍 is +200).
    func readMultiple(of figure: inout Figure) -> Bool {
        let at = reader.afterSpaces(figure.end)
        guard unit(at) == 0x500D, unit(at + 1) != 0x6570 else { return foldOfGrowth(&figure) }
        setUnit(&figure, to: at + 1, kind: .other, unit: "times")
        if isLiberal { return true }
        applyGrowth(&figure, growth(before: figure.start))
        if unit(figure.end) == 0x591A || unit(figure.end) == 0x4F59 {  // 一倍多
            figure.numeral.vague = .over
            figure.quantity.span = figure.start..<(figure.end + 1)
        }
        return true
    }

    enum Growth { case none, by, to }

    private func applyGrowth(_ figure: inout Figure, _ growth: Growth) {
        // A trillionfold demand is a multiple; nobody states it as a change.
        guard growth != .none, figure.quantity.value < Decimal(100_000) else { return }
        let less: Decimal = growth == .to ? Decimal(1) : Decimal(0)
        func percent(_ value: Decimal) -> Decimal { (value.minus(less) ?? value).scaled(byPowerOfTen: 2) }
        figure.quantity.value = percent(figure.quantity.value)
        figure.quantity.upper = figure.quantity.upper.map(percent)
        figure.quantity.kind = .percent
        figure.quantity.unit = "percent"
    }

    /// Looks back over 了, 近, 逾, 约 … to the verb.
    private func growth(before start: Int) -> Growth {
        var at = start
        for _ in 0..<3 {
            if let found = tables.qualifierBefore.longest(in: text, endingAt: at, notBefore: max(0, at - 6)) {
                at = found.start
            } else if unit(at - 1) == 0x4E86 || unit(at - 1) == 0x20 || unit(at - 1) == 0x8FBE {  // 了 达
                at -= 1
            } else {
                break
            }
        }
        let last = unit(at - 1), before = unit(at - 2)
        if last == 0x81F3 || last == 0x5230 || last == 0x4E3A || last == 0x6210 {  // 至 到 为 成
            return isGrowth(before, unit(at - 3)) || isGrowth(unit(at - 3), 0) ? .to : .none
        }
        if last == 0x7FFB { return .to }  // 翻
        // 去年同期的7倍, 2024财年的3倍
        if last == 0x7684, [0x671F, 0x5E74, 0x5B63, 0x5EA6, 0x6708].contains(before) { return .to }
        return isGrowth(last, before) ? .by : .none
    }

    /// 增 长 涨 升 加 高 扩 大 as the last character of a word of growth.
    private func isGrowth(_ c: UInt16, _ before: UInt16) -> Bool {
        switch c {
        case 0x589E, 0x6DA8, 0x5347, 0x6269: true  // 增 涨 升 扩
        case 0x957F: before == 0x589E || before == 0x6210 || before == 0  // 增长 成长
        case 0x52A0: before == 0x589E || before == 0  // 增加
        case 0x9AD8: before == 0x63D0 || before == 0x8D70 || before == 0x62D4 || before == 0  // 提高
        case 0x5927: before == 0x6269 || before == 0  // 扩大
        case 0x51FA: before == 0x9AD8 || before == 0x591A  // 高出
        default: false
        }
    }

    /// rose five-fold, up 3x: a change; else times.
    private func foldOfGrowth(_ figure: inout Figure) -> Bool {
        let at = unit(figure.end) == 0x2D || unit(figure.end) == 0x20 ? figure.end + 1 : figure.end
        guard unit(at) == 0x66, unit(at + 1) == 0x6F, unit(at + 2) == 0x6C, unit(at + 3) == 0x64,
            !NumberGlyph.isLetter(unit(at + 4)), readsUnits, !isLiberal
        else { return false }
        setUnit(&figure, to: at + 4, kind: .other, unit: "times")
        applyGrowth(&figure, .to)
        return true
    }

    func setUnit(_ figure: inout Figure, to end: Int, kind: Quantity.Kind, unit: String) {
        figure.quantity.span = figure.start..<end
        figure.quantity.core = figure.quantity.core.lowerBound..<end
        figure.quantity.kind = kind
        figure.quantity.unit = unit
    }

    /// Whether `wordFigure` may find one: most places have none, and its answer is large to hand over.
    @inline(__always)
    func mayBeWord(at start: Int) -> Bool {
        unit(start) == 0x7B2C || tables.multiples.table.mayBegin(in: text, at: start)
            || Self.digits.contains(unit(start)) && isListMark(unit(start - 1))
    }

    /// A word that is a figure by itself, or 第三 of a ranking. `figure` is nil where the words only look like one.
    func wordFigure(at start: Int, floor: Int) -> (figure: Figure?, end: Int)? {
        if unit(start) == 0x7B2C { return rank(at: start).map { ($0, $0.end) } }
        if isListMark(unit(start - 1)), let place = listedPlace(at: start) { return (place, place.end) }
        guard tables.multiples.table.mayStart(unit(start)),
            let found = tables.multiples.table.longest(in: text, from: start)
        else {
            return nil
        }
        guard let entry = tables.multiples.entries[Int(found.value)] else { return (nil, found.end) }
        var figure = plain(entry.value, start: start, end: found.end, unit: entry.unit)
        qualify(&figure, floor: floor, plus: false)
        if figure.quantity.qualifier == .exact { figure.quantity.qualifier = entry.qualifier }
        return (figure, figure.end)
    }

    /// 对折, 半折: what stays of a price, in percent.
    func halfPrice(at start: Int) -> Figure? {
        guard unit(start + 1) == 0x6298, unit(start) == 0x5BF9 || unit(start) == 0x534A else { return nil }
        return plain(Decimal(50), start: start, end: start + 2, unit: "percent")
    }

    private func plain(_ value: Decimal, start: Int, end: Int, unit: String) -> Figure {
        let kind: Quantity.Kind = unit == "percent" ? .percent : .other
        return Figure(
            numeral: Numeral(value: value, start: start, end: end, form: .chinese, unscaled: value, isExpanded: true),
            quantity: Quantity(span: start..<end, core: start..<end, kind: kind, value: value, unit: unit))
    }

    /// 排名第三, 第三名, 第三位, 第三大; not 第三季, 第三代, 第3张.
    private func rank(at start: Int) -> Figure? {
        guard let numeral = reader.read(at: start + 1), numeral.value < Decimal(1000), numeral.scale == 0 else {
            return nil
        }
        var end = numeral.end
        switch unit(end) {
        case 0x540D, 0x4F4D, 0x5927: end += 1  // 名 位 大
        case 0x5B63, 0x8D22, 0x4EE3, 0x5F20, 0x5929, 0x5E74, 0x6708, 0x671F, 0x6279, 0x6B21, 0x65B9, 0x4E2A, 0x7AE0,
            0x6761, 0x9879, 0x6B3E, 0x9875, 0x53F7, 0x8F6E, 0x5C4A, 0x65E5, 0x5468:
            return nil
        default:
            guard isRanking(unit(start - 1)) || isRanking(unit(start - 2)) || isRanked(start, end) || isListed(start)
            else { return nil }
        }
        return plain(numeral.value, start: start, end: end, unit: "rank")
    }

    /// 、, 和, 及 and 与 between two places.
    private static let joints = CodeSet("、和及与".utf16)
    private static let digits = CodeSet("一二三四五六七八九十".utf16)

    /// 第三 of 第二、第三 and 第二名和第三名.
    private func isListed(_ start: Int) -> Bool {
        var head = start
        while start - head <= Self.placesAtMost {
            guard Self.joints.contains(unit(head - 1)) else { return false }
            head -= 2
            if unit(head) == 0x540D || unit(head) == 0x4F4D { head -= 1 }
            let last = head
            while start - head <= Self.placesAtMost, isPlaceDigit(unit(head)) { head -= 1 }
            guard unit(head) == 0x7B2C, head < last else { return false }
            if isRanking(unit(head - 1)) || isRanking(unit(head - 2)) { return true }
        }
        return false
    }

    /// What stands before a place of a list without 第: 列, 居, a joint or the place before.
    private func isListMark(_ c: UInt16) -> Bool {
        c == 0x5217 || c == 0x5C45 || Self.joints.contains(c) || Self.digits.contains(c)
    }

    /// 二 and 三 of 分列二、三位.
    private func listedPlace(at start: Int) -> Figure? {
        guard let value = Self.values.firstIndex(of: unit(start)) else { return nil }
        var head = start - 1
        while start - head < Self.placesAtMost, isInList(unit(head)) { head -= 1 }
        var end = start + 1
        while end - start < Self.placesAtMost, isInList(unit(end)) { end += 1 }
        guard unit(head) == 0x5217 || unit(head) == 0x5C45, unit(end) == 0x4F4D, end - head <= Self.placesAtMost,
            (head + 1..<end).contains(where: { Self.joints.contains(unit($0)) })
        else { return nil }
        return plain(Decimal(value + 1), start: start, end: start + 1, unit: "rank")
    }

    private func isPlaceDigit(_ c: UInt16) -> Bool { Self.digits.contains(c) || NumberGlyph.isDigit(c) }

    private func isInList(_ c: UInt16) -> Bool { Self.digits.contains(c) || Self.joints.contains(c) }

    private static let values = Array("一二三四五六七八九".utf16)
    /// Longest list of places that is read, in characters: it bounds the search around each.
    private static let placesAtMost = 24

    /// What 守住第三, 掉到第五, 重回第一 end in before the place.
    private static let moves = CodeSet("住到至回返入进".utf16)

    /// 位居新势力第一, 位列国产品牌第三, 位居AI应用第一: the verb stands some words before, and the place ends the clause.
    private func isRanked(_ start: Int, _ end: Int) -> Bool {
        if NumberGlyph.isHan(unit(end)) { return false }
        if Self.moves.contains(unit(start - 1)) { return true }
        for position in stride(from: start - 1, to: max(0, start - Self.rankedReach), by: -1) {
            guard NumberGlyph.isHan(unit(position)) || NumberGlyph.isLetter(unit(position)) else { return false }
            if unit(position) == 0x5C45 || unit(position) == 0x5217 { return true }  // 居 列
        }
        return false
    }

    /// Longest stretch between the verb and the place, in characters.
    private static let rankedReach = 14

    /// Last characters of 排名, 位列, 居, 全球, 国内, 世界 …
    private func isRanking(_ c: UInt16) -> Bool {
        switch c {
        case 0x540D, 0x5217, 0x5C45, 0x6392, 0x4F4D, 0x7403, 0x5185, 0x754C, 0x5E02, 0x4E1A, 0x56FD, 0x8DFB, 0x699C:
            true
        default: false
        }
    }
}
