/// Points in time as milliseconds since 1970-01-01T00:00:00Z.
public enum SignalTime {
    public static let hour: Int64 = 3_600_000
    public static let day: Int64 = 86_400_000

    /// Reads RFC 3339 (`2025-09-27T08:00:00.123+08:00`, `…Z`) and bare dates, which are midnight in UTC. Nil for anything
    /// else; a leap second counts as the second before it.
    public static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard let day = day(bytes) else { return nil }
        let midnight = Int64(day.dayNumber) * self.day
        if bytes.count == 10 { return midnight }
        guard bytes.count >= 20, bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20,
            let clock = clock(bytes)
        else { return nil }
        var at = 19
        let fraction = fraction(bytes, &at)
        guard let zone = zone(bytes[at...]) else { return nil }
        return midnight + clock + fraction - zone
    }

    /// `2025-09-27T00:00:00Z`, with milliseconds only where there are any.
    public static func text(_ milliseconds: Int64) -> String {
        let inDay = ((milliseconds % day) + day) % day
        let date = CivilDate(dayNumber: Int((milliseconds - inDay) / day)).iso
        let clock = "\(two(inDay / hour)):\(two(inDay / 60_000 % 60)):\(two(inDay / 1000 % 60))"
        let rest = inDay % 1000
        return rest == 0 ? "\(date)T\(clock)Z" : "\(date)T\(clock).\(rest / 100)\(two(rest % 100))Z"
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func day(_ bytes: [UInt8]) -> CivilDate? {
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes[0..<4]),
            let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func clock(_ bytes: [UInt8]) -> Int64? {
        guard bytes[13] == 0x3A, bytes[16] == 0x3A, let hours = number(bytes[11..<13]),
            let minutes = number(bytes[14..<16]), let seconds = number(bytes[17..<19]), hours < 24, minutes < 60,
            seconds <= 60
        else { return nil }
        return Int64(hours) * hour + Int64(minutes) * 60_000 + Int64(min(seconds, 59)) * 1000
    }

    /// Milliseconds behind a point at `at`, which moves past all digits.
    private static func fraction(_ bytes: [UInt8], _ at: inout Int) -> Int64 {
        guard at < bytes.count, bytes[at] == 0x2E else { return 0 }
        at += 1
        var value: Int64 = 0
        var place: Int64 = 100
        while at < bytes.count, Glyph.isDigit(UInt16(bytes[at])) {
            value += Int64(bytes[at] - 0x30) * place
            place /= 10
            at += 1
        }
        return value
    }

    private static func zone(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let sign = bytes.first else { return nil }
        if sign == 0x5A || sign == 0x7A { return bytes.count == 1 ? 0 : nil }
        let first = bytes.startIndex
        guard sign == 0x2B || sign == 0x2D, bytes.count == 6, bytes[first + 3] == 0x3A,
            let hours = number(bytes[first + 1..<first + 3]), let minutes = number(bytes[first + 4..<first + 6]),
            hours < 24, minutes < 60
        else { return nil }
        let offset = Int64(hours) * hour + Int64(minutes) * 60_000
        return sign == 0x2D ? -offset : offset
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in digits {
            guard Glyph.isDigit(UInt16(byte)) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
