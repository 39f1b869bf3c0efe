import BrokerSupport
import Testing

@testable import Kafka

@Suite(.waiting) struct ProducerTests {
    @Test func aFullQueueIsAResultAndPollingMakesRoom() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("t", partitions: 1)
        let producer = try makeProducer(broker, ["queue.buffering.max.messages": "10", "linger.ms": "5"])
        var refused = 0
        var accepted: [UInt] = []
        let deadline = soon
        for id in UInt(1)...500 {
            while try producer.produce(OutgoingRecord(topic: "t", value: [1]), id: id) == .queueFull,
                !deadline.hasPassed
            {
                refused += 1
                producer.poll(timeout: .milliseconds(10))
            }
            accepted.append(id)
        }
        try producer.flush(by: soon)
        #expect(refused > 0)
        #expect(producer.takeDeliveries().map(\.id) == accepted)
        #expect(producer.outstandingCount == 0)
    }

    @Test func deliveriesThatNobodyTakesStopTheProducer() throws {
        let broker = try EmbeddedBroker()
        let configuration = try settings(broker, ["linger.ms": "0"])
        let producer = try Producer(configuration: configuration, logger: quiet, maxUncollected: 2)
        let record = OutgoingRecord(topic: "t", value: [1])
        #expect(try producer.produce(record) == .queued)
        #expect(try producer.produce(record) == .queued)
        try producer.flush(by: soon)
        #expect(try producer.produce(record) == .queueFull)
        #expect(producer.takeDeliveries().count == 2)
        #expect(try producer.produce(record) == .queued)
    }

    @Test func aRecordThatIsTooLargeIsRefusedAtOnceAndOthersGoOn() throws {
        let broker = try EmbeddedBroker()
        let producer = try makeProducer(broker, ["message.max.bytes": "10000"])
        let large = OutgoingRecord(
            topic: "t", value: Array(repeating: 0, count: 20_000), headers: [Header("a", "b"), Header("c", "d")])
        let error = #expect(throws: KafkaError.self) { try producer.produce(large) }
        #expect(error?.code == .messageSizeTooLarge)
        #expect(error?.isFatal == false && error?.requiresAbort == false && error?.isRetriable == false)
        #expect(try producer.produce(OutgoingRecord(topic: "t", value: [1])) == .queued)
        try producer.flush(by: soon)
        #expect(producer.takeDeliveries().count == 1)
    }

    @Test func aPartitionThatDoesNotExistNamesTheRecord() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("t", partitions: 2)
        let producer = try makeProducer(broker)
        _ = try producer.produce(OutgoingRecord(topic: "t", partition: 0, value: [1]), id: 1)
        try producer.flush(by: soon)
        // Once the topic is known the refusal comes at once, before that as a delivery.
        var code: KafkaError.Code?
        do {
            _ = try producer.produce(OutgoingRecord(topic: "t", partition: 7, value: [1]), id: 2)
            try producer.flush(by: soon)
            code = producer.takeDeliveries().first { $0.id == 2 }?.error?.code
        } catch { code = error.code }
        #expect(code == .unknownPartition)
    }

    @Test func aRefusalByTheBrokerComesBackWithTheRecordsNumber() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("t", partitions: 1)
        let producer = try makeProducer(broker, ["enable.idempotence": "false"])
        broker.pushErrors([.topicAuthorizationFailed], for: .produce)
        _ = try producer.produce(OutgoingRecord(topic: "t", value: [1]), id: 77)
        try producer.flush(by: soon)
        let delivery = try #require(producer.takeDeliveries().first)
        #expect(delivery.id == 77)
        #expect(delivery.offset == nil && delivery.partition == -1)
        #expect(delivery.error?.code == .topicAuthorizationFailed)
        #expect(delivery.error?.operation.hasPrefix("deliver to t[") == true)
    }

    @Test func aBrokerThatComesBackGetsWhatWaited() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("t", partitions: 1)
        let producer = try makeProducer(broker, ["reconnect.backoff.ms": "20", "reconnect.backoff.max.ms": "50"])
        _ = try producer.produce(OutgoingRecord(topic: "t", value: [1]), id: 1)
        try producer.flush(by: soon)
        try Children.notStarting { try broker.setBroker(1, isUp: false) }
        _ = try producer.produce(OutgoingRecord(topic: "t", value: [2]), id: 2)
        let error = #expect(throws: KafkaError.self) { try producer.flush(by: .now + .milliseconds(300)) }
        #expect(error?.code == .timedOut && error?.isRetriable == true)
        #expect(producer.outstandingCount == 1)
        try broker.setBroker(1, isUp: true)
        try producer.flush(by: soon)
        #expect(producer.takeDeliveries().map(\.id) == [1, 2])
        #expect(producer.takeProblems().contains { $0.code == .transport || $0.code == .allBrokersDown })
    }

    @Test func purgedRecordsAreReported() throws {
        let broker = try EmbeddedBroker()
        let producer = try makeProducer(broker, ["enable.idempotence": "false"])
        try Children.notStarting { try broker.setBroker(1, isUp: false) }
        _ = try producer.produce(OutgoingRecord(topic: "t", value: [1]), id: 5)
        try producer.purge()
        try producer.flush(by: soon)
        #expect(producer.takeDeliveries().first?.error?.code == .purgedInQueue)
    }

    @Test(arguments: [Int64(0), 1, 1_700_000_000_000])
    func aGivenTimestampIsNeverTheClock(_ timestamp: Int64) throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("t", partitions: 1)
        let producer = try makeProducer(broker)
        _ = try producer.produce(OutgoingRecord(topic: "t", value: [1], timestampMilliseconds: timestamp))
        try producer.flush(by: soon)
        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(TopicPartition(topic: "t", partition: 0), .beginning)])
        let record = try #require(try consumer.read(1).first)
        #expect(record.timestamp?.milliseconds == max(timestamp, 1))
        try consumer.close(by: soon)
    }
}
