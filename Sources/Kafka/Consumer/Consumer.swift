internal import Crdkafka
public import Logging
internal import Synchronization

/// Reads records, alone or as a member of a group.
///
/// One thread of its own calls `poll` again and again; calls block, so it must not be one of Swift's cooperative pool.
/// Rebalances, logs and statistics happen inside `poll`, on that thread. `wakeUp`, `pause`, `resume`, `store`,
/// `commit` and the queries may come from any thread; `seek`, `assign` and `close` belong to the polling one.
///
/// Set by default, unless the configuration says otherwise: `enable.auto.commit=false`,
/// `enable.auto.offset.store=false`, `auto.offset.reset=earliest`, `socket.nagle.disable=true`. Nothing is committed
/// that the caller did not commit.
///
/// End with `close`; a consumer that is merely dropped leaves its group only when the session times out.
public final class Consumer: Sendable {
    let client: Client
    let callbacks: ConsumerCallbacks
    let state = Mutex(State())
    /// Partitions come and go one by one rather than all at once. Known from the settings, since
    /// `rd_kafka_rebalance_protocol` can hang while a consumer closes (librdkafka #4041).
    let isCooperative: Bool

    struct State {
        var isInside = false
        var isClosed = false
        var paused: Set<TopicPartition> = []
        var isSubscribed = false
        var hasBeenAssigned = false
        /// Partitions whose records must not be handed out any more though they lie in the batch being gathered.
        var dropped: Set<TopicPartition> = []
    }

    /// Creates a consumer; it connects in the background, and does not fail when no broker is there.
    ///
    /// - Parameter onStatistics: called from `poll` every `statistics.interval.ms` (0, the default, is never).
    /// - Throws: when `group.id` is missing or librdkafka refuses the combination of settings.
    public init(
        configuration: Configuration, logger: Logger, onStatistics: (@Sendable (Statistics) -> Void)? = nil
    ) throws(KafkaError) {
        var configuration = configuration
        do {
            for (name, value) in Self.defaults { try configuration.setDefault(name, to: value) }
        } catch {
            throw KafkaError(code: .invalidArgument, message: error.description, operation: "configure")
        }
        guard let group = configuration["group.id"], !group.isEmpty else {
            throw KafkaError(
                code: .invalidArgument, message: "a consumer needs the property group.id, also to read without a group",
                operation: "configure", isRetriable: false)
        }
        isCooperative =
            configuration["partition.assignment.strategy"]?.contains("cooperative") == true
            || configuration["group.protocol"] == "consumer"
        let callbacks = ConsumerCallbacks(onStatistics: onStatistics)
        client = try Client(RD_KAFKA_CONSUMER, configuration: configuration, logger: logger, callbacks: callbacks)
        self.callbacks = callbacks
        // One queue to poll: what concerns the whole client joins the records.
        try check(unsafe rd_kafka_poll_set_consumer(client.handle), "create consumer")
    }

    static let defaults = [
        ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"), ("auto.offset.reset", "earliest"),
        ("socket.nagle.disable", "true"),
    ]

    /// Waits for records up to `timeout`, then takes what is there without waiting further.
    ///
    /// - Parameters:
    ///   - max: at most this many records; must be positive.
    ///   - maxBytes: stops taking more once the records hold this many bytes, so at most one record more.
    ///   - timeout: at most a minute. `wakeUp` ends the wait early.
    ///   - delegate: told of rebalances; without one partitions come and go silently.
    /// - Returns: possibly nothing. Records of a partition that was revoked meanwhile are not among them.
    /// - Throws: only when the consumer is closed or two threads poll at once; troubles of the broker are in the batch.
    public func poll(
        max: Int = 1_000, maxBytes: Int = 16 << 20, timeout: Duration, delegate: (any RebalanceDelegate)? = nil
    ) throws(KafkaError) -> Batch {
        try enter(delegate, "poll")
        defer { leave() }
        client.serveLogs()
        var reader = MessageReader()
        var wait = timeout.wholeMilliseconds(cap: 60_000)
        while reader.batch.records.count < max, reader.byteCount < maxBytes, reader.messageCount < 2 * max {
            let message = unsafe rd_kafka_consumer_poll(client.handle, wait)
            dropOutdated(from: &reader.batch)
            guard let message = unsafe message else { break }
            unsafe reader.read(message, fatal: client)
            unsafe rd_kafka_message_destroy(message)
            wait = 0
        }
        reader.batch.problems += callbacks.takeProblems().map { ConsumerProblem(error: $0, topicPartition: nil) }
        return reader.batch
    }

    /// Ends the wait of a running `poll`, or of the next one.
    public func wakeUp() {
        guard let queue = unsafe rd_kafka_queue_get_consumer(client.handle) else { return }
        unsafe rd_kafka_queue_yield(queue)
        unsafe rd_kafka_queue_destroy(queue)
    }

    /// Leaves the group: revokes what is assigned (the delegate is told and can finish its work), then says goodbye.
    ///
    /// A static member (`group.instance.id`) does not leave: its partitions wait for its return.
    ///
    /// - Throws: when the deadline passes first. The consumer counts as closed even so, and what hangs inside
    ///   librdkafka is left behind.
    public func close(by deadline: ContinuousClock.Instant, delegate: (any RebalanceDelegate)? = nil) throws(KafkaError)
    {
        try enter(delegate, "close")
        defer {
            leave()
            state.withLock { $0.isClosed = true }
        }
        let queue = unsafe rd_kafka_queue_new(client.handle)
        defer { unsafe rd_kafka_queue_destroy(queue) }
        try unsafe check(taking: rd_kafka_consumer_close_queue(client.handle, queue), "close")
        while unsafe rd_kafka_consumer_closed(client.handle) == 0 {
            guard !deadline.hasPassed else {
                client.abandon()
                throw .timedOut("close")
            }
            guard let event = unsafe rd_kafka_queue_poll(queue, deadline.millisecondsLeft(cap: 50)) else { continue }
            if unsafe rd_kafka_event_type(event) == crdkafka_event_rebalance() {
                unsafe rebalance(
                    rd_kafka_event_error(event), rd_kafka_event_topic_partition_list(event), delegate,
                    closingBy: deadline)
            }
            unsafe rd_kafka_event_destroy(event)
        }
        client.serveLogs()
    }

    deinit {
        // Librdkafka before 2.3.0 ends the process when it frees a cooperative consumer that has joined its group and
        // has not had an assignment yet (librdkafka #4312): a service stopped in its first seconds.
        let (wasSubscribed, hasBeenAssigned, isClosed) = state.withLock {
            ($0.isSubscribed, $0.hasBeenAssigned, $0.isClosed)
        }
        guard isCooperative, wasSubscribed, !hasBeenAssigned, rd_kafka_version() < 0x0203_0000 else { return }
        // Says goodbye by itself; nobody waits for the answer.
        if !isClosed {
            let queue = unsafe rd_kafka_queue_new(client.handle)
            unsafe rd_kafka_error_destroy(rd_kafka_consumer_close_queue(client.handle, queue))
        }
        client.abandon()
    }

    /// The error after which this consumer can do nothing more, if there was one.
    public var fatalError: KafkaError? { client.fatalError }

    private func enter(_ delegate: (any RebalanceDelegate)?, _ operation: String) throws(KafkaError) {
        let refusal: KafkaError? = state.withLock { state in
            if state.isClosed { return .closed(operation) }
            if state.isInside {
                return KafkaError(
                    code: .state, message: "another thread, or a rebalance delegate, is already polling",
                    operation: operation, isRetriable: false)
            }
            state.isInside = true
            state.dropped = []
            return nil
        }
        if let refusal { throw refusal }
        unsafe callbacks.visit = ConsumerCallbacks.Visit(consumer: self, delegate: delegate)
    }

    private func leave() {
        unsafe callbacks.visit = nil
        state.withLock { $0.isInside = false }
    }

    private func dropOutdated(from batch: inout Batch) {
        let dropped: Set<TopicPartition>? = state.withLock { state in
            guard !state.dropped.isEmpty else { return nil }
            defer { state.dropped = [] }
            return state.dropped
        }
        if let dropped { batch.remove(dropped) }
    }
}
