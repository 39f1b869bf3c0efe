/// A day with an optional time and offset, as RFC 3339 writes it.
public struct Moment: Sendable, Equatable {
    public var date: CivilDate
    /// Seconds after midnight, where a time is given.
    public var secondOfDay: Int?
    /// Minutes east of UTC; nil where the text has none.
    public var offsetMinutes: Int?

    public init(date: CivilDate, secondOfDay: Int? = nil, offsetMinutes: Int? = nil) {
        self.date = date
        self.secondOfDay = secondOfDay
        self.offsetMinutes = offsetMinutes
    }

    /// Reads `2025-09-27T08:00:00+08:00`, `2025-09-27 08:00`, `2025-09-27`. Nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(40))
        func number(_ from: Int, _ count: Int) -> Int? {
            guard from + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[from..<(from + count)] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0 }
        guard let year = number(0, 4), byte(4) == 0x2D, let month = number(5, 2), byte(7) == 0x2D,
            let day = number(8, 2),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        self.init(date: date)
        guard bytes.count > 10 else { return }
        guard byte(10) == 0x54 || byte(10) == 0x74 || byte(10) == 0x20, let hour = number(11, 2), hour < 24,
            byte(13) == 0x3A,
            let minute = number(14, 2), minute < 60
        else { return nil }
        var second = 0
        var at = 16
        if byte(16) == 0x3A {
            guard let given = number(17, 2), given <= 60 else { return nil }
            second = min(given, 59)
            at = 19
            if byte(at) == 0x2E {
                at += 1
                while byte(at) >= 0x30, byte(at) <= 0x39 { at += 1 }
            }
        }
        secondOfDay = hour * 3600 + minute * 60 + second
        switch byte(at) {
        case 0x5A, 0x7A: offsetMinutes = 0
        case 0x2B, 0x2D:
            guard let hours = number(at + 1, 2), let minutes = number(byte(at + 3) == 0x3A ? at + 4 : at + 3, 2) else {
                return nil
            }
            offsetMinutes = (hours * 60 + minutes) * (byte(at) == 0x2D ? -1 : 1)
        case 0: break
        default: return nil
        }
    }
}
