/// Short forms of reporting periods: Q3 2025, 2025Q3, 3Q25, 2Q2025, 1H25, 25H1, H1 2025, FY25, FY2026 Q3, Q2 FY26.
struct PeriodCode {
    private(set) var end: Int
    private(set) var year: Int?
    private(set) var quarter: Int?
    private(set) var half: Int?
    private(set) var isFiscal = false

    init?(at start: Int, in times: TimeReader) {
        let c = times.unit(start)
        guard NumberGlyph.isDigit(c) || c == 0x66 || c == 0x71 || c == 0x68,  // f q h
            start == 0 || !NumberGlyph.isAlphanumeric(times.unit(start - 1))
        else { return nil }
        self.init(end: start)
        guard read(at: start, times) else { return nil }
    }

    private init(end: Int) { self.end = end }

    private mutating func read(at start: Int, _ times: TimeReader) -> Bool {
        var at = start
        var parts = 0
        while parts < 3 {
            guard let past = part(at: at, times, first: parts == 0) else { break }
            parts += 1
            end = past
            at = past
            while NumberGlyph.isSpace(times.unit(at)) || times.unit(at) == 0x2D || times.unit(at) == 0x2F
                || times.unit(at) == 0x27 || times.unit(at) == 0x2019, at < past + 2
            { at += 1 }
            if year != nil, quarter != nil || half != nil { break }
        }
        guard quarter != nil || half != nil || isFiscal && year != nil else { return false }
        if NumberGlyph.isAlphanumeric(times.unit(end)) { return false }
        if times.unit(end) == 0x5E74 { end += 1 }
        return true
    }

    private mutating func part(at: Int, _ times: TimeReader, first: Bool) -> Int? {
        let c = times.unit(at)
        if NumberGlyph.isDigit(c) { return figures(at: at, times, first: first) }
        switch (c, times.unit(at + 1)) {
        case (0x66, 0x71):  // fq
            isFiscal = true
            return quarter == nil ? number(\.quarter, at: at + 2, upTo: 4, times) : nil
        case (0x66, 0x79):  // fy
            guard year == nil, let found = year(at: times.reader.afterSpaces(at + 2), times, short: true) else {
                return nil
            }
            (isFiscal, year) = (true, found.value)
            return found.end
        case (0x71, _) where quarter == nil && half == nil: return number(\.quarter, at: at + 1, upTo: 4, times)
        case (0x68, _) where quarter == nil && half == nil: return number(\.half, at: at + 1, upTo: 2, times)
        default: return nil
        }
    }

    /// 3q, 1h25, 2025.
    private mutating func figures(at: Int, _ times: TimeReader, first: Bool) -> Int? {
        let next = times.unit(at + 1)
        if next == 0x71 || next == 0x68, quarter == nil, half == nil, !NumberGlyph.isLetter(times.unit(at + 2)) {
            let slot: WritableKeyPath<PeriodCode, Int?> = next == 0x71 ? \.quarter : \.half
            guard let value = digit(times.unit(at), upTo: next == 0x71 ? 4 : 2) else { return nil }
            self[keyPath: slot] = value
            guard first, let found = year(at: at + 2, times, short: true) else { return at + 2 }
            year = found.value
            return found.end
        }
        guard year == nil, let found = year(at: at, times, short: true) else { return nil }
        let after = times.unit(found.end)
        let isGlued = after == 0x71 || after == 0x68
        guard !first || isGlued || found.end - at == 4 && [0x20, 0x2D, 0x5E74].contains(after) else { return nil }
        year = found.value
        return after == 0x5E74 && first ? found.end + 1 : found.end
    }

    private mutating func number(
        _ slot: WritableKeyPath<PeriodCode, Int?>, at: Int, upTo limit: Int, _ times: TimeReader
    ) -> Int? {
        guard let value = digit(times.unit(at), upTo: limit), !NumberGlyph.isDigit(times.unit(at + 1)) else {
            return nil
        }
        self[keyPath: slot] = value
        return at + 1
    }

    private func digit(_ c: UInt16, upTo limit: Int) -> Int? {
        guard NumberGlyph.isDigit(c), (1...limit).contains(Int(c) - 0x30) else { return nil }
        return Int(c) - 0x30
    }

    private func year(at: Int, _ times: TimeReader, short: Bool) -> (value: Int, end: Int)? {
        let start = times.unit(at) == 0x27 || times.unit(at) == 0x2019 ? at + 1 : at
        guard let number = times.digits(at: start) else { return nil }
        if number.count == 4 { return (1950...2099).contains(number.value) ? (number.value, number.end) : nil }
        guard short, number.count == 2 else { return nil }
        return (number.value + 2000, number.end)
    }
}
