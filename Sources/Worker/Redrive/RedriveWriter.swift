internal import Kafka
internal import Logging

/// Sends letters with their markers, a batch a transaction: either both are there or neither.
///
/// One transactional id per dead-letter topic, whoever runs the redrive and wherever: a second run shuts the first one
/// out when it starts, and what the first one committed until then is all that it will ever have sent.
final class RedriveWriter {
    struct Move {
        let record: OutgoingRecord
        let marker: OutgoingRecord
    }

    /// An abort leaves nothing behind, so a batch is tried again; not for ever, where every commit fails.
    private static let tries = 5

    private let producer: Producer
    private let deadTopic: String
    private let patience: Duration
    private let failPoints: FailPoints
    private let logger: Logger

    static func transactionalID(deadTopic: String) -> String { "tapereader-redrive-\(deadTopic)" }

    /// - Parameter configuration: a producer's; its transactional id is replaced.
    init(
        configuration: Configuration, deadTopic: String, patience: Duration?, failPoints: FailPoints, logger: Logger
    ) throws {
        var configuration = configuration
        try configuration.set("transactional.id", to: Self.transactionalID(deadTopic: deadTopic))
        try configuration.setDefault("transaction.timeout.ms", to: "15000")
        producer = try Producer(configuration: configuration, logger: logger)
        self.deadTopic = deadTopic
        self.patience = patience ?? .seconds(365 * 86_400)
        self.failPoints = failPoints
        self.logger = logger
    }

    private var deadline: ContinuousClock.Instant { .now.advanced(by: patience) }

    /// Shuts out an earlier run, and waits until what it had begun is committed or aborted. Only markers that are read
    /// after this are all there are.
    func start() throws(ServiceFailure) {
        do { try producer.initTransactions(by: deadline) } catch { throw failure(error) }
        failPoints.pass("redrive-started")
    }

    /// Sends all moves of a batch in one transaction, except those that the broker will never take.
    /// - Returns: indices of the moves that were refused.
    func write(_ moves: [Move]) throws(ServiceFailure) -> Set<Int> {
        var refused: Set<Int> = []
        for attempt in 1... {
            let left = moves.indices.filter { !refused.contains($0) }
            guard !left.isEmpty else { return refused }
            do throws(KafkaError) {
                let bad = try transact(moves, left)
                guard !bad.isEmpty else { return refused }
                refused.formUnion(bad)
            } catch {
                guard !error.isFatal, producer.fatalError == nil, attempt < Self.tries else {
                    throw failure(producer.fatalError ?? error)
                }
                logger.warning("\(error); sending the batch again")
            }
            do { try producer.abortTransaction(by: deadline) } catch { throw failure(error) }
            _ = producer.takeDeliveries()
        }
        return refused
    }

    /// - Returns: moves that were refused; then nothing is committed.
    private func transact(_ moves: [Move], _ indices: [Int]) throws(KafkaError) -> Set<Int> {
        try producer.beginTransaction()
        failPoints.pass("redrive-begun")
        for index in indices {
            guard try produce(moves[index].record, index) else { return [index] }
            failPoints.pass("redrive-sent")
            guard try produce(moves[index].marker, index) else { return [index] }
            failPoints.pass("redrive-marked")
        }
        try producer.flush(by: deadline)
        failPoints.pass("redrive-flushed")
        var bad: Set<Int> = []
        for delivery in producer.takeDeliveries() {
            guard let error = delivery.error else { continue }
            let index = Int(delivery.id) - 1
            guard Self.isRefusal(error), moves.indices.contains(index) else { throw error }
            bad.insert(index)
        }
        guard bad.isEmpty else { return bad }
        try producer.commitTransaction(by: deadline)
        failPoints.pass("redrive-committed")
        return []
    }

    /// False when the record is larger than any the producer sends.
    private func produce(_ record: OutgoingRecord, _ index: Int) throws(KafkaError) -> Bool {
        let deadline = deadline
        while true {
            do throws(KafkaError) {
                if case .queued = try producer.produce(record, id: UInt(index + 1)) { return true }
            } catch {
                if error.code == .messageSizeTooLarge { return false }
                throw error
            }
            producer.poll(timeout: .milliseconds(50))
            if ContinuousClock.now > deadline { throw KafkaError(code: .timedOut, operation: "send") }
        }
    }

    private static func isRefusal(_ error: KafkaError) -> Bool {
        [.messageSizeTooLarge, .recordListTooLarge, .invalidRecord].contains(error.code)
    }

    private func failure(_ error: KafkaError) -> ServiceFailure {
        let failure = ServiceFailure(stopping: error)
        guard failure.status == .fenced else { return failure }
        return ServiceFailure(
            status: .fenced,
            description: "another redrive of \(deadTopic) has begun and shut this one out; what was committed here is "
                + "marked, and that run sends the rest of what it selects")
    }
}
