internal import Foundation
internal import Kafka
internal import Schema

/// One output record as a line of JSON:
/// `{"topic":"events","key":"…","partition":0,"offset":7,"timestamp":1,"headers":[["ce_id","…"]],"value":{…}}`.
///
/// `partition` and `offset` are the input's. A value of JSON stands as it is; another one, and every dead letter's, is
/// `value_base64`. Text that is not UTF-8 is `key_base64`, or `{"base64":"…"}` as a header's value.
struct ReplayLine: Equatable {
    let role: Schema.Topic.Role
    let key: [UInt8]?
    let value: [UInt8]?
    let headers: [Header]
    let timestamp: Int64
    let source: RecordKey?

    init(role: Schema.Topic.Role, source: RecordKey, record: OutgoingRecord) {
        self.role = role
        self.source = source
        key = record.key
        value = record.value
        headers = record.headers
        timestamp = record.timestampMilliseconds ?? 0
    }

    func append(to line: inout [UInt8], valueIsJSON: Bool) {
        line += Array("{\"topic\":\"\(role.rawValue)\"".utf8)
        if let key {
            if let text = String(validating: key, as: UTF8.self) {
                line += Array(",\"key\":".utf8)
                JSONText.append(text, to: &line)
            } else {
                line += Array(",\"key_base64\":\"\(Data(key).base64EncodedString())\"".utf8)
            }
        }
        if let source {
            line += Array(",\"partition\":\(source.partition.partition),\"offset\":\(source.offset)".utf8)
        }
        line += Array(",\"timestamp\":\(timestamp),\"headers\":[".utf8)
        for (index, header) in headers.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            append(header, to: &line)
        }
        line.append(UInt8(ascii: "]"))
        if let value {
            if valueIsJSON {
                line += Array(",\"value\":".utf8)
                line += value
            } else {
                line += Array(",\"value_base64\":\"\(Data(value).base64EncodedString())\"".utf8)
            }
        }
        line += Array("}\n".utf8)
    }

    private func append(_ header: Header, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "["))
        JSONText.append(header.name, to: &line)
        line.append(UInt8(ascii: ","))
        if let value = header.value {
            if let text = String(validating: value, as: UTF8.self) {
                JSONText.append(text, to: &line)
            } else {
                line += Array("{\"base64\":\"\(Data(value).base64EncodedString())\"}".utf8)
            }
        } else {
            line += Array("null".utf8)
        }
        line.append(UInt8(ascii: "]"))
    }

    /// Nil for a line that `append` would not write.
    init?(line: [UInt8]) {
        guard let object = try? JSONValue(json: line),
            let role = object["topic"]?.string.flatMap(Schema.Topic.Role.init)
        else { return nil }
        self.role = role
        if let text = object["key"]?.string {
            key = Array(text.utf8)
        } else {
            key = Self.base64(object["key_base64"])
        }
        if let raw = object["value"]?.offset {
            // The value is the line's last member, taken as it stands: its bytes are what the digest is over.
            guard line.last == UInt8(ascii: "}"), raw < line.count else { return nil }
            value = Array(line[raw..<line.count - 1])
        } else {
            value = Self.base64(object["value_base64"])
        }
        var headers: [Header] = []
        for pair in object["headers"]?.array ?? [] {
            guard let pair = pair.array, pair.count == 2, let name = pair[0].string else { return nil }
            headers.append(Header(name, pair[1].string.map { Array($0.utf8) } ?? Self.base64(pair[1]["base64"])))
        }
        self.headers = headers
        timestamp = object["timestamp"]?.integer ?? 0
        source = nil
    }

    private static func base64(_ value: JSONValue?) -> [UInt8]? {
        value?.string.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
    }
}

/// A string in JSON's quotes.
enum JSONText {
    private static let digits = Array("0123456789abcdef".utf8)

    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes += Array("\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
