/// An exact decimal number: `significand` × 10^`exponent`, as figures in news are written. No binary rounding, total arithmetic.
public struct Decimal: Sendable, Hashable {
    public var significand: Int128
    public var exponent: Int

    public init(significand: Int128, exponent: Int = 0) {
        self.significand = significand
        self.exponent = exponent
    }

    public init(_ value: Int) { self.init(significand: Int128(value)) }
}
