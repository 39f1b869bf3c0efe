/// A `content-type` header after RFC 9110: the type without parameters, and its charset. ASCII, lower case.
struct ContentType: Equatable {
    var essence: String
    var charset: String?

    /// Longest header that is looked at.
    static let longest = 1000

    init(_ header: [UInt8]) {
        let text = String(decoding: header.prefix(ContentType.longest), as: UTF8.self).lowercased()
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        essence = ContentType.trimmed(parts.first ?? "")
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, ContentType.trimmed(pair[0]) == "charset" else { continue }
            charset = ContentType.trimmed(pair[1]).filter { $0 != "\"" && $0 != "'" }
            break
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var utf8 = text.utf8
        while let first = utf8.first, JSONByte.isBlank(first) { utf8 = utf8.dropFirst() }
        while let last = utf8.last, JSONByte.isBlank(last) { utf8 = utf8.dropLast() }
        return String(Substring(utf8))
    }
}

/// The forms in which a raw article comes.
enum ArticleForm: Equatable {
    case json, protobuf, plain, html
    /// Schema-registry framing in front of JSON or protobuf; the payload begins at byte 5.
    case framed(SchemaFormat)
}

/// What a schema id of the registry stands for.
public enum SchemaFormat: String, Sendable {
    case json, protobuf
}

extension ContentType {
    /// The form that the header names; nil when it names none (then the bytes decide).
    /// - Throws: `unsupportedContentType` for a form that is not the contract's.
    func form() throws(DecodeError) -> ArticleForm? {
        switch essence {
        case "", "application/octet-stream": return nil
        case "application/json", "text/json": return .json
        case "application/x-protobuf", "application/protobuf", "application/vnd.google.protobuf": return .protobuf
        case "text/plain": return .plain
        case "text/html", "application/xhtml+xml": return .html
        case let type where type.hasPrefix("application/") && type.hasSuffix("+json"): return .json
        default:
            let shown = String(decoding: Array(essence.utf8.prefix(80)), as: UTF8.self)
            throw DecodeError(.unsupportedContentType, "content-type \(shown) is not json, protobuf, plain or html")
        }
    }
}

/// Tells forms apart by the first bytes.
enum Sniffing {
    /// HTML begins with `<` and a letter, `!` or `?`, after blanks and a byte order mark.
    static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
        guard let first = firstNonBlank(bytes), bytes[first] == UInt8(ascii: "<"), first + 1 < bytes.count else {
            return false
        }
        let next = bytes[first + 1]
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20)
        return isLetter || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
    }

    static func firstNonBlank(_ bytes: [UInt8]) -> Int? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return bytes[start...].firstIndex { !JSONByte.isBlank($0) && $0 != 0x0B && $0 != 0x0C }
    }
}
