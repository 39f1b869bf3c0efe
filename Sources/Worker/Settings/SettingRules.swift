internal import Foundation

/// What must hold between settings, beyond what the table says of each alone.
enum SettingRules {
    /// Librdkafka's property, and what the worker sets it to.
    private static let transactionTimeout = ("transaction.timeout.ms", 15_000)

    /// - Throws: `SettingError` that names both settings and what to do, for the first rule that is broken.
    static func check(_ settings: WorkSettings) throws {
        for rule in rules { if let complaint = rule(settings) { throw SettingError(description: complaint) } }
    }

    private static let rules: [@Sendable (WorkSettings) -> String?] = [
        topicsDiffer, pausesGrow, commitInTime, registryIsThere,
    ]

    /// A worker that reads what it writes would never end, and dead letters among events would break their readers.
    private static func topicsDiffer(_ settings: WorkSettings) -> String? {
        let names = settings.topics.named
        for (index, (key, name)) in names.enumerated() {
            guard let other = names[..<index].first(where: { $0.name == name }) else { continue }
            return "\(key) and \(other.key) are both \(name): give each a topic of its own"
        }
        return nil
    }

    private static func pausesGrow(_ settings: WorkSettings) -> String? {
        guard settings.retries.first > settings.retries.longest else { return nil }
        return "retry_backoff_ms is above retry_backoff_max_ms: raise the second, or lower the first"
    }

    private static func registryIsThere(_ settings: WorkSettings) -> String? {
        let registry = settings.registry
        if registry.url.isEmpty {
            return registry.frames
                ? "registry.frames needs registry.url: frames hold the ids that a registry gives" : nil
        }
        guard let url = URL(string: registry.url), url.scheme == "http" || url.scheme == "https", url.host() != nil
        else {
            return "registry.url must be as http://localhost:8081 or https://registry.example"
        }
        return url.user() == nil && url.password() == nil
            ? nil : "registry.url holds a login: set registry.user and registry.password instead"
    }

    /// The broker aborts a transaction that is open for longer than its timeout.
    private static func commitInTime(_ settings: WorkSettings) -> String? {
        guard settings.delivery == .exactlyOnce else { return nil }
        let (name, fallback) = transactionTimeout
        let set = settings.kafkaProperties.last { $0.name == name || $0.name == "producer." + name }
        let timeout = set.flatMap { Int($0.value) } ?? fallback
        guard settings.commitInterval * 2 > .milliseconds(timeout) else { return nil }
        return
            "commit_interval_ms is more than half of kafka.producer.\(name) (\(timeout)): the broker would abort the "
            + "transactions; lower the first, or raise the second"
    }
}

extension TopicNames {
    /// Every topic with its setting.
    var named: [(key: String, name: String)] {
        [
            ("topics.raw", raw), ("topics.analyzed", analyzed), ("topics.events", events),
            ("topics.sentiment", sentiment), ("topics.flows", flows), ("topics.dead", dead),
            ("topics.redriven", redriven), ("topics.parked", parked),
        ]
    }
}
