/// Which input record something was made from.
public struct RecordOrigin: Sendable, Equatable {
    public var topic: String
    public var partition: Int32
    public var offset: Int64
    /// Kafka timestamp in milliseconds since 1970, −1 when the record has none.
    public var timestampMilliseconds: Int64
    /// The input's `traceparent` header, if any.
    public var traceparent: [UInt8]?

    public init(
        topic: String, partition: Int32, offset: Int64, timestampMilliseconds: Int64, traceparent: [UInt8]? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.timestampMilliseconds = timestampMilliseconds
        self.traceparent = traceparent
    }

    /// The Kafka timestamp as RFC 3339 in UTC with milliseconds; empty when the record has none.
    public var observedAt: String { Timestamp.rfc3339(milliseconds: timestampMilliseconds) ?? "" }

    /// The timestamp that output records carry: the input's, or 0 when it has none.
    public var outputTimestampMilliseconds: Int64 { max(0, timestampMilliseconds) }
}

enum Timestamp {
    /// Last millisecond of the year 9999, the end of RFC 3339.
    static let last: Int64 = 253_402_300_799_999

    /// `2025-09-27T00:00:00.000Z`; nil before 1970 and after 9999.
    /// Days to civil date after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    static func rfc3339(milliseconds: Int64) -> String? {
        guard (0...last).contains(milliseconds) else { return nil }
        let (days, inDay) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let z = days + 719_468
        let era = z / 146_097
        let dayOfEra = z % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let clock = "\(padded(inDay / 3_600_000, 2)):\(padded(inDay / 60_000 % 60, 2)):\(padded(inDay / 1000 % 60, 2))"
        return "\(date)T\(clock).\(padded(inDay % 1000, 3))Z"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
