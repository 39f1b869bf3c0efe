internal import Kafka

/// The input record that an output was made of: named when the broker refuses the output.
struct RecordKey: Hashable, Sendable {
    let partition: TopicPartition
    let offset: Int64
}

/// What to do after a failed step of the output side.
enum SinkFailure: Error {
    /// Everything since the last commit is undone: process it again. `refused` are inputs whose output the broker will
    /// never take.
    case rewind(KafkaError, refused: [RecordKey])
    /// Nothing helps: stop with this.
    case stop(ServiceFailure)
}

/// Where a relay's outputs go, and where its progress is kept. Used from one thread.
protocol OutputSink: AnyObject {
    /// Shuts out earlier owners and ends what they left open.
    func start() throws(SinkFailure)
    func produce(_ record: OutgoingRecord, for source: RecordKey) throws(SinkFailure)
    /// Makes outputs and offsets final, together. On return all of it is readable downstream.
    func commit(_ offsets: [Position], of consumer: Consumer) throws(SinkFailure)
    /// Undoes all outputs since the last commit.
    /// - Returns: inputs whose output was refused for good.
    func abort() throws(SinkFailure) -> [RecordKey]
    /// Keeps delivery results moving between commits.
    func poll() throws(SinkFailure)
}
