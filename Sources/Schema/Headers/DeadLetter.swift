internal import Crypto

/// Headers of a dead letter: the original ones, then what Spring's tools read, in Spring's encoding.
public enum DeadLetter {
    /// Longest message that goes into a header: a line that says where, not the input again.
    public static let longestMessage = 1000

    enum Name {
        static let topic = "kafka_dlt-original-topic"
        static let partition = "kafka_dlt-original-partition"
        static let offset = "kafka_dlt-original-offset"
        static let timestamp = "kafka_dlt-original-timestamp"
        static let timestampType = "kafka_dlt-original-timestamp-type"
        static let group = "kafka_dlt-original-consumer-group"
        static let code = "kafka_dlt-exception-fqcn"
        static let message = "kafka_dlt-exception-message"
        static let attempts = "tapereader-attempts"
        static let fingerprint = "tapereader-fingerprint"
        static let omitted = "tapereader-value-omitted"
        /// What says nothing of the record's next life.
        static let ofOneDeath: Set<String> = [code, message, attempts, fingerprint, omitted]
        static let all = ofOneDeath.union([topic, partition, offset, timestamp, timestampType, group])
    }

    /// Headers of the dead letter for one record.
    ///
    /// A record that died before keeps the origin of its first death, and `tapereader-attempts` rises by one.
    /// - Parameters:
    ///   - original: the record's own headers, kept in order.
    ///   - timestampType: `CreateTime` or `LogAppendTime`, as Spring writes them; `NoTimestampType` when unknown.
    ///   - code: for example `tapereader.decode.invalid_json`.
    ///   - message: what and where; line breaks become blanks.
    ///   - omitted: the value, when the dead-letter topic would not take it; it is then described by size and SHA-256.
    public static func headers(
        original: RecordHeaders, origin: RecordOrigin, timestampType: String, consumerGroup: String,
        code: String, message: String, fingerprint: String, omitting omitted: [UInt8]? = nil
    ) -> RecordHeaders {
        let earlier = Origin(headers: original)
        let first = earlier ?? Origin(origin: origin, timestampType: timestampType, consumerGroup: consumerGroup)
        var headers = originalHeaders(original)
        headers += [
            (Name.topic, Array(first.topic.utf8)),
            (Name.partition, BigEndian.bytes(first.partition)),
            (Name.offset, BigEndian.bytes(first.offset)),
            (Name.timestamp, BigEndian.bytes(first.timestampMilliseconds)),
            (Name.timestampType, Array(first.timestampType.utf8)),
            (Name.group, Array(first.consumerGroup.utf8)),
            (Name.code, Array(code.utf8)),
            (Name.message, oneLine(message)),
            (Name.attempts, Array(String(max(0, attempts(in: original) ?? 0) &+ 1).utf8)),
            (Name.fingerprint, Array(fingerprint.utf8)),
        ]
        if let omitted {
            headers.append((Name.omitted, describe(omitted)))
        }
        return headers
    }

    private static func describe(_ value: [UInt8]) -> [UInt8] {
        Array("bytes=\(value.count); sha256=\(Hexadecimal.text(SHA256.hash(data: value)))".utf8)
    }

    /// Whether this is the value that a letter with these headers left out.
    public static func isOmitted(_ value: [UInt8], from headers: RecordHeaders) -> Bool {
        lastValue(of: Name.omitted, in: headers) == describe(value)
    }

    /// Deaths so far as the headers count them; nil where they do not.
    public static func attempts(in headers: RecordHeaders) -> Int? {
        lastValue(of: Name.attempts, in: headers).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }

    /// Code and message of the last death; empty where no header says them.
    public static func lastDeath(_ headers: RecordHeaders) -> (code: String, message: String) {
        func text(_ name: String) -> String {
            String(decoding: lastValue(of: name, in: headers) ?? [], as: UTF8.self)
        }
        return (text(Name.code), text(Name.message))
    }

    /// The headers that the record had before it died.
    public static func originalHeaders(_ headers: RecordHeaders) -> RecordHeaders {
        headers.filter { !Name.all.contains($0.name) }
    }

    /// What a redrive sends: the headers from before the death, with those that tell where the record first came from
    /// and how often it died, so that another death keeps the first origin and counts on.
    public static func resentHeaders(_ headers: RecordHeaders) -> RecordHeaders {
        let count = max(1, attempts(in: headers) ?? 1)
        return headers.filter { !Name.ofOneDeath.contains($0.name) } + [(Name.attempts, Array(String(count).utf8))]
    }

    private static func oneLine(_ message: String) -> [UInt8] {
        let line = message.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        var bytes: [UInt8] = []
        for scalar in line {
            let next = UTF8.encode(scalar).map(Array.init) ?? []
            guard bytes.count + next.count <= longestMessage else { break }
            bytes += next
        }
        return bytes
    }
}

extension DeadLetter {
    /// Where a dead letter first came from, and how it died last.
    public struct Origin: Sendable, Equatable {
        public var topic: String
        public var partition: Int32
        public var offset: Int64
        public var timestampMilliseconds: Int64
        public var timestampType: String
        public var consumerGroup: String
        public var code: String
        public var message: String
        /// Deaths so far.
        public var attempts: Int
        /// The value was left out; a redrive fetches it by topic, partition and offset.
        public var valueIsOmitted: Bool

        /// Nil unless topic, partition and offset are there in full.
        public init?(headers: RecordHeaders) {
            guard let topic = lastValue(of: Name.topic, in: headers),
                let partition = BigEndian.value(Int32.self, lastValue(of: Name.partition, in: headers)),
                let offset = BigEndian.value(Int64.self, lastValue(of: Name.offset, in: headers))
            else { return nil }
            func text(_ name: String) -> String {
                String(decoding: lastValue(of: name, in: headers) ?? [], as: UTF8.self)
            }
            self.topic = String(decoding: topic, as: UTF8.self)
            self.partition = partition
            self.offset = offset
            timestampMilliseconds = BigEndian.value(Int64.self, lastValue(of: Name.timestamp, in: headers)) ?? -1
            timestampType = text(Name.timestampType)
            consumerGroup = text(Name.group)
            code = text(Name.code)
            message = text(Name.message)
            attempts = max(1, DeadLetter.attempts(in: headers) ?? 1)
            valueIsOmitted = lastValue(of: Name.omitted, in: headers) != nil
        }

        init(origin: RecordOrigin, timestampType: String, consumerGroup: String) {
            topic = origin.topic
            partition = origin.partition
            offset = origin.offset
            timestampMilliseconds = origin.timestampMilliseconds
            self.timestampType = timestampType
            self.consumerGroup = consumerGroup
            code = ""
            message = ""
            attempts = 0
            valueIsOmitted = false
        }
    }
}
