/// Qualifiers around a figure (约, 逾, 以上, at least), and what it is per.
extension FigureReader {
    /// Takes the qualifiers in. Of two the last word counts.
    func qualify(_ figure: inout Figure, floor: Int, plus: Bool) {
        var qualifier = figure.numeral.vague ?? .exact
        var isSet = figure.numeral.vague != nil
        if let before = leading(&figure, floor: floor), !isSet { (qualifier, isSet) = (before, true) }
        if plus { (qualifier, isSet) = (.over, true) }
        if let after = trailing(&figure) { (qualifier, isSet) = (after, true) }
        if figure.quantity.upper != nil, !isSet || figure.numeral.vague != nil { qualifier = .range }
        figure.quantity.qualifier = qualifier
        readRateBefore(&figure, floor: floor)
    }

    /// The nearest qualifier before the figure; the span takes in a chain of them.
    private func leading(_ figure: inout Figure, floor: Int) -> Quantity.Qualifier? {
        var nearest: Quantity.Qualifier?
        var start = figure.start
        for _ in 0..<3 {
            var at = start
            while at > floor, at > start - 2, NumberGlyph.isSpace(unit(at - 1)) { at -= 1 }
            if nearest == nil, at > floor, unit(at - 1) == 0x4E86 || unit(at - 1) == 0x8FBE { at -= 1 }  // 了 达
            guard let found = tables.qualifierBefore.longest(in: text, endingAt: at, notBefore: floor),
                let qualifier = tables.qualifiers[Int(found.value)], !isSwung(found.start, at)
            else { break }
            if nearest == nil { nearest = compared(qualifier, word: found.start..<at, figure: &figure) }
            start = found.start
        }
        if nearest != nil { figure.quantity.span = start..<figure.end }
        return nearest
    }

    /// 20~100: the swung dash stands between two ends.
    private func isSwung(_ start: Int, _ end: Int) -> Bool {
        guard end == start + 1, unit(start) == 0x7E else { return false }
        let before = unit(reader.beforeSpaces(start))
        return NumberGlyph.isAlphanumeric(before) || before == 0x25 || NumberGlyph.isChineseNumeral(before)
    }

    /// 比三十小: the word after the figure says which way.
    private func compared(
        _ qualifier: Quantity.Qualifier, word: Range<Int>, figure: inout Figure
    ) -> Quantity.Qualifier {
        guard word.count == 1, unit(word.lowerBound) == 0x6BD4 else { return qualifier }  // 比
        let at = reader.afterSpaces(figure.end)
        switch unit(at) {
        case 0x5C0F, 0x4F4E, 0x5C11, 0x8F7B, 0x77ED, 0x5F31, 0x6162:  // 小 低 少 轻 短 弱 慢
            figure.quantity.span = figure.start..<at + 1
            return .under
        case 0x5927, 0x9AD8, 0x591A, 0x91CD, 0x957F, 0x5F3A, 0x5FEB:  // 大 高 多 重 长 强 快
            figure.quantity.span = figure.start..<at + 1
            return .over
        default: return qualifier
        }
    }

    private func trailing(_ figure: inout Figure) -> Quantity.Qualifier? {
        let at = unit(figure.end) == 0x20 ? figure.end + 1 : figure.end
        guard let found = tables.qualifierAfter.longest(in: text, from: at),
            let qualifier = tables.qualifiers[Int(found.value)],
            !isWord(at, found.end), !english.hasWord("than", at: reader.afterSpaces(found.end))
        else { return nil }
        figure.quantity.span = figure.start..<found.end
        return qualifier
    }

    /// 余额, 多头, 级别…, 起诉, 上下游, 附近的: the character begins another word.
    private func isWord(_ start: Int, _ end: Int) -> Bool {
        guard NumberGlyph.isHan(unit(start)), end == start + 1 else {
            return NumberGlyph.isHan(unit(start)) && unit(start) == 0x4E0A && unit(end) == 0x6E38
        }
        switch (unit(start), unit(end)) {
        case (0x4F59, 0x989D), (0x4F59, 0x4E0B), (0x591A, 0x5934), (0x591A, 0x7A7A), (0x591A, 0x5143), (0x591A, 0x6570),
            (0x591A, 0x6B21):
            return true
        case (0x7EA7, _): return false
        case (0x8D77, 0x8BC9), (0x8D77, 0x6B65), (0x8D77, 0x4F0F), (0x8D77, 0x6E90), (0x8D77, 0x4E8B), (0x8D77, 0x8349):
            return true
        case (0x8BB8, 0x53EF), (0x8BB8, 0x591A), (0x5F31, _): return true
        default: return false
        }
    }

    private func readRateBefore(_ figure: inout Figure, floor: Int) {
        guard figure.quantity.per.isEmpty, figure.quantity.kind != .percent else { return }
        var at = figure.start
        while at > floor, at > figure.start - 2, NumberGlyph.isSpace(unit(at - 1)) { at -= 1 }
        guard let found = tables.spans.rateBefore.longest(in: text, endingAt: at, notBefore: floor) else { return }
        figure.quantity.per = tables.spans.names[Int(found.value)]
    }
}
