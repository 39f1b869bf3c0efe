/// What one `poll` brought.
public struct Batch: Sendable {
    /// In offset order within each partition.
    public internal(set) var records: [Record] = []
    /// Partitions whose end was reached (with `enable.partition.eof`), at the offset that comes next. After a
    /// transaction's marker that offset lies behind the marker.
    public internal(set) var ends: [Position] = []
    /// Errors of partitions and of the client. One that `isFatal` means that this consumer is done.
    public internal(set) var problems: [ConsumerProblem] = []

    public init() {}

    public var isEmpty: Bool { records.isEmpty && ends.isEmpty && problems.isEmpty }

    /// Leaves out what belongs to the given partitions.
    mutating func remove(_ partitions: Set<TopicPartition>) {
        records.removeAll { partitions.contains($0.topicPartition) }
        ends.removeAll { partitions.contains($0.topicPartition) }
    }
}

/// An error that came up while consuming.
public struct ConsumerProblem: Sendable, Hashable, CustomStringConvertible {
    public let error: KafkaError
    /// The partition concerned; nil for an error of the client. A topic's error has partition −1.
    public let topicPartition: TopicPartition?

    public var description: String { topicPartition.map { "\($0): \(error)" } ?? error.description }
}
