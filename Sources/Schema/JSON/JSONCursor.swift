/// Reads JSON (RFC 8259) token by token. Total: any bytes give tokens or a `DecodeError` with the byte.
struct JSONCursor {
    /// A string between its quotes, known to be well-formed.
    struct StringToken {
        let start: Int
        let end: Int
        let hasEscapes: Bool
    }

    let bytes: [UInt8]
    private(set) var position: Int
    /// Values read so far, counted against `JSONLimits.values`.
    private var values = 0

    /// - Parameter start: where the text begins; a byte order mark there is passed over.
    init(_ bytes: [UInt8], from start: Int = 0) {
        self.bytes = bytes
        position = bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) ? start + 3 : start
    }

    /// The next byte that is no blank, without taking it; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            if !JSONByte.isBlank(byte) { return byte }
            position += 1
        }
        return nil
    }

    /// Takes `byte` if it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    func failure(_ reason: String) -> DecodeError {
        position < bytes.count
            ? DecodeError(.invalidJSON, at: position, reason)
            : DecodeError(.invalidJSON, at: position, "text ends early, \(reason)")
    }

    mutating func expectEnd() throws(DecodeError) {
        if peek() != nil { throw DecodeError(.invalidJSON, at: position, "something follows the value") }
    }

    /// Takes a member's name and the colon after it.
    mutating func memberName() throws(DecodeError) -> StringToken {
        guard peek() == JSONByte.quote else { throw failure("expected a member's name") }
        let name = try string()
        guard take(JSONByte.colon) else { throw failure("expected ':' after a member's name") }
        return name
    }

    /// After an element: true when another follows, false when the bracket closed.
    mutating func continues(_ bracket: JSONBracket) throws(DecodeError) -> Bool {
        if take(JSONByte.comma) { return true }
        if take(bracket.closing) { return false }
        throw failure("expected ',' or '\(bracket == .object ? "}" : "]")'")
    }

    mutating func countValue() throws(DecodeError) {
        values += 1
        if values > JSONLimits.values {
            throw DecodeError(.tooManyValues, at: position, "more than \(JSONLimits.values) values")
        }
    }

    /// Takes a string; the next byte must be its opening quote.
    mutating func string() throws(DecodeError) -> StringToken {
        let opening = position
        var position = opening + 1
        var hasEscapes = false
        while true {
            let start = position
            // SAFETY: start <= count, and both functions stay between start and the end that they are given.
            let (end, invalid) = unsafe bytes.withUnsafeBufferPointer { text in
                let end = unsafe JSONByte.endOfPlainRun(text, from: start)
                return (end, unsafe UTF8Check.firstInvalid(text, from: start, to: end))
            }
            if let invalid { throw DecodeError(.invalidUTF8, at: invalid, "invalid UTF-8 in a string") }
            guard end < bytes.count else { throw DecodeError(.invalidJSON, at: opening, "unterminated string") }
            switch bytes[end] {
            case JSONByte.quote:
                self.position = end + 1
                return StringToken(start: opening + 1, end: end, hasEscapes: hasEscapes)
            case JSONByte.backslash:
                hasEscapes = true
                position = try endOfEscape(at: end, opening: opening)
            default:
                throw DecodeError(.invalidJSON, at: end, "control character in a string")
            }
        }
    }

    private func endOfEscape(at backslash: Int, opening: Int) throws(DecodeError) -> Int {
        guard backslash + 1 < bytes.count else {
            throw DecodeError(.invalidJSON, at: opening, "unterminated string")
        }
        switch bytes[backslash + 1] {
        case UInt8(ascii: "u"):
            for place in backslash + 2..<backslash + 6 {
                guard place < bytes.count else {
                    throw DecodeError(.invalidJSON, at: opening, "unterminated string")
                }
                if JSONByte.hexValue(bytes[place]) == nil {
                    throw DecodeError(.invalidJSON, at: place, "no hexadecimal digit in an escape")
                }
            }
            return backslash + 6
        case JSONByte.quote, JSONByte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return backslash + 2
        default:
            throw DecodeError(.invalidJSON, at: backslash, "unknown escape")
        }
    }
}

extension JSONCursor {
    /// Takes a number after RFC 8259's grammar and gives its bytes.
    mutating func number() throws(DecodeError) -> Range<Int> {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return start..<position
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func digits() throws(DecodeError) {
        guard let byte = current, JSONByte.isDigit(byte) else { throw failure("expected a digit") }
        while let byte = current, JSONByte.isDigit(byte) { position += 1 }
    }

    /// Takes `true`, `false` or `null`.
    mutating func literal(_ word: StaticString) throws(DecodeError) {
        let start = position
        for byte in word.description.utf8 {
            guard current == byte else { throw DecodeError(.invalidJSON, at: start, "expected \(word)") }
            position += 1
        }
    }

    /// Takes a value that holds no other; false, and nothing taken, before an object or array.
    private mutating func skipScalar() throws(DecodeError) -> Bool {
        switch peek() {
        case JSONByte.quote: _ = try string()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        case UInt8(ascii: "{"), UInt8(ascii: "["): return false
        case let byte? where byte == UInt8(ascii: "-") || JSONByte.isDigit(byte): _ = try number()
        default: throw failure("expected a value")
        }
        return true
    }

    /// Takes any value and forgets it. Needs no stack: open brackets are bits of one word.
    /// - Parameter depth: brackets that are already open around it.
    mutating func skipValue(depth outer: Int) throws(DecodeError) {
        var isObject: UInt64 = 0
        var depth = 0
        while true {
            try countValue()
            if try !skipScalar() {
                guard outer + depth < JSONLimits.depth else { throw tooDeep() }
                let bracket: JSONBracket = take(JSONBracket.object.opening) ? .object : .array
                if bracket == .array { position += 1 }
                if !take(bracket.closing) {
                    depth += 1
                    isObject = isObject << 1 | (bracket == .object ? 1 : 0)
                    if bracket == .object { _ = try memberName() }
                    continue
                }
            }
            while depth > 0, try !continues(isObject & 1 == 1 ? .object : .array) {
                isObject >>= 1
                depth -= 1
            }
            if depth == 0 { return }
            if isObject & 1 == 1 { _ = try memberName() }
        }
    }

    func tooDeep() -> DecodeError {
        DecodeError(.nestingTooDeep, at: position, "nested deeper than \(JSONLimits.depth)")
    }
}

extension JSONCursor {
    /// The string's UTF-8 with escapes resolved; a surrogate without its other half is one U+FFFD.
    func utf8(_ token: StringToken) -> [UInt8] {
        guard token.hasEscapes else { return Array(bytes[token.start..<token.end]) }
        var out: [UInt8] = []
        out.reserveCapacity(token.end - token.start)
        var position = token.start
        while position < token.end {
            let run = position
            // SAFETY: run <= token.end <= count. A checked string holds quotes only after backslashes, which stop
            // first.
            position = unsafe bytes.withUnsafeBufferPointer { text in
                unsafe JSONByte.endOfPlainRun(UnsafeBufferPointer(rebasing: text[..<token.end]), from: run)
            }
            out.append(contentsOf: bytes[run..<position])
            if position < token.end { position = resolveEscape(at: position, end: token.end, into: &out) }
        }
        return out
    }

    func text(_ token: StringToken) -> String { String(decoding: utf8(token), as: UTF8.self) }

    /// The escape at `position` was checked when the string was taken.
    private func resolveEscape(at position: Int, end: Int, into out: inout [UInt8]) -> Int {
        let letter = bytes[position + 1]
        guard letter == UInt8(ascii: "u") else {
            out.append(JSONCursor.meaning(of: letter))
            return position + 2
        }
        let unit = codeUnit(at: position + 2)
        var next = position + 6
        var scalar = unit
        if unit & 0xFC00 == 0xD800 {
            scalar = 0xFFFD
            if next + 6 <= end, bytes[next] == JSONByte.backslash, bytes[next + 1] == UInt8(ascii: "u") {
                let low = codeUnit(at: next + 2)
                if low & 0xFC00 == 0xDC00 {
                    scalar = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
                    next += 6
                }
            }
        }
        out.append(contentsOf: UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        return next
    }

    private func codeUnit(at position: Int) -> UInt32 {
        (position..<position + 4).reduce(0) { $0 << 4 | (JSONByte.hexValue(bytes[$1]) ?? 0) }
    }

    private static func meaning(of letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }
}
