internal import Kafka
internal import Logging

extension Relay: RebalanceDelegate {
    /// Fixes a number to start from: the committed offset, else the reset position as of now. An abort before the first
    /// commit goes back to this number, never to `auto.offset.reset`.
    func consumer(_ consumer: Consumer, willAssign partitions: [TopicPartition]) -> [Position] {
        guard !partitions.isEmpty else { return [] }
        do {
            let deadline = ContinuousClock.now.advanced(by: .seconds(30))
            let starts = try consumer.committed(partitions, by: deadline).map { position in
                (
                    position.topicPartition,
                    try position.offset.number ?? resetOffset(of: position.topicPartition, by: deadline)
                )
            }
            isPaused = false
            for (partition, start) in starts { ledger.assign(partition, start: start) }
            logger.info("assigned \(starts.map { "\($0.0)@\($0.1)" }.joined(separator: " "))")
            return starts.map { Position($0.0, $0.1) }
        } catch {
            let cause = error as? KafkaError
            failure = .stop(
                cause.map(ServiceFailure.init(stopping:))
                    ?? ServiceFailure(status: .internalError, description: "\(error)"))
            return []
        }
    }

    /// Drains before it lets go, unless another member may have the partitions already.
    func consumer(_ consumer: Consumer, willRevoke partitions: [TopicPartition], lost: Bool) {
        guard !partitions.isEmpty else { return }
        logger.info("\(lost ? "lost" : "revoking") \(partitions.map(\.description).joined(separator: " "))")
        do throws(SinkFailure) {
            if lost {
                for partition in partitions { ledger.revoke(partition) }
                try undo(.rewind(KafkaError(code: .assignmentLost, operation: "rebalance"), refused: []))
            } else {
                try drain(partitions, by: .now.advanced(by: .seconds(10)))
            }
        } catch {
            failure = error
        }
        for partition in partitions { ledger.revoke(partition) }
    }

    private func resetOffset(of partition: TopicPartition, by deadline: ContinuousClock.Instant) throws(KafkaError)
        -> Int64
    {
        let watermarks = try consumer.watermarks(of: partition, by: deadline)
        return settings.start == .earliest ? watermarks.low : watermarks.high
    }
}
