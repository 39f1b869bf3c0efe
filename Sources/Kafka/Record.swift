/// One partition of one topic.
public struct TopicPartition: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let topic: String
    public let partition: Int32

    public init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.topic == right.topic ? left.partition < right.partition : left.topic < right.topic
    }

    public var description: String { "\(topic)[\(partition)]" }
}

/// A place in a partition: the offset of the next record to read.
public struct Position: Hashable, Sendable, CustomStringConvertible {
    public let topicPartition: TopicPartition
    public let offset: Offset
    /// Text kept by the broker beside a committed offset, at most 4,096 bytes; nil for none.
    public let metadata: String?

    public init(_ topicPartition: TopicPartition, _ offset: Offset, metadata: String? = nil) {
        self.topicPartition = topicPartition
        self.offset = offset
        self.metadata = metadata
    }

    public init(_ topicPartition: TopicPartition, _ offset: Int64, metadata: String? = nil) {
        self.init(topicPartition, .at(offset), metadata: metadata)
    }

    public var description: String { "\(topicPartition)@\(offset)" }
}

/// Where to read from: a number, or a name that the client or broker resolves.
public enum Offset: Hashable, Sendable, CustomStringConvertible {
    /// This offset; never negative.
    case at(Int64)
    /// The oldest record still there.
    case beginning
    /// After the last record.
    case end
    /// The group's committed offset, else what `auto.offset.reset` says.
    case committed
    /// There is none: nothing is committed, or no record is that young.
    case none

    /// The number, where it is one.
    public var number: Int64? { if case .at(let number) = self { number } else { nil } }

    public var description: String {
        switch self {
        case .at(let number): "\(number)"
        case .beginning: "beginning"
        case .end: "end"
        case .committed: "committed"
        case .none: "none"
        }
    }
}

/// A record's time in milliseconds since 1970-01-01 UTC, and who set it.
public struct Timestamp: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// By the producer.
        case create = "CreateTime"
        /// By the broker on arrival.
        case logAppend = "LogAppendTime"
    }

    public let milliseconds: Int64
    public let kind: Kind

    public init(milliseconds: Int64, kind: Kind = .create) {
        self.milliseconds = milliseconds
        self.kind = kind
    }
}

/// A named value beside a record; names may repeat and their order is kept.
public struct Header: Hashable, Sendable {
    public let name: String
    public let value: [UInt8]?

    public init(_ name: String, _ value: [UInt8]?) {
        self.name = name
        self.value = value
    }

    public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// A record read from Kafka, copied out of the client's buffers: it may be kept for as long as wanted.
public struct Record: Hashable, Sendable {
    public let topicPartition: TopicPartition
    public let offset: Int64
    /// Nil where the record carries none.
    public let timestamp: Timestamp?
    /// Nil for a null key, empty for an empty one.
    public let key: [UInt8]?
    /// Nil for a tombstone, empty for an empty value.
    public let value: [UInt8]?
    public let headers: [Header]

    public init(
        topicPartition: TopicPartition, offset: Int64, timestamp: Timestamp?, key: [UInt8]?, value: [UInt8]?,
        headers: [Header]
    ) {
        self.topicPartition = topicPartition
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }

    public var topic: String { topicPartition.topic }
    public var partition: Int32 { topicPartition.partition }

    /// The last header of that name.
    public func header(_ name: String) -> Header? { headers.last { $0.name == name } }

    /// Bytes of key, value and headers: what the record costs in memory, its fixed part left out.
    public var byteCount: Int {
        headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) }
    }
}

/// A record to be written.
public struct OutgoingRecord: Hashable, Sendable {
    public var topic: String
    /// Nil leaves the choice to the partitioner (`partitioner` property; by default a hash of the key).
    public var partition: Int32?
    public var key: [UInt8]?
    /// Nil makes a tombstone.
    public var value: [UInt8]?
    public var headers: [Header]
    /// Milliseconds since 1970; nil is now. Librdkafka takes 0 for "now", so 0 is sent as 1.
    public var timestampMilliseconds: Int64?

    public init(
        topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?, headers: [Header] = [],
        timestampMilliseconds: Int64? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
        self.timestampMilliseconds = timestampMilliseconds
    }
}
