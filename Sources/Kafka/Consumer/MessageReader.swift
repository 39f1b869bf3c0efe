internal import Crdkafka

/// Copies librdkafka's messages into a batch, so that each can be freed at once: a held message pins the whole fetched
/// buffer.
struct MessageReader {
    var batch = Batch()
    private(set) var byteCount = 0
    private(set) var messageCount = 0
    /// The topic of the last message: batches are mostly of one topic, whose name is then made only once.
    private var lastTopic: (name: String, bytes: [CChar])?

    mutating func read(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>, fatal client: Client) {
        messageCount += 1
        let message = unsafe pointer.pointee
        let topicPartition = unsafe message.rkt.map {
            unsafe TopicPartition(topic: topicName($0), partition: message.partition)
        }
        switch unsafe message.err {
        case RD_KAFKA_RESP_ERR_NO_ERROR:
            guard let topicPartition else { return }
            let record = unsafe Self.record(pointer, topicPartition)
            byteCount += record.byteCount
            batch.records.append(record)
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
            guard let topicPartition else { return }
            unsafe batch.ends.append(Position(topicPartition, message.offset))
        case RD_KAFKA_RESP_ERR__FATAL:
            let error = client.fatalError ?? KafkaError(code: .fatal, isFatal: true)
            batch.problems.append(ConsumerProblem(error: error, topicPartition: topicPartition))
        default:
            let text = unsafe string(rd_kafka_message_errstr(pointer))
            guard let error = unsafe KafkaError(message.err, operation: "consume", message: text) else { return }
            batch.problems.append(ConsumerProblem(error: error, topicPartition: topicPartition))
        }
    }

    private mutating func topicName(_ topic: OpaquePointer) -> String {
        guard let name = unsafe rd_kafka_topic_name(topic) else { return "" }
        if let lastTopic,
            unsafe lastTopic.bytes.withUnsafeBufferPointer({ unsafe crdkafka_equal(name, $0.baseAddress) })
        {
            return lastTopic.name
        }
        let text = unsafe string(name)
        lastTopic = (text, Array(text.utf8CString))
        return text
    }

    private static func record(
        _ pointer: UnsafeMutablePointer<rd_kafka_message_t>, _ topicPartition: TopicPartition
    ) -> Record {
        let message = unsafe pointer.pointee
        return unsafe Record(
            topicPartition: topicPartition,
            offset: message.offset,
            timestamp: timestamp(pointer),
            key: bytes(message.key, message.key_len),
            value: bytes(message.payload, message.len),
            headers: headers(pointer)
        )
    }

    /// Null is nil, whatever the length says.
    private static func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
        guard let start = unsafe start else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private static func timestamp(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>) -> Timestamp? {
        var type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let milliseconds = unsafe rd_kafka_message_timestamp(pointer, &type)
        guard milliseconds >= 0 else { return nil }
        switch type {
        case RD_KAFKA_TIMESTAMP_CREATE_TIME: return Timestamp(milliseconds: milliseconds, kind: .create)
        case RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME: return Timestamp(milliseconds: milliseconds, kind: .logAppend)
        default: return nil
        }
    }

    private static func headers(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>) -> [Header] {
        var list: OpaquePointer?
        guard unsafe rd_kafka_message_headers(pointer, &list) == RD_KAFKA_RESP_ERR_NO_ERROR,
            let list = unsafe list
        else { return [] }
        var headers: [Header] = []
        headers.reserveCapacity(unsafe rd_kafka_header_cnt(list))
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while unsafe rd_kafka_header_get_all(list, headers.count, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR {
            unsafe headers.append(Header(string(name), bytes(value, size)))
        }
        return headers
    }
}
