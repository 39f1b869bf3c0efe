/// How fast a replay may go: so many records, or bytes, a second.
enum Rate: Equatable, Sendable {
    case records(Double)
    case bytes(Double)

    private static let units: [(name: String, factor: Double)] = [("KB", 1e3), ("MB", 1e6), ("GB", 1e9)]

    /// `500` records a second; `800KB`, `5MB`, `1.5MB` a second.
    init?(_ text: String) {
        if let unit = Self.units.first(where: { text.uppercased().hasSuffix($0.name) }) {
            guard let number = Double(text.dropLast(2)), number > 0, number.isFinite else { return nil }
            self = .bytes(number * unit.factor)
        } else {
            guard let number = Double(text), number > 0, number.isFinite else { return nil }
            self = .records(number)
        }
    }
}

/// A bucket that fills at a rate and is emptied by what is read. It holds a quarter of a second, and may run into debt
/// by one batch.
struct Pace {
    /// What the next poll may bring.
    struct Allowance: Equatable {
        var records: Int
        var bytes: Int
        static let largest = Allowance(records: 1000, bytes: 16 << 20)
    }

    private let perSecond: Double
    private let countsBytes: Bool
    private let capacity: Double
    private var level: Double
    private var time: ContinuousClock.Instant

    init(_ rate: Rate, now: ContinuousClock.Instant) {
        switch rate {
        case .records(let rate): (perSecond, countsBytes) = (rate, false)
        case .bytes(let rate): (perSecond, countsBytes) = (rate, true)
        }
        capacity = max(1, perSecond / 4)
        level = capacity
        time = now
    }

    /// Nil: nothing may be read yet.
    mutating func allowance(now: ContinuousClock.Instant) -> Allowance? {
        level = min(capacity, level + perSecond * ((now - time) / .seconds(1)))
        time = now
        guard level >= 1 else { return nil }
        var allowance = Allowance.largest
        let whole = Int(min(level, 1e9))
        if countsBytes {
            allowance.bytes = min(allowance.bytes, whole)
        } else {
            allowance.records = min(allowance.records, whole)
        }
        return allowance
    }

    mutating func spend(records: Int, bytes: Int) { level -= Double(countsBytes ? bytes : records) }
}
