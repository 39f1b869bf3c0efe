/// Confluent's wire format: a zero byte, the id of a schema in a registry as four bytes, for protobuf the indexes that lead to
/// the message in its file, then the payload. https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/
public enum ConfluentFrame {
    /// What stands before the payload.
    /// - Parameter messageIndexes: for protobuf, from the file's top level inwards; nil for JSON.
    public static func header(schemaID: UInt32, messageIndexes: [Int]?) -> [UInt8] {
        var bytes = [0] + BigEndian.bytes(schemaID)
        // The first message of a file is written as a count of nothing.
        guard let messageIndexes, messageIndexes != [0] else { return bytes + (messageIndexes == nil ? [] : [0]) }
        for number in [messageIndexes.count] + messageIndexes { append(varint: UInt64(number) << 1, to: &bytes) }
        return bytes
    }

    /// The bytes behind a frame, or the same bytes where there is none: neither JSON nor a protobuf message begins with a
    /// zero byte.
    public static func payload(of value: [UInt8], _ encoding: OutputEncoding) -> [UInt8] {
        guard value.first == 0, value.count >= 5 else { return value }
        guard encoding == .protobuf else { return Array(value[5...]) }
        var cursor = ProtobufCursor(value, from: 5, to: value.count)
        guard let count = try? cursor.varint(), count % 2 == 0, count <= 32 else { return value }
        for _ in 0..<count / 2 { if (try? cursor.varint()) == nil { return value } }
        return Array(value[cursor.position...])
    }

    private static func append(varint number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// A schema as a registry keeps it for one topic.
public struct RegistrySchema: Sendable, Equatable {
    public let role: Topic.Role
    public let encoding: OutputEncoding
    public let text: String
    /// Where the topic's message stands in a `.proto` file; nil for JSON Schema.
    public let messageIndexes: [Int]?

    /// The schema of what is on a topic.
    /// - Returns: nil for a topic whose records have no form of ours.
    public init?(of role: Topic.Role, _ encoding: OutputEncoding) {
        guard let name = ContractDocument.message(of: role) else { return nil }
        self.role = role
        self.encoding = encoding
        switch encoding {
        case .json:
            text = JSONSchemaDocument.document(of: name).written
            messageIndexes = nil
        case .protobuf:
            text = ContractSource.proto
            messageIndexes = [ProtoFile(text).topLevelNames.firstIndex(of: name) ?? 0]
        }
    }

    /// One of somebody else.
    init(role: Topic.Role, encoding: OutputEncoding, text: String) {
        (self.role, self.encoding, self.text, messageIndexes) = (role, encoding, text, nil)
    }

    /// Whether frames that name such a schema hold raw articles: its first message is ours, with no field that we
    /// would take for another.
    public static func holdsRawArticles(proto text: String) -> Bool {
        let theirs = ProtoFile(text)
        guard let name = theirs.topLevelNames.first, let message = theirs.message(name, in: ""),
            let ours = ProtoFile(ContractSource.proto).message("RawArticle", in: "")
        else { return false }
        return name == ours.name
            && message.fields.allSatisfy { field in
                guard let same = ours.fields.first(where: { $0.number == field.number }) else { return true }
                return same.name == field.name && same.type == field.type && same.isRepeated == field.isRepeated
            }
    }
}
