internal import Crypto
internal import Foundation
internal import Kafka
internal import Schema

/// A record of the dead-letter topic, read as what it tells about the record that died.
struct Letter: Sendable {
    let record: Record
    /// Nil for a letter without Spring's headers: nobody knows where it came from.
    let origin: DeadLetter.Origin?
    /// Code of the last death; `unknown` where no header says it.
    let reason: String
    let message: String
    /// Deaths so far, at least 1.
    let attempts: Int
    /// Who published the article, or empty.
    let source: String

    init(_ record: Record, decoder: RawArticleDecoder) {
        self.record = record
        let headers = Self.headers(of: record)
        origin = DeadLetter.Origin(headers: headers)
        let (code, message) = DeadLetter.lastDeath(headers)
        reason = code.isEmpty ? "unknown" : code
        self.message = message
        attempts = max(1, DeadLetter.attempts(in: headers) ?? 1)
        source = LetterSource.find(in: record.value, headers: DeadLetter.originalHeaders(headers), decoder: decoder)
    }

    var place: LetterPlace { LetterPlace(partition: record.partition, offset: record.offset) }

    /// Kafka's timestamp of the record that died; the letter carries the same. Nil for none.
    var milliseconds: Int64? {
        if let time = origin?.timestampMilliseconds, time > 0 { return time }
        return record.timestamp?.milliseconds
    }

    /// The first 128 bits of SHA-256 over all that the letter holds, so that a marker cannot be taken for that of
    /// another letter at the same place: topics are deleted and made anew.
    var identity: String {
        var hash = SHA256()
        func add(_ bytes: [UInt8]?) {
            let length = bytes.map { Int64($0.count) } ?? -1
            unsafe withUnsafeBytes(of: length.bigEndian) { unsafe hash.update(bufferPointer: $0) }
            if let bytes { hash.update(data: bytes) }
        }
        add(Array("\(record.timestamp?.milliseconds ?? -1)".utf8))
        add(record.key)
        add(record.value)
        for header in record.headers {
            add(Array(header.name.utf8))
            add(header.value)
        }
        return hash.finalize().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func headers(of record: Record) -> RecordHeaders {
        record.headers.map { (name: $0.name, value: $0.value) }
    }
}

/// Where a letter stands in its topic.
struct LetterPlace: Hashable, Sendable {
    let partition: Int32
    let offset: Int64
}

/// Who published the article in a letter, told as well as a record that cannot be read allows.
enum LetterSource {
    /// Longest source that is shown, in bytes.
    private static let longest = 200

    /// Empty where nothing tells.
    static func find(in value: [UInt8]?, headers: RecordHeaders, decoder: RawArticleDecoder) -> String {
        if let named = headers.last(where: { $0.name == "source" })?.value { return text(named[...]) }
        if let article = try? decoder.decode(value: value, headers: headers) { return article.source }
        return scan(value ?? [])
    }

    /// The first `"source": "…"` in bytes that are no whole JSON text.
    private static func scan(_ bytes: [UInt8]) -> String {
        let name = Array("\"source\"".utf8)
        guard let at = bytes.firstRange(of: name) else { return "" }
        var rest = bytes[at.upperBound...].drop(while: isBlank)
        guard rest.first == UInt8(ascii: ":") else { return "" }
        rest = rest.dropFirst().drop(while: isBlank)
        guard rest.first == UInt8(ascii: "\"") else { return "" }
        let quoted = rest.dropFirst().prefix(longest)
        guard let end = quoted.firstIndex(of: UInt8(ascii: "\"")) else { return "" }
        return text(quoted[..<end])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(longest), as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
