internal import Crdkafka
internal import Synchronization

/// The topic handles of one producer, made once per name: looking a topic up by name for each record takes a global
/// lock.
final class Topics: Sendable {
    // SAFETY: librdkafka's topic handles may be used from any thread; this one is never changed.
    @safe struct Handle: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// Keeps the client, which must outlive its topics.
    private let client: Client
    private let handles = Mutex<[String: Handle]>([:])

    init(_ client: Client) { self.client = client }

    deinit {
        handles.withLock { handles in
            for handle in handles.values { unsafe rd_kafka_topic_destroy(handle.pointer) }
        }
    }

    func handle(of topic: String) throws(KafkaError) -> Handle {
        let handle: Handle? = handles.withLock { handles in
            if let handle = handles[topic] { return handle }
            guard let pointer = unsafe rd_kafka_topic_new(client.handle, topic, nil) else { return nil }
            let handle = unsafe Handle(pointer: pointer)
            handles[topic] = handle
            return handle
        }
        guard let handle else {
            throw KafkaError(
                code: .invalidArgument, message: "not a topic's name: \(topic)", operation: "produce",
                isRetriable: false)
        }
        return handle
    }
}

/// Header lists in librdkafka's form.
enum NativeHeaders {
    /// A list that the caller owns; nil for no headers.
    static func make(_ headers: [Header]) -> OpaquePointer? {
        guard !headers.isEmpty, let list = unsafe rd_kafka_headers_new(headers.count) else { return nil }
        for header in headers {
            var name = header.name
            name.withUTF8 { name in
                unsafe name.withMemoryRebound(to: CChar.self) { name in
                    unsafe add(header.value, named: name, to: list)
                }
            }
        }
        return unsafe list
    }

    private static func add(_ value: [UInt8]?, named name: UnsafeBufferPointer<CChar>, to list: OpaquePointer) {
        guard let value else {
            _ = unsafe rd_kafka_header_add(list, name.baseAddress, name.count, nil, 0)
            return
        }
        _ = unsafe value.withUnsafeBytes { bytes in
            unsafe crdkafka_header_add(list, name.baseAddress, name.count, bytes.baseAddress, bytes.count)
        }
    }
}
