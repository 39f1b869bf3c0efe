/// Writes one JSON text into bytes: names in call order, nothing between tokens, as few escapes as RFC 8259 allows.
///
/// The caller opens and closes objects and arrays in pairs; commas are set here. Output depends on the calls alone.
package struct JSONWriter: ~Copyable {
    private var buffer: ByteBuffer
    /// The next name or element follows another one.
    private var needsComma = false

    package init(capacity: Int) { buffer = ByteBuffer(capacity: capacity) }

    /// What is written so far.
    package var bytes: [UInt8] { buffer.bytes }

    package mutating func open(_ bracket: JSONBracket) {
        separate()
        buffer.append(bracket.opening)
        needsComma = false
    }

    package mutating func close(_ bracket: JSONBracket) {
        buffer.append(bracket.closing)
        needsComma = true
    }

    /// Writes a member's name, which must need no escape: names are ours.
    package mutating func name(_ name: StaticString) {
        separate()
        buffer.append(JSONByte.quote)
        // SAFETY: the buffer is a constant of the program and is only read inside the closure.
        name.withUTF8Buffer { unsafe buffer.append($0) }
        buffer.append(JSONByte.quote)
        buffer.append(JSONByte.colon)
        needsComma = false
    }

    package mutating func string(_ value: String) {
        separate()
        buffer.append(JSONByte.quote)
        var value = value
        value.withUTF8 { unsafe escape($0) }
        buffer.append(JSONByte.quote)
        needsComma = true
    }

    /// Writes well-formed UTF-8 as a string.
    package mutating func string(_ utf8: [UInt8]) {
        separate()
        buffer.append(JSONByte.quote)
        unsafe utf8.withUnsafeBufferPointer { unsafe escape($0) }
        buffer.append(JSONByte.quote)
        needsComma = true
    }

    package mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { buffer.append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude)
        needsComma = true
    }

    package mutating func boolean(_ value: Bool) {
        separate()
        let word: StaticString = value ? "true" : "false"
        word.withUTF8Buffer { unsafe buffer.append($0) }
        needsComma = true
    }

    /// Writes a score as a decimal with 4 places, halves away from zero; what is no number counts as 0.
    package mutating func score(_ value: Double) {
        separate()
        let scaled = (value * 10_000).rounded()
        let units = Int64(exactly: scaled) ?? 0
        if units < 0 { buffer.append(UInt8(ascii: "-")) }
        let (whole, part) = units.magnitude.quotientAndRemainder(dividingBy: 10_000)
        appendDigits(whole)
        buffer.append(UInt8(ascii: "."))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: part / 1000))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: part / 100 % 10))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: part / 10 % 10))
        buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: part % 10))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { buffer.append(JSONByte.comma) }
    }

    private mutating func appendDigits(_ value: UInt64) {
        if value < 10 { return buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
        var rest = value
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = 20
        while rest > 0 {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        for place in first..<20 { buffer.append(digits[place]) }
    }

    /// Copies runs that need no escape in one piece: nearly all of a text is such a run.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var position = 0
        let end = text.count
        while true {
            // SAFETY: every index below stays in 0..<end, the buffer's bounds.
            position = unsafe JSONByte.endOfPlainRun(text, from: position)
            if position > start { unsafe buffer.append(UnsafeBufferPointer(rebasing: text[start..<position])) }
            if position == end { return }
            appendEscape(unsafe text[position])
            position += 1
            start = position
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        buffer.append(JSONByte.backslash)
        switch byte {
        case JSONByte.quote, JSONByte.backslash: buffer.append(byte)
        case 0x08: buffer.append(UInt8(ascii: "b"))
        case 0x09: buffer.append(UInt8(ascii: "t"))
        case 0x0A: buffer.append(UInt8(ascii: "n"))
        case 0x0C: buffer.append(UInt8(ascii: "f"))
        case 0x0D: buffer.append(UInt8(ascii: "r"))
        default:
            for escape in "u00".utf8 { buffer.append(escape) }
            buffer.append(JSONByte.hexDigits[Int(byte >> 4)])
            buffer.append(JSONByte.hexDigits[Int(byte & 15)])
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
        let members = Array(map)
        let order = members.count < 2 ? members : members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (key, value) in order {
            string(key)
            buffer.append(JSONByte.colon)
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
