internal import Crdkafka
internal import Synchronization

/// What librdkafka's callbacks write to. One object per client, found again through the client's opaque pointer.
///
/// Callbacks run on whatever thread polls, flushes or commits, so everything is behind locks; nothing is called under
/// one.
// SAFETY: all state here and in subclasses is constant, behind a `Mutex`, or confined as said where it stands.
class Callbacks: @unchecked Sendable {
    /// Client-wide errors kept until somebody takes them; later ones are dropped, since the first says why.
    static let longestProblemList = 64

    private let problems = Mutex<[KafkaError]>([])
    private let onStatistics: (@Sendable (Statistics) -> Void)?

    init(onStatistics: (@Sendable (Statistics) -> Void)?) { self.onStatistics = onStatistics }

    /// Sets the callbacks on a configuration. Subclasses add theirs.
    func register(with native: OpaquePointer) {
        unsafe rd_kafka_conf_set_error_cb(native) { (client, code, reason, opaque) in
            unsafe Callbacks.from(opaque)?.note(client, code, reason)
        }
        guard onStatistics != nil else { return }
        unsafe rd_kafka_conf_set_stats_cb(native) { (_, json, length, opaque) in
            guard let json = unsafe json else { return 0 }
            let bytes = unsafe Array(UnsafeRawBufferPointer(start: json, count: length))
            if let statistics = Statistics(json: bytes) { unsafe Callbacks.from(opaque)?.onStatistics?(statistics) }
            return 0  // The text stays librdkafka's to free.
        }
    }

    static func from(_ opaque: UnsafeMutableRawPointer?) -> Self? {
        guard let opaque = unsafe opaque else { return nil }
        return unsafe Unmanaged<Callbacks>.fromOpaque(opaque).takeUnretainedValue() as? Self
    }

    func add(problem: KafkaError) {
        problems.withLock { if $0.count < Self.longestProblemList { $0.append(problem) } }
    }

    func takeProblems() -> [KafkaError] {
        problems.withLock { list in
            guard !list.isEmpty else { return [] }
            defer { list = [] }
            return list
        }
    }

    private func note(_ client: OpaquePointer?, _ code: Int32, _ reason: UnsafePointer<CChar>?) {
        var error = KafkaError(
            code: KafkaError.Code(rawValue: code), message: unsafe string(reason), operation: "client")
        if code == RD_KAFKA_RESP_ERR__FATAL.rawValue {
            // The callback says only that there is a fatal error; which one is asked for.
            var fatal = RD_KAFKA_RESP_ERR_NO_ERROR
            let text = unsafe withErrorText { (text, size) in fatal = unsafe rd_kafka_fatal_error(client, text, size) }
            error = KafkaError(
                code: KafkaError.Code(fatal), message: text, operation: "client", isRetriable: false, isFatal: true)
        }
        add(problem: error)
    }
}
