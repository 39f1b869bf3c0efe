import BrokerSupport
import Testing

@testable import Kafka

@Suite(.waiting) struct TransactionTests {
    let broker: EmbeddedBroker
    let partition = TopicPartition(topic: "in", partition: 0)

    init() throws {
        broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 1)
        try broker.createTopic("out", partitions: 1)
    }

    func transactional() throws -> Producer {
        let producer = try makeProducer(broker, ["transactional.id": "t-0", "transaction.timeout.ms": "15000"])
        try producer.initTransactions(by: soon)
        return producer
    }

    @Test func recordsAndOffsetsAreCommittedTogether() throws {
        let producer = try transactional()
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(partition, .beginning)])
        for id in UInt(1)...3 {
            try producer.beginTransaction()
            #expect(try producer.produce(OutgoingRecord(topic: "out", value: [UInt8(id)]), id: id) == .queued)
            let member = try #require(consumer.groupMetadata())
            try producer.sendOffsets([Position(partition, Int64(id), metadata: "m")], of: member, by: soon)
            try producer.commitTransaction(by: soon)
        }
        #expect(producer.takeDeliveries().map(\.id) == [1, 2, 3])
        try consumer.assign([Position(TopicPartition(topic: "out", partition: 0), .beginning)])
        #expect(try consumer.read(3).map(\.value) == [[1], [2], [3]])
        try consumer.close(by: soon)
    }

    @Test func anAbortPurgesWhatWasQueuedAndTheNextTransactionWorks() throws {
        let producer = try transactional()
        try producer.beginTransaction()
        try broker.setRoundTrip(.milliseconds(200), ofBroker: 1)
        _ = try producer.produce(OutgoingRecord(topic: "out", value: [1]), id: 1)
        try producer.abortTransaction(by: soon)
        try broker.setRoundTrip(.zero, ofBroker: 1)
        #expect(producer.takeDeliveries().count == 1)
        try producer.beginTransaction()
        _ = try producer.produce(OutgoingRecord(topic: "out", value: [2]), id: 2)
        try producer.commitTransaction(by: soon)
        let deliveries = producer.takeDeliveries()
        #expect(deliveries.map(\.id) == [2] && deliveries.allSatisfy { $0.error == nil })
    }

    @Test func callsOutOfOrderAreRefusedAndNotRetriable() throws {
        let producer = try transactional()
        let error = #expect(throws: KafkaError.self) { try producer.commitTransaction(by: soon) }
        #expect(error?.code == .state)
        #expect(error?.isRetriable == false)
        try producer.beginTransaction()
        #expect(throws: KafkaError.self) { try producer.beginTransaction() }
        try producer.abortTransaction(by: soon)
    }

    @Test func producingOutsideATransactionIsRefused() throws {
        let producer = try transactional()
        let error = #expect(throws: KafkaError.self) { try producer.produce(OutgoingRecord(topic: "out", value: [1])) }
        #expect(error?.code == .state)
    }

    @Test func aRefusedRecordMakesTheTransactionAskForAnAbort() throws {
        let producer = try transactional()
        try producer.beginTransaction()
        broker.pushErrors([.topicAuthorizationFailed], for: .addPartitionsToTransaction)
        _ = try producer.produce(OutgoingRecord(topic: "out", value: [1]), id: 1)
        let error = #expect(throws: KafkaError.self) { try producer.commitTransaction(by: soon) }
        #expect(error?.requiresAbort == true)
        #expect(error?.isFatal == false)
        try producer.abortTransaction(by: soon)
        _ = producer.takeDeliveries()
        try producer.beginTransaction()
        _ = try producer.produce(OutgoingRecord(topic: "out", value: [2]), id: 2)
        try producer.commitTransaction(by: soon)
        #expect(producer.takeDeliveries().map(\.id) == [2])
    }

    @Test func aFencedProducerIsToldToStop() throws {
        let producer = try transactional()
        try producer.beginTransaction()
        _ = try producer.produce(OutgoingRecord(topic: "out", value: [1]))
        try producer.flush(by: soon)
        broker.pushErrors([.producerFenced], for: .endTransaction)
        let error = #expect(throws: KafkaError.self) { try producer.commitTransaction(by: soon) }
        #expect(error?.isFatal == true)
        #expect(producer.fatalError != nil)
    }

    @Test func aCommitThatTimedOutGoesOnWhereItWas() throws {
        let producer = try transactional()
        try producer.beginTransaction()
        _ = try producer.produce(OutgoingRecord(topic: "out", value: [1]), id: 1)
        try producer.flush(by: soon)
        try broker.setRoundTrip(.seconds(2), ofBroker: 1)
        let error = #expect(throws: KafkaError.self) { try producer.commitTransaction(by: .now + .milliseconds(100)) }
        #expect(error?.isRetriable == true)
        #expect(error?.requiresAbort == false)
        try producer.commitTransaction(by: soon)
        #expect(producer.takeDeliveries().allSatisfy { $0.error == nil })
    }

    @Test func initialisingWaitsForABrokerOnlyUntilTheDeadline() throws {
        try Children.notStarting { try broker.setBroker(1, isUp: false) }
        let producer = try makeProducer(broker, ["transactional.id": "t-1"])
        let start = ContinuousClock.now
        let error = #expect(throws: KafkaError.self) { try producer.initTransactions(by: start + .milliseconds(1_200)) }
        #expect(error?.isRetriable == true)
        #expect(start.duration(to: .now) < .seconds(60))
    }
}
