import BrokerSupport
import Testing

@testable import Kafka

@Suite(.waiting) struct RoundTripTests {
    struct Row: Sendable {
        let key: [UInt8]?
        let value: [UInt8]?
        let headers: [Header]
        let timestamp: Int64
    }

    static let rows: [Row] = [
        Row(key: [1, 0, 2], value: Array("news".utf8), headers: [], timestamp: 1_700_000_000_123),
        Row(key: nil, value: nil, headers: [], timestamp: 1),  // a tombstone without a key
        Row(key: [7], value: nil, headers: [Header("why", "gone")], timestamp: 2),
        Row(key: [], value: [], headers: [Header("empty", [UInt8]()), Header("null", nil)], timestamp: 3),
        Row(
            key: nil, value: [0, 0, 0], headers: [Header("a", "1"), Header("a", "2"), Header("中", "文")], timestamp: 4),
        Row(key: [9], value: Array(repeating: 0xFF, count: 900_000), headers: [Header("", "no name")], timestamp: 5),
    ]

    @Test func everythingInARecordComesBackAsItWent() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 2)
        let producer = try makeProducer(broker)
        for (index, row) in Self.rows.enumerated() {
            let record = OutgoingRecord(
                topic: "in", partition: 1, key: row.key, value: row.value, headers: row.headers,
                timestampMilliseconds: row.timestamp)
            #expect(try producer.produce(record, id: UInt(index + 10)) == .queued)
        }
        try producer.flush(by: soon)
        let deliveries = producer.takeDeliveries()
        #expect(deliveries.map(\.id) == [10, 11, 12, 13, 14, 15])
        #expect(deliveries.allSatisfy { $0.error == nil && $0.partition == 1 })
        #expect(deliveries.map(\.offset) == [0, 1, 2, 3, 4, 5])

        let consumer = try makeConsumer(broker)
        try consumer.assign([Position(TopicPartition(topic: "in", partition: 1), .beginning)])
        let records = try consumer.read(Self.rows.count)
        #expect(records.count == Self.rows.count)
        for (index, (record, row)) in zip(records, Self.rows).enumerated() {
            #expect(record.topic == "in" && record.partition == 1 && record.offset == Int64(index))
            #expect(record.key == row.key)
            #expect(record.value == row.value)
            #expect(record.headers == row.headers)
            #expect(record.timestamp == Timestamp(milliseconds: row.timestamp))
        }
        try consumer.close(by: soon)
    }
}
