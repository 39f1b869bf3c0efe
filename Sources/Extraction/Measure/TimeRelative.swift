/// Times that lean on the reference date: 去年第三季度, 上周五, 当日, last Friday.
extension TimeReader {
    func relative(_ word: (what: TimeWords.What, number: Int, end: Int)) -> TimeValue? {
        var value = TimeValue(end: word.end, basis: reference.relative)
        let date = reference.date
        switch word.what {
        case .day:
            value.period = date.map { CalendarPeriod.day($0.adding(days: word.number)) }
        case .same:
            value.basis = .relativeToText
            value.period = (reference.stated ?? date).map { CalendarPeriod.day($0.adding(days: word.number)) }
        case .week:
            value.precision = .range
            if let weekday = weekdaySuffix(at: word.end) {
                value.end = weekday.end
                value.precision = .day
                value.period = date.map {
                    CalendarPeriod.day(
                        CalendarPeriod.week(of: $0, offset: word.number).start.adding(days: weekday.number - 1))
                }
            } else {
                value.period = date.map { CalendarPeriod.week(of: $0, offset: word.number) }
            }
        case .weekend:
            value.precision = .range
            value.period = date.map {
                let monday = CalendarPeriod.week(of: $0, offset: word.number).start
                return CalendarPeriod(start: monday.adding(days: 5), end: monday.adding(days: 6), precision: .range)
            }
        case .weekday:
            value.period = date.map { CalendarPeriod.day(nearest(weekday: word.number, to: $0)) }
        case .month:
            guard
                let moved = date.flatMap({
                    CivilDate(dayNumber: $0.dayNumber - $0.components.day + 1).adding(months: word.number)
                })
            else {
                value.precision = .month
                return value
            }
            (value.year, value.month, value.precision) = (moved.components.year, moved.components.month, .month)
            dayTail(&value)
        case .quarter:
            value.precision = .quarter
            guard let (year, month, _) = date?.components else { return value }
            let index = year * 4 + (month - 1) / 3 + word.number
            (value.year, value.quarter) = (index / 4, index % 4 + 1)
        case .half:
            guard let (year, month, _) = date?.components else {
                value.precision = .half
                return value
            }
            (value.year, value.half) = (year, month <= 6 ? 1 : 2)
        case .year:
            value.precision = .year
            guard let year = date?.components.year else { return value }
            value.year = year + word.number
            if unit(word.end - 1) != 0x5185 { tail(&value) }
        case .monthName:
            return nil
        case .vague:
            value.precision = .range
        case .yearpart, .wholeyear, .halfname, .quartername, .lastquarter:
            value.basis = .context
            value.year = date?.components.year
            switch word.what {
            case .halfname: (value.half, value.year) = (word.number, reference.year(forHalf: word.number))
            case .quartername: (value.quarter, value.year) = (word.number, reference.year(forQuarter: word.number))
            case .lastquarter: (value.quarter, value.year) = (4, reference.year(forQuarter: 4))
            case .yearpart where NumberGlyph.isLetter(unit(word.end - 1)):
                (value.month, value.day) = (12, 31)
                yearOf(&value)
            case .yearpart:
                guard let year = value.year else { return value }
                let months = word.number == 1 ? (1, 3) : word.number == 2 ? (5, 3) : (12, 1)
                value.period = CalendarPeriod.months(year: year, first: months.0, count: months.1, precision: .range)
                value.precision = .range
            default: value.precision = .year
            }
            if NumberGlyph.isLetter(unit(word.end - 1)) { yearOf(&value) }
        }
        return value
    }

    /// 一 … 日 after 上周, 下星期.
    private func weekdaySuffix(at: Int) -> (number: Int, end: Int)? {
        switch unit(at) {
        case 0x4E00: (1, at + 1)
        case 0x4E8C: (2, at + 1)
        case 0x4E09: (3, at + 1)
        case 0x56DB: (4, at + 1)
        case 0x4E94: (5, at + 1)
        case 0x516D: (6, at + 1)
        case 0x65E5, 0x5929: (7, at + 1)
        default: nil
        }
    }

    /// In news a bare weekday is the last one up to today; elsewhere the next one after it.
    func nearest(weekday: Int, to date: CivilDate) -> CivilDate {
        if reference.isLiberal { return date.adding(days: (weekday - date.weekday + 6) % 7 + 1) }
        return date.adding(days: -((date.weekday - weekday + 7) % 7))
    }
}
