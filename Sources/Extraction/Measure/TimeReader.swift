/// Reads one time expression of Chinese or digits: dates, months, quarters, years and what is relative to them.
struct TimeReader {
    let reader: NumeralReader
    let words: TimeWords
    let spans: SpanWords
    /// Display forms: `May` beside `may`.
    let scalars: [UInt32]
    var reference: TimeReference

    var text: [UInt16] { reader.text }
    func unit(_ position: Int) -> UInt16 { reader.unit(position) }

    /// The time that begins at `start`, ranges taken whole.
    func read(at start: Int) -> TimeValue? {
        guard var value = single(at: start) else { return nil }
        value.resolve(reference)
        return range(from: value, start: start)
    }

    /// One time without its range: parts are filled, days not yet worked out.
    func single(at start: Int) -> TimeValue? {
        if let value = isoDate(at: start) { return value }
        if let value = quarterCode(at: start) { return value }
        if let value = english(at: start) { return value }
        if let word = words.longest(in: text, from: start) { return relative(word) }
        if let value = closingDate(at: start) { return value }
        if let value = yearFirst(at: start) { return value }
        return monthFirst(at: start)
    }

    // MARK: - Numbers

    /// A number of at most `digits` Arabic digits, or a Chinese one below a hundred.
    func small(at start: Int, digits: Int = 2) -> (value: Int, end: Int)? {
        var at = start
        if NumberGlyph.isDigit(unit(at)) {
            var value = 0
            while NumberGlyph.isDigit(unit(at)) {
                value = value * 10 + Int(unit(at) - 0x30)
                at += 1
                if at - start > digits { return nil }
            }
            return (value, at)
        }
        var tens = 0
        var ones: Int?
        var sawTen = false
        while at < start + 4 {
            let c = unit(at)
            if let digit = NumberGlyph.chineseDigit(c), ones == nil, !NumberGlyph.isChequeDigit(c) {
                ones = digit
            } else if c == 0x5341, !sawTen {
                (tens, ones, sawTen) = ((ones ?? 1) * 10, nil, true)
            } else if c == 0x5EFF, at == start {
                (tens, sawTen) = (20, true)
            } else {
                break
            }
            at += 1
        }
        guard at > start, sawTen || ones != nil else { return nil }
        return (tens + (ones ?? 0), at)
    }

    // MARK: - Absolute

    /// 2025-09-27, 2025/9/27, 2025.09.27, 2025-09.
    private func isoDate(at start: Int) -> TimeValue? {
        guard let year = small(at: start, digits: 4), year.end - start == 4, (1900...2099).contains(year.value) else {
            return nil
        }
        let separator = unit(year.end)
        guard separator == 0x2D || separator == 0x2F || separator == 0x2E, let month = small(at: year.end + 1),
            (1...12).contains(month.value), NumberGlyph.isDigit(unit(year.end + 1))
        else { return nil }
        if unit(month.end) == separator, let day = small(at: month.end + 1), NumberGlyph.isDigit(unit(month.end + 1)),
            CivilDate(year: year.value, month: month.value, day: day.value) != nil
        {
            return TimeValue(end: day.end, year: year.value, month: month.value, day: day.value, hasStatedYear: true)
        }
        guard separator != 0x2E, month.end - year.end == 3, !NumberGlyph.isAlphanumeric(unit(month.end)),
            unit(month.end) != 0x5E74, unit(month.end) != 0x2D
        else { return nil }
        return TimeValue(end: month.end, year: year.value, month: month.value, hasStatedYear: true)
    }

    /// 2025年…, 二零二五年…, 25年9月, 2026财年….
    private func yearFirst(at start: Int) -> TimeValue? {
        guard let (year, end, isShort) = yearNumber(at: start) else { return nil }
        let at = reader.afterSpaces(end)
        if unit(at) == 0x8D22, unit(at + 1) == 0x5E74 { return fiscalTail(year: year, at: at + 2) }  // 财年
        guard unit(at) == 0x5E74 else { return nil }
        let next = unit(at + 1)
        if next == 0x671F || next == 0x7EA7 || next == 0x9F84 || next == 0x4EE3 && !isShort { return nil }
        var value = TimeValue(end: at + 1, year: year, hasStatedYear: true)
        if unit(at + 1) == 0x5EA6, unit(at + 2) != 0x8BA1 { value.end = at + 2 }  // 年度
        let bare = value.end
        tail(&value)
        if isShort, value.end == bare { return nil }
        return value
    }

    /// Four digits, four Chinese digits, or two digits (`isShort`).
    private func yearNumber(at start: Int) -> (year: Int, end: Int, isShort: Bool)? {
        if NumberGlyph.isDigit(unit(start)) {
            guard let number = small(at: start, digits: 4) else { return nil }
            if number.end - start == 4 {
                return (1000...2999).contains(number.value) ? (number.value, number.end, false) : nil
            }
            guard number.end - start == 2 else { return nil }
            return (number.value + (number.value < 70 ? 2000 : 1900), number.end, true)
        }
        var value = 0
        var at = start
        while at < start + 5, let digit = NumberGlyph.chineseDigit(unit(at)) {
            value = value * 10 + digit
            at += 1
        }
        if at == start + 4 { return (1000...2999).contains(value) ? (value, at, false) : nil }
        guard at == start + 2 else { return nil }
        return (value + (value < 70 ? 2000 : 1900), at, true)
    }

    /// What may follow a year: month, quarter, half, 前N个月, 年初 ….
    func tail(_ value: inout TimeValue) {
        var at = reader.afterSpaces(value.end)
        if unit(at) == 0x7684 { at += 1 }  // 的
        if let month = monthTail(at: at, of: value) {
            value = month
            return
        }
        if let quarter = quarterName(at: at) {
            (value.quarter, value.end) = (quarter.value, quarter.end)
            return
        }
        if let word = words.longest(in: text, from: at) {
            switch word.what {
            case .halfname: (value.half, value.end) = (word.number, word.end)
            case .quartername: (value.quarter, value.end) = (word.number, word.end)
            case .lastquarter: (value.quarter, value.end) = (4, word.end)
            case .wholeyear: value.end = word.end
            case .yearpart: part(&value, word.number, end: word.end)
            case .monthName where !NumberGlyph.isLetter(unit(at)): (value.month, value.end) = (word.number, word.end)
            default: break
            }
            if word.end == value.end { return }
        }
        if let part = yearEdge(at: at, wasYear: at == value.end) { self.part(&value, part.number, end: part.end) }
    }

    /// 初, 底, 末, 中 right after a year.
    private func yearEdge(at: Int, wasYear: Bool) -> (number: Int, end: Int)? {
        guard wasYear else { return nil }
        switch unit(at) {
        case 0x521D: return (1, at + 1)
        case 0x5E95, 0x672B: return (3, at + 1)
        case 0x4E2D where unit(at + 1) != 0x56FD && unit(at + 1) != 0x592E && unit(at + 1) != 0x671F: return (2, at + 1)
        default: return nil
        }
    }

    private func part(_ value: inout TimeValue, _ number: Int, end: Int) {
        value.end = end
        guard let year = value.year else { return }
        value.precision = .range
        switch number {
        case 1: value.period = CalendarPeriod.months(year: year, first: 1, count: 3, precision: .range)
        case 2: value.period = CalendarPeriod.months(year: year, first: 5, count: 3, precision: .range)
        default:
            value.period = CivilDate(year: year, month: 12, day: 31).map(CalendarPeriod.day)
            value.precision = .day
        }
    }

    /// 9月, 9月30日, 1-9月, 前8个月, 9月下旬.
    private func monthTail(at: Int, of year: TimeValue) -> TimeValue? {
        var value = year
        if let months = firstMonths(at: at) {
            value.end = months.end
            value.precision = .range
            if let known = value.year ?? reference.date?.components.year {
                if value.year == nil { value.basis = .context }
                value.period = CalendarPeriod.months(year: known, first: 1, count: months.count, precision: .range)
            }
            return value
        }
        guard let month = small(at: at), (1...12).contains(month.value) else { return nil }
        var next = reader.afterSpaces(month.end)
        if NumberGlyph.isDash(unit(next)) || unit(next) == 0x81F3 || unit(next) == 0x5230,
            let last = small(at: next + 1), (1...12).contains(last.value), last.value > month.value,
            unit(reader.afterSpaces(last.end)) == 0x6708
        {
            value.end = afterMonth(reader.afterSpaces(last.end))
            value.precision = .range
            if value.year == nil { value.basis = .context }
            if let known = value.year ?? reference.year(forMonth: last.value) {
                value.period = CalendarPeriod.months(
                    year: known, first: month.value, count: last.value - month.value + 1, precision: .range)
            }
            return value
        }
        guard unit(next) == 0x6708 else { return nil }
        next = afterMonth(next)
        value.month = month.value
        value.end = next
        dayTail(&value)
        return value
    }

    /// After 月, 月份.
    private func afterMonth(_ at: Int) -> Int { unit(at + 1) == 0x4EFD ? at + 2 : at + 1 }

    /// 前8个月, 首8个月, 前三季度.
    private func firstMonths(at: Int) -> (count: Int, end: Int)? {
        guard unit(at) == 0x524D || unit(at) == 0x9996 || unit(at) == 0x5934, let number = small(at: at + 1),
            (2...11).contains(number.value)
        else { return nil }
        var next = number.end
        if unit(next) == 0x4E2A { next += 1 }
        if unit(next) == 0x6708 { return (number.value, afterMonth(next)) }
        guard unit(next) == 0x5B63, number.value <= 3 else { return nil }
        return (number.value * 3, unit(next + 1) == 0x5EA6 ? next + 2 : next + 1)
    }

    /// The day after a month: 30日, 30号, 30 alone is none; 上旬, 初, 底.
    func dayTail(_ value: inout TimeValue) {
        let at = reader.afterSpaces(value.end)
        if let day = dayNumber(at: at) {
            value.day = day.value
            value.end = day.end
            return
        }
        guard at == value.end, let month = value.month, let year = value.year ?? reference.year(forMonth: month) else {
            return
        }
        let last = CivilDate.days(inMonth: month, of: year)
        let span: (Int, Int)
        let length: Int
        switch (unit(at), unit(at + 1)) {
        case (0x4E0A, 0x65EC): (span, length) = ((1, 10), 2)
        case (0x4E2D, 0x65EC): (span, length) = ((11, 20), 2)
        case (0x4E0B, 0x65EC): (span, length) = ((21, last), 2)
        case (0x521D, _): (span, length) = ((1, 10), 1)
        case (0x5E95, _), (0x672B, _): (span, length) = ((last, last), 1)
        default: return
        }
        guard let from = CivilDate(year: year, month: month, day: span.0),
            let to = CivilDate(year: year, month: month, day: span.1)
        else { return }
        if value.year == nil { value.basis = .context }
        value.period = CalendarPeriod(start: from, end: to, precision: from == to ? .day : .range)
        value.precision = from == to ? .day : .range
        value.end = at + length
    }

    /// 30日, 30号, 三十日.
    func dayNumber(at: Int) -> (value: Int, end: Int)? {
        guard let day = small(at: at), (1...31).contains(day.value) else { return nil }
        let next = reader.afterSpaces(day.end)
        let c = unit(next)
        guard c == 0x65E5 || c == 0x53F7 else { return nil }
        if c == 0x65E5,
            unit(next + 1) == 0x5143 || unit(next + 1) == 0x5706 || unit(next + 1) == 0x5185 || unit(next + 1) == 0x5747
        {
            return nil
        }  // 日元 日内 日均
        if c == 0x53F7, unit(next + 1) == 0x6587 || unit(next + 1) == 0x7EBF { return nil }
        return (day.value, next + 1)
    }

    /// 9月30日 without year; 30日 without month.
    private func monthFirst(at start: Int) -> TimeValue? {
        let bare = TimeValue(end: start)
        if let value = monthTail(at: start, of: bare) {
            if let month = value.month, value.day == nil, value.period == nil, unit(value.end) == 0x4E4B {
                _ = month
                return nil
            }
            return value
        }
        if let quarter = quarterName(at: start) {
            return TimeValue(end: quarter.end, quarter: quarter.value)
        }
        if let day = dayNumber(at: start), !NumberGlyph.isHan(unit(start - 1)) || NumberGlyph.isDigit(unit(start)),
            unit(start - 1) != 0x7B2C
        {
            guard unit(day.end - 1) == 0x65E5 || NumberGlyph.isDigit(unit(start)) else { return nil }
            return TimeValue(end: day.end, day: day.value)
        }
        return nil
    }

    /// 截至9月30日止九个月, 截至6月底止年度: the period that closes with the date.
    private func closingDate(at start: Int) -> TimeValue? {
        guard unit(start) == 0x622A, unit(start + 1) == 0x81F3, var value = single(at: reader.afterSpaces(start + 2)),
            value.month != nil || value.period != nil
        else { return nil }
        value.resolve(reference)
        var at = reader.afterSpaces(value.end)
        guard unit(at) == 0x6B62 else { return value }  // 止
        at = reader.afterSpaces(at + 1)
        if unit(at) == 0x7684 { at += 1 }
        var months = 0
        if unit(at) == 0x5E74, unit(at + 1) == 0x5EA6 {
            (months, at) = (12, at + 2)
        } else if unit(at) == 0x5B63, unit(at + 1) == 0x5EA6 {
            (months, at) = (3, at + 2)
        } else if let number = small(at: unit(at) == 0x9996 ? at + 1 : at), number.value <= 24 {
            let next = unit(number.end) == 0x4E2A ? number.end + 1 : number.end
            if unit(next) == 0x6708 { (months, at) = (number.value, next + 1) }
        }
        guard months > 0, let end = value.period?.end, let first = end.adding(days: 1).adding(months: -months) else {
            return value
        }
        value.period = CalendarPeriod(start: first, end: end, precision: .range)
        value.precision = months == 3 ? .quarter : months == 6 ? .half : months == 12 ? .year : .range
        value.end = at
        return value
    }

    // MARK: - Quarters

    /// 第三季度, 三季度, 第3季, 三季报; 第三财季 is `fiscal`.
    func quarterName(at start: Int) -> (value: Int, end: Int)? {
        let hasOrdinal = unit(start) == 0x7B2C
        guard let number = small(at: hasOrdinal ? start + 1 : start, digits: 1), (1...4).contains(number.value) else {
            return nil
        }
        let at = reader.afterSpaces(number.end)
        guard unit(at) == 0x5B63 else { return nil }
        let next = unit(at + 1)
        if next == 0x5EA6 { return (number.value, at + 2) }
        return hasOrdinal || next != 0x8282 ? (number.value, at + 1) : nil
    }

    /// Q3 2025, 2025Q3, 3Q25, 2Q2025, 1H25, H1 2025, FY25 Q3.
    private func quarterCode(at start: Int) -> TimeValue? { PeriodCode(at: start, in: self)?.value }

    /// 2026财年第二季度, 2026财年第二财季.
    func fiscalTail(year: Int, at: Int) -> TimeValue {
        var value = TimeValue(
            end: at, year: year, hasStatedYear: true, precision: .fiscalYear, basis: .fiscalCalendar,
            fiscal: "FY\(year)")
        var next = reader.afterSpaces(at)
        if unit(next) == 0x7684 { next += 1 }
        if let quarter = fiscalQuarter(at: next) ?? quarterName(at: next) {
            (value.quarter, value.end, value.precision) = (quarter.value, quarter.end, .fiscalQuarter)
            value.fiscal += "Q\(quarter.value)"
        } else if unit(next) == 0x71, let digit = small(at: next + 1, digits: 1), (1...4).contains(digit.value) {
            (value.quarter, value.end, value.precision) = (digit.value, digit.end, .fiscalQuarter)
            value.fiscal += "Q\(digit.value)"
        }
        settleFiscal(&value)
        return value
    }

    /// 第二财季, 第四财季.
    func fiscalQuarter(at start: Int) -> (value: Int, end: Int)? {
        let hasOrdinal = unit(start) == 0x7B2C
        guard let number = small(at: hasOrdinal ? start + 1 : start, digits: 1), (1...4).contains(number.value),
            unit(number.end) == 0x8D22, unit(number.end + 1) == 0x5B63
        else { return nil }
        return (number.value, number.end + 2)
    }

    /// The fiscal period's name read as calendar, until somebody knows the company's own.
    func settleFiscal(_ value: inout TimeValue) {
        guard let year = value.year else { return }
        value.period = value.quarter.flatMap { CalendarPeriod.quarter($0, of: year) } ?? CalendarPeriod.year(year)
    }
}
