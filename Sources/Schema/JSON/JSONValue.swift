/// Any JSON value with the byte at which it stands, for readers of records and tools; the hot path does without.
public struct JSONValue: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case null
        case boolean(Bool)
        /// The number as written.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// In order, equal names kept.
        case object([Member])
    }

    public struct Member: Sendable, Equatable {
        public var name: String
        public var value: JSONValue
    }

    public var content: Content
    /// Byte of the text, from 0.
    public var offset: Int

    /// Reads one JSON text.
    /// - Throws: `invalidJSON`, `invalidUTF8`, `nestingTooDeep` (64) or `tooManyValues` (1,000,000), with the byte.
    public init(json bytes: [UInt8]) throws(DecodeError) {
        var cursor = JSONCursor(bytes)
        self = try JSONValue(from: &cursor, depth: 0)
        try cursor.expectEnd()
    }

    private init(content: Content, offset: Int) {
        self.content = content
        self.offset = offset
    }

    /// Recursion is bounded by `JSONLimits.depth`.
    private init(from cursor: inout JSONCursor, depth: Int) throws(DecodeError) {
        let first = cursor.peek()
        let offset = cursor.position
        try cursor.countValue()
        switch first {
        case JSONByte.quote:
            let token = try cursor.string()
            self.init(content: .string(cursor.text(token)), offset: offset)
        case UInt8(ascii: "t"):
            try cursor.literal("true")
            self.init(content: .boolean(true), offset: offset)
        case UInt8(ascii: "f"):
            try cursor.literal("false")
            self.init(content: .boolean(false), offset: offset)
        case UInt8(ascii: "n"):
            try cursor.literal("null")
            self.init(content: .null, offset: offset)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < JSONLimits.depth else { throw cursor.tooDeep() }
            let content =
                try first == JSONBracket.object.opening
                ? JSONValue.members(from: &cursor, depth: depth + 1)
                : JSONValue.elements(from: &cursor, depth: depth + 1)
            self.init(content: content, offset: offset)
        case let byte? where byte == UInt8(ascii: "-") || JSONByte.isDigit(byte):
            let range = try cursor.number()
            self.init(content: .number(String(decoding: cursor.bytes[range], as: UTF8.self)), offset: offset)
        default:
            throw cursor.failure("expected a value")
        }
    }

    private static func members(from cursor: inout JSONCursor, depth: Int) throws(DecodeError) -> Content {
        var members: [Member] = []
        _ = cursor.take(JSONBracket.object.opening)
        if cursor.take(JSONBracket.object.closing) { return .object(members) }
        repeat {
            let name = try cursor.memberName()
            let value = try JSONValue(from: &cursor, depth: depth)
            members.append(Member(name: cursor.text(name), value: value))
        } while try cursor.continues(.object)
        return .object(members)
    }

    private static func elements(from cursor: inout JSONCursor, depth: Int) throws(DecodeError) -> Content {
        var elements: [JSONValue] = []
        _ = cursor.take(JSONBracket.array.opening)
        if cursor.take(JSONBracket.array.closing) { return .array(elements) }
        repeat {
            elements.append(try JSONValue(from: &cursor, depth: depth))
        } while try cursor.continues(.array)
        return .array(elements)
    }

    /// The member of that name, the last of several; nil when there is none or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = content else { return nil }
        return members.last { $0.name == name }?.value
    }

    public var string: String? { if case .string(let text) = content { text } else { nil } }
    public var array: [JSONValue]? { if case .array(let elements) = content { elements } else { nil } }
    public var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }

    /// The number, nil unless this is one that a `Double` can hold.
    public var double: Double? {
        guard case .number(let text) = content, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The number, nil unless this is a whole one written without point or exponent that fits.
    public var integer: Int64? {
        guard case .number(let text) = content else { return nil }
        return Int64(text)
    }
}
