extension IncomingArticle {
    private enum Field: String, CaseIterable {
        case articleID = "article_id"
        case source, url, title, author, body
        case contentType = "content_type"
        case publishedAt = "published_at"
        case fetchedAt = "fetched_at"
        case metadata

        static let names: [(name: [UInt8], field: Field)] = allCases.map { (Array($0.rawValue.utf8), $0) }

        static func named(_ name: ArraySlice<UInt8>) -> Field? {
            for (bytes, field) in names where bytes.count == name.count && bytes.elementsEqual(name) { return field }
            return nil
        }
    }

    /// What the JSON form says about the body's markup; empty when it says nothing.
    typealias Parsed = (article: IncomingArticle, contentType: String)

    /// Reads the JSON form. Unknown members are checked and passed over; of equal names the last counts.
    static func parse(json bytes: [UInt8], from start: Int) throws(DecodeError) -> Parsed {
        var cursor = JSONCursor(bytes, from: start)
        guard cursor.peek() == JSONBracket.object.opening else {
            let offset = cursor.position
            try cursor.skipValue(depth: 0)
            try cursor.expectEnd()
            throw DecodeError(.wrongType, at: offset, "a raw article must be an object")
        }
        var parsed: Parsed = (IncomingArticle(), "")
        _ = cursor.take(JSONBracket.object.opening)
        if !cursor.take(JSONBracket.object.closing) {
            repeat {
                let name = try cursor.memberName()
                try read(field(name, in: cursor), from: &cursor, into: &parsed)
            } while try cursor.continues(.object)
        }
        try cursor.expectEnd()
        return parsed
    }

    private static func field(_ name: JSONCursor.StringToken, in cursor: JSONCursor) -> Field? {
        name.hasEscapes
            ? Field.named(cursor.utf8(name)[...])
            : Field.named(cursor.bytes[name.start..<name.end])
    }

    private static func read(
        _ field: Field?, from cursor: inout JSONCursor, into parsed: inout Parsed
    ) throws(DecodeError) {
        guard let field else { return try cursor.skipValue(depth: 1) }
        if field == .metadata {
            parsed.article.metadata = try metadata(from: &cursor)
            return
        }
        let token = try optionalString(field.rawValue, from: &cursor, depth: 1)
        if field == .body {
            parsed.article.body = token.map { cursor.utf8($0) } ?? []
            return
        }
        let text = token.map { cursor.text($0) } ?? ""
        switch field {
        case .articleID: parsed.article.articleID = text
        case .source: parsed.article.source = text
        case .url: parsed.article.url = text
        case .title: parsed.article.title = text
        case .author: parsed.article.author = text
        case .contentType: parsed.contentType = text
        case .publishedAt: parsed.article.publishedAt = text
        case .fetchedAt: parsed.article.fetchedAt = text
        case .body, .metadata: break
        }
    }

    /// Takes a string; null counts as absent, anything else is a wrong type (once it is known to be JSON at all).
    private static func optionalString(
        _ name: String, from cursor: inout JSONCursor, depth: Int
    ) throws(DecodeError) -> JSONCursor.StringToken? {
        switch cursor.peek() {
        case JSONByte.quote:
            try cursor.countValue()
            return try cursor.string()
        case UInt8(ascii: "n"):
            try cursor.literal("null")
            return nil
        default:
            let offset = cursor.position
            try cursor.skipValue(depth: depth)
            throw DecodeError(.wrongType, at: offset, "\(name) must be a string")
        }
    }

    private static func metadata(from cursor: inout JSONCursor) throws(DecodeError) -> [String: String] {
        var metadata: [String: String] = [:]
        guard cursor.peek() == JSONBracket.object.opening else {
            let offset = cursor.position
            let isNull = cursor.peek() == UInt8(ascii: "n")
            try cursor.skipValue(depth: 1)
            if isNull { return metadata }
            throw DecodeError(.wrongType, at: offset, "metadata must be an object of strings")
        }
        _ = cursor.take(JSONBracket.object.opening)
        if cursor.take(JSONBracket.object.closing) { return metadata }
        repeat {
            let name = try cursor.memberName()
            let value = try optionalString("a value of metadata", from: &cursor, depth: 2)
            metadata[cursor.text(name)] = value.map { cursor.text($0) }
            if metadata.count > metadataLimit {
                throw DecodeError(
                    .tooManyValues, at: cursor.position, "metadata has more than \(metadataLimit) entries")
            }
        } while try cursor.continues(.object)
        return metadata
    }
}
