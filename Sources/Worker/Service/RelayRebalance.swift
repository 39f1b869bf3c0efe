internal import Kafka
internal import Logging

extension Relay: RebalanceDelegate {
    /// Fixes a number to start from: the committed offset, else the reset position as of now. An abort before the first
    /// commit goes back to this number, never to `auto.offset.reset`.
    func consumer(_ consumer: Consumer, willAssign partitions: [TopicPartition]) -> [Position] {
        let began = now
        defer { observer?.rebalanced(.assigned, partitions: partitions.count, after: now - began) }
        guard !partitions.isEmpty else { return [] }
        loop.assigning(partitions)
        performUntilSettled()
        defer { resolved = [] }
        return resolved
    }

    /// Drains before it lets go, unless another member may have the partitions already.
    func consumer(_ consumer: Consumer, willRevoke partitions: [TopicPartition], lost: Bool) {
        guard !partitions.isEmpty else { return }
        logger.info("\(lost ? "lost" : "revoking") \(partitions.map(\.description).joined(separator: " "))")
        failPoints.pass(.inRevoke)
        let began = now
        loop.revoking(partitions, lost: lost, at: now)
        performUntilSettled()
        letGo(partitions, lost: lost, by: .now.advanced(by: .seconds(10)))
        observer?.rebalanced(lost ? .lost : .revoked, partitions: partitions.count, after: now - began)
    }

    /// Offsets that do not arrive are logged: what they stand for is processed again by whoever has the partitions next.
    /// - Returns: false where the brokers did not answer in time. A group that has gone on without this member is none of
    ///   its business.
    @discardableResult
    func letGo(_ partitions: [TopicPartition], lost: Bool, by deadline: ContinuousClock.Instant) -> Bool {
        do {
            try sink.letGo(partitions, lost: lost, of: consumer, by: deadline)
            return true
        } catch {
            logger.warning("\(error); what is not committed is processed again")
            return error.code != .timedOut
        }
    }

    func resolve(_ partitions: [TopicPartition]) {
        do {
            let deadline = ContinuousClock.now.advanced(by: .seconds(10))
            let committed = try consumer.committed(partitions, by: deadline)
            let fresh = committed.filter { $0.offset.number == nil }.map(\.topicPartition)
            let reset = fresh.isEmpty ? [] : try resetOffsets(of: fresh, by: deadline)
            let starts = (committed + reset).compactMap { position in
                position.offset.number.map { RecordKey(partition: position.topicPartition, offset: $0) }
            }
            resolved = starts.map { Position($0.partition, $0.offset) }
            logger.info("assigned \(resolved.map(\.description).joined(separator: " "))")
            loop.resolved(starts)
        } catch {
            note(error.isRetriable ? .retry(error) : .stop(ServiceFailure(stopping: error)))
        }
    }

    /// All in one question: one each would take longer than a broker far away leaves for hundreds of partitions.
    private func resetOffsets(of partitions: [TopicPartition], by deadline: ContinuousClock.Instant)
        throws(KafkaError) -> [Position]
    {
        let ends = try consumer.ends(of: partitions, atBeginning: settings.start == .earliest, by: deadline)
        guard ends.allSatisfy({ $0.offset.number != nil }) else {
            throw KafkaError(
                code: .timedOut, message: "not every partition's end is known", operation: "start", isRetriable: true)
        }
        return ends
    }
}
