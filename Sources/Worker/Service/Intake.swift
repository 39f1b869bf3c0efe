internal import Kafka

/// Where a relay's records come from, how far they go, and what is kept beside their offsets. Used from one thread.
///
/// `work` reads a `Subscription` without end, a replay a `RangeIntake`; everything else of the loop is the same.
protocol Intake: AnyObject {
    /// Begins to read; called once the sink has shut out earlier owners.
    func open(_ consumer: Consumer) throws(ServiceFailure) -> Opening
    /// Called before every poll: what it may bring; nil for nothing yet.
    func step() -> Pace.Allowance?
    func admit(_ record: Record) -> Admission
    /// The broker reports the partition's end. Returns the offset that may be committed once nothing is open.
    func reachedEnd(of partition: TopicPartition, at offset: Int64) -> Int64
    /// Nothing more is wanted of a partition.
    func isOver(_ partition: TopicPartition) -> Bool
    /// Deals with an error of a partition, or leaves it to the relay.
    func mend(_ problem: ConsumerProblem, of consumer: Consumer) throws(ServiceFailure) -> Mending
    /// The outputs of an input go out, in offset order within its partition.
    func released(_ processed: ProcessedRecord, of source: RecordKey)
    /// What is committed for a partition whose released prefix ends at `offset`.
    func position(_ partition: TopicPartition, _ offset: Int64) -> Position
    func committed(_ offsets: [(partition: TopicPartition, offset: Int64)])
    /// Everything since the last commit is undone; reading goes on at these offsets.
    func rewound(to offsets: [(partition: TopicPartition, offset: Int64)])
    /// Everything is read and committed.
    var isFinished: Bool { get }
}

/// How an intake begins.
struct Opening {
    /// Partitions that are read from now on, at these offsets. A subscription gets its own by rebalances.
    var starts: [(partition: TopicPartition, offset: Int64)] = []
    /// Committed before anything is read.
    var marks: [Position] = []
}

/// What becomes of a record.
enum Admission {
    case process
    /// Passed over; its offset is committed like any other.
    case skip
    /// Not wanted, and its partition needs nothing more before `end`.
    case over(end: Int64)
}

/// How an error was dealt with.
enum Mending {
    /// Not at all.
    case left
    /// Everything is assigned anew at these positions: librdkafka refuses to seek a partition that has failed.
    case reassign([Position])
    /// Nothing of it is left up to `end`.
    case over(TopicPartition, end: Int64)
}

/// The group's share of a topic, for ever.
final class Subscription: Intake {
    private let topic: String

    init(topic: String) { self.topic = topic }

    func open(_ consumer: Consumer) throws(ServiceFailure) -> Opening {
        do { try consumer.subscribe(to: [topic]) } catch { throw ServiceFailure(stopping: error) }
        return Opening()
    }

    func step() -> Pace.Allowance? { .largest }
    func admit(_ record: Record) -> Admission { .process }
    func reachedEnd(of partition: TopicPartition, at offset: Int64) -> Int64 { offset }
    func isOver(_ partition: TopicPartition) -> Bool { false }
    func mend(_ problem: ConsumerProblem, of consumer: Consumer) -> Mending { .left }
    func released(_ processed: ProcessedRecord, of source: RecordKey) {}
    func position(_ partition: TopicPartition, _ offset: Int64) -> Position { Position(partition, offset) }
    func committed(_ offsets: [(partition: TopicPartition, offset: Int64)]) {}
    func rewound(to offsets: [(partition: TopicPartition, offset: Int64)]) {}
    var isFinished: Bool { false }
}
