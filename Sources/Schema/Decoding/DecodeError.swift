/// Why a record's value is no raw article. It becomes a dead letter; trying again cannot help.
public struct DecodeError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// Null or zero-length value.
        case empty = "tapereader.decode.empty"
        /// No body, or nothing but blanks in it.
        case missingBody = "tapereader.decode.missing_body"
        case tooLarge = "tapereader.decode.too_large"
        case invalidJSON = "tapereader.decode.invalid_json"
        /// A field holds another JSON or protobuf type than the contract gives it.
        case wrongType = "tapereader.decode.wrong_type"
        case nestingTooDeep = "tapereader.decode.nesting_too_deep"
        case tooManyValues = "tapereader.decode.too_many_values"
        case invalidUTF8 = "tapereader.decode.invalid_utf8"
        /// Bytes that are not valid in the declared charset.
        case invalidCharset = "tapereader.decode.invalid_charset"
        case unknownCharset = "tapereader.decode.unknown_charset"
        case unsupportedContentType = "tapereader.decode.unsupported_content_type"
        case invalidProtobuf = "tapereader.decode.invalid_protobuf"
        case unknownSchemaID = "tapereader.decode.unknown_schema_id"
        case invalidHeader = "tapereader.decode.invalid_header"
    }

    public var code: Code
    /// Byte of the value, from 0; nil when the error is about the whole or about a header.
    public var offset: Int?
    public var reason: String

    public init(_ code: Code, at offset: Int? = nil, _ reason: String) {
        self.code = code
        self.offset = offset
        self.reason = reason
    }

    /// One line that says where: `byte 1032: unterminated string`.
    public var description: String { offset.map { "byte \($0): \(reason)" } ?? reason }
}
