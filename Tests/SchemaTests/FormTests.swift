import Schema
import SwiftProtobuf
import Testing

/// Every form of a raw article, told by header or by its first bytes.
struct FormTests {
    private func decode(
        _ value: [UInt8]?, _ contentType: String? = nil, _ headers: RecordHeaders = [],
        schemaIDs: [UInt32: SchemaFormat] = [:]
    ) throws(DecodeError) -> IncomingArticle {
        let type: RecordHeaders = contentType.map { [("Content-Type", Array($0.utf8))] } ?? []
        return try RawArticleDecoder(schemaIDs: schemaIDs).decode(value: value, headers: type + headers)
    }

    @Test func noValueIsEmpty() {
        #expect(throws: DecodeError(.empty, "no value")) { try decode(nil) }
        #expect(throws: DecodeError(.empty, "no value")) { try decode([]) }
    }

    @Test func aLargeValueIsRefused() throws {
        let decoder = RawArticleDecoder(maxBytes: 10)
        #expect(try decoder.decode(value: Array("0123456789".utf8), headers: []).body.count == 10)
        #expect(throws: DecodeError(.tooLarge, "11 bytes, more than 10")) {
            try decoder.decode(value: Array("0123456789a".utf8), headers: [])
        }
    }

    @Test(arguments: [
        ("plain words", false), ("<b>bold</b>", true), (" \n<!doctype html><p>x", true), ("<?xml ?><p>x", true),
        ("< 5 percent", false), ("<5 percent", false), ("<", false), ("[1, 2]", false), ("\u{FEFF}<p>x", true),
        ("\u{0}\u{0}\u{0}\u{0}\u{7}text", false),
    ])
    func withoutHeaderTheFirstBytesDecide(text: String, isHTML: Bool) throws {
        let article = try decode(Array(text.utf8))
        #expect(article.isHTML == isHTML)
        #expect(article.body == Array(text.utf8))
    }

    @Test(arguments: [
        ("text/plain", "{\"body\": 1", "{\"body\": 1"), ("TEXT/PLAIN; charset=\"UTF-8\"", "{x", "{x"),
        ("text/html", "no tag", "no tag"), ("application/json", "{\"body\":\"b\"}", "b"),
        ("application/vnd.x+json; charset=utf-8", "{\"body\":\"b\"}", "b"), ("", "{\"body\":\"b\"}", "b"),
        ("application/octet-stream", "words", "words"),
    ])
    func theHeaderDecides(contentType: String, value: String, body: String) throws {
        #expect(try decode(Array(value.utf8), contentType).body == Array(body.utf8))
    }

    @Test(arguments: ["image/png", "text/csv", "application/xml", "json"])
    func otherContentTypesAreRefused(contentType: String) {
        #expect { try decode(Array("x".utf8), contentType) } throws: {
            ($0 as? DecodeError)?.code == .unsupportedContentType
        }
    }

    @Test func headersDescribeText() throws {
        let headers: RecordHeaders = [
            ("title", Array("旧".utf8)), ("Title", Array("标题".utf8)), ("source", Array("证券报".utf8)),
            ("url", Array("u".utf8)),
            ("published_at", Array("2025-09-27".utf8)), ("other", nil), ("author", nil),
        ]
        let article = try decode(Array("正文".utf8), "text/plain", headers)
        #expect(article.title == "标题" && article.source == "证券报" && article.url == "u" && article.author.isEmpty)
        #expect(article.publishedAt == "2025-09-27" && article.publishedAtSource == "header")
        #expect(throws: DecodeError(.invalidHeader, "header title: invalid UTF-8 at byte 1")) {
            try decode(Array("x".utf8), "text/plain", [("title", [0x61, 0xFF])])
        }
        #expect(try decode(Array("x".utf8)).publishedAtSource == "none")
    }

    static let charsets: [(String, [UInt8], String)] = [
        ("gbk", [0xD6, 0xD0, 0xCE, 0xC4], "中文"), ("GB2312", [0xD6, 0xD0], "中"),
        ("gb18030", [0x95, 0x32, 0x82, 0x36], "\u{20000}"),
        ("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"), ("big5-hkscs", [0x88, 0x56], "\u{2010C}"),
        ("utf-16le", [0x2D, 0x4E, 0x61, 0x00], "中a"), ("utf-16be", [0x4E, 0x2D, 0x00, 0x61], "中a"),
        ("utf-16", [0xFF, 0xFE, 0x2D, 0x4E], "中"), ("utf-16", [0xFE, 0xFF, 0x4E, 0x2D], "中"),
        ("utf-16", [0x2D, 0x4E], "中"),
        ("utf-16le", [0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE], "\u{1F600}"), ("iso-8859-1", [0xE9], "é"),
        ("utf8", [0x61], "a"),
    ]

    @Test(arguments: charsets.filter { $0.0 != "big5-hkscs" })
    func charsetsAreRead(name: String, bytes: [UInt8], text: String) throws {
        #expect(try decode(bytes, "text/plain; charset=\(name)").body == Array(text.utf8))
    }

    @Test(
        arguments: [
            ("gbk", [0x61, 0xD6], 1), ("gbk", [0x61, 0xFF, 0x61], 1), ("big5", [0xA4, 0xA4, 0xFF, 0xFF], 2),
            ("utf-16le", [0x2D, 0x4E, 0x00, 0xDC], 2), ("utf-16", [0xFF, 0xFE, 0x2D, 0x4E, 0x61], 4),
            ("utf-16be", [0xD8, 0x3D], 0),
        ] as [(String, [UInt8], Int)])
    func bytesOutsideTheCharsetAreAnsweredWithTheirByte(name: String, bytes: [UInt8], offset: Int) {
        #expect(throws: DecodeError(.invalidCharset, at: offset, "invalid \(name)")) {
            try decode(bytes, "text/plain; charset=\(name)")
        }
    }

    @Test(arguments: ["klingon", "utf-8//translit", "gbk//ignore", "", "../../x", "é"])
    func unknownCharsetsAreRefused(name: String) {
        #expect { try decode([0x61], "text/plain; charset=\(name)a") } throws: {
            ($0 as? DecodeError)?.code == .unknownCharset
        }
    }

    @Test(arguments: [
        "<html><head><meta charset=\"gbk\"></head>", "<HTML><META http-equiv=x content='text/html; charset=GB2312'/>",
        "<meta name=a><meta charset = gbk >",
    ])
    func htmlMayNameItsCharset(head: String) throws {
        let article = try decode(Array(head.utf8) + [0xD6, 0xD0])
        #expect(article.body == Array((head + "中").utf8) && article.isHTML)
        #expect(throws: DecodeError(.invalidUTF8, at: head.utf8.count, "invalid UTF-8")) {
            try decode(Array(head.utf8) + [0xD6, 0xD0], "text/html; charset=utf-8")
        }
    }

    @Test func theBodysMarkupIsNamedOrSeen() throws {
        #expect(try decode(Array(#"{"body": "<p>x", "content_type": "text/plain"}"#.utf8)).isHTML == false)
        #expect(try decode(Array(#"{"body": "<p>x"}"#.utf8)).isHTML)
        #expect(try decode(Array(#"{"body": "x", "content_type": "text/HTML; charset=utf-8"}"#.utf8)).isHTML)
    }

    @Test func protobufIsReadBareAndFramed() throws {
        let bare = Samples.rawArticle.protobuf()
        let frame: [UInt8] = [0, 0, 0, 1, 2]
        let articles = [
            try decode(bare, "application/x-protobuf"),
            try decode(frame + [0] + bare, "application/x-protobuf"),
            try decode(frame + [2, 0] + bare, "application/x-protobuf", schemaIDs: [258: .protobuf]),
            try decode(frame + [0] + bare, schemaIDs: [258: .protobuf]),
        ]
        for article in articles {
            #expect(article == articles[0])
            #expect(article.body == Array("正文".utf8) && article.metadata == ["a": "1", "b": "2"])
            #expect(article.title == "标题" && article.author == "作者" && article.documentID == "a1")
        }
        let json = try decode(frame + Array(#"{"body":"b"}"#.utf8), schemaIDs: [258: .json])
        #expect(json.body == Array("b".utf8))
        #expect(try decode(frame + Array("text".utf8)).body.count == 9)
        #expect(throws: DecodeError(.unknownSchemaID, at: 1, "unknown schema id 258")) {
            try decode(frame + [0] + bare, "application/x-protobuf", schemaIDs: [7: .protobuf])
        }
        #expect(throws: DecodeError(.invalidProtobuf, at: 5, "message index does not name RawArticle")) {
            try decode(frame + [2, 2] + bare, "application/x-protobuf")
        }
    }

    @Test(
        arguments: [
            ([0x32, 0x05, 0x61], .invalidProtobuf, 1, "length runs past the message"),
            ([0x32], .invalidProtobuf, 1, "message ends inside a number"),
            ([0x30, 0x01], .wrongType, 1, "body must be a string"),
            ([0x52, 0x02, 0x08, 0x01], .wrongType, 3, "metadata must be a string"),
            ([0x32, 0x02, 0x61, 0xFF], .invalidUTF8, 3, "invalid UTF-8 in body"),
            ([0x7F], .invalidProtobuf, 1, "no such wire type: 7"),
            ([0x02, 0x00], .invalidProtobuf, 0, "no such field number"),
            ([0xF9, 0x01, 0x00], .invalidProtobuf, 2, "message ends inside a number"),
            ([0xF8, 0x01] + [UInt8](repeating: 0xFF, count: 10), .invalidProtobuf, 2, "number of more than 64 bits"),
            ([0xFC, 0x01], .invalidProtobuf, 2, "no such wire type: 4"),
            ([0xFB, 0x01, 0x84, 0x02], .invalidProtobuf, 2, "group ends that did not begin"),
        ] as [([UInt8], DecodeError.Code, Int, String)])
    func brokenProtobufIsAnsweredWithItsByte(bytes: [UInt8], code: DecodeError.Code, offset: Int, reason: String) {
        #expect(throws: DecodeError(code, at: offset, reason)) { try decode(bytes, "application/x-protobuf") }
    }

    @Test func unknownProtobufFieldsArePassedOver() throws {
        let unknown: [UInt8] = [
            0xF8, 0x01, 5, 0xFA, 0x01, 1, 9, 0xFB, 0x01, 0x08, 1, 0xFC, 0x01, 0xFD, 0x01, 1, 2, 3, 4,
        ]
        #expect(try decode(unknown + [0x32, 1, 0x61], "application/x-protobuf").body == [0x61])
        let deep = [UInt8](repeating: 0x0B, count: 10_000)
        #expect { try decode(deep, "application/x-protobuf") } throws: { ($0 as? DecodeError)?.code == .wrongType }
        let groups = [UInt8](repeating: 0x7B, count: 10_000)
        #expect { try decode(groups, "application/x-protobuf") } throws: {
            ($0 as? DecodeError)?.code == .nestingTooDeep
        }
    }

    @Test func theDocumentIDIsTheFormsOwn() throws {
        let text = try decode(Array("正文".utf8), "text/plain", [("source", Array("s".utf8)), ("url", Array("u".utf8))])
        let json = try decode(Array(#"{"source": "s", "url": "u", "body": "\u6b63文", "title": "other"}"#.utf8))
        #expect(text.documentID == json.documentID && text.documentID.count == 32)
        // printf '\0\0\0\0\0\0\0\1s\0\0\0\0\0\0\0\1u\0\0\0\0\0\0\0\6正文' | sha256sum | cut -c 1-32
        #expect(text.documentID == "50d6bc3f9e4eaf7be8b47ccee34994dc")
        let shifted = try decode(Array(#"{"source": "su", "url": "", "body": "正文"}"#.utf8))
        #expect(shifted.documentID != text.documentID)
        let spaced = RawArticleDecoder(idNamespace: .source)
        let given = Array(#"{"source": "s", "article_id": "7", "body": "x"}"#.utf8)
        #expect(try spaced.decode(value: given, headers: []).documentID == "s:7")
        #expect(try decode(given).documentID == "7")
    }
}
