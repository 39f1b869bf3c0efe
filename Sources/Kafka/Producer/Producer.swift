internal import Crdkafka
public import Logging
internal import Synchronization

/// Writes records; with `transactional.id` in all-or-nothing transactions.
///
/// Calls may come from any thread. Whoever produces must also `poll` (or flush, or commit) and take the deliveries, and
/// treats ``ProduceResult/queueFull`` as a request to do so now.
///
/// Set by default, unless the configuration says otherwise: `enable.idempotence=true`, `socket.nagle.disable=true`.
public final class Producer: Sendable {
    let client: Client
    private let callbacks: ProducerCallbacks
    private let topics: Topics
    private let maxUncollected: Int

    /// Creates a producer; it connects in the background, and does not fail when no broker is there.
    ///
    /// - Parameters:
    ///   - maxUncollected: `produce` answers `queueFull` while this many deliveries wait for `takeDeliveries`, so that
    ///     a caller who forgets them does not fill the memory. (With `delivery.report.only.error=true` only failures
    ///     count.)
    ///   - onStatistics: called from `poll`, `flush` and the transaction calls every `statistics.interval.ms` (0, the
    ///     default, is never).
    public init(
        configuration: Configuration, logger: Logger, maxUncollected: Int = 500_000,
        onStatistics: (@Sendable (Statistics) -> Void)? = nil
    ) throws(KafkaError) {
        var configuration = configuration
        do {
            for (name, value) in Self.defaults { try configuration.setDefault(name, to: value) }
        } catch {
            throw KafkaError(code: .invalidArgument, message: error.description, operation: "configure")
        }
        let callbacks = ProducerCallbacks(onStatistics: onStatistics)
        client = try Client(RD_KAFKA_PRODUCER, configuration: configuration, logger: logger, callbacks: callbacks)
        self.callbacks = callbacks
        self.maxUncollected = maxUncollected
        topics = Topics(client)
    }

    static let defaults = [("enable.idempotence", "true"), ("socket.nagle.disable", "true")]

    /// Queues a copy of the record for sending.
    ///
    /// - Parameter id: comes back in the record's ``Delivery``; need not be unique.
    /// - Throws: when the record can never be sent as it is: larger than `message.max.bytes` (`messageSizeTooLarge`,
    ///   which leaves a transaction usable), a partition that does not exist, no transaction begun, a fatal error.
    public func produce(_ record: OutgoingRecord, id: UInt = 0) throws(KafkaError) -> ProduceResult {
        guard callbacks.uncollectedCount < maxUncollected else { return .queueFull }
        let topic = try topics.handle(of: record.topic)
        let headers = unsafe NativeHeaders.make(record.headers)
        // Librdkafka takes 0 for "now", which would make a replay differ.
        let timestamp = record.timestampMilliseconds.map { $0 == 0 ? 1 : $0 } ?? 0
        let refusal = unsafe withBytes(record.key) { (hasKey, key, keyLength) in
            unsafe withBytes(record.value) { (hasValue, value, valueLength) in
                unsafe crdkafka_produce(
                    client.handle, topic.pointer, record.partition ?? crdkafka_partition_any(), timestamp,
                    hasKey, key, keyLength, hasValue, value, valueLength, headers, id)
            }
        }
        guard let error = unsafe KafkaError(taking: refusal, operation: "produce to \(record.topic)") else {
            return .queued
        }
        if let headers = unsafe headers { unsafe rd_kafka_headers_destroy(headers) }
        if error.code == .queueFull { return .queueFull }
        throw error
    }

    /// Serves deliveries, statistics and logs, waiting up to `timeout` (at most a minute) for something to serve.
    public func poll(timeout: Duration = .zero) {
        client.serveLogs()
        _ = unsafe rd_kafka_poll(client.handle, timeout.wholeMilliseconds(cap: 60_000))
    }

    /// What became of records since the last call, in the order in which it became known.
    public func takeDeliveries() -> [Delivery] { callbacks.takeDeliveries() }

    /// Errors of the client as a whole since the last call (brokers down, authentication refused, fatal ones).
    public func takeProblems() -> [KafkaError] { callbacks.takeProblems() }

    /// Records queued or on their way.
    public var outstandingCount: Int { Int(unsafe rd_kafka_outq_len(client.handle)) }

    /// Waits until all queued records are delivered or have failed.
    ///
    /// - Throws: when the deadline passes first; what is left stays queued.
    public func flush(by deadline: ContinuousClock.Instant) throws(KafkaError) {
        repeat {
            client.serveLogs()
            let response = unsafe rd_kafka_flush(client.handle, deadline.millisecondsLeft())
            if response == RD_KAFKA_RESP_ERR_NO_ERROR { return }
            guard response == RD_KAFKA_RESP_ERR__TIMED_OUT else { return try check(response, "flush") }
        } while !deadline.hasPassed
        throw .timedOut("flush")
    }

    /// Gives up all records that are queued or on their way; their deliveries say so after the next `poll`.
    public func purge() throws(KafkaError) {
        try check(
            unsafe rd_kafka_purge(client.handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT), "purge")
    }

    /// The error after which this producer can do nothing more, if there was one.
    public var fatalError: KafkaError? { client.fatalError }
}

/// Calls `body` with the bytes of an array, or with nothing.
private func withBytes(
    _ bytes: [UInt8]?, _ body: (Bool, UnsafeRawPointer?, Int) -> OpaquePointer?
) -> OpaquePointer? {
    guard let bytes else { return unsafe body(false, nil, 0) }
    return unsafe bytes.withUnsafeBytes { unsafe body(true, $0.baseAddress, $0.count) }
}
