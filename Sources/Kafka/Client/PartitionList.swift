internal import Crdkafka

/// The one owner of a librdkafka list of partitions.
@safe struct PartitionList: ~Copyable {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    /// Takes over a list that librdkafka returned.
    init?(taking pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    /// A copy of a borrowed list; empty for NULL.
    init(copying pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) {
        unsafe self.pointer =
            pointer.map { unsafe rd_kafka_topic_partition_list_copy($0) } ?? rd_kafka_topic_partition_list_new(0)
    }

    init(_ partitions: some Collection<TopicPartition>) { self.init(partitions.map { Position($0, .none) }) }

    init(_ positions: [Position]) {
        unsafe pointer = rd_kafka_topic_partition_list_new(Int32(positions.count))
        for position in positions {
            let element = unsafe rd_kafka_topic_partition_list_add(
                pointer, position.topicPartition.topic, position.topicPartition.partition)
            guard let element = unsafe element else { continue }
            unsafe element.pointee.offset = position.offset.native
            if let metadata = position.metadata { unsafe Self.set(metadata, on: element) }
        }
    }

    deinit { unsafe rd_kafka_topic_partition_list_destroy(pointer) }

    /// Librdkafka frees the metadata with `free`, so it must come from `malloc`.
    private static func set(_ metadata: String, on element: UnsafeMutablePointer<rd_kafka_topic_partition_t>) {
        unsafe element.pointee.metadata = crdkafka_copy(metadata, metadata.utf8.count)
        unsafe element.pointee.metadata_size = element.pointee.metadata == nil ? 0 : metadata.utf8.count
    }
}

/// One element of a list, with the error that a call may have left on it.
struct PartitionResult {
    let position: Position
    let response: rd_kafka_resp_err_t
}

/// What a borrowed list holds.
func results(of list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) -> [PartitionResult] {
    guard let list = unsafe list else { return [] }
    var results: [PartitionResult] = []
    for index in 0..<(unsafe list.pointee.cnt) {
        guard let element = unsafe crdkafka_element(list, index)?.pointee else { continue }
        var metadata: String?
        if let bytes = unsafe element.metadata, unsafe element.metadata_size > 0 {
            let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: element.metadata_size)
            metadata = unsafe String(decoding: buffer, as: UTF8.self)
        }
        let partition = unsafe TopicPartition(topic: string(element.topic), partition: element.partition)
        let position = unsafe Position(partition, Offset(native: element.offset), metadata: metadata)
        unsafe results.append(PartitionResult(position: position, response: element.err))
    }
    return results
}

/// The positions of a borrowed list; throws the first error that stands on an element.
func positions(
    of list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _ operation: String
) throws(KafkaError) -> [Position] {
    var positions: [Position] = []
    for result in unsafe results(of: list) {
        if let error = KafkaError(
            result.response, operation: "\(operation) \(result.position.topicPartition)")
        {
            throw error
        }
        positions.append(result.position)
    }
    return positions
}

extension Offset {
    var native: Int64 {
        switch self {
        case .at(let number): number
        case .beginning: crdkafka_offset_beginning()
        case .end: crdkafka_offset_end()
        case .committed: crdkafka_offset_stored()
        case .none: crdkafka_offset_invalid()
        }
    }

    init(native: Int64) {
        switch native {
        case 0...: self = .at(native)
        case crdkafka_offset_beginning(): self = .beginning
        case crdkafka_offset_end(): self = .end
        case crdkafka_offset_stored(): self = .committed
        default: self = .none
        }
    }
}
