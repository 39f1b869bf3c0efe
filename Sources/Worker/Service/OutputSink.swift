internal import Kafka

/// The input record that an output was made of: named when the broker refuses the output.
struct RecordKey: Hashable, Sendable {
    let partition: TopicPartition
    let offset: Int64
}

/// What to do after a failed step of the output side.
enum SinkFailure: Error, Hashable {
    /// Nothing is undone: the same step again, later.
    case retry(KafkaError)
    /// Everything since the last commit is undone: process it again. `refused` are inputs whose output the broker will
    /// never take.
    case rewind(KafkaError, refused: [RecordKey])
    /// Nothing helps: stop with this.
    case stop(ServiceFailure)
}

/// Where a relay's outputs go, and where its progress is kept. Used from one thread.
///
/// Every call is one try, which lasts seconds at most; how often and how long it is tried again is the caller's.
protocol OutputSink: AnyObject {
    /// Shuts out earlier owners and ends what they left open.
    func start() throws(SinkFailure)
    /// False: too much waits to be sent; the same record again, later.
    @discardableResult
    func produce(_ record: OutgoingRecord, for source: RecordKey) throws(SinkFailure) -> Bool
    /// Makes outputs and offsets final. On return all outputs are readable downstream, and the offsets are committed with
    /// them or on their way. After `retry` it is called again with the same offsets, and goes on where it was.
    func commit(_ offsets: [Position], of consumer: Consumer) throws(SinkFailure)
    /// Undoes all outputs since the last commit.
    /// - Returns: inputs whose output was refused for good.
    func abort() throws(SinkFailure) -> [RecordKey]
    /// Keeps deliveries, and offsets on their way, moving between commits.
    func poll(_ consumer: Consumer) throws(SinkFailure)
    /// Partitions go: offsets on their way arrive first, unless the partitions are `lost` to another member.
    func letGo(
        _ partitions: [TopicPartition], lost: Bool, of consumer: Consumer, by deadline: ContinuousClock.Instant
    ) throws(KafkaError)
}

extension OutputSink {
    func letGo(_ partitions: [TopicPartition], lost: Bool, of consumer: Consumer, by deadline: ContinuousClock.Instant)
    {}
}
