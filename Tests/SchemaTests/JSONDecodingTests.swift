import Schema
import Testing

/// The JSON form of a raw article: what it gives, and what each kind of broken text is answered with.
struct JSONDecodingTests {
    private let decoder = RawArticleDecoder()

    private func decode(_ json: String) throws(DecodeError) -> IncomingArticle {
        try decoder.decode(value: Array(json.utf8), headers: [])
    }

    @Test func everyFieldArrives() throws {
        let article = try decode(
            """
            {"article_id": "a1", "source": "证券报", "url": "https://example.org", "title": "标题", "author": "作者",
             "body": "正文", "content_type": "text/plain", "published_at": "2025-09-27T08:00:00+08:00",
             "fetched_at": "2025-09-28", "metadata": {"k": "v", "n": null}, "unknown": [1, {"x": [true, false, null]}]}
            """)
        #expect(article.documentID == "a1" && article.articleID == "a1" && article.source == "证券报")
        #expect(article.url == "https://example.org" && article.title == "标题" && article.author == "作者")
        #expect(article.body == Array("正文".utf8) && !article.isHTML)
        #expect(article.publishedAt == "2025-09-27T08:00:00+08:00" && article.publishedAtSource == "given")
        #expect(article.fetchedAt == "2025-09-28" && article.metadata == ["k": "v"])
    }

    @Test(arguments: [
        (#"\u4e2d\u6587"#, "中文"), (#"a\"\\\/\b\f\n\r\tz"#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#"\ud83d\ude00"#, "\u{1F600}"),
        (#"\uD83D"#, "\u{FFFD}"), (#"\uDE00x"#, "\u{FFFD}x"), (#"\ud83d\ud83d\ude00"#, "\u{FFFD}\u{1F600}"),
        (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\ud83dA"#, "\u{FFFD}A"), (#"\ud83d\u0041"#, "\u{FFFD}A"),
        (#"a\u0000b"#, "a\u{0}b"), ("\u{7F}\u{80}\u{2028}x", "\u{7F}\u{80}\u{2028}x"), (#"😀\uffffé"#, "😀\u{FFFF}é"),
    ])
    func escapesMeanWhatTheStandardSays(written: String, meant: String) throws {
        #expect(try decode("{\"body\": \"\(written)\"}").body == Array(meant.utf8))
    }

    @Test(arguments: [
        #"{"body": "a", "body": "b"}"#, #"{"body": 5e0, "body": "b"}"#, #"{"b\u006fdy": "b"}"#,
        " \r\n\t{\"body\"\n:\t\"b\" } ",
        "\u{FEFF}{\"body\": \"b\"}", #"{"body":"b","title":null,"metadata":null,"content_type":null}"#,
        #"{"body":"b","x":[-0, 1.5e+3, 0.1E-2, {}, [], "", {"a":{"b":[[]]}}]}"#,
    ])
    func whatIsValidIsRead(json: String) throws {
        if json.contains("5e0") {
            #expect(throws: DecodeError(.wrongType, at: 9, "body must be a string")) { try decode(json) }
        } else {
            #expect(try decode(json).body == Array("b".utf8))
        }
    }

    static let broken: [(String, DecodeError.Code, Int, String)] = [
        (#"{"body": "a"#, .invalidJSON, 9, "unterminated string"),
        (#"{"body": "a\"#, .invalidJSON, 9, "unterminated string"),
        (#"{"body": "a\u12"#, .invalidJSON, 9, "unterminated string"),
        (#"{"body": "a\u12g4"}"#, .invalidJSON, 15, "no hexadecimal digit in an escape"),
        (#"{"body": "a\x"}"#, .invalidJSON, 11, "unknown escape"),
        ("{\"body\": \"a\nb\"}", .invalidJSON, 11, "control character in a string"),
        (#"{"body": "a""#, .invalidJSON, 12, "text ends early, expected ',' or '}'"),
        (#"{"body" "a"}"#, .invalidJSON, 8, "expected ':' after a member's name"),
        (#"{"body": }"#, .invalidJSON, 9, "expected a value"),
        (#"{"body": "a",}"#, .invalidJSON, 13, "expected a member's name"),
        (#"{body: "a"}"#, .invalidJSON, 1, "expected a member's name"),
        (#"{"body": "a"} x"#, .invalidJSON, 14, "something follows the value"),
        (#"{"x": 01, "body": "a"}"#, .invalidJSON, 7, "expected ',' or '}'"),
        (#"{"x": 1., "body": "a"}"#, .invalidJSON, 8, "expected a digit"),
        (#"{"x": -, "body": "a"}"#, .invalidJSON, 7, "expected a digit"),
        (#"{"x": 1e, "body": "a"}"#, .invalidJSON, 8, "expected a digit"),
        (#"{"x": nul}"#, .invalidJSON, 6, "expected null"),
        (#"{"x": [1 2]}"#, .invalidJSON, 9, "expected ',' or ']'"),
        (#"{"x": [1}"#, .invalidJSON, 8, "expected ',' or ']'"),
        ("{", .invalidJSON, 1, "text ends early, expected a member's name"),
        (#"{"body": 5}"#, .wrongType, 9, "body must be a string"),
        (#"{"body": ["a"]}"#, .wrongType, 9, "body must be a string"),
        (#"{"title": {}, "body": "a"}"#, .wrongType, 10, "title must be a string"),
        (#"{"metadata": [], "body": "a"}"#, .wrongType, 13, "metadata must be an object of strings"),
        (#"{"metadata": {"a": 1}, "body": "a"}"#, .wrongType, 19, "a value of metadata must be a string"),
    ]

    @Test(arguments: broken)
    func brokenTextIsAnsweredWithItsByte(json: String, code: DecodeError.Code, offset: Int, reason: String) {
        #expect(throws: DecodeError(code, at: offset, reason)) { try decode(json) }
    }

    @Test(arguments: [
        "{}", #"{"title": "a"}"#, #"{"body": ""}"#, #"{"body": null}"#, #"{"body": " \n\t　\ufeff\u00a0\u200b"}"#,
        " \n", "\u{3000}", "\u{0}\u{1}",
    ])
    func aBlankBodyIsMissing(text: String) {
        #expect(throws: DecodeError(.missingBody, "no body")) { try decode(text) }
    }

    @Test func nestingIsBounded() throws {
        for brackets in [("[", 64), ("{\"a\":", 320)] {
            let json = "{\"x\":" + String(repeating: brackets.0, count: 10_000)
            let offset = 5 + 63 * brackets.1 / 64
            #expect(throws: DecodeError(.nestingTooDeep, at: offset, "nested deeper than 64")) { try decode(json) }
            #expect(throws: DecodeError.self) { try JSONValue(json: Array(json.utf8)) }
        }
        let deep = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
        #expect(try decode("{\"x\":\(deep),\"body\":\"b\"}").body == Array("b".utf8))
        #expect(throws: DecodeError(.nestingTooDeep, at: 71, "nested deeper than 64")) {
            try decode("{\"body\":" + String(repeating: "[", count: 10_000))
        }
    }

    @Test func countsAreBounded() {
        let many = "{\"x\":[" + String(repeating: "0,", count: 1_000_001) + "0],\"body\":\"b\"}"
        #expect { try decode(many) } throws: { ($0 as? DecodeError)?.code == .tooManyValues }
        let entries = (0...10_000).map { "\"\($0)\":\"\"" }.joined(separator: ",")
        #expect { try decode("{\"metadata\":{\(entries)},\"body\":\"b\"}") } throws: {
            ($0 as? DecodeError)?.code == .tooManyValues
        }
    }

    @Test(
        arguments: [
            ([0xFF], 0), ([0xC0, 0x80], 0), ([0xE0, 0x80, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
            ([0xF4, 0x90, 0x80, 0x80], 0),
            ([0xE4, 0xB8], 0), ([0x61, 0xE4, 0xB8, 0xAD, 0xE4, 0xB8, 0xAD, 0x61, 0x80], 8), ([0xF0, 0x9F, 0x98], 0),
            ([0xE4, 0xB8, 0xAD, 0xE4, 0xB8, 0x2D, 0x61, 0x61], 3),
            ([0xE4, 0xB8, 0xAD, 0xED, 0xBF, 0xBF, 0x61, 0x61], 3),
        ] as [([UInt8], Int)])
    func invalidUTF8IsAnsweredWithItsByte(bytes: [UInt8], place: Int) {
        let json = Array("{\"body\":\"".utf8) + bytes + Array("\"}".utf8)
        #expect(throws: DecodeError(.invalidUTF8, at: 9 + place, "invalid UTF-8 in a string")) {
            try decoder.decode(value: json, headers: [])
        }
        #expect(throws: DecodeError(.invalidUTF8, at: place, "invalid UTF-8")) {
            try decoder.decode(value: bytes, headers: [])
        }
    }
}
