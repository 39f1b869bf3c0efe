internal import Kafka
internal import Logging

/// Writes outputs to their topics and commits input offsets: in one transaction, or one after the other.
///
/// Every wait is bounded by `patience`.
final class TopicSink: OutputSink {
    private let producer: Producer
    private let isTransactional: Bool
    private let patience: Duration?
    private let logger: Logger
    private var inTransaction = false
    /// Inputs of the outputs since the last commit; an output's id is its index here, plus one.
    private var sources: [RecordKey] = []
    private var failures: [(error: KafkaError, source: RecordKey?)] = []

    init(producer: Producer, isTransactional: Bool, patience: Duration?, logger: Logger) {
        self.producer = producer
        self.isTransactional = isTransactional
        self.patience = patience
        self.logger = logger
    }

    private var deadline: ContinuousClock.Instant { .now.advanced(by: patience ?? .seconds(365 * 86_400)) }

    func start() throws(SinkFailure) {
        guard isTransactional else { return }
        do { try producer.initTransactions(by: deadline) } catch { throw classify(error) }
    }

    func produce(_ record: OutgoingRecord, for source: RecordKey) throws(SinkFailure) {
        try begin()
        sources.append(source)
        let deadline = deadline
        while true {
            do {
                if case .queued = try producer.produce(record, id: UInt(sources.count)) { return }
            } catch {
                if error.code == .messageSizeTooLarge { throw .rewind(error, refused: [source]) }
                throw classify(error)
            }
            producer.poll(timeout: .milliseconds(50))
            try collectDeliveries()
            if ContinuousClock.now > deadline { throw .stop(unavailable("the producer's queue stays full")) }
        }
    }

    func commit(_ offsets: [Position], of consumer: Consumer) throws(SinkFailure) {
        try begin()
        do {
            if isTransactional {
                try retrying { () throws(KafkaError) in
                    guard let group = consumer.groupMetadata() else { throw Self.noGroup }
                    try self.producer.sendOffsets(offsets, of: group, by: self.deadline)
                }
                try retrying { () throws(KafkaError) in try self.producer.commitTransaction(by: self.deadline) }
                inTransaction = false
                try collectDeliveries()
            } else {
                try producer.flush(by: deadline)
                try collectDeliveries()
                try retrying { () throws(KafkaError) in try consumer.commit(offsets, by: self.deadline) }
            }
        } catch let failure as SinkFailure {
            throw failure
        } catch let error as KafkaError {
            throw classify(error)
        } catch {
            throw .stop(ServiceFailure(status: .internalError, description: "\(error)"))
        }
        sources.removeAll(keepingCapacity: true)
    }

    /// In at-least-once mode outputs stay, and will be repeated.
    func abort() throws(SinkFailure) -> [RecordKey] {
        if !isTransactional {
            try? producer.purge()
            try? producer.flush(by: deadline)
        } else if inTransaction {
            do {
                try retrying { () throws(KafkaError) in try self.producer.abortTransaction(by: self.deadline) }
            } catch {
                throw .stop(stopFailure(error))
            }
            inTransaction = false
        }
        noteDeliveries()
        let refused = failures.compactMap { Self.isRefusal($0.error) ? $0.source : nil }
        failures.removeAll()
        sources.removeAll(keepingCapacity: true)
        return refused
    }

    func poll() throws(SinkFailure) {
        producer.poll(timeout: .zero)
        try collectDeliveries()
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

    private func collectDeliveries() throws(SinkFailure) {
        noteDeliveries()
        if let first = failures.first { throw classify(first.error) }
    }

    private func retrying(_ step: () throws(KafkaError) -> Void) throws(KafkaError) {
        let deadline = deadline
        var pause = Duration.milliseconds(50)
        while true {
            do { return try step() } catch {
                guard error.isRetriable, !error.isFatal, !error.requiresAbort, ContinuousClock.now < deadline else {
                    throw error
                }
                logger.warning("\(error); trying again")
                producer.poll(timeout: pause)
                pause = min(pause * 2, .seconds(1))
            }
        }
    }

    private func classify(_ error: KafkaError) -> SinkFailure {
        if error.isFatal || (producer.fatalError != nil) { return .stop(stopFailure(producer.fatalError ?? error)) }
        if error.requiresAbort { return .rewind(error, refused: []) }
        if Self.isPermission(error) { return .stop(stopFailure(error)) }
        if error.isRetriable { return .stop(unavailable(error.description)) }
        return isTransactional && !inTransaction ? .stop(stopFailure(error)) : .rewind(error, refused: [])
    }

    private func stopFailure(_ error: KafkaError) -> ServiceFailure { ServiceFailure(stopping: error) }

    private func unavailable(_ reason: String) -> ServiceFailure {
        ServiceFailure(
            status: .unavailable,
            description: "\(reason); check kafka.bootstrap.servers and the brokers, or raise broker_deadline_ms")
    }

    private static let noGroup = KafkaError(
        code: .state, message: "not in a consumer group", operation: "send offsets", isRetriable: true)

    private static func isRefusal(_ error: KafkaError) -> Bool {
        error.code == .messageSizeTooLarge || error.code == .recordListTooLarge || error.code == .invalidRecord
    }

    private static func isPermission(_ error: KafkaError) -> Bool {
        ServiceFailure(stopping: error).status == .notPermitted
    }
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
