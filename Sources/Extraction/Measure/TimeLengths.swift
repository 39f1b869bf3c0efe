/// Lengths of time that count from today or from another time: 未来三年, last two weeks, 十天后, 3 days after Friday.
extension TimeReader {
    /// A length with the word that makes a time of it, before or after.
    func around(at start: Int) -> TimeValue? {
        if let value = led(at: start) { return value }
        guard let length = ownLength(at: start) else { return nil }
        if let value = turned(length, start: start) ?? trailed(length, start: start) { return value }
        return preceded(length, start: start)
    }

    // MARK: - Words before the length

    /// 过去十年, 近三年, the next two weeks; 上两周 outside news.
    private func led(at start: Int) -> TimeValue? {
        guard let word = words.word(in: text, from: start) else { return nil }
        let isLatin = NumberGlyph.isLetter(unit(start))
        var at = reader.afterSpaces(word.end)
        guard !isLatin || at > word.end else { return nil }
        if unit(at) == 0x7684 { at += 1 }
        switch word.kind {
        case .rolling:
            // 前三季度 in news is the first three of a year.
            if !isLatin, word.end - start == 1, unit(start) != 0x8FD1, !reference.isLiberal { return nil }
            if word.number == 2 { return nil }
        case .recent: break
        case .daypair: return pair(.day, word)
        case .yearpair: return pair(.year, word)
        case .shift where abs(word.number) == 1 || word.number == 3:
            if !isLatin, word.end - start == 1, !reference.isLiberal { return nil }
        default: return nil
        }
        let sign = word.number > 0 ? 1 : -1
        guard let length = length(at: at, plain: true) else {
            return word.kind == .rolling && isLatin ? single(at: at, sign: sign) : nil
        }
        if isPartOf(length.end) { return nil }
        let isCalendar = word.kind == .shift && word.number != 3 || unit(start) == 0x524D
        let isFromToday = !isLatin && word.kind == .rolling && word.number == 1 && word.end - start > 1
        return span(length, sign: sign, isCalendar: isCalendar, isWithin: isFromToday)
    }

    /// 今明两年, 昨今两天: one unit and the next.
    private func pair(_ unit: TimeUnit, _ word: TimeWords.Word) -> TimeValue {
        var value = TimeValue(end: word.end, precision: .range, basis: reference.relative)
        guard let today = reference.date,
            let first = CalendarPeriod.holding(today, unit: unit, offset: word.number),
            let second = CalendarPeriod.holding(today, unit: unit, offset: word.number + 1)
        else { return value }
        value.period = CalendarPeriod(start: first.start, end: second.end, precision: .range)
        return value
    }

    /// `past week`, `latest quarter`: one unit without a number.
    private func single(at: Int, sign: Int) -> TimeValue? {
        guard let found = words.unit(in: text, from: at) else { return nil }
        if found.unit == .year, !reference.isLiberal {
            return span(TimeLength(unit: .year, count: 1, end: found.end), sign: sign, isCalendar: false)
        }
        guard found.unit != .half, found.unit != .tradingDay else { return nil }
        var parts = TimeParts(at: at)
        guard fill(found.unit, .shift(sign), &parts) else { return nil }
        parts.end = found.end
        return value(parts)
    }

    /// `last two weeks of October` is a part of the month, no length before today.
    private func isPartOf(_ end: Int) -> Bool {
        let at = reader.afterSpaces(end)
        guard let of = has("of", at: at) ?? has("in", at: at) else { return false }
        return parts(at: overThe(reader.afterSpaces(of)))?.isContainer == true
    }

    func overThe(_ at: Int) -> Int { has("the", at: at).map { reader.afterSpaces($0) } ?? at }

    /// `two upcoming weeks`: the turn stands between number and unit.
    private func turned(_ length: TimeLength, start: Int) -> TimeValue? {
        length.turn.flatMap { span(length, sign: $0 > 0 ? 1 : -1, isCalendar: false) }
    }

    // MARK: - Words after the length

    /// 十天后, three months ago, 三年内, two weeks from tomorrow, `3 days after January 12`.
    private func trailed(_ length: TimeLength, start: Int) -> TimeValue? {
        let at = reader.afterSpaces(length.end)
        if let value = anchored(length, at: at) { return value }
        let more = unit(length.end) == 0x591A || unit(length.end) == 0x4F59 ? length.end + 1 : length.end
        if unit(more) == 0x4EE5, unit(more + 1) == 0x6765 {  // 以来
            return reference.isLiberal ? since(length, end: more + 2) : nil
        }
        let apostrophe = unit(length.end) == 0x27 || unit(length.end) == 0x2019
        guard let trail = words.agos.longest(in: text, from: apostrophe ? length.end : at) else { return nil }
        if unit(trail.end - 1) == 0x524D, trail.end - at == 1, isNoun(trail.end) { return nil }
        switch Int(trail.value) - 2 {
        case -1, -2:
            guard trail.value == 1 || NumberGlyph.isHan(unit(trail.end - 1)) || reference.isLiberal else { return nil }
            var value = shifted(length, by: -1, end: trail.end)
            // A year ago is what a figure is compared with.
            value.isComparison = !reference.isLiberal && length.unit == .year && length.count == 1 && !length.isMixed
            return value
        case 0: return span(length, sign: 1, isCalendar: false, isWithin: true, end: trail.end)
        case 1:
            guard !apostrophe || isPreceded(start, by: ["in"]) else { return nil }
            guard !isBareTime(at) || isPreceded(start, by: ["in"]) else { return nil }
            return shifted(length, by: 1, end: trail.end)
        default: return nil
        }
    }

    private func isBareTime(_ at: Int) -> Bool { has("time", at: at) != nil }

    /// 三天前三 …: 前 begins another word.
    private func isNoun(_ end: Int) -> Bool { [0x63D0, 0x666F, 0x77BB, 0x8FF0, 0x8005, 0x5217].contains(unit(end)) }

    /// A length counted from another time.
    private func anchored(_ length: TimeLength, at: Int) -> TimeValue? {
        guard let found = words.agos.longest(in: text, from: at), NumberGlyph.isLetter(unit(at)) else { return nil }
        let sign = found.value == 0 ? -1 : found.value == 4 ? 1 : 0
        guard sign != 0, let other = plain(at: overThe(reader.afterSpaces(found.end))),
            let anchor = other.period?.start, let date = length.move(anchor, by: sign)
        else { return nil }
        var value = other
        value.period = CalendarPeriod.day(date)
        value.precision = .day
        return value
    }

    /// `in two weeks`, `within 5 days`, 三天内 with the word before the length.
    private func preceded(_ length: TimeLength, start: Int) -> TimeValue? {
        if isPreceded(start, by: ["within"]) {
            return span(length, sign: 1, isCalendar: false, isWithin: true, end: length.end)
        }
        // In news `in two weeks` is as often how long something took.
        guard reference.isLiberal, isPreceded(start, by: ["in"]), !length.isVague else { return nil }
        return shifted(length, by: 1, end: length.end)
    }

    /// 三年以来: from there to today.
    private func since(_ length: TimeLength, end: Int) -> TimeValue? {
        var value = TimeValue(end: end, precision: .range, basis: reference.relative)
        guard let date = reference.date, let from = length.move(date, by: -1) else { return value }
        let start = length.unit == .year ? CalendarPeriod.year(from.components.year)?.start : from
        value.period = start.map { CalendarPeriod(start: $0, end: date, precision: .range) }
        return value
    }

    /// 春节前三天, 10月1日后两周: so much right before or after a day; one day is that day by itself.
    func beside(_ value: TimeValue) -> TimeValue? {
        guard let period = value.period, period.start == period.end, value.precision == .day else { return nil }
        let at = unit(value.end) == 0x4E4B ? value.end + 1 : value.end
        let isBefore = unit(at) == 0x524D
        guard isBefore || unit(at) == 0x540E, let length = length(at: at + 1, plain: true), !length.isMixed,
            length.months == 0, !length.isVague, let other = length.move(period.start, by: isBefore ? -1 : 1)
        else { return nil }
        var result = value
        result.end = length.end
        let near = period.start.adding(days: isBefore ? -1 : 1)
        result.period =
            length.days == 1
            ? CalendarPeriod.day(other)
            : CalendarPeriod(start: min(near, other), end: max(near, other), precision: .range)
        (result.precision, result.statesDay) = (result.period?.precision ?? .range, false)
        return result
    }

    // MARK: - Where lengths end

    /// The stretch of `length` before or after today, today apart outside news; whole calendar units if `isCalendar`.
    private func span(
        _ length: TimeLength, sign: Int, isCalendar: Bool, isWithin: Bool = false, end: Int? = nil
    ) -> TimeValue? {
        var value = TimeValue(end: end ?? length.end, precision: .range, basis: reference.relative)
        guard let today = reference.date else { return value }
        let isWhole = length.unit == .quarter || length.unit == .decade
        if !isWithin, !length.isMixed, length.weekday == nil, isWhole || isCalendar && reference.isLiberal,
            length.unit != .tradingDay
        {
            value.period = calendar(length, sign: sign, from: today)
            return value
        }
        guard let other = length.move(today, by: sign) else { return value }
        guard reference.isLiberal else {
            value.period = CalendarPeriod(start: min(today, other), end: max(today, other), precision: .range)
            return value
        }
        if sign < 0 {
            value.period = CalendarPeriod(start: other, end: max(other, today.adding(days: -1)), precision: .range)
        } else if isWithin {
            value.period = CalendarPeriod(start: today, end: max(today, other.adding(days: -1)), precision: .range)
        } else {
            let from = length.tradingDays > 0 ? today.tradingDay(after: 1) : today.adding(days: 1)
            value.period = CalendarPeriod(start: from, end: max(from, other), precision: .range)
        }
        return value
    }

    /// The last two months: those before this one, whole.
    private func calendar(_ length: TimeLength, sign: Int, from today: CivilDate) -> CalendarPeriod? {
        let near = sign, far = sign * length.count
        guard let a = CalendarPeriod.holding(today, unit: length.unit, offset: near),
            let b = CalendarPeriod.holding(today, unit: length.unit, offset: far)
        else { return nil }
        return CalendarPeriod(start: min(a.start, b.start), end: max(a.end, b.end), precision: .range)
    }

    /// 十天后 counts from the last date the text states (the narrative goes on), else from publication; years and months
    /// ago are that whole year and month.
    private func shifted(_ length: TimeLength, by sign: Int, end: Int) -> TimeValue {
        let isFromText = reference.stated != nil && !reference.isLiberal
        let anchor = isFromText ? reference.stated : reference.date
        var value = TimeValue(end: end, basis: isFromText ? .relativeToText : reference.relative)
        if let weekday = length.weekday { return shiftedWeekday(weekday, length.count * sign, value) }
        guard let anchor, let date = length.move(anchor, by: sign) else { return value }
        let isExact = reference.isLiberal && NumberGlyph.isLetter(unit(end - 1))
        let unit: TimeUnit =
            length.days > 0 || length.tradingDays > 0 || isExact
            ? .day
            : length.isMixed || length.unit != .year ? .month : .year
        value.period = CalendarPeriod.holding(date, unit: unit, offset: 0)
        value.precision = unit.precision
        return value
    }

    /// `3 fridays from now`: the third one that comes.
    private func shiftedWeekday(_ weekday: Int, _ count: Int, _ value: TimeValue) -> TimeValue {
        var value = value
        value.period = reference.date.map { today in
            let sign = count > 0 ? 1 : -1
            let near = (sign * (weekday - today.weekday) + 6 + 7) % 7 + 1
            return CalendarPeriod.day(today.adding(days: sign * (near + 7 * (abs(count) - 1))))
        }
        return value
    }
}
