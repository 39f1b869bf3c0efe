extension Text {
    /// The code points of `body` as they stand, each with its own offset. Total: bytes that are no UTF-8 give U+FFFD.
    public init(utf8 body: [UInt8]) {
        reserve(body.count / 2)
        var decoder = Utf8Cursor(body)
        var offset = 0
        while let scalar = decoder.next() {
            append(scalar, origin: offset)
            offset += 1
        }
    }

    /// The code points of `string`, at the offsets from `start` on. For tests and for text that stands outside a body.
    public init(_ string: String, start: Int = 0) {
        for (offset, scalar) in string.unicodeScalars.enumerated() { append(scalar.value, origin: start + offset) }
    }

    mutating func reserve(_ count: Int) {
        scalars.reserveCapacity(count)
        folded.reserveCapacity(count)
        origin.reserveCapacity(count)
    }

    /// Adds one code point that stands at `origin` of the raw body.
    public mutating func append(_ scalar: UInt32, origin offset: Int) {
        scalars.append(scalar)
        folded.append(Fold.folded(scalar))
        origin.append(UInt32(truncatingIfNeeded: offset))
    }

    /// Adds a stretch of another text, positions and all.
    mutating func append(_ other: Text, _ span: Span) {
        let span = other.clamped(span)
        scalars.append(contentsOf: other.scalars[span])
        folded.append(contentsOf: other.folded[span])
        origin.append(contentsOf: other.origin[span])
    }
}

extension Text {
    /// `span` cut to the positions that exist.
    func clamped(_ span: Span) -> Span { span.clamped(to: 0..<count) }

    /// The displayed characters of `span`. Positions that do not exist are left out.
    public func string(_ span: Span) -> String {
        Text.string(of: scalars[clamped(span)])
    }

    /// All displayed characters.
    public var string: String { string(0..<count) }

    /// The matching form of `span` as a string, for tables keyed by words.
    public func foldedString(_ span: Span) -> String {
        var result = ""
        for unit in folded[clamped(span)] { result.unicodeScalars.append(Unicode.Scalar(unit) ?? "\u{FFFD}") }
        return result
    }

    public func slice(_ span: Span) -> Text {
        var text = Text()
        text.append(self, span)
        return text
    }

    /// Code points of the raw body from the first to the last character of `span`; empty for an empty span.
    ///
    /// Joined lines and dropped characters inside `span` are included, since evidence quotes the raw body.
    public func rawSpan(of span: Span) -> Span {
        let span = clamped(span)
        guard let first = origin[span].min(), let last = origin[span].max() else { return 0..<0 }
        return Int(first)..<Int(last) + 1
    }

    /// Position of the first code point at or after `offset` of the raw body, searching linearly.
    public func position(ofOrigin offset: Int) -> Int? { origin.firstIndex { Int($0) >= offset } }

    static func string(of scalars: ArraySlice<UInt32>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count * 3)
        for scalar in scalars {
            (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8.forEach { bytes.append($0) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
