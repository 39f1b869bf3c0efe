import BrokerSupport
import Synchronization
import Testing

@testable import Kafka

@Suite(.waiting) struct StatisticsTests {
    static let document = """
        {"name":"x","msg_cnt":3,"msg_size":99,"txmsgs":5,"txmsg_bytes":500,"rxmsgs":7,"rxmsg_bytes":700,
         "brokers":{"b:1/1":{"nodeid":1,"source":"configured","state":"UP"},
                    "b:2/2":{"nodeid":2,"source":"learned","state":"DOWN"},
                    "b:3":{"nodeid":-1,"source":"configured","state":"UP"},
                    "GroupCoordinator":{"nodeid":1,"source":"logical","state":"UP"}},
         "topics":{"t":{"topic":"t","partitions":{
           "1":{"partition":1,"desired":true,"consumer_lag":4,"consumer_lag_stored":-1,"lo_offset":0,"hi_offset":10,
                "ls_offset":9,"committed_offset":-1001,"fetchq_cnt":2,"fetchq_size":200},
           "0":{"partition":0,"desired":true,"consumer_lag":-1},
           "2":{"partition":2,"desired":false,"consumer_lag":5},
           "-1":{"partition":-1,"desired":false,"consumer_lag":-1}}}}}
        """

    @Test func unknownFiguresAreNilAndPartitionsNobodyReadsAreLeftOut() throws {
        let statistics = try #require(Statistics(json: Array(Self.document.utf8)))
        #expect(statistics.partitions.map(\.topicPartition.partition) == [0, 1])
        let first = statistics.partitions[0]
        #expect(first.lag == nil && first.highOffset == nil && first.fetchedAheadCount == 0)
        let second = statistics.partitions[1]
        #expect(second.lag == 4 && second.storedLag == nil && second.committedOffset == nil)
        #expect(second.lowOffset == 0 && second.highOffset == 10 && second.lastStableOffset == 9)
        #expect(second.fetchedAheadCount == 2 && second.fetchedAheadBytes == 200)
        #expect(statistics.brokers == 2 && statistics.brokersUp == 1)
        #expect(statistics.queuedCount == 3 && statistics.queuedBytes == 99)
    }

    @Test(arguments: ["", "{", "[]", "{\"topics\":4}", "\u{0}"])
    func whatIsNotStatisticsIsNil(_ text: String) {
        #expect(Statistics(json: Array(text.utf8)) == nil)
    }

    @Test func aConsumerReportsItsLag() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("t", partitions: 1)
        let producer = try makeProducer(broker)
        for _ in 0..<10 { _ = try producer.produce(OutgoingRecord(topic: "t", value: [1])) }
        try producer.flush(by: soon)

        let seen = Mutex<Statistics?>(nil)
        let configuration = try settings(
            broker, ["group.id": "g", "statistics.interval.ms": "50", "fetch.wait.max.ms": "10"])
        let consumer = try Consumer(configuration: configuration, logger: quiet) { new in seen.withLock { $0 = new } }
        let partition = TopicPartition(topic: "t", partition: 0)
        try consumer.assign([Position(partition, .beginning)])
        #expect(try consumer.read(10).count == 10)
        try consumer.commit([Position(partition, 4)], by: soon)
        let deadline = soon
        while seen.withLock({ $0?.partitions.first?.lag }) != 6, !deadline.hasPassed {
            _ = try consumer.poll(timeout: .milliseconds(20))
        }
        let statistics = seen.withLock { $0 }
        #expect(statistics?.partitions.first?.lag == 6)
        #expect(statistics?.partitions.first?.highOffset == 10)
        #expect(statistics?.brokersUp == 1)
        try consumer.close(by: soon)
    }
}
