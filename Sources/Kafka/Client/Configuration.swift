internal import Crdkafka

/// Settings of a client: any property that the installed librdkafka knows, checked one by one as they are set.
///
/// Values of secret properties never appear in descriptions or errors. A later setting of the same property wins.
public struct Configuration: Sendable, Hashable, CustomStringConvertible {
    /// What is set, in the order in which it was set. Holds secrets in clear.
    public private(set) var properties: [Property] = []

    public struct Property: Sendable, Hashable, CustomStringConvertible {
        public let name: String
        public let value: String

        /// `name=value`; a secret replaced.
        public var description: String { "\(name)=\(isSecret(name) ? redacted : value)" }
    }

    /// The settings of librdkafka's defaults.
    public init() {}

    /// Takes properties over in the order of their names.
    ///
    /// - Throws: ``ConfigurationError`` for the first property that librdkafka does not know or whose value it refuses.
    public init(_ properties: [String: String]) throws(ConfigurationError) {
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) { try set(name, to: value) }
    }

    /// Sets a property, as `bootstrap.servers`, after asking librdkafka whether it takes the value.
    public mutating func set(_ name: String, to value: String) throws(ConfigurationError) {
        let trial = unsafe rd_kafka_conf_new()
        defer { unsafe rd_kafka_conf_destroy(trial) }
        if let error = unsafe Self.apply(name, value, to: trial) { throw error }
        properties.removeAll { $0.name == name }
        properties.append(Property(name: name, value: value))
    }

    /// Sets a property only where none of that name is set yet.
    public mutating func setDefault(_ name: String, to value: String) throws(ConfigurationError) {
        if self[name] == nil { try set(name, to: value) }
    }

    /// The value set for a property; nil where librdkafka's default holds.
    public subscript(name: String) -> String? { properties.last { $0.name == name }?.value }

    /// `name=value` pairs with secrets replaced.
    public var description: String {
        properties.map(\.description).joined(separator: " ")
    }

    /// Whether a property's value must not be shown.
    public static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "secret", "token", "credential", "private", "oauthbearer.config", "ssl.key.pem", "jaas"]
            .contains { name.contains($0) }
    }

    /// Whether the installed librdkafka has a property of this name.
    public static func knows(_ name: String) -> Bool {
        let trial = unsafe rd_kafka_conf_new()
        defer { unsafe rd_kafka_conf_destroy(trial) }
        return unsafe apply(name, "", to: trial)?.isUnknownProperty != true
    }

    static let redacted = "[secret]"
}

/// A property that librdkafka refuses.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    public let property: String
    /// The refused value; `[secret]` for a secret property and an unknown one, which may be a secret mistyped.
    public let value: String
    /// librdkafka's own words, which name the allowed values or range.
    public let explanation: String
    /// True when there is no such property; false when only the value is wrong.
    public let isUnknownProperty: Bool

    public var description: String { "\(property)=\(value): \(explanation)" }
}

extension Configuration {
    /// A configuration object of librdkafka for these settings, after `forced` ones of this library. The caller owns
    /// it.
    func makeNative(forced: [(name: String, value: String)]) throws(KafkaError) -> OpaquePointer {
        let native = unsafe rd_kafka_conf_new()
        guard let native = unsafe native else { throw KafkaError(code: .invalidArgument, operation: "configure") }
        for (name, value) in properties.map({ ($0.name, $0.value) }) + forced {
            if let error = unsafe Self.apply(name, value, to: native) {
                unsafe rd_kafka_conf_destroy(native)
                throw KafkaError(
                    code: .invalidArgument, message: error.description, operation: "configure", isRetriable: false)
            }
        }
        return unsafe native
    }

    private static func apply(_ name: String, _ value: String, to native: OpaquePointer?) -> ConfigurationError? {
        guard !name.utf8.contains(0), !value.utf8.contains(0) else {
            return ConfigurationError(
                property: name.filter { $0 != "\0" }, value: redacted, explanation: "holds a NUL character",
                isUnknownProperty: false)
        }
        var result = RD_KAFKA_CONF_OK
        let explanation = unsafe withErrorText { (text, size) in
            result = unsafe rd_kafka_conf_set(native, name, value, text, size)
        }
        guard result != RD_KAFKA_CONF_OK else { return nil }
        let secret = isSecret(name) || result == RD_KAFKA_CONF_UNKNOWN
        return ConfigurationError(
            property: name,
            value: secret ? redacted : value,
            explanation: isSecret(name) ? "librdkafka refuses the value" : String(explanation.prefix { $0 != "\n" }),
            isUnknownProperty: result == RD_KAFKA_CONF_UNKNOWN
        )
    }
}

/// Calls `body` with room for librdkafka's error text and returns what it wrote.
func withErrorText(_ body: (UnsafeMutablePointer<CChar>?, Int) -> Void) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
        unsafe buffer.initialize(repeating: 0)
        unsafe body(buffer.baseAddress, buffer.count)
        return unsafe string(buffer.baseAddress)
    }
}
