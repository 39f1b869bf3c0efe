internal import Schema
internal import SwiftProtobuf

extension FuzzTarget {
    /// What comes off the wire: raw articles in every form, and the records and headers that we read back.
    static let decoders: [FuzzTarget] = [
        FuzzTarget(
            name: "article",
            dictionary: [
                "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "null", "true", "-0", "1e9",
                "\"body\":",
                "\"title\":", "\"metadata\":", "\"published_at\":", "\"content_type\":\"text/html\"",
                "<meta charset=gbk>",
                "<p>", "\n", "中",
            ], shortRuns: 20_000, read: readArticle),
        FuzzTarget(
            name: "record",
            dictionary: [
                "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "null", "true", "\"value\":", "\"participants\":",
                "\"measures\":", "\"start\":", "\"provenance\":", "\"entity\":", "\"p_positive\":", "\"event_ids\":",
            ], longestInput: 2048, shortRuns: 4000, read: readRecord),
        FuzzTarget(
            name: "header",
            dictionary: ["00-", "-01", "ff", "text/", "charset=", ";", "\"", "gb18030", "utf-16le", "big5", "-", " "],
            shortRuns: 20_000, read: readHeader),
    ]

    /// The first byte chooses the declared type, so that one corpus reaches every decoder.
    private static let contentTypes: [String?] = [
        nil, "application/json", "application/x-protobuf", "text/plain", "text/html", "text/plain; charset=gbk",
        "text/plain; charset=big5", "text/html; charset=utf-16", "application/json; charset=gb18030",
        "text/plain; charset=utf-16be", "text/plain; charset=euc-kr", "text/plain; charset=shift_jis",
        "application/vnd.confluent+protobuf", "text/plain; charset=utf-7",
    ]

    private static func readArticle(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let value = Array(bytes.dropFirst())
        let type = contentTypes[Int(first) % contentTypes.count]
        let decoder = RawArticleDecoder(schemaIDs: [1: .protobuf, 2: .json])
        let headers: RecordHeaders = type.map { [("content-type", Array($0.utf8))] } ?? []
        switch Result(catching: { () throws(DecodeError) in try decoder.decode(value: value, headers: headers) }) {
        case .success(let article):
            let isText = !article.body.isEmpty && String(validating: article.body, as: UTF8.self) != nil
            try promise(isText, "a body that is no text")
            try promise(!article.documentID.isEmpty, "an article without an id")
        case .failure(let error):
            // A declared charset is converted first; then the byte is the converted text's.
            let isConverted = type?.contains("charset") ?? false
            let isInside = isConverted || (0...value.count).contains(error.offset ?? 0)
            try promise(isInside, "\(error) lies outside \(value.count) bytes")
        }
    }

    /// Whatever is read is written, and what is written is read back as the same bytes.
    private static func readRecord(_ bytes: [UInt8]) throws {
        try writesWhatItReads(bytes) { try Event(json: $0).json() }
        try writesWhatItReads(bytes) { try AnalyzedArticle(json: $0).json() }
        try writesWhatItReads(bytes) { try EntitySentiment(json: $0).json() }
        try writesWhatItReads(bytes) { try Flow(json: $0).json() }
        _ = try? RawArticle(serializedBytes: bytes)
    }

    private static func writesWhatItReads(_ bytes: [UInt8], _ rewritten: ([UInt8]) throws -> [UInt8]) throws {
        guard let once = try? rewritten(bytes) else { return }
        guard let twice = try? rewritten(once) else {
            throw Finding("cannot read what it wrote: \(String(decoding: once, as: UTF8.self))")
        }
        try promise(once == twice, "writes something else the second time: \(String(decoding: twice, as: UTF8.self))")
    }

    private static func readHeader(_ bytes: [UInt8]) throws {
        let names = [
            "content-type", "traceparent", "kafka_dlt-original-topic", "kafka_dlt-original-partition",
            "kafka_dlt-original-offset", "kafka_dlt-original-timestamp", "tapereader-attempts", "published_at", "title",
        ]
        let headers: RecordHeaders = names.map { ($0, bytes) }
        _ = try? RawArticleDecoder().decode(value: Array("英伟达".utf8), headers: headers)
        let origin = RecordOrigin(
            topic: "articles.raw", partition: 0, offset: 1, timestampMilliseconds: 0, traceparent: bytes)
        _ = OutputRecord.flow(Flow()).headers(of: origin, outputIndex: 0)
        let message = String(decoding: bytes, as: UTF8.self)
        let dead = DeadLetter.headers(
            original: headers, origin: origin, timestampType: "CreateTime", consumerGroup: "g", code: "c",
            message: message, fingerprint: "f", omitting: bytes)
        for name in ["kafka_dlt-exception-message", "tapereader-attempts"] {
            let values = dead.filter { $0.name == name }
            try promise(values.count == 1, "\(values.count) headers \(name)")
            let value = values.first?.value ?? []
            try promise(value.count <= DeadLetter.longestMessage, "\(name) is \(value.count) bytes long")
            try promise(!value.contains { $0 < 0x20 || $0 == 0x7F }, "\(name) holds a control character")
        }
    }
}
