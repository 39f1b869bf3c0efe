internal import Kafka
internal import Logging

/// Reads stretches of partitions whose ends are known beforehand, one at a time, by a consumer that joins no group.
final class StretchReader {
    private let consumer: Consumer
    private let logger: Logger
    private let patience: Duration

    /// - Parameter configuration: `read_committed` or not, with `enable.partition.eof` and `auto.offset.reset=error`.
    init(configuration: Configuration, patience: Duration?, logger: Logger) throws(KafkaError) {
        consumer = try Consumer(configuration: configuration, logger: logger)
        self.logger = logger
        self.patience = patience ?? .seconds(365 * 86_400)
    }

    private var deadline: ContinuousClock.Instant { .now.advanced(by: patience) }

    func partitions(of topic: String) throws(KafkaError) -> [TopicPartition] {
        try consumer.partitions(of: topic, by: deadline)
    }

    /// The first offset still there, and the end: the last stable offset for a `read_committed` reader, the high
    /// watermark for another.
    func ends(of partition: TopicPartition) throws(KafkaError) -> Watermarks {
        try consumer.watermarks(of: partition, by: deadline)
    }

    /// Calls `body` with the records in [start, end) in order, until it says false.
    ///
    /// Waits where the broker holds records back behind an open transaction: all up to `end` is seen, or it throws.
    /// What retention deletes meanwhile is passed over.
    /// - Throws: `KafkaError`, `_TIMED_OUT` when nothing comes for `patience`; whatever `body` throws.
    func read(
        _ partition: TopicPartition, from start: Int64, to end: Int64, _ body: (Record) throws -> Bool
    ) throws {
        guard start < end else { return }
        try consumer.assign([Position(partition, start)])
        defer { try? consumer.unassign() }
        var next = start
        var giveUp = deadline
        var hasTold = false
        while next < end {
            let batch = try consumer.poll(max: 500, timeout: .milliseconds(100))
            for record in batch.records where record.topicPartition == partition && record.offset >= next {
                if record.offset >= end { return }
                next = record.offset + 1
                giveUp = deadline
                guard try body(record) else { return }
            }
            for place in batch.ends where place.topicPartition == partition {
                let reached = place.offset.number ?? next
                if reached < end, !hasTold {
                    logger.notice("\(partition): waiting for an open transaction at offset \(reached)")
                    hasTold = true
                }
                next = max(next, reached)
            }
            next = max(next, try afterTrouble(batch.problems, of: partition, at: next))
            if ContinuousClock.now > giveUp { throw KafkaError(code: .timedOut, operation: "read \(partition)") }
        }
    }

    /// Where reading goes on: at the first record that is left, when the place is gone.
    private func afterTrouble(
        _ problems: [ConsumerProblem], of partition: TopicPartition, at next: Int64
    ) throws(KafkaError) -> Int64 {
        var place = next
        for problem in problems {
            switch problem.error.code {
            case .noPositionToReset, .offsetOutOfRange:
                place = max(place, try ends(of: partition).low)
                try consumer.assign([Position(partition, place)])
            case _ where problem.error.isFatal || !problem.error.isRetriable: throw problem.error
            default: logger.warning("\(problem)")
            }
        }
        return place
    }

    func close() { try? consumer.close(by: .now.advanced(by: .seconds(5))) }
}
