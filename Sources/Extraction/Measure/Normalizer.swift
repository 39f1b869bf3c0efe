/// Finds the amounts, numbers, percentages and dates of a single text, for `normalize`.
///
/// Reads more freely than news does: every number counts, a weekday is the coming one, 八折 is 80 %.
public struct Normalizer: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case money, number, percent, time, script }

    /// One value found. Offsets count code points of the input, end exclusive.
    public struct Match: Sendable, Equatable {
        public var start: Int
        public var end: Int
        public var text: String
        /// Plain decimal; nil for a time.
        public var value: Decimal?
        public var upper: Decimal?
        /// ISO 4217, `percent`, or nil for a number or a time.
        public var unit: String?
        public var qualifier: Quantity.Qualifier?
        /// ISO days, both inclusive; nil for an open end.
        public var from: String?
        public var to: String?
        public var precision: String?
    }

    private let tables: Shared<MeasureTables>

    /// - Throws: `LexiconError` if a file of words cannot be used.
    public init(files: LexiconFiles = .embedded) throws(LexiconError) {
        tables = Shared(of: try MeasureTables(files: files))
    }

    /// Whether `reference` is empty, a day or an RFC 3339 time.
    public static func canRead(reference: String) -> Bool { reference.isEmpty || Moment(reference) != nil }

    /// What `text` holds of `kind`, in order; empty for `script`. Relative dates count from `reference` (RFC 3339
    /// or a day).
    public func matches(in text: String, kind: Kind, reference: String = "") -> [Match] {
        let read = Normalizer.closed(Text(text))
        let context = MeasureContext(language: .und, publishedAt: reference)
        let mode: MeasurePass.Mode = kind == .number ? .numbers : kind == .time ? .times : .amounts
        var pass = MeasurePass(text: read, context: context, tables: tables, mode: mode)
        // No step is too many for one text that somebody asked about.
        var budget = Budget(steps: .max)
        guard let (quantities, times) = try? pass.run(&budget) else { return [] }
        switch kind {
        case .money:
            let amounts = quantities.filter { $0.kind == .money }
            if amounts.isEmpty { return unmarked(quantities, in: read) }
            return amounts.map { match($0, in: read, unit: $0.unit) }
        case .percent:
            return quantities.filter { $0.kind == .percent || $0.kind == .percentagePoint }.map {
                match($0, in: read, unit: "percent")
            }
        case .number: return quantities.map { match($0, in: read, unit: nil) }
        case .time: return times.map { match($0, in: read) }
        case .script: return []
        }
    }

    /// A text that is one bare number, or talks of pay as 10k: an amount whose currency nobody names. In a Chinese text
    /// it is the yuan.
    private func unmarked(_ quantities: [Quantity], in text: Text) -> [Match] {
        let isChinese = text.folded.contains { NumberGlyph.isHan($0) }
        let bare = quantities.filter { $0.unit.isEmpty && $0.kind == .number }
        guard bare.count == 1, let only = bare.first, quantities.count == 1 else { return [] }
        let isThousands = isChinese && only.core.upperBound > 0 && text.folded[only.core.upperBound - 1] == 0x6B
        let outside = text.folded[..<only.span.lowerBound] + text.folded[only.span.upperBound...]
        guard isThousands || outside.allSatisfy({ NumberGlyph.isSpace($0) || $0 == 0x3002 || $0 == 0x2E }) else {
            return []
        }
        return [match(only, in: text, unit: isChinese ? "CNY" : nil)]
    }

    /// `text` with Traditional characters folded to Simplified, everything else as written.
    public func simplified(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let folded = Fold.folded(scalar.value)
            let isHan = scalar.value >= 0x3400 && scalar.value <= 0x9FFF
            result.append(isHan ? Unicode.Scalar(folded) ?? scalar : scalar)
        }
        return String(result)
    }

    /// Letter-spaced Chinese closed up (一 百 五 十): cleaning does it for articles, here nobody has yet.
    private static func closed(_ text: Text) -> Text {
        var result = Text()
        for position in 0..<text.count {
            if NumberGlyph.isSpace(text.folded[position]), isInside(position, of: text) { continue }
            result.append(text.scalars[position], origin: Int(text.origin[position]))
        }
        return result
    }

    /// A run of spaces between two Chinese characters.
    private static func isInside(_ position: Int, of text: Text) -> Bool {
        var before = position, after = position
        while before > 0, position - before < 8, NumberGlyph.isSpace(text.folded[before]) { before -= 1 }
        while after + 1 < text.count, after - position < 8, NumberGlyph.isSpace(text.folded[after]) { after += 1 }
        let (left, right) = (text.folded[before], text.folded[after])
        return NumberGlyph.isHan(right) && (NumberGlyph.isHan(left) || NumberGlyph.isDigit(left))
            || NumberGlyph.isHan(left) && NumberGlyph.isDigit(right)
                && (left == 0x4E4B || NumberGlyph.chinesePower(left) != nil)
    }

    private func match(_ quantity: Quantity, in text: Text, unit: String?) -> Match {
        let span = quantity.core, raw = text.rawSpan(of: span)
        return Match(
            start: raw.lowerBound, end: raw.upperBound, text: text.string(span), value: quantity.value,
            upper: quantity.upper, unit: unit, qualifier: quantity.qualifier)
    }

    private func match(_ time: TimeExpression, in text: Text) -> Match {
        let raw = text.rawSpan(of: time.span)
        return Match(
            start: raw.lowerBound, end: raw.upperBound, text: text.string(time.span), from: time.start?.iso,
            to: time.end?.iso, precision: time.precision.rawValue)
    }
}
