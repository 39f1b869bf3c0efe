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
        observer?.rebalanced(lost ? .lost : .revoked, partitions: partitions.count, after: now - began)
    }

    func resolve(_ partitions: [TopicPartition]) {
        do {
            let deadline = ContinuousClock.now.advanced(by: .seconds(10))
            var starts: [RecordKey] = []
            for position in try consumer.committed(partitions, by: deadline) {
                let partition = position.topicPartition
                let start =
                    if let committed = position.offset.number { committed } else {
                        try resetOffset(of: partition, by: deadline)
                    }
                starts.append(RecordKey(partition: partition, offset: start))
            }
            resolved = starts.map { Position($0.partition, $0.offset) }
            logger.info("assigned \(resolved.map(\.description).joined(separator: " "))")
            loop.resolved(starts)
        } catch {
            note(error.isRetriable ? .retry(error) : .stop(ServiceFailure(stopping: error)))
        }
    }

    private func resetOffset(of partition: TopicPartition, by deadline: ContinuousClock.Instant) throws(KafkaError)
        -> Int64
    {
        let watermarks = try consumer.watermarks(of: partition, by: deadline)
        return settings.start == .earliest ? watermarks.low : watermarks.high
    }
}
