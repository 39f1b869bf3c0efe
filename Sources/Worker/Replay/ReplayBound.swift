/// One end of a replay's range as the user writes it: `120`, `0=120,2=7`, `2025-11-01T08:00:00+08:00`, `2025-11-01`,
/// `-7d`, `beginning` or `end`.
enum ReplayBound: Equatable, Sendable {
    case beginning
    case end
    /// The same offset in every partition.
    case offset(Int64)
    /// By partition; a partition that is not named is not replayed.
    case offsets([Int32: Int64])
    /// Milliseconds since 1970: records are compared by their Kafka timestamp.
    case time(Int64)

    /// - Parameter now: milliseconds since 1970, what durations count from.
    /// - Throws: `ServiceFailure` (usage) that says what may be written.
    init(_ text: String, now: Int64) throws(ServiceFailure) {
        switch text {
        case "beginning": self = .beginning
        case "end": self = .end
        default:
            guard
                let bound = Self.offsets(text) ?? Self.duration(text).map({ .time(now - $0) })
                    ?? RFC3339.milliseconds(text).map({ .time($0) })
            else {
                throw ServiceFailure(
                    status: .usage,
                    description: "\(text): an end of the range is an offset (120), offsets by partition (0=120,2=7), a "
                        + "time (2025-11-01T08:00:00+08:00 or 2025-11-01), a duration back from now (-7d, -36h, -90m), "
                        + "`beginning` or `end`")
            }
            self = bound
        }
    }

    var isTime: Bool { if case .time = self { true } else { false } }
    var milliseconds: Int64? { if case .time(let time) = self { time } else { nil } }

    private static func offsets(_ text: String) -> ReplayBound? {
        if let offset = whole(text[...]) { return .offset(offset) }
        var offsets: [Int32: Int64] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, let partition = whole(sides[0]).flatMap({ Int32(exactly: $0) }),
                let offset = whole(sides[1]), offsets.updateValue(offset, forKey: partition) == nil
            else { return nil }
        }
        return .offsets(offsets)
    }

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
    ]

    /// `-1d12h` in milliseconds; at most a thousand years.
    private static func duration(_ text: String) -> Int64? {
        guard text.first == "-" else { return nil }
        var rest = text.dropFirst()
        var total: Int64 = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(letters.count)
            guard digits.count <= 12, let count = whole(digits), let unit = units.first(where: { $0.name == letters })
            else { return nil }
            let (part, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
            guard !overflow, part <= longest, total + part <= longest else { return nil }
            total += part
        } while !rest.isEmpty
        return total
    }

    private static let longest: Int64 = 1000 * 366 * 86_400_000

    /// Digits alone: no sign, no blank.
    private static func whole(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int64(text)
    }
}

/// Times as RFC 3339 writes them.
enum RFC3339 {
    /// Milliseconds since 1970. A date alone is its midnight in UTC. A finer fraction is rounded up: a record's
    /// millisecond lies at or after the time exactly when it lies at or after the rounded one.
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        var at = 0
        func isAt(_ signs: String) -> Bool { at < bytes.count && signs.utf8.contains(bytes[at]) }
        func number(_ width: Int) -> Int64? {
            guard at + width <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[at..<at + width] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            at += width
            return value
        }
        func sign(_ signs: String) -> Bool {
            guard isAt(signs) else { return false }
            at += 1
            return true
        }
        guard let year = number(4), sign("-"), let month = number(2), sign("-"), let day = number(2),
            let days = days(year: year, month: month, day: day)
        else { return nil }
        if at == bytes.count { return days * 86_400_000 }
        guard sign("Tt "), let hour = number(2), hour < 24, sign(":"), let minute = number(2), minute < 60, sign(":"),
            let second = number(2), second <= 60
        else { return nil }
        var milliseconds = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000
        if sign(".") {
            var digits = 0
            var isFiner = false
            while let digit = number(1) {
                digits += 1
                if digits <= 3 {
                    milliseconds += digit * [100, 10, 1][digits - 1]
                } else if digit > 0 {
                    isFiner = true
                }
            }
            guard digits > 0 else { return nil }
            if isFiner { milliseconds += 1 }
        }
        if sign("Zz") { return at == bytes.count ? milliseconds : nil }
        let isEast = isAt("+")
        guard sign("+-"), let hours = number(2), hours < 24, sign(":"), let minutes = number(2), minutes < 60,
            at == bytes.count
        else { return nil }
        let shift = (hours * 60 + minutes) * 60_000
        return isEast ? milliseconds - shift : milliseconds + shift
    }

    /// Days since 1970-01-01; nil for a day that the calendar does not have.
    /// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (1...12).contains(month), year >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[Int(month) - 1]).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
