internal import Foundation
internal import Kafka
internal import Logging
internal import Schema
internal import SwiftProtobuf

/// Where one side of a comparison comes from.
enum DiffSource: Equatable, Sendable {
    /// JSON lines, as `analyze` and `replay --file` write them; `-` is standard input.
    case files([String])
    case topics([String])

    var name: String {
        switch self {
        case .files(let names), .topics(let names): names.joined(separator: ", ")
        }
    }
}

/// Takes in one side: finds of each record what it is and which document it belongs to, and spills it.
struct DiffIntake {
    /// The first of the lines that could not be read, for messages.
    static let problemLimit = 20

    private let spill: DiffSpill
    private var number: UInt64 = 0
    /// Articles, flows, dead letters and what else is not compared.
    private(set) var others = 0
    private(set) var unreadable = 0
    private(set) var problems: [String] = []

    init(_ spill: DiffSpill) { self.spill = spill }

    /// - Throws: `ServiceFailure` when a file cannot be read or the spill cannot be written.
    mutating func read(files: [String]) throws {
        for path in files {
            guard let lines = LineReader(path: path) else {
                throw ServiceFailure(status: .badInput, description: "\(path): cannot be read")
            }
            var line = 0
            while let bytes = lines.next() {
                line += 1
                do { try add(json: bytes) } catch let error as DecodeError { note("\(path):\(line)", error) }
            }
        }
    }

    /// Reads topics from their beginnings to the last stable offsets of now, without a trace in any group.
    /// - Throws: `ServiceFailure`, `KafkaError`, `SettingError`.
    mutating func read(topics: [String], of settings: WorkSettings, logger: Logger) throws {
        let configuration = try ClientConfiguration(settings.kafkaProperties).reader(group: settings.group + "-diff")
        let reader = TopicReader(configuration: configuration, logger: logger)
        for topic in topics {
            try reader.forEach(of: [topic], patience: settings.brokerDeadline ?? .seconds(60)) { record in
                do { try add(record) } catch let error as DecodeError {
                    note("\(record.topicPartition)@\(record.offset)", error)
                }
            }
        }
    }

    private mutating func note(_ place: String, _ error: DecodeError) {
        unreadable += 1
        if problems.count < Self.problemLimit { problems.append("\(place): \(error)") }
    }

    private mutating func add(_ record: Record) throws {
        guard let value = record.value else { return }
        let headers = Dictionary(
            record.headers.map { ($0.name, $0.value ?? []) }, uniquingKeysWith: { _, last in last })
        guard headers["content-type"] == Array(OutputEncoding.protobuf.contentType.utf8) else {
            return try add(json: ConfluentFrame.payload(of: value, .json))
        }
        switch String(decoding: headers["ce_type"] ?? [], as: UTF8.self) {
        case OutputKind.event.cloudEventType: try add(json: try Self.message(Schema.Event.self, value).json())
        case OutputKind.sentiment.cloudEventType: try add(json: try Self.message(EntitySentiment.self, value).json())
        default: others += 1
        }
    }

    private static func message<Message: SwiftProtobuf.Message>(
        _ type: Message.Type, _ value: [UInt8]
    ) throws(DecodeError) -> Message {
        do { return try Message(serializedBytes: ConfluentFrame.payload(of: value, .protobuf)) } catch {
            throw DecodeError(.invalidProtobuf, "not a record of its type")
        }
    }

    /// Takes in one record, or a line of a replay's file, which holds one in `value`. A blank line is none.
    mutating func add(json bytes: [UInt8]) throws {
        guard let last = bytes.lastIndex(where: { $0 > 0x20 }) else { return }
        number += 1
        let start = bytes.firstIndex { $0 > 0x20 } ?? 0
        try add(bytes, start..<last + 1, isWrapped: false)
    }

    private mutating func add(_ bytes: [UInt8], _ range: Range<Int>, isWrapped: Bool) throws {
        // An event says early what it is; only its other half of the work reads it whole.
        let members = try JSONMembers(bytes, from: range.lowerBound, enough: ["event_id", "document_id"])
        if members.value("event_id") != nil, let document = members.string("document_id") {
            return try keep(.event, of: document, bytes[range])
        }
        guard members.end == range.upperBound else {
            throw DecodeError(.invalidJSON, at: members.end, "something follows the value")
        }
        if members.value("p_positive") != nil, members.value("entity") != nil,
            let article = members.string("article_id")
        {
            return try keep(.sentiment, of: Self.document(ofArticle: article), bytes[range])
        }
        if !isWrapped, members.value("topic") != nil, let value = members.value("value"),
            bytes[value.lowerBound] == UInt8(ascii: "{")
        {
            return try add(bytes, value, isWrapped: true)
        }
        others += 1
    }

    private func keep(_ kind: DiffKind, of document: String, _ bytes: ArraySlice<UInt8>) throws {
        try spill.add(kind: kind, hash: DiffPlace.hash(of: document.utf8), number: number, bytes)
    }

    /// An article's id is its document's with `#` and a place behind it.
    static func document(ofArticle article: String) -> String {
        article.lastIndex(of: "#").map { String(article[..<$0]) } ?? article
    }
}
