/// An exact decimal number: `significand` × 10^`exponent`, as figures in news are written. No binary rounding.
///
/// Always in lowest terms (no trailing zeros in the significand, exponent 0 for zero), so that equality and hashing
/// are those of the number. Arithmetic is total: what does not fit is nil, never a trap.
public struct Decimal: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let significand: Int128
    public let exponent: Int

    /// Bounds `description`, which writes out every zero; no figure of the world comes near it.
    static let largestExponent = 400

    /// Exponents beyond ±400 saturate.
    public init(significand: Int128, exponent: Int = 0) {
        var power = min(max(exponent, -Decimal.largestExponent), Decimal.largestExponent)
        if var short = Int64(exactly: significand) {
            // The figures of news: division in one machine word.
            while short != 0, power < Decimal.largestExponent {
                let (quotient, rest) = short.quotientAndRemainder(dividingBy: 10)
                if rest != 0 { break }
                short = quotient
                power += 1
            }
            self.significand = Int128(short)
            self.exponent = short == 0 ? 0 : power
            return
        }
        var rest = significand
        while rest != 0, power < Decimal.largestExponent, rest % 10 == 0 {
            rest /= 10
            power += 1
        }
        self.significand = rest
        self.exponent = rest == 0 ? 0 : power
    }

    public init(_ value: Int) { self.init(significand: Int128(value)) }

    /// Reads `-12.50`, `+3`, `.5`. Nil if anything else stands there or more than 38 significant digits.
    public init?(_ text: some StringProtocol) {
        var digits = DecimalDigits()
        var negative = false
        var first = true
        for byte in text.utf8 {
            switch byte {
            case 0x2D where first: negative = true
            case 0x2B where first: break
            case 0x2E: guard digits.point() else { return nil }
            case 0x30...0x39: guard digits.append(Int128(byte - 0x30)) else { return nil }
            default: return nil
            }
            first = false
        }
        guard digits.count > 0 else { return nil }
        self = negative ? digits.value.negated : digits.value
    }

    public var isZero: Bool { significand == 0 }
    public var isNegative: Bool { significand < 0 }
    /// −2^127 has no opposite; it saturates.
    public var negated: Decimal {
        Decimal(significand: significand == .min ? .max : -significand, exponent: exponent)
    }
    public var magnitude: Decimal { isNegative ? negated : self }

    public func scaled(byPowerOfTen power: Int) -> Decimal {
        let (sum, overflow) = exponent.addingReportingOverflow(power)
        return Decimal(significand: significand, exponent: overflow ? (power < 0 ? .min : .max) : sum)
    }

    /// Nil when the exact product does not fit.
    public func multiplied(by other: Decimal) -> Decimal? {
        let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
        return overflow ? nil : Decimal(significand: product, exponent: exponent + other.exponent)
    }

    /// Nil when the exact sum does not fit.
    public func plus(_ other: Decimal) -> Decimal? {
        let low = min(exponent, other.exponent)
        guard let a = aligned(to: low), let b = other.aligned(to: low) else { return nil }
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : Decimal(significand: sum, exponent: low)
    }

    public func minus(_ other: Decimal) -> Decimal? { plus(other.negated) }

    /// The quotient, rounded to at most 17 significant digits, half away from zero. Nil for a zero divisor.
    public func divided(by other: Decimal) -> Decimal? {
        guard !other.isZero else { return nil }
        if isZero { return self }
        var (quotient, rest) = significand.magnitude.quotientAndRemainder(dividingBy: other.significand.magnitude)
        let divisor = other.significand.magnitude
        var power = exponent - other.exponent
        while rest != 0, quotient < 100_000_000_000_000_000 {
            let (ten, overflow) = rest.multipliedReportingOverflow(by: 10)
            if overflow { break }
            quotient = quotient * 10 + ten / divisor
            rest = ten % divisor
            power -= 1
        }
        if quotient >= 100_000_000_000_000_000, rest != 0 {
            quotient = (quotient + 5) / 10
            power += 1
        }
        guard let exact = Int128(exactly: quotient) else { return nil }
        return Decimal(significand: isNegative == other.isNegative ? exact : -exact, exponent: power)
    }

    /// The nearest Double, to within one unit in its last place.
    public var double: Double { Double("\(significand)e\(exponent)") ?? 0 }

    public static func < (a: Decimal, b: Decimal) -> Bool {
        if a.significand.signum() != b.significand.signum() { return a.significand.signum() < b.significand.signum() }
        if a.isZero { return false }
        return a.isNegative ? b.magnitudeIsLess(than: a) : a.magnitudeIsLess(than: b)
    }

    /// Without exponent: `380000000000`, `30.8`, `-5`.
    public var description: String {
        let digits = String(significand.magnitude)
        let sign = isNegative ? "-" : ""
        if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
        let missing = max(0, 1 - exponent - digits.utf8.count)
        let padded = String(repeating: "0", count: missing) + digits
        let point = padded.index(padded.endIndex, offsetBy: exponent)
        return sign + padded[..<point] + "." + padded[point...]
    }

    private func aligned(to low: Int) -> Int128? {
        var value = significand
        for _ in 0..<min(exponent - low, 40) where value != 0 {
            let (next, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = next
        }
        return exponent - low > 40 && value != 0 ? nil : value
    }

    /// Both not zero. Compares the place of the first digit, then the digits.
    private func magnitudeIsLess(than other: Decimal) -> Bool {
        let place = Decimal.digitCount(significand.magnitude) + exponent
        let otherPlace = Decimal.digitCount(other.significand.magnitude) + other.exponent
        if place != otherPlace { return place < otherPlace }
        let low = min(exponent, other.exponent)
        guard let mine = aligned(to: low) else { return false }
        guard let theirs = other.aligned(to: low) else { return true }
        return mine.magnitude < theirs.magnitude
    }

    private static func digitCount(_ value: UInt128) -> Int {
        var rest = value
        var count = 0
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return count
    }
}

/// Collects decimal digits one by one, exactly; says no once they no longer fit.
struct DecimalDigits {
    private var significand: Int128 = 0
    private var decimals = 0
    private var sawPoint = false
    private(set) var count = 0

    /// False for the second point.
    mutating func point() -> Bool {
        defer { sawPoint = true }
        return !sawPoint
    }

    /// False when the number no longer fits.
    mutating func append(_ digit: Int128) -> Bool {
        let (ten, overflow) = significand.multipliedReportingOverflow(by: 10)
        let (sum, carry) = ten.addingReportingOverflow(digit)
        if overflow || carry { return false }
        significand = sum
        count += 1
        if sawPoint { decimals += 1 }
        return true
    }

    var value: Decimal { Decimal(significand: significand, exponent: -decimals) }
}
