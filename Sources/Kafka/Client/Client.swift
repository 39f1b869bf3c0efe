internal import Crdkafka
internal import Logging
internal import Synchronization

/// The one owner of a librdkafka client: its handle, its log queue, and what its callbacks write to.
///
/// Librdkafka writes log lines to a queue of ours instead of calling back on threads of its own; `serveLogs` empties
/// it and is called by everything that polls.
/// Every user holds a reference to this object for as long as it calls; `deinit` is the only place that frees.
// SAFETY: the handle and the queues are set once, librdkafka locks inside every call, all other state is in `Mutex`es.
@safe final class Client: @unchecked Sendable {
    let handle: OpaquePointer
    let callbacks: Callbacks
    private let logQueue: OpaquePointer?
    private let logger: Logger
    private let throttle = Mutex(LogThrottle())
    private let isAbandoned = Mutex(false)

    init(
        _ type: rd_kafka_type_t, configuration: Configuration, forced: [(name: String, value: String)] = [],
        logger: Logger, callbacks: Callbacks
    ) throws(KafkaError) {
        let native = try unsafe configuration.makeNative(forced: forced + [("log.queue", "true")])
        // The object lives as long as the client, whose destruction ends all callbacks: nothing is retained here.
        unsafe rd_kafka_conf_set_opaque(native, Unmanaged.passUnretained(callbacks).toOpaque())
        unsafe callbacks.register(with: native)
        var created: OpaquePointer?
        let text = unsafe withErrorText { (text, size) in unsafe created = rd_kafka_new(type, native, text, size) }
        guard let handle = unsafe created else {
            unsafe rd_kafka_conf_destroy(native)
            throw KafkaError(
                code: .invalidArgument, message: Self.redact(text, configuration), operation: "create client",
                isRetriable: false)
        }
        unsafe self.handle = handle
        self.callbacks = callbacks
        self.logger = logger
        unsafe logQueue = rd_kafka_queue_new(handle)
        _ = unsafe rd_kafka_set_log_queue(handle, logQueue)
    }

    /// Gives the handle up without freeing it: its destruction would hang or end the process.
    ///
    /// What is left is some threads of librdkafka's that do nothing more, until the process ends.
    func abandon() { isAbandoned.withLock { $0 = true } }

    deinit {
        serveLogs()
        if isAbandoned.withLock({ $0 }) {
            // Librdkafka still points to it.
            _ = unsafe Unmanaged.passRetained(callbacks)
            return
        }
        unsafe rd_kafka_queue_destroy(logQueue)
        // A consumer that was not closed is not closed now either: that would wait for callbacks nobody serves.
        unsafe rd_kafka_destroy_flags(handle, crdkafka_destroy_no_close())
    }

    /// Sends what librdkafka had to say to the logger, repeats left out.
    func serveLogs() {
        // At most this many at once, so that a storm cannot hold up a poll.
        for _ in 0..<256 {
            guard let event = unsafe rd_kafka_queue_poll(logQueue, 0) else { return }
            unsafe log(event)
            unsafe rd_kafka_event_destroy(event)
        }
    }

    private func log(_ event: OpaquePointer) {
        var facility: UnsafePointer<CChar>?
        var text: UnsafePointer<CChar>?
        var severity: Int32 = 6
        guard unsafe rd_kafka_event_log(event, &facility, &text, &severity) == 0 else { return }
        let name = unsafe string(facility)
        guard case .pass(let suppressed) = throttle.withLock({ $0.judge(name, at: .now) }) else { return }
        var metadata: Logger.Metadata = ["facility": "\(name)"]
        if suppressed > 0 { metadata["suppressed"] = "\(suppressed)" }
        logger.log(level: Self.level(ofSeverity: severity), "\(unsafe string(text))", metadata: metadata)
    }

    /// swift-log's level for one of syslog's.
    static func level(ofSeverity severity: Int32) -> Logger.Level {
        switch severity {
        case ...2: .critical
        case 3: .error
        case 4: .warning
        case 5: .notice
        case 6: .info
        default: .debug
        }
    }

    /// The first fatal error of this client, if one was raised.
    var fatalError: KafkaError? {
        var code = RD_KAFKA_RESP_ERR_NO_ERROR
        let text = unsafe withErrorText { (text, size) in code = unsafe rd_kafka_fatal_error(handle, text, size) }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return KafkaError(
            code: KafkaError.Code(code), message: text, operation: "client", isRetriable: false, isFatal: true)
    }

    /// Librdkafka's text without any secret value that it may quote.
    private static func redact(_ text: String, _ configuration: Configuration) -> String {
        for property in configuration.properties
        where Configuration.isSecret(property.name) && !property.value.isEmpty && text.contains(property.value) {
            return "librdkafka refuses the combination of settings (its words hold a secret and are left out)"
        }
        return text
    }
}
