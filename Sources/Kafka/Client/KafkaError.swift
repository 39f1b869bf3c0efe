internal import Crdkafka

/// What went wrong in a call to Kafka, and what a caller may do about it.
///
/// Three flags decide: `requiresAbort` (abort the transaction, rewind, go on), `isRetriable` (call again), `isFatal`
/// (this client is of no more use: stop). With none of them the call itself was wrong or refused, and repeating it
/// will not help.
public struct KafkaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number Kafka (positive) or librdkafka (negative) gives the error.
    public let code: Code
    /// One line that says what happened, as librdkafka words it.
    public let message: String
    /// The call that failed, as `commit transaction`; empty where none was under way.
    public let operation: String
    /// The same call may succeed later.
    public let isRetriable: Bool
    /// The client can do nothing more: a fenced producer, a broken idempotence guarantee.
    public let isFatal: Bool
    /// The current transaction cannot be committed and must be aborted.
    public let requiresAbort: Bool

    public init(
        code: Code, message: String? = nil, operation: String = "", isRetriable: Bool? = nil, isFatal: Bool = false,
        requiresAbort: Bool = false
    ) {
        self.code = code
        self.message = message ?? code.explanation
        self.operation = operation
        self.isRetriable = isRetriable ?? code.isTransient
        self.isFatal = isFatal
        self.requiresAbort = requiresAbort
    }

    /// The code's symbolic name, as `TOPIC_AUTHORIZATION_FAILED` or `_TIMED_OUT`.
    public var name: String { code.name }

    public var description: String {
        let prefix = operation.isEmpty ? "" : operation + ": "
        return "\(prefix)\(message) (\(name), \(code.rawValue))"
    }
}

extension KafkaError {
    /// Takes over an error object of librdkafka and frees it; nil when there is none.
    init?(taking error: OpaquePointer?, operation: String) {
        guard let error = unsafe error else { return nil }
        defer { unsafe rd_kafka_error_destroy(error) }
        unsafe self.init(borrowing: error, operation: operation)
    }

    /// Reads an error object that stays librdkafka's.
    init(borrowing error: OpaquePointer, operation: String) {
        unsafe self.init(
            code: Code(rd_kafka_error_code(error)),
            message: string(rd_kafka_error_string(error)),
            operation: operation,
            isRetriable: rd_kafka_error_is_retriable(error) != 0,
            isFatal: rd_kafka_error_is_fatal(error) != 0,
            requiresAbort: rd_kafka_error_txn_requires_abort(error) != 0
        )
    }

    /// The error of a plain response code; nil for success.
    init?(_ response: rd_kafka_resp_err_t, operation: String, message: String? = nil) {
        guard response != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        self.init(
            code: Code(response), message: message, operation: operation, isFatal: response == RD_KAFKA_RESP_ERR__FATAL)
    }

    static func timedOut(_ operation: String) -> KafkaError {
        KafkaError(code: .timedOut, message: "the deadline passed", operation: operation, isRetriable: true)
    }

    static func closed(_ operation: String) -> KafkaError {
        KafkaError(code: .state, message: "the client is closed", operation: operation, isRetriable: false)
    }
}

/// Throws the error object that librdkafka returned, if any, and frees it.
func check(taking error: OpaquePointer?, _ operation: String) throws(KafkaError) {
    if let error = unsafe KafkaError(taking: error, operation: operation) { throw error }
}

/// Throws if the response code is not success.
func check(_ response: rd_kafka_resp_err_t, _ operation: String) throws(KafkaError) {
    if let error = KafkaError(response, operation: operation) { throw error }
}

/// A C string as a Swift one, invalid bytes replaced; empty for NULL.
func string(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
}
