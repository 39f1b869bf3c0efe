/// Short forms of reporting periods: Q3 2025, 2025Q3, 3Q25, 2Q2025, 1H25, H1 2025, FY25, FY2026 Q3, Q2 FY26.
struct PeriodCode {
    private(set) var value: TimeValue

    init?(at start: Int, in times: TimeReader) {
        guard start == 0 || !NumberGlyph.isAlphanumeric(times.unit(start - 1)) else { return nil }
        var code = PeriodCode(empty: start)
        guard code.read(at: start, times) else { return nil }
        self = code
    }

    private init(empty start: Int) { value = TimeValue(end: start) }

    private mutating func read(at start: Int, _ times: TimeReader) -> Bool {
        var at = start
        var parts = 0
        var fiscal = false
        while parts < 3 {
            guard let end = takePart(at: at, times, fiscal: &fiscal, first: parts == 0) else { break }
            parts += 1
            value.end = end
            at = end
            while NumberGlyph.isSpace(times.unit(at)) || times.unit(at) == 0x2D || times.unit(at) == 0x2F
                || times.unit(at) == 0x27 || times.unit(at) == 0x2019, at < end + 2
            { at += 1 }
            if value.year != nil, value.quarter != nil || value.half != nil { break }
        }
        guard value.quarter != nil || value.half != nil || fiscal && value.year != nil else { return false }
        if NumberGlyph.isAlphanumeric(times.unit(value.end)) { return false }
        if times.unit(value.end) == 0x5E74 { value.end += 1 }
        settle(times, fiscal: fiscal)
        return true
    }

    private mutating func takePart(at: Int, _ times: TimeReader, fiscal: inout Bool, first: Bool) -> Int? {
        let c = times.unit(at)
        let next = times.unit(at + 1)
        if c == 0x66, next == 0x79 || next == 0x71 {  // fy, fq
            if next == 0x71 {
                return value.quarter == nil ? takeQuarter(digitAt: at + 2, end: at + 3, times, fiscal: &fiscal) : nil
            }
            guard value.year == nil, let year = year(at: times.reader.afterSpaces(at + 2), times, short: true) else {
                return nil
            }
            fiscal = true
            value.year = year.value
            return year.end
        }
        if c == 0x71, value.quarter == nil, value.half == nil {
            return takeQuarter(digitAt: at + 1, end: at + 2, times)
        }
        if c == 0x68, value.half == nil, value.quarter == nil, let half = digit(next, upTo: 2),
            !NumberGlyph.isDigit(times.unit(at + 2))
        {
            value.half = half
            return at + 2
        }
        guard NumberGlyph.isDigit(c) else { return nil }
        if next == 0x71 || next == 0x68, value.quarter == nil, value.half == nil,
            let number = digit(c, upTo: next == 0x71 ? 4 : 2), !NumberGlyph.isLetter(times.unit(at + 2))
        {
            if next == 0x71 { value.quarter = number } else { value.half = number }
            if !first { return at + 2 }
            guard let year = year(at: at + 2, times, short: true) else { return at + 2 }
            value.year = year.value
            return year.end
        }
        guard value.year == nil, let year = year(at: at, times, short: !first) else { return nil }
        let after = times.unit(year.end)
        guard !first || after == 0x71 || after == 0x68 || after == 0x20 || after == 0x2D || after == 0x5E74 else {
            return nil
        }
        value.year = year.value
        value.hasStatedYear = true
        return after == 0x5E74 && first ? year.end + 1 : year.end
    }

    private mutating func takeQuarter(digitAt: Int, end: Int, _ times: TimeReader) -> Int? {
        guard let quarter = digit(times.unit(digitAt), upTo: 4), !NumberGlyph.isDigit(times.unit(end)) else {
            return nil
        }
        value.quarter = quarter
        return end
    }

    private mutating func takeQuarter(digitAt: Int, end: Int, _ times: TimeReader, fiscal: inout Bool) -> Int? {
        fiscal = true
        return takeQuarter(digitAt: digitAt, end: end, times)
    }

    private func digit(_ c: UInt16, upTo limit: Int) -> Int? {
        guard NumberGlyph.isDigit(c), (1...limit).contains(Int(c) - 0x30) else { return nil }
        return Int(c) - 0x30
    }

    private func year(at: Int, _ times: TimeReader, short: Bool) -> (value: Int, end: Int)? {
        let start = times.unit(at) == 0x27 || times.unit(at) == 0x2019 ? at + 1 : at
        guard let number = times.small(at: start, digits: 4), NumberGlyph.isDigit(times.unit(start)) else { return nil }
        if number.end - start == 4 { return (1950...2099).contains(number.value) ? (number.value, number.end) : nil }
        guard short, number.end - start == 2 else { return nil }
        return (number.value + 2000, number.end)
    }

    private mutating func settle(_ times: TimeReader, fiscal: Bool) {
        value.hasStatedYear = value.year != nil
        guard fiscal else { return }
        value.basis = .fiscalCalendar
        value.precision = value.quarter == nil ? .fiscalYear : .fiscalQuarter
        value.fiscal = "FY" + (value.year.map { "\($0)" } ?? "") + (value.quarter.map { "Q\($0)" } ?? "")
        times.settleFiscal(&value)
    }
}
