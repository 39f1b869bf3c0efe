extension Linker {
    /// Whether a short Chinese form only seems to stand at `span`, because its characters belong to the words beside it:
    /// `加强|生产` holds no 强生, `其中|通过` no 中通, `欧美|国家` no 美国.
    func isCrossed(_ span: Span) -> Bool {
        guard (2...3).contains(span.count), text.isHan(at: span.lowerBound), text.isHan(at: span.upperBound - 1) else {
            return false
        }
        let first = span.lowerBound
        // 老股东|元禾 holds no 东元.
        if text.first(of: words["crossing"], endingAt: first + 1) != nil { return true }
        if isInsideTrade(span) { return true }
        return isCommon(first - 1, first) && isCommon(first + 1, first + 2)
    }

    /// 达能 of 云达能源: its last character begins a trade, and what stands before it is no word's end.
    private func isInsideTrade(_ span: Span) -> Bool {
        let first = span.lowerBound
        guard text.isHan(at: first - 1), !isCommon(first - 2, first - 1),
            let trade = text.first(of: words["trade"], at: span.upperBound - 1)
        else { return false }
        return trade.count > 1 && text.first(of: words["trade"], at: span.upperBound) == nil
    }

    /// 托克 of 索托克拉: two characters out of a longer foreign name.
    func isInsideForeignName(_ span: Span) -> Bool {
        guard span.count == 2 else { return false }
        let foreign = words["foreign"].characters
        guard span.allSatisfy({ foreign.contains(text.folded[$0]) }) else { return false }
        return foreign.contains(text.code(at: span.lowerBound - 1)) || foreign.contains(text.code(at: span.upperBound))
    }

    /// Copper of `Marrow Lake Copper`: a good with a capital behind a capitalised word, but not in a headline.
    func endsName(_ span: Span) -> Bool {
        guard article.language == .en, Shape.isCapitalised(text, span.lowerBound),
            text.code(at: span.lowerBound - 1) == 0x20
        else { return false }
        let names = LatinNames(text: text)
        var start = span.lowerBound - 1
        while start > 0, text.isWord(at: start - 1) { start -= 1 }
        return start < span.lowerBound - 1 && Shape.isCapitalised(text, start)
            && !names.isAcronym(start..<span.lowerBound - 1)
            && !names.isHeadlineCase(sentence(at: start))
    }

    /// Albert of `Albert Manifold`: one word, which some listing is called by, before another with a capital.
    func beginsName(_ span: Span) -> Bool {
        guard article.language == .en, text.code(at: span.upperBound) == 0x20,
            Shape.isCapitalised(text, span.upperBound + 1), !text.folded[span].contains(0x20),
            Shape.legalEnding(text, at: span.upperBound, words: words) == 0,
            words["firm_en"].wholeEnd(at: span.upperBound + 1, in: text) == nil
        else { return false }
        return !LatinNames(text: text).isHeadlineCase(sentence(at: span.lowerBound))
    }

    private func isCommon(_ first: Int, _ second: Int) -> Bool {
        first >= 0 && second < text.count && catalogue.common.isWord(text.folded[first], text.folded[second])
    }

    /// `中国移动支付`, `中国黄金储备`: a country and its trade, where a firm of that name exists too.
    func isTradeOfCountry(_ span: Span) -> Bool {
        guard span.count >= 4, text.first(of: words["country"], at: span.lowerBound) != nil else { return false }
        return text.first(of: words["trade_after"], at: span.upperBound) != nil
    }
}
