/// Decodes a record's value into a raw article. Total: any bytes give an article or a `DecodeError`.
public struct RawArticleDecoder: Sendable {
    /// Largest value that is decoded, in bytes.
    public var maxBytes: Int
    /// The format of the raw articles that a schema id frames, nil for an id of something else; itself nil where there is
    /// no registry: then a frame is taken for what the header says.
    public var schemas: (@Sendable (UInt32) -> SchemaFormat?)?
    public var idNamespace: IDNamespace

    /// - Parameter maxBytes: 8 MiB holds any article there is; a larger one costs memory in every later stage.
    public init(maxBytes: Int = 8 << 20, schemaIDs: [UInt32: SchemaFormat] = [:], idNamespace: IDNamespace = .none) {
        self.maxBytes = maxBytes
        if !schemaIDs.isEmpty { schemas = { id in schemaIDs[id] } }
        self.idNamespace = idNamespace
    }

    /// - Parameters:
    ///   - value: the record's value, nil for a tombstone.
    ///   - headers: the record's headers; names are compared without case.
    public func decode(value: [UInt8]?, headers: RecordHeaders) throws(DecodeError) -> IncomingArticle {
        guard let value, !value.isEmpty else { throw DecodeError(.empty, "no value") }
        guard value.count <= maxBytes else {
            throw DecodeError(.tooLarge, "\(value.count) bytes, more than \(maxBytes)")
        }
        let declared = headers.last { $0.name.lowercased() == "content-type" }?.value.map(ContentType.init)
        var article = try parse(value, declared: declared, headers: headers)
        if !Blank.hasText(article.body) { throw DecodeError(.missingBody, "no body") }
        if article.publishedAtSource == "none", !article.publishedAt.isEmpty { article.publishedAtSource = "given" }
        article.documentID = article.makeDocumentID(namespace: idNamespace)
        return article
    }

    private func parse(
        _ value: [UInt8], declared: ContentType?, headers: RecordHeaders
    ) throws(DecodeError) -> IncomingArticle {
        let form = try form(of: value, declared: declared)
        switch form {
        case .json:
            let bytes = try declared?.charset.map { name throws(DecodeError) in
                try Charset.utf8(value, from: name)
            }
            return RawArticleDecoder.settled(try IncomingArticle.parse(json: bytes ?? value, from: 0))
        case .protobuf: return RawArticleDecoder.settled(try IncomingArticle.parse(protobuf: value, from: 0))
        case .framed(.json): return RawArticleDecoder.settled(try IncomingArticle.parse(json: value, from: 5))
        case .framed(.protobuf):
            let start = try RawArticleDecoder.payload(of: value)
            return RawArticleDecoder.settled(try IncomingArticle.parse(protobuf: value, from: start))
        case .plain, .html:
            let inside = form == .html ? HTMLCharset.declared(in: value) : nil
            var article = try RawArticleDecoder.article(from: headers)
            article.body = try Charset.utf8(value, from: declared?.charset ?? inside ?? "utf-8")
            article.isHTML = form == .html
            return article
        }
    }

    private static func settled(_ parsed: IncomingArticle.Parsed) -> IncomingArticle {
        var article = parsed.article
        article.isHTML =
            parsed.contentType.isEmpty
            ? Sniffing.looksLikeHTML(article.body)
            : parsed.contentType.lowercased().contains("html")
        return article
    }
}

extension RawArticleDecoder {
    private func form(of value: [UInt8], declared: ContentType?) throws(DecodeError) -> ArticleForm {
        let declared = try declared?.form()
        // No JSON and no bare protobuf begins with a zero byte: it is a frame. Text and HTML that are called so are not.
        guard value[0] == 0, declared != .plain, declared != .html else {
            return declared ?? RawArticleDecoder.sniffed(value)
        }
        let id = value.count >= 5 ? BigEndian.value(UInt32.self, Array(value[1..<5])) : nil
        if let known = id.flatMap({ schemas?($0) }) { return .framed(known) }
        guard let declared else { return RawArticleDecoder.sniffed(value) }
        guard let id else { throw DecodeError(.invalidProtobuf, at: 0, "frame without a schema id") }
        guard schemas == nil else { throw DecodeError(.unknownSchemaID, at: 1, "unknown schema id \(id)") }
        return .framed(declared == .json ? .json : .protobuf)
    }

    private static func sniffed(_ value: [UInt8]) -> ArticleForm {
        if let first = Sniffing.firstNonBlank(value), value[first] == UInt8(ascii: "{") { return .json }
        return Sniffing.looksLikeHTML(value) ? .html : .plain
    }

    /// Start of the message after magic byte, schema id and message indexes, which must name the first message.
    private static func payload(of value: [UInt8]) throws(DecodeError) -> Int {
        var cursor = ProtobufCursor(value, from: 5, to: value.count)
        let count = try cursor.varint()
        if count == 0 { return cursor.position }
        // A zig-zag count of 1 and the index 0: the long way to say the same.
        guard count == 2, try cursor.varint() == 0 else {
            throw cursor.failure("message index does not name RawArticle", at: 5)
        }
        return cursor.position
    }

    private static func article(from headers: RecordHeaders) throws(DecodeError) -> IncomingArticle {
        var article = IncomingArticle()
        for (name, value) in headers {
            guard let value, let field = field(name.lowercased()) else { continue }
            if let invalid = UTF8Check.firstInvalid(value) {
                throw DecodeError(.invalidHeader, "header \(name.lowercased()): invalid UTF-8 at byte \(invalid)")
            }
            article[keyPath: field] = String(decoding: value, as: UTF8.self)
        }
        if !article.publishedAt.isEmpty { article.publishedAtSource = "header" }
        return article
    }

    private static func field(_ name: String) -> WritableKeyPath<IncomingArticle, String>? {
        switch name {
        case "article_id": \.articleID
        case "source": \.source
        case "url": \.url
        case "title": \.title
        case "author": \.author
        case "published_at": \.publishedAt
        case "fetched_at": \.fetchedAt
        default: nil
        }
    }
}

enum Blank {
    /// Something other than blanks, controls and invisible marks stands in the text.
    static func hasText(_ utf8: [UInt8]) -> Bool {
        var decoder = UTF8()
        var bytes = utf8.makeIterator()
        while true {
            switch decoder.decode(&bytes) {
            case .scalarValue(let scalar): if !isBlank(scalar) { return true }
            case .error: return true
            case .emptyInput: return false
            }
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0, 0xAD, 0x034F, 0x115F...0x1160, 0x1680, 0x180E, 0x2000...0x200F, 0x2028...0x202F,
            0x205F...0x206F, 0x2800, 0x3000, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0:
            true
        default: false
        }
    }
}
