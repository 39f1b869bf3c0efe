internal import Kafka

/// Properties of the service's Kafka clients: ours where correctness hangs on them, the user's everywhere else.
///
/// `kafka.X` goes to every client, `kafka.consumer.X` and `kafka.producer.X` to one kind.
struct ClientConfiguration {
    private let properties: [(name: String, value: String)]

    /// Properties that the promise of exactly-once hangs on, or that have a setting of their own.
    private static let reserved: [String: String] = [
        "enable.auto.commit": "offsets are committed with the outputs",
        "enable.auto.offset.store": "offsets are committed with the outputs",
        "isolation.level": "records of aborted transactions must not be read",
        "transactional.id": "set instance_id and group; the id is made of both",
        "group.id": "set `group`",
        "group.instance.id": "set static_membership and instance_id",
        "auto.offset.reset": "set `start`",
        "enable.partition.eof": "the ends of partitions are needed to commit behind control markers",
    ]

    /// - Throws: `SettingError` when a reserved property is set or the brokers are not named.
    init(_ properties: [(name: String, value: String)]) throws {
        for (name, _) in properties {
            let bare = Self.bare(name)
            if let reason = Self.reserved[bare] {
                throw SettingError(description: "kafka.\(name) cannot be set: \(reason)")
            }
        }
        guard properties.contains(where: { Self.bare($0.name) == "bootstrap.servers" && !$0.value.isEmpty }) else {
            throw SettingError(
                description:
                    "kafka.bootstrap.servers is not set: give --brokers host:port, or TAPEREADER_KAFKA_BOOTSTRAP_SERVERS"
            )
        }
        self.properties = properties
    }

    func admin() throws -> Configuration { try configuration(for: "admin.") }

    func consumer(_ settings: WorkSettings) throws -> Configuration {
        var configuration = try configuration(for: "consumer.")
        do {
            try configuration.set("group.id", to: settings.group)
            try configuration.set("enable.partition.eof", to: "true")
            try configuration.set("isolation.level", to: "read_committed")
            try configuration.set("auto.offset.reset", to: settings.start.rawValue)
            if settings.staticMembership { try configuration.set("group.instance.id", to: settings.instance) }
            try configuration.setDefault("partition.assignment.strategy", to: "cooperative-sticky")
            try configuration.setDefault("queued.max.messages.kbytes", to: "16384")
        } catch {
            throw SettingError(description: "kafka.\(error)")
        }
        return configuration
    }

    /// A consumer that is told what to read and joins nothing: a position that is gone is an error, never a jump.
    func reader(group: String) throws -> Configuration {
        var configuration = try configuration(for: "consumer.")
        do {
            try configuration.set("group.id", to: group)
            try configuration.set("enable.partition.eof", to: "true")
            try configuration.set("isolation.level", to: "read_committed")
            try configuration.set("auto.offset.reset", to: "error")
            try configuration.setDefault("queued.max.messages.kbytes", to: "16384")
        } catch {
            throw SettingError(description: "kafka.\(error)")
        }
        return configuration
    }

    /// - Parameter largestRecord: bytes of the largest record that an output topic takes.
    func producer(_ settings: WorkSettings, largestRecord: Int) throws -> Configuration {
        var configuration = try configuration(for: "producer.")
        do {
            if settings.delivery == .exactlyOnce {
                try configuration.set("transactional.id", to: settings.transactionalID)
                try configuration.setDefault("transaction.timeout.ms", to: "15000")
            }
            try configuration.setDefault("delivery.report.only.error", to: "true")
            try configuration.setDefault("linger.ms", to: "20")
            try configuration.setDefault("compression.codec", to: "lz4")
            try configuration.setDefault("queue.buffering.max.kbytes", to: "65536")
            try configuration.setDefault(
                "message.max.bytes", to: String(min(1_000_000_000, max(largestRecord, 1_000_000))))
        } catch {
            throw SettingError(description: "kafka.\(error)")
        }
        return configuration
    }

    /// An idempotent producer without transactions, for what a later run may write again under the same keys.
    func publisher() throws -> Configuration {
        var configuration = try configuration(for: "producer.")
        do {
            try configuration.setDefault("delivery.report.only.error", to: "true")
            try configuration.setDefault("linger.ms", to: "20")
            try configuration.setDefault("compression.codec", to: "lz4")
        } catch {
            throw SettingError(description: "kafka.\(error)")
        }
        return configuration
    }

    private func configuration(for kind: String) throws -> Configuration {
        var configuration = Configuration()
        for (name, value) in Self.transport(properties) + properties {
            let other = ["consumer.", "producer.", "admin."].contains { $0 != kind && name.hasPrefix($0) }
            if other { continue }
            let property = name.hasPrefix(kind) ? String(name.dropFirst(kind.count)) : name
            do { try configuration.set(property, to: value) } catch {
                throw SettingError(description: "kafka.\(error)")
            }
        }
        return configuration
    }

    /// Certificates are checked, and so is the name they are made out to, unless the user says otherwise: librdkafka
    /// before 2.0 does not look at the name.
    private static func transport(_ properties: [(name: String, value: String)]) -> [(name: String, value: String)] {
        let isEncrypted = properties.contains {
            bare($0.name) == "security.protocol" && $0.value.lowercased().contains("ssl")
        }
        guard isEncrypted else { return [] }
        return [
            ("enable.ssl.certificate.verification", "true"), ("ssl.endpoint.identification.algorithm", "https"),
        ]
    }

    /// The property without the kind of client that it is for.
    static func bare(_ name: String) -> String {
        for prefix in ["consumer.", "producer.", "admin."] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }
}

/// Passwords are among the properties.
extension ClientConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "ClientConfiguration(\(properties.map(\.name).joined(separator: " ")))" }
    var debugDescription: String { description }
}
