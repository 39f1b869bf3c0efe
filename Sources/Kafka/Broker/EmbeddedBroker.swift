internal import Crdkafka

/// A small Kafka inside this process, for demonstrations and tests: librdkafka's mock cluster, over real TCP on
/// loopback.
///
/// Not for data that matters. It keeps 5 MiB a partition in memory; it has no admin requests (topics come from
/// ``createTopic(_:partitions:)`` or by themselves with 4 partitions), does not hide open or aborted transactions,
/// does not store offsets sent in a transaction, and lets a group's first member wait 3 s.
// SAFETY: both pointers are set once; the mock cluster locks inside each call. `deinit` alone frees.
@safe public final class EmbeddedBroker: @unchecked Sendable {
    private let handle: OpaquePointer
    private let cluster: OpaquePointer
    /// For `bootstrap.servers`.
    public let bootstrapServers: String

    /// Starts a cluster on free ports.
    public init(brokers: Int = 1) throws(KafkaError) {
        let native = unsafe rd_kafka_conf_new()
        // Says "Mock cluster enabled" and the like otherwise, on standard error. May come on any thread: does nothing.
        unsafe rd_kafka_conf_set_log_cb(native) { (_, _, _, _) in }
        var created: OpaquePointer?
        let text = unsafe withErrorText { (text, size) in
            unsafe created = rd_kafka_new(RD_KAFKA_PRODUCER, native, text, size)
        }
        guard let handle = unsafe created else {
            unsafe rd_kafka_conf_destroy(native)
            throw KafkaError(code: .invalidArgument, message: text, operation: "start embedded broker")
        }
        guard let cluster = unsafe rd_kafka_mock_cluster_new(handle, Int32(brokers)) else {
            unsafe rd_kafka_destroy(handle)
            throw KafkaError(code: .invalidArgument, operation: "start embedded broker")
        }
        unsafe self.handle = handle
        unsafe self.cluster = cluster
        bootstrapServers = unsafe string(rd_kafka_mock_cluster_bootstraps(cluster))
    }

    deinit {
        unsafe rd_kafka_mock_cluster_destroy(cluster)
        unsafe rd_kafka_destroy(handle)
    }

    public func createTopic(_ name: String, partitions: Int) throws(KafkaError) {
        try check(unsafe rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1), "create topic \(name)")
    }

    /// The next requests of a kind fail with these errors, one each.
    public func pushErrors(_ errors: [KafkaError.Code], for request: Request) {
        let responses = errors.map(\.response)
        unsafe responses.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe rd_kafka_mock_push_request_errors_array(
                cluster, request.rawValue, buffer.count, UnsafeMutablePointer(mutating: start))
        }
    }

    public func clearErrors(for request: Request) {
        unsafe rd_kafka_mock_clear_request_errors(cluster, request.rawValue)
    }

    /// All metadata of a topic carries this error until nil is set.
    public func setError(_ error: KafkaError.Code?, ofTopic topic: String) {
        unsafe rd_kafka_mock_topic_set_error(cluster, topic, error?.response ?? RD_KAFKA_RESP_ERR_NO_ERROR)
    }

    /// Brokers are numbered from 1. A broker that is down closes its connections and refuses new ones.
    public func setBroker(_ broker: Int32, isUp: Bool) throws(KafkaError) {
        try check(
            unsafe isUp
                ? rd_kafka_mock_broker_set_up(cluster, broker) : rd_kafka_mock_broker_set_down(cluster, broker),
            "set broker \(isUp ? "up" : "down")")
    }

    /// Every answer of a broker comes this much later.
    public func setRoundTrip(_ time: Duration, ofBroker broker: Int32) throws(KafkaError) {
        try check(
            unsafe rd_kafka_mock_broker_set_rtt(cluster, broker, time.wholeMilliseconds(cap: 600_000)),
            "set round trip")
    }

    /// Kinds of requests, by Kafka's protocol numbers.
    public struct Request: RawRepresentable, Hashable, Sendable {
        public let rawValue: Int16

        public init(rawValue: Int16) { self.rawValue = rawValue }

        public static let produce = Self(rawValue: 0)
        public static let fetch = Self(rawValue: 1)
        public static let listOffsets = Self(rawValue: 2)
        public static let metadata = Self(rawValue: 3)
        public static let offsetCommit = Self(rawValue: 8)
        public static let offsetFetch = Self(rawValue: 9)
        public static let findCoordinator = Self(rawValue: 10)
        public static let joinGroup = Self(rawValue: 11)
        public static let heartbeat = Self(rawValue: 12)
        public static let syncGroup = Self(rawValue: 14)
        public static let initProducerID = Self(rawValue: 22)
        public static let addPartitionsToTransaction = Self(rawValue: 24)
        public static let addOffsetsToTransaction = Self(rawValue: 25)
        public static let endTransaction = Self(rawValue: 26)
        public static let transactionOffsetCommit = Self(rawValue: 28)
    }
}
