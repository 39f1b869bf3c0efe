/// Writes one JSON text into bytes: names in call order, nothing between tokens, as few escapes as RFC 8259 allows.
///
/// The caller opens and closes objects and arrays in pairs; commas are set here. Output depends on the calls alone.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// The next name or element follows another one.
    private var needsComma = false

    package init(capacity: Int) { bytes.reserveCapacity(capacity) }

    package mutating func open(_ bracket: JSONBracket) {
        separate()
        bytes.append(bracket.opening)
        needsComma = false
    }

    package mutating func close(_ bracket: JSONBracket) {
        bytes.append(bracket.closing)
        needsComma = true
    }

    /// Writes a member's name, which must need no escape: names are ours.
    package mutating func name(_ name: StaticString) {
        separate()
        bytes.append(JSONByte.quote)
        // SAFETY: the buffer is a constant of the program and is only read inside the closure.
        name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        bytes.append(JSONByte.quote)
        bytes.append(JSONByte.colon)
        needsComma = false
    }

    package mutating func string(_ value: String) {
        separate()
        bytes.append(JSONByte.quote)
        if let done: Void = unsafe value.utf8.withContiguousStorageIfAvailable({ unsafe escape($0) }) {
            done
        } else {
            let copy = Array(value.utf8)
            unsafe copy.withUnsafeBufferPointer { unsafe escape($0) }
        }
        bytes.append(JSONByte.quote)
        needsComma = true
    }

    /// Writes well-formed UTF-8 as a string.
    package mutating func string(_ utf8: [UInt8]) {
        separate()
        bytes.append(JSONByte.quote)
        unsafe utf8.withUnsafeBufferPointer { unsafe escape($0) }
        bytes.append(JSONByte.quote)
        needsComma = true
    }

    package mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude)
        needsComma = true
    }

    package mutating func boolean(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        needsComma = true
    }

    /// Writes a score as a decimal with 4 places, halves away from zero; what is no number counts as 0.
    package mutating func score(_ value: Double) {
        separate()
        let scaled = (value * 10_000).rounded()
        let units = Int64(exactly: scaled) ?? 0
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, part) = units.magnitude.quotientAndRemainder(dividingBy: 10_000)
        appendDigits(whole)
        bytes.append(UInt8(ascii: "."))
        for divisor: UInt64 in [1000, 100, 10, 1] {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: part / divisor % 10))
        }
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(JSONByte.comma) }
    }

    private mutating func appendDigits(_ value: UInt64) {
        if value < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
            return
        }
        var rest = value
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = 20
        while rest > 0 {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        for place in first..<20 { bytes.append(digits[place]) }
    }

    /// Copies runs that need no escape in one piece: nearly all of a text is such a run.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var position = 0
        let end = text.count
        while true {
            // SAFETY: every index below stays in 0..<end, the buffer's bounds.
            position = unsafe JSONByte.endOfPlainRun(text, from: position)
            if position > start { unsafe bytes.append(contentsOf: text[start..<position]) }
            if position == end { return }
            appendEscape(unsafe text[position])
            position += 1
            start = position
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(JSONByte.backslash)
        switch byte {
        case JSONByte.quote, JSONByte.backslash: bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(JSONByte.hexDigits[Int(byte >> 4)])
            bytes.append(JSONByte.hexDigits[Int(byte & 15)])
        }
    }
}

extension JSONWriter {
    package mutating func field(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    /// Leaves the member out when the value is empty.
    package mutating func optionalField(_ name: StaticString, _ value: String) {
        if !value.isEmpty { field(name, value) }
    }

    package mutating func field(_ name: StaticString, _ value: Int64) {
        self.name(name)
        integer(value)
    }

    package mutating func field(_ name: StaticString, _ value: Bool) {
        self.name(name)
        boolean(value)
    }

    package mutating func scoreField(_ name: StaticString, _ value: Double) {
        self.name(name)
        score(value)
    }

    package mutating func field(_ name: StaticString, _ values: [String]) {
        list(name, values) { $0.string($1) }
    }

    /// Writes a map as an object, names in byte order.
    package mutating func field(_ name: StaticString, _ map: [String: String]) {
        self.name(name)
        open(.object)
        for (key, value) in map.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            string(key)
            bytes.append(JSONByte.colon)
            needsComma = false
            string(value)
        }
        close(.object)
    }

    package mutating func list<Element>(
        _ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
    ) {
        self.name(name)
        open(.array)
        for element in elements { write(&self, element) }
        close(.array)
    }

    package mutating func object(_ write: (inout JSONWriter) -> Void) {
        open(.object)
        write(&self)
        close(.object)
    }

    package mutating func object(_ name: StaticString, _ write: (inout JSONWriter) -> Void) {
        self.name(name)
        object(write)
    }
}
