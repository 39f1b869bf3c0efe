/// Months and days of the Chinese calendar: 农历八月十六, 闰六月, 正月初三, 腊月廿三.
extension TimeReader {
    /// A word that says which calendar is meant (农历), or a month that only the Chinese one has (腊月), and what follows.
    func lunarTerm(_ word: TimeWords.Word, _ parts: inout TimeParts) -> Bool {
        guard parts.lunar == nil, parts.feast == nil, parts.finest >= .year else { return false }
        var date = TimeParts.LunarDate(month: abs(word.number), isLeap: false)
        var at = word.end
        if word.number == 0 {
            var dated = parts
            if parts.year == nil, chineseTerm(at: at, &dated), dated.finest == .year {
                (parts, at) = (dated, dated.end)
            }
            if let feast = words.word(in: text, from: at), feast.kind == .feast {
                (parts.feast, parts.end, parts.last) = (feast.number, feast.end, .feast)
                return true
            }
            date.isLeap = unit(at - 1) == 0x95F0 || unit(at) == 0x95F0  // 闰
            guard let month = lunarMonth(at: unit(at) == 0x95F0 ? at + 1 : at) else { return false }
            (date.month, at) = month
        }
        let day = lunarDay(at: at)
        // 大年 alone is no month.
        guard day != nil || word.number >= 0 else { return false }
        date.day = day?.value
        (parts.lunar, parts.end, parts.last) = (date, day?.end ?? at, .day)
        return true
    }

    private func lunarMonth(at start: Int) -> (value: Int, end: Int)? {
        if let word = words.word(in: text, from: start), word.kind == .lunar, word.number > 0 {
            return (word.number, word.end)
        }
        guard let number = small(at: start), (1...12).contains(number.value), unit(number.end) == 0x6708 else {
            return nil
        }
        return (number.value, number.end + 1)
    }

    /// 初三, 十五, 廿三, 18日; 十 or 18 before another word counts something else.
    private func lunarDay(at start: Int) -> (value: Int, end: Int)? {
        let isEarly = unit(start) == 0x521D  // 初
        guard let number = small(at: isEarly ? start + 1 : start), (1...30).contains(number.value) else { return nil }
        let next = unit(number.end)
        if next == 0x65E5 || next == 0x53F7 { return (number.value, number.end + 1) }
        if isEarly { return number.value <= 10 ? number : nil }
        let isFigure = NumberGlyph.isDigit(unit(start))
        guard isFigure ? !NumberGlyph.isHan(next) && next != 0x25 && !isDecimal(number.end) : number.value > 10 else {
            return nil
        }
        return number
    }
}
