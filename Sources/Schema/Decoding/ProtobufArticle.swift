/// Reads protobuf's wire format byte by byte, so that an error knows its byte.
struct ProtobufCursor {
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    init(_ bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        position = start
        self.end = end
    }

    var isAtEnd: Bool { position >= end }

    func failure(_ reason: String, at offset: Int? = nil) -> DecodeError {
        DecodeError(.invalidProtobuf, at: offset ?? position, reason)
    }

    mutating func varint() throws(DecodeError) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        for place in 0..<10 {
            guard position < end else { throw failure("message ends inside a number", at: start) }
            let byte = bytes[position]
            position += 1
            if place == 9, byte > 1 { break }
            value |= UInt64(byte & 0x7F) << UInt64(7 * place)
            if byte < 0x80 { return value }
        }
        throw failure("number of more than 64 bits", at: start)
    }

    /// Takes a tag.
    mutating func tag() throws(DecodeError) -> (field: Int, wireType: Int) {
        let start = position
        let tag = try varint()
        guard tag >> 3 > 0, tag >> 3 < 1 << 29 else { throw failure("no such field number", at: start) }
        return (Int(tag >> 3), Int(tag & 7))
    }

    /// Takes a length and as many bytes.
    mutating func delimited() throws(DecodeError) -> Range<Int> {
        let start = position
        let length = try varint()
        guard length <= UInt64(end - position) else { throw failure("length runs past the message", at: start) }
        let range = position..<position + Int(length)
        position = range.upperBound
        return range
    }

    mutating func skip(_ wireType: Int, field: Int) throws(DecodeError) {
        let start = position
        switch wireType {
        case 0: _ = try varint()
        case 1: position += 8
        case 2: _ = try delimited()
        case 3: try skipGroup(field)
        case 5: position += 4
        default: throw failure("no such wire type: \(wireType)")
        }
        if position > end { throw failure("message ends inside a number", at: start) }
    }

    /// Groups are old but legal among unknown fields; open ones are kept in a list, not on the stack.
    private mutating func skipGroup(_ field: Int) throws(DecodeError) {
        var open = [field]
        while let innermost = open.last {
            guard open.count <= JSONLimits.depth else {
                throw DecodeError(.nestingTooDeep, at: position, "nested deeper than \(JSONLimits.depth)")
            }
            let start = position
            let (inner, wireType) = try tag()
            switch wireType {
            case 3: open.append(inner)
            case 4 where inner == innermost: open.removeLast()
            case 4: throw failure("group ends that did not begin", at: start)
            default: try skip(wireType, field: inner)
            }
        }
    }

    /// Takes a string field's bytes; they must be UTF-8.
    mutating func utf8(_ wireType: Int, _ name: String) throws(DecodeError) -> [UInt8] {
        let start = position
        guard wireType == 2 else { throw DecodeError(.wrongType, at: start, "\(name) must be a string") }
        let range = try delimited()
        let text = Array(bytes[range])
        if let invalid = UTF8Check.firstInvalid(text) {
            throw DecodeError(.invalidUTF8, at: range.lowerBound + invalid, "invalid UTF-8 in \(name)")
        }
        return text
    }
}

extension IncomingArticle {
    /// Most entries of `metadata`; a map entry costs far more memory than its bytes.
    static let metadataLimit = 10_000

    /// Reads the protobuf form, `tapereader.v1.RawArticle`. Unknown fields are checked and passed over.
    static func parse(protobuf bytes: [UInt8], from start: Int) throws(DecodeError) -> Parsed {
        var cursor = ProtobufCursor(bytes, from: start, to: bytes.count)
        var parsed: Parsed = (IncomingArticle(), "")
        while !cursor.isAtEnd {
            let (field, wireType) = try cursor.tag()
            try read(field, wireType, from: &cursor, into: &parsed)
        }
        return parsed
    }

    private static func read(
        _ field: Int, _ wireType: Int, from cursor: inout ProtobufCursor, into parsed: inout Parsed
    ) throws(DecodeError) {
        func text(_ name: String) throws(DecodeError) -> String {
            String(decoding: try cursor.utf8(wireType, name), as: UTF8.self)
        }
        switch field {
        case 1: parsed.article.articleID = try text("article_id")
        case 2: parsed.article.source = try text("source")
        case 3: parsed.article.url = try text("url")
        case 4: parsed.article.title = try text("title")
        case 5: parsed.article.author = try text("author")
        case 6: parsed.article.body = try cursor.utf8(wireType, "body")
        case 7: parsed.contentType = try text("content_type")
        case 8: parsed.article.publishedAt = try text("published_at")
        case 9: parsed.article.fetchedAt = try text("fetched_at")
        case 10: try readEntry(wireType, from: &cursor, into: &parsed.article.metadata)
        default: try cursor.skip(wireType, field: field)
        }
    }

    private static func readEntry(
        _ wireType: Int, from cursor: inout ProtobufCursor, into metadata: inout [String: String]
    ) throws(DecodeError) {
        let start = cursor.position
        guard wireType == 2 else { throw DecodeError(.wrongType, at: start, "metadata must be a map") }
        let range = try cursor.delimited()
        var entry = ProtobufCursor(cursor.bytes, from: range.lowerBound, to: range.upperBound)
        var key = ""
        var value = ""
        while !entry.isAtEnd {
            let (field, wireType) = try entry.tag()
            switch field {
            case 1: key = String(decoding: try entry.utf8(wireType, "metadata"), as: UTF8.self)
            case 2: value = String(decoding: try entry.utf8(wireType, "metadata"), as: UTF8.self)
            default: try entry.skip(wireType, field: field)
            }
        }
        metadata[key] = value
        if metadata.count > metadataLimit {
            throw DecodeError(.tooManyValues, at: start, "metadata has more than \(metadataLimit) entries")
        }
    }
}
