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
        if !string.isEmpty { reserve(string.utf8.count) }
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
        var count = 0
        for scalar in scalars { count += scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4 }
        return unsafe String(unsafeUninitializedCapacity: count) { bytes in
            // SAFETY: `put` counts no more bytes for a scalar than the loop above, and writes where it has counted.
            var end = 0
            for scalar in scalars {
                if scalar < 0x80 {
                    unsafe bytes[end] = UInt8(truncatingIfNeeded: scalar)
                    end += 1
                } else {
                    unsafe put(scalar, into: bytes, &end)
                }
            }
            return end
        }
    }

    /// Writes the UTF-8 of one code point beyond ASCII, U+FFFD for what is none.
    @inline(__always)
    private static func put(_ scalar: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>, _ end: inout Int) {
        func add(_ byte: UInt32) {
            unsafe bytes[end] = UInt8(truncatingIfNeeded: byte)
            end += 1
        }
        switch scalar {
        case 0..<0x800:
            add(0xC0 | scalar >> 6)
            add(0x80 | scalar & 0x3F)
        case 0x10000..<0x11_0000:
            add(0xF0 | scalar >> 18)
            add(0x80 | scalar >> 12 & 0x3F)
            add(0x80 | scalar >> 6 & 0x3F)
            add(0x80 | scalar & 0x3F)
        default:
            let isScalar = scalar < 0x10000 && scalar & 0xF800 != 0xD800
            let known = isScalar ? scalar : 0xFFFD
            add(0xE0 | known >> 12)
            add(0x80 | known >> 6 & 0x3F)
            add(0x80 | known & 0x3F)
        }
    }
}
