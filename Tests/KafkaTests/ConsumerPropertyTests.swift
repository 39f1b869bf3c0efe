import BrokerSupport
import Testing

@testable import Kafka

/// The same numbers in every run.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite(.waiting) struct ConsumerPropertyTests {
    static let partitionCount = 3
    static let recordCount: Int64 = 150

    /// Pauses, resumes, seeks and polls in any order: a partition's records always come one after the other from where
    /// the naive model says, a paused partition is silent, and in the end everything has come.
    @Test(arguments: [1, 2, 3])
    func anyOrderOfCallsReadsEachPartitionWithoutGapsOrRepeats(_ seed: UInt64) throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: Self.partitionCount)
        let partitions = (0..<Int32(Self.partitionCount)).map { TopicPartition(topic: "in", partition: $0) }
        let producer = try makeProducer(broker)
        for number in 0..<Self.recordCount * Int64(Self.partitionCount) {
            let partition = Int32(number % Int64(Self.partitionCount))
            _ = try producer.produce(OutgoingRecord(topic: "in", partition: partition, value: [UInt8(number & 0xFF)]))
        }
        try producer.flush(by: soon)

        let consumer = try makeConsumer(broker)
        try consumer.assign(partitions.map { Position($0, .beginning) })
        // Seeking wants a partition that has begun to be fetched.
        var next = Dictionary(uniqueKeysWithValues: partitions.map { ($0, Int64(0)) })
        var paused: Set<TopicPartition> = []
        var mistakes: [String] = []
        func poll(_ max: Int) throws {
            let batch = try consumer.poll(max: max, timeout: .milliseconds(15))
            for record in batch.records {
                if record.offset != next[record.topicPartition] {
                    mistakes.append("\(record.topicPartition)@\(record.offset)")
                }
                if paused.contains(record.topicPartition) { mistakes.append("\(record.topicPartition) is paused") }
                next[record.topicPartition] = record.offset + 1
            }
        }
        var random = SeededGenerator(state: seed)
        for _ in 0..<120 {
            let some = partitions.filter { _ in Bool.random(using: &random) }
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                try consumer.pause(some)
                paused.formUnion(some)
            case 1, 2:
                try consumer.resume(some)
                paused.subtract(some)
            case 3:
                let targets = some.map { Position($0, Int64.random(in: 0...Self.recordCount, using: &random)) }
                try consumer.seek(targets, by: soon)
                for target in targets { next[target.topicPartition] = target.offset.number }
            default: try poll(Int.random(in: 1...40, using: &random))
            }
            #expect(consumer.paused == paused)
        }
        try consumer.resume(partitions)
        paused = []
        let deadline = soon
        while next.values.contains(where: { $0 < Self.recordCount }), !deadline.hasPassed { try poll(100) }
        #expect(next.values.allSatisfy { $0 == Self.recordCount })
        #expect(mistakes.isEmpty, "\(mistakes.prefix(5)) with seed \(seed)")
        try consumer.close(by: soon)
    }
}
