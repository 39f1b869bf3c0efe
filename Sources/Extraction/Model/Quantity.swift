/// A figure with its unit, read off the text.
public struct Quantity: Sendable, Equatable {
    public enum Kind: String, Sendable { case money, percent, percentagePoint, number, other }
    public enum Qualifier: String, Sendable {
        case exact, about, over, under, nearly, range
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    /// Positions in the article's text, qualifier included (`最高达1000亿美元`).
    public var span: Span
    /// Positions of digits and unit alone (`1000亿美元`).
    public var core: Span
    public var kind: Kind
    /// Scaled: 3800亿 is 380000000000. Sign only where the figure itself writes one (`-3.2%`).
    public var value: Decimal
    /// Upper end of a range, else nil.
    public var upper: Decimal?
    /// The contract's unit: ISO 4217, `percent`, `GW`, `shares` …; empty for a bare number.
    public var unit: String
    public var qualifier: Qualifier
    /// The text leaves the unit out and the context gave it.
    public var unitInferred: Bool
    /// What the amount is per: `year`, `quarter`, `month`, `unit`; else empty.
    public var per: String

    public init(
        span: Span, core: Span, kind: Kind, value: Decimal, upper: Decimal? = nil, unit: String,
        qualifier: Qualifier = .exact, unitInferred: Bool = false, per: String = ""
    ) {
        self.span = span
        self.core = core
        self.kind = kind
        self.value = value
        self.upper = upper
        self.unit = unit
        self.qualifier = qualifier
        self.unitInferred = unitInferred
        self.per = per
    }
}

/// A stretch of calendar time, read off the text and resolved as far as the text allows.
public struct TimeExpression: Sendable, Equatable {
    public enum Precision: String, Sendable {
        case day, month, quarter, half, year, range, duration, set, time
        case fiscalQuarter = "fiscal_quarter"
        case fiscalYear = "fiscal_year"
    }
    public enum Basis: String, Sendable {
        case explicit, context
        case relativeToPublication = "relative_to_publication"
        case relativeToText = "relative_to_text"
        case anchoredToEvent = "anchored_to_event"
        case fiscalCalendar = "fiscal_calendar"
    }

    public var span: Span
    /// First and last day, both inclusive; nil where unresolved or open.
    public var start: CivilDate?
    public var end: CivilDate?
    public var precision: Precision
    public var basis: Basis
    /// `FY2025Q3` and the like; else empty.
    public var fiscal: String
    /// `pre_market`, `after_hours`, `open`, `midday`, `close`, `intraday`; else empty.
    public var session: String
    /// A figure is only compared with it or counted from it (去年同期, since 2022): no fact happened then.
    public var isComparison: Bool

    public init(
        span: Span, start: CivilDate?, end: CivilDate?, precision: Precision, basis: Basis, fiscal: String = "",
        session: String = "", isComparison: Bool = false
    ) {
        self.span = span
        self.start = start
        self.end = end
        self.precision = precision
        self.basis = basis
        self.fiscal = fiscal
        self.session = session
        self.isComparison = isComparison
    }
}
