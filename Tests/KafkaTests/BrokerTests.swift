import BrokerSupport
import Foundation
import Testing

@testable import Kafka

/// What the embedded broker cannot do, against noida. Skipped where it cannot be had.
@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "test brokers: scripts/setup --test"))
struct BrokerTests {
    private let broker: Broker
    let base: Configuration
    let admin: Admin
    let topic = "kafka-tests-\(UInt32.random(in: 0 ... .max))"
    var zero: TopicPartition { TopicPartition(topic: topic, partition: 0) }

    init() throws {
        broker = try Broker.noida()
        base = try Configuration(["bootstrap.servers": broker.bootstrap])
        admin = try Admin(configuration: base, logger: quiet)
    }

    private func with(_ more: [String: String]) throws -> Configuration {
        var configuration = base
        for (name, value) in more { try configuration.set(name, to: value) }
        return configuration
    }

    private func create(_ partitions: Int) throws {
        let topic = NewTopic(
            name: topic, partitions: partitions, replication: 1,
            configuration: ["max.message.bytes": "123456", "cleanup.policy": "delete", "retention.ms": "86400000"])
        #expect(try admin.createTopics([topic], by: soon) == [TopicOutcome(name: self.topic, error: nil)])
    }

    @Test func topicsAreCreatedDescribedAndDeleted() throws {
        try create(3)
        let again = try admin.createTopics([NewTopic(name: topic, partitions: 3, replication: 1)], by: soon)
        #expect(again.first?.error?.code == .topicAlreadyExists)
        #expect(try admin.describe(topic, by: soon).partitions.map(\.number) == [0, 1, 2])
        #expect(try admin.topics(by: soon).contains { $0.name == topic })
        let settings = try admin.settings(ofTopic: topic, by: soon)
        #expect(settings.maxMessageBytes == 123_456)
        #expect(settings.cleanupPolicy == "delete")
        #expect(settings.retentionMilliseconds == 86_400_000)
        #expect(settings["no.such.setting"] == nil)
        #expect(try admin.deleteTopics([topic], by: soon).first?.error == nil)
        let gone = try admin.deleteTopics([topic], by: soon).first?.error
        #expect(gone?.code == .unknownTopicOrPartition)
    }

    @Test(arguments: [0, -1, Int.max])
    func aTopicWithoutPartitionsIsRefusedBeforeItIsSent(_ partitions: Int) {
        let error = #expect(throws: KafkaError.self) {
            try admin.createTopics([NewTopic(name: "t", partitions: partitions)], by: soon)
        }
        #expect(error?.code == .invalidArgument)
    }

    @Test func offsetsOfAGroupAreReadAndSetFromOutside() throws {
        try create(2)
        let group = topic + "-group"
        #expect(try admin.committed(group: group, [zero], by: soon).map(\.offset) == [.none])
        let consumer = try Consumer(configuration: with(["group.id": group]), logger: quiet)
        try consumer.assign([Position(zero, .beginning)])
        try consumer.commit([Position(zero, 5)], by: soon)
        try consumer.close(by: soon)
        #expect(try admin.committed(group: group, [zero], by: soon) == [Position(zero, 5)])
        try admin.setCommitted(group: group, [Position(zero, 2)], by: soon)
        #expect(try admin.committed(group: group, [zero], by: soon) == [Position(zero, 2)])
    }

    @Test func recordsAreDeletedUpToAnOffset() throws {
        try create(1)
        let producer = try Producer(configuration: base, logger: quiet)
        for _ in 0..<10 { _ = try producer.produce(OutgoingRecord(topic: topic, value: [1])) }
        try producer.flush(by: soon)
        #expect(try admin.deleteRecords(before: [Position(zero, 4)], by: soon) == [Position(zero, 4)])
        #expect(try admin.watermarks(of: zero, by: soon) == Watermarks(low: 4, high: 10))
    }

    @Test func offsetsForTimesFindTheFirstRecordThatYoung() throws {
        try create(1)
        let producer = try Producer(configuration: base, logger: quiet)
        for number in Int64(1)...10 {
            let record = OutgoingRecord(topic: topic, value: [1], timestampMilliseconds: 1_000_000 * number)
            _ = try producer.produce(record)
        }
        try producer.flush(by: soon)
        let consumer = try Consumer(configuration: with(["group.id": topic]), logger: quiet)
        let found = try consumer.offsets(of: [zero], atMilliseconds: 3_500_000, by: soon)
        #expect(found == [Position(zero, 3)])
        #expect(try consumer.offsets(of: [zero], atMilliseconds: 99_000_000, by: soon) == [Position(zero, .end)])
        try consumer.close(by: soon)
    }

    @Test func aCommittedTransactionIsSeenWithItsOffsetsAndAnAbortedOneIsNot() throws {
        try create(1)
        let group = topic + "-eos"
        let consumer = try Consumer(
            configuration: with(["group.id": group, "enable.partition.eof": "true"]), logger: quiet)
        try consumer.assign([Position(zero, .beginning)])
        let producer = try Producer(configuration: with(["transactional.id": topic]), logger: quiet)
        try producer.initTransactions(by: soon)
        for (value, isCommitted) in [(UInt8(1), true), (2, false), (3, true)] {
            try producer.beginTransaction()
            _ = try producer.produce(OutgoingRecord(topic: topic, value: [value]))
            let member = try #require(consumer.groupMetadata())
            try producer.sendOffsets([Position(zero, Int64(value), metadata: "v\(value)")], of: member, by: soon)
            if isCommitted {
                try producer.commitTransaction(by: soon)
            } else {
                try producer.flush(by: soon)
                try producer.abortTransaction(by: soon)
            }
            let committed = Position(zero, isCommitted ? Int64(value) : 1, metadata: isCommitted ? "v\(value)" : "v1")
            #expect(try consumer.committed([zero], by: soon) == [committed])
        }
        #expect(try consumer.read(2).map(\.value) == [[1], [3]])
        try consumer.close(by: soon)
    }

    @Test func aFencedProducerStops() throws {
        try create(1)
        let first = try Producer(configuration: with(["transactional.id": topic]), logger: quiet)
        try first.initTransactions(by: soon)
        try first.beginTransaction()
        _ = try first.produce(OutgoingRecord(topic: topic, value: [1]))
        try first.flush(by: soon)
        let second = try Producer(configuration: with(["transactional.id": topic]), logger: quiet)
        try second.initTransactions(by: soon)
        let error = #expect(throws: KafkaError.self) { try first.commitTransaction(by: soon) }
        #expect(error?.isFatal == true)
        try second.beginTransaction()
        _ = try second.produce(OutgoingRecord(topic: topic, value: [2]))
        try second.commitTransaction(by: soon)
    }
}
