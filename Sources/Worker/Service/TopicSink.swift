internal import Kafka
internal import Logging

/// Writes outputs to their topics and commits input offsets: in one transaction, or one after the other. In the second
/// case a commit waits for the outputs alone; offsets that do not arrive for ten seconds are waited for too.
final class TopicSink: OutputSink {
    private let producer: Producer
    private let isTransactional: Bool
    private let failPoints: FailPoints
    private var inTransaction = false
    /// The open transaction holds the offsets: they can be sent again, but not once its commit has begun.
    private var hasSentOffsets = false
    /// Inputs of the outputs since the last commit; an output's id is its index here, plus one.
    private var sources: [RecordKey] = []
    /// In at-least-once mode.
    private var commits = OffsetCommits()
    private var failures: [(error: KafkaError, source: RecordKey?)] = []

    /// What can be resumed waits this long at a time, so that a wish to stop is heard.
    private static let resumable = Duration.seconds(1)
    /// What begins anew each time gets the time that a slow broker needs.
    private static let whole = Duration.seconds(10)

    init(producer: Producer, isTransactional: Bool, failPoints: FailPoints = .none) {
        self.producer = producer
        self.failPoints = failPoints
        self.isTransactional = isTransactional
    }

    func start() throws(SinkFailure) {
        guard isTransactional else { return }
        do { try producer.initTransactions(by: Self.resumable.fromNow) } catch { throw classify(error) }
    }

    func produce(_ record: OutgoingRecord, for source: RecordKey) throws(SinkFailure) -> Bool {
        try begin()
        var record = record
        if let number = failPoints.transactionHeader { record.headers.append(number) }
        do {
            guard case .queued = try producer.produce(record, id: UInt(sources.count + 1)) else {
                producer.poll(timeout: .milliseconds(10))
                try collectDeliveries()
                return false
            }
        } catch let failure as SinkFailure {
            throw failure
        } catch let error as KafkaError {
            if error.code == .messageSizeTooLarge { throw .rewind(error, refused: [source]) }
            throw classify(error)
        } catch {
            throw .stop(ServiceFailure(status: .internalError, description: "\(error)"))
        }
        sources.append(source)
        failPoints.pass(.afterProduce)
        return true
    }

    func commit(_ offsets: [Position], of consumer: Consumer) throws(SinkFailure) {
        try begin()
        do throws(KafkaError) {
            if isTransactional {
                try commitTransaction(offsets, of: consumer)
            } else {
                try producer.flush(by: Self.resumable.fromNow)
            }
        } catch {
            throw classify(error)
        }
        try collectDeliveries()
        if !isTransactional { try commitOffsets(offsets, of: consumer) }
        failPoints.pass(.afterCommit)
        sources.removeAll(keepingCapacity: true)
    }

    private func commitOffsets(_ offsets: [Position], of consumer: Consumer) throws(SinkFailure) {
        failPoints.pass(.beforeOffsets)
        commits.add(offsets)
        commits.advance(consumer)
        failPoints.pass(.inCommit)
        guard commits.isFailing(for: Self.whole) else { return }
        do { try commits.settle(consumer, by: Self.whole.fromNow) } catch { throw classify(error) }
    }

    private func commitTransaction(_ offsets: [Position], of consumer: Consumer) throws(KafkaError) {
        if !hasSentOffsets {
            failPoints.pass(.beforeOffsets)
            guard let group = consumer.groupMetadata() else { throw Self.noGroup }
            try producer.sendOffsets(offsets, of: group, by: Self.whole.fromNow)
            hasSentOffsets = true
            failPoints.pass(.afterOffsets)
        }
        failPoints.pass(.inCommit)
        try producer.commitTransaction(by: Self.resumable.fromNow)
        inTransaction = false
        hasSentOffsets = false
        failPoints.ended(committed: true)
    }

    /// In at-least-once mode outputs stay, and will be repeated.
    func abort() throws(SinkFailure) -> [RecordKey] {
        if !isTransactional {
            try? producer.purge()
            try? producer.flush(by: Self.resumable.fromNow)
        } else if inTransaction {
            do { try producer.abortTransaction(by: Self.resumable.fromNow) } catch {
                if !error.isFatal, error.isRetriable { throw .retry(error) }
                throw .stop(ServiceFailure(stopping: producer.fatalError ?? error))
            }
            inTransaction = false
            hasSentOffsets = false
            failPoints.ended(committed: false)
        }
        noteDeliveries()
        let refused = failures.compactMap { Self.isRefusal($0.error) ? $0.source : nil }
        failures.removeAll()
        sources.removeAll(keepingCapacity: true)
        return refused
    }

    func poll(_ consumer: Consumer) throws(SinkFailure) {
        producer.poll(timeout: .zero)
        if !commits.isEmpty { commits.advance(consumer) }
        try collectDeliveries()
    }

    func letGo(
        _ partitions: [TopicPartition], lost: Bool, of consumer: Consumer, by deadline: ContinuousClock.Instant
    ) throws(KafkaError) {
        defer { commits.forget(partitions) }
        if !lost { try commits.settle(consumer, by: deadline) }
    }

    private func begin() throws(SinkFailure) {
        guard isTransactional, !inTransaction else { return }
        do { try producer.beginTransaction() } catch { throw classify(error) }
        inTransaction = true
    }

    private func noteDeliveries() {
        for delivery in producer.takeDeliveries() {
            guard let error = delivery.error, error.code != .purgedInQueue, error.code != .purgedInFlight else {
                continue
            }
            let index = Int(delivery.id) - 1
            failures.append((error, sources.indices.contains(index) ? sources[index] : nil))
        }
    }

    /// An output that was not delivered undoes the others, however passing the cause: the producer has tried already.
    private func collectDeliveries() throws(SinkFailure) {
        noteDeliveries()
        guard let first = failures.first else { return }
        if case .stop(let failure) = classify(first.error), !first.error.isRetriable { throw .stop(failure) }
        throw .rewind(first.error, refused: [])
    }

    private func classify(_ error: KafkaError) -> SinkFailure {
        if let fatal = error.isFatal ? error : producer.fatalError { return .stop(ServiceFailure(stopping: fatal)) }
        if error.requiresAbort { return .rewind(error, refused: []) }
        let failure = ServiceFailure(stopping: error)
        if failure.status == .notPermitted { return .stop(failure) }
        if error.isRetriable { return .retry(error) }
        return isTransactional && !inTransaction ? .stop(failure) : .rewind(error, refused: [])
    }

    private static let noGroup = KafkaError(
        code: .state, message: "not in a consumer group", operation: "send offsets", isRetriable: true)

    private static func isRefusal(_ error: KafkaError) -> Bool {
        error.code == .messageSizeTooLarge || error.code == .recordListTooLarge || error.code == .invalidRecord
    }
}

extension Duration {
    fileprivate var fromNow: ContinuousClock.Instant { .now.advanced(by: self) }
}

extension ServiceFailure {
    /// A client error that no repetition will mend, as exit status and one line that says what to do.
    init(stopping error: KafkaError) {
        switch error.code {
        case .fenced, .producerFenced, .invalidProducerEpoch, .fencedInstanceID:
            self.init(
                status: .fenced,
                description:
                    "\(error): another process uses this transactional id: give each replica its own instance_id, and "
                    + "run each share of a replay once")
        case .topicAuthorizationFailed, .groupAuthorizationFailed, .transactionalIDAuthorizationFailed,
            .clusterAuthorizationFailed:
            self.init(
                status: .notPermitted,
                description: "\(error): grant this client read on the input topic and its group, "
                    + "write on the output topics, and the transactional id")
        case .unknownTopicOrPartition, .unknownTopicLocally:
            self.init(
                status: .unavailable,
                description: "\(error): create the topics with `tapereader topics create`, or correct topics.*")
        default:
            self.init(status: error.isFatal ? .internalError : .unavailable, description: "\(error)")
        }
    }
}
