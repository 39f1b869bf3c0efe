import BrokerSupport
import Foundation
import Synchronization
import Testing

@testable import Kafka

@Suite(.waiting) struct ConsumerTests {
    let broker: EmbeddedBroker
    let zero = TopicPartition(topic: "in", partition: 0)
    let one = TopicPartition(topic: "in", partition: 1)

    init() throws {
        broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 2)
    }

    /// Writes records whose value is their number.
    func fill(_ partition: TopicPartition, _ numbers: Range<UInt8>) throws {
        let producer = try makeProducer(broker)
        for number in numbers {
            let record = OutgoingRecord(topic: partition.topic, partition: partition.partition, value: [number])
            #expect(try producer.produce(record) == .queued)
        }
        try producer.flush(by: soon)
        #expect(producer.takeDeliveries().allSatisfy { $0.error == nil })
    }

    @Test func aPausedPartitionIsSilentAndLosesNothing() throws {
        try fill(zero, 0..<50)
        try fill(one, 100..<150)
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, .beginning), Position(one, .beginning)])
        var records: [Record] = []
        let deadline = soon
        while records.count < 40, !deadline.hasPassed {
            records += try consumer.poll(max: 10, timeout: .milliseconds(50)).records
        }
        try consumer.pause([zero, zero])
        #expect(consumer.paused == [zero])
        let whilePaused = try consumer.read(50 - records.count { $0.partition == 1 })
        #expect(whilePaused.allSatisfy { $0.partition == 1 })
        records += whilePaused
        try consumer.resume([zero, one])
        #expect(consumer.paused.isEmpty)
        records += try consumer.read(50 - records.count { $0.partition == 0 })
        #expect(records.filter { $0.partition == 0 }.map(\.offset) == Array(0..<50))
        #expect(records.filter { $0.partition == 1 }.map(\.offset) == Array(0..<50))
        #expect(try consumer.poll(timeout: .milliseconds(100)).records.isEmpty)
        try consumer.close(by: soon)
    }

    @Test func aPartitionThatWasPausedWhenItWentIsReadWhenItIsAssignedAgain() throws {
        try fill(zero, 0..<5)
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, .beginning)])
        #expect(try consumer.read(5).count == 5)
        for leave in [{ try consumer.unassign() }, { try consumer.assign([Position(one, .beginning)]) }] {
            try consumer.pause(try consumer.assignment())
            try leave()
            try consumer.assign([Position(zero, .beginning)])
            #expect(consumer.paused.isEmpty)
            #expect(try consumer.read(5).map(\.offset) == Array(0..<5))
        }
        try consumer.close(by: soon)
    }

    @Test func seekingGoesBackAndForth() throws {
        try fill(zero, 0..<20)
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, 5)])
        #expect(try consumer.read(15).map(\.offset) == Array(5..<20))
        try consumer.seek([Position(zero, 2)], by: soon)
        #expect(try consumer.read(18).map(\.offset) == Array(2..<20))
        try consumer.seek([Position(zero, .beginning)], by: soon)
        #expect(try consumer.read(20).first?.offset == 0)
        try consumer.seek([Position(zero, 18)], by: soon)
        #expect(try consumer.read(2).map(\.offset) == [18, 19])
        try consumer.close(by: soon)
    }

    @Test func seekingAPartitionThatIsNotAssignedIsAnError() throws {
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, .beginning)])
        #expect(throws: KafkaError.self) { try consumer.seek([Position(one, 2)], by: soon) }
        try consumer.close(by: soon)
    }

    @Test func theEndOfAPartitionIsToldWithItsOffset() throws {
        try fill(zero, 0..<3)
        let consumer = try makeConsumer(broker, ["enable.partition.eof": "true"])
        try consumer.assign([Position(zero, .beginning), Position(one, .beginning)])
        var ends: [Position] = []
        var records: [Record] = []
        let deadline = soon
        while ends.count < 2, !deadline.hasPassed {
            let batch = try consumer.poll(timeout: .milliseconds(50))
            ends += batch.ends
            records += batch.records
        }
        #expect(Set(ends) == [Position(zero, 3), Position(one, 0)])
        #expect(records.count == 3)
        try consumer.close(by: soon)
    }

    @Test func aBatchIsBoundedByRecordsAndByBytes() throws {
        let producer = try makeProducer(broker)
        for _ in 0..<20 {
            let record = OutgoingRecord(topic: "in", partition: 0, value: Array(repeating: 1, count: 1_000))
            _ = try producer.produce(record)
        }
        try producer.flush(by: soon)
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, .beginning)])
        var sizes: [Int] = []
        let deadline = soon
        while sizes.reduce(0, +) < 12, !deadline.hasPassed {
            sizes.append(try consumer.poll(max: 4, timeout: .milliseconds(50)).records.count)
        }
        #expect(sizes.max() == 4)
        while sizes.reduce(0, +) < 20, !deadline.hasPassed {
            let count = try consumer.poll(max: 100, maxBytes: 1_500, timeout: .milliseconds(50)).records.count
            #expect(count <= 2)
            sizes.append(count)
        }
        #expect(sizes.reduce(0, +) == 20)
        try consumer.close(by: soon)
    }

    @Test func questionsAboutOffsetsAreAnswered() throws {
        try fill(zero, 0..<7)
        let consumer = try makeConsumer(broker)
        #expect(try consumer.watermarks(of: zero, by: soon) == Watermarks(low: 0, high: 7))
        #expect(try consumer.partitions(of: "in", by: soon) == [zero, one])
        #expect(try consumer.committed([zero, one], by: soon).map(\.offset) == [.none, .none])
        try consumer.assign([Position(zero, .beginning)])
        _ = try consumer.read(7)
        try consumer.commit([Position(zero, 4, metadata: "half, 一半")], by: soon)
        #expect(try consumer.committed([zero], by: soon) == [Position(zero, 4, metadata: "half, 一半")])
        #expect(try consumer.assignment() == [zero])
        try consumer.store([Position(zero, 5)])
        try consumer.unassign()
        #expect(try consumer.assignment().isEmpty)
        try consumer.close(by: soon)
    }

    @Test func aRefusedCommitIsAnErrorWithTheBrokersCode() throws {
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, .beginning)])
        broker.pushErrors([.groupAuthorizationFailed], for: .offsetCommit)
        let error = #expect(throws: KafkaError.self) { try consumer.commit([Position(zero, 4)], by: soon) }
        #expect(error?.code == .groupAuthorizationFailed)
        #expect(error?.isRetriable == false)
        try consumer.commit([Position(zero, 5)], by: soon)
        #expect(try consumer.committed([zero], by: soon) == [Position(zero, 5)])
        try consumer.close(by: soon)
    }

    @Test func aCommitWaitsNoLongerThanItsDeadline() throws {
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(zero, .beginning)])
        try consumer.commit([Position(zero, 1)], by: soon)
        try broker.setRoundTrip(.seconds(30), ofBroker: 1)
        let start = ContinuousClock.now
        let error = #expect(throws: KafkaError.self) {
            try consumer.commit([Position(zero, 2)], by: start + .milliseconds(200))
        }
        #expect(error?.code == .timedOut)
        #expect(start.duration(to: .now) < .seconds(20))
        try broker.setRoundTrip(.zero, ofBroker: 1)
    }

    @Test func aTopicThatMayNotBeReadIsAProblemOfItsPartition() throws {
        try fill(zero, 0..<1)
        let consumer = try makeConsumer(broker)
        broker.pushErrors([.topicAuthorizationFailed], for: .fetch)
        try consumer.assign([Position(zero, .beginning)])
        var problems: [ConsumerProblem] = []
        let deadline = soon
        while problems.isEmpty, !deadline.hasPassed {
            problems += try consumer.poll(timeout: .milliseconds(50)).problems
        }
        #expect(problems.first?.error.code == .topicAuthorizationFailed)
        #expect(problems.first?.topicPartition?.topic == "in")
        try consumer.close(by: soon)
    }

    @Test func aBrokerThatIsDownIsAProblemAndReadingGoesOnWhenItIsBack() throws {
        try fill(zero, 0..<3)
        let consumer = try makeConsumer(
            broker, ["reconnect.backoff.ms": "20", "reconnect.backoff.max.ms": "50"])
        try consumer.assign([Position(zero, .beginning)])
        #expect(try consumer.read(3).count == 3)
        try Children.notStarting { try broker.setBroker(1, isUp: false) }
        var problems: [ConsumerProblem] = []
        let deadline = soon
        while !problems.contains(where: { $0.error.code == .allBrokersDown }), !deadline.hasPassed {
            problems += try consumer.poll(timeout: .milliseconds(50)).problems
        }
        #expect(problems.allSatisfy { $0.error.isRetriable && !$0.error.isFatal })
        try broker.setBroker(1, isUp: true)
        try fill(zero, 3..<6)
        #expect(try consumer.read(3).map(\.value) == [[3], [4], [5]])
        try consumer.close(by: soon)
    }

    @Test func aPollingThreadCanBeWoken() throws {
        let consumer = try makeConsumer(broker)
        let ended = Mutex(false)
        let thread = Thread {
            _ = try? consumer.poll(timeout: .seconds(3600))
            ended.withLock { $0 = true }
        }
        thread.start()
        let deadline = soon
        while !ended.withLock({ $0 }), !deadline.hasPassed {
            consumer.wakeUp()
            Thread.sleep(forTimeInterval: 0.005)
        }
        #expect(ended.withLock { $0 })
        try consumer.close(by: soon)
    }

    @Test func aClosedConsumerSaysSo() throws {
        let consumer = try makeConsumer(broker)
        try consumer.close(by: soon)
        let error = #expect(throws: KafkaError.self) { try consumer.poll(timeout: .zero) }
        #expect(error?.code == .state)
        #expect(throws: KafkaError.self) { try consumer.close(by: soon) }
    }

    @Test func aConsumerThatIsDroppedWithoutCloseIsFreed() throws {
        weak var gone: Consumer?
        do {
            let consumer = try makeConsumer(broker)
            try consumer.subscribe(to: ["in"])
            _ = try consumer.poll(timeout: .milliseconds(20))
            gone = consumer
        }
        #expect(gone == nil)
    }
}
