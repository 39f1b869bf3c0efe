/// Cleaned text, one array element per Unicode code point, that leads back to the raw body.
///
/// All stages after cleaning work on positions in these three arrays of equal length; a position becomes an
/// offset of the contract only at the rim, through `origin`. Fixed-width elements make every offset O(1) and
/// every comparison an integer comparison, in Chinese and English alike (DESIGN.md, "Why code points").
public struct Text: Sendable, Equatable {
    /// Displayed code points: cleaned, full-width forms folded, script and case as written. Paragraphs end with U+000A.
    public var scalars: [UInt32] = []
    /// Matching form of the same positions: Traditional folded to Simplified, ASCII lower-cased, beyond the BMP U+FFFD.
    public var folded: [UInt16] = []
    /// Code point offset in the raw body of each position. Not monotonic where a headline after its body is moved to
    /// the front.
    public var origin: [UInt32] = []

    public init() {}

    public var count: Int { scalars.count }
}

/// Half-open range of positions in a `Text` (or of code points of the raw body, where a property says so).
public typealias Span = Range<Int>
