internal import Kafka
internal import Logging

// The input side: what is read, from where, and what becomes of its troubles.
extension Relay {
    func open() {
        do {
            let opening = try intake.open(consumer)
            marks = opening.marks
            guard !opening.marks.isEmpty || !opening.starts.isEmpty else { return loop.subscribed() }
            loop.opened(
                starts: opening.starts.map { RecordKey(partition: $0.partition, offset: $0.offset) },
                hasMarks: !marks.isEmpty)
        } catch {
            loop.end(error)
        }
    }

    func assign(_ starts: [RecordKey]) {
        do {
            try consumer.assign(starts.map { Position($0.partition, $0.offset) })
            loop.assigned()
        } catch {
            loop.end(ServiceFailure(stopping: error))
        }
    }

    /// A partition of which nothing more is wanted is not fetched either.
    func reachedEnd(_ partition: TopicPartition, _ offset: Int64) {
        loop.reachedEnd(partition, at: offset)
        if intake.isOver(partition) { try? consumer.pause([partition]) }
    }

    var unfinished: [TopicPartition] { loop.ledger.assigned.filter { !intake.isOver($0) } }

    func rewind() {
        let offsets = loop.ledger.rewindPositions
        intake.rewound(to: offsets)
        do {
            try consumer.seek(offsets.map { Position($0.partition, $0.offset) }, by: .now.advanced(by: .seconds(10)))
            loop.sought()
        } catch {
            logger.warning("\(error); trying again")
            loop.seekFailed(error, at: now)
        }
        // What was over may have begun again.
        if loop.fetching == .all { try? consumer.resume(unfinished) }
    }

    func note(_ problem: ConsumerProblem) {
        do throws(ServiceFailure) {
            if problem.error.isFatal { throw ServiceFailure(stopping: problem.error) }
            if try mend(problem) { return }
            let failure = ServiceFailure(stopping: problem.error)
            if failure.status == .notPermitted { throw failure }
        } catch {
            return loop.end(error)
        }
        logger.warning("\(problem)")
        if problem.error.code == .allBrokersDown || problem.error.code == .unknownTopicOrPartition {
            loop.silent(problem.error, at: now)
        }
    }

    private func mend(_ problem: ConsumerProblem) throws(ServiceFailure) -> Bool {
        switch try intake.mend(problem, of: consumer) {
        case .left: return false
        case .reassign(let positions):
            loop.reassign(
                positions.compactMap { position in
                    position.offset.number.map { RecordKey(partition: position.topicPartition, offset: $0) }
                })
        case .over(let partition, let end): reachedEnd(partition, end)
        }
        return true
    }

    func logDeath(_ rejection: Rejection, of key: RecordKey) {
        logger.notice(
            "dead letter: \(rejection.code)",
            metadata: [
                "topic": "\(key.partition.topic)", "partition": "\(key.partition.partition)",
                "offset": "\(key.offset)", "reason": "\(rejection.message)",
            ])
    }

    func probe() {
        do {
            _ = try consumer.partitions(of: settings.topics.raw, by: .now.advanced(by: .seconds(1)))
            logger.notice("the brokers answer again")
            loop.answered()
        } catch {
            logger.warning("\(error); trying again")
            loop.probeFailed(error, at: now)
        }
    }

    /// Leaves the group; what it revokes on the way is committed already.
    func close(by deadline: Duration) {
        let start = ContinuousClock.now
        let left = deadline - now
        if !letGo(loop.ledger.assigned, lost: false, by: start.advanced(by: left / 2)) { loop.end(Loop.late) }
        do {
            try consumer.close(by: start.advanced(by: left), delegate: self)
            loop.closed()
        } catch {
            loop.end(
                ServiceFailure(status: .deadlineExceeded, description: "\(error): the group was not left in time"))
        }
    }
}

extension TransactionLoop.Bounds {
    init(_ settings: WorkSettings) {
        self.init(
            inflightRecords: settings.inflightRecords, inflightBytes: settings.inflightBytes,
            commitInterval: settings.commitInterval, commitRecords: settings.commitRecords, drain: .seconds(10),
            shutdown: settings.shutdownDeadline, retries: settings.retries)
    }
}
