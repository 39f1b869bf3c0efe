import Logging
import Testing

@testable import Kafka

/// A deadline that no healthy run reaches.
var soon: ContinuousClock.Instant { .now + .seconds(120) }

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Settings that fit the embedded broker: short fetches, since it always waits in full.
func settings(_ broker: EmbeddedBroker, _ more: [String: String] = [:]) throws -> Configuration {
    var configuration = try Configuration(["bootstrap.servers": broker.bootstrapServers])
    for (name, value) in more { try configuration.set(name, to: value) }
    return configuration
}

func makeConsumer(_ broker: EmbeddedBroker, _ more: [String: String] = [:]) throws -> Consumer {
    var all = [
        "group.id": "readers", "fetch.wait.max.ms": "10", "session.timeout.ms": "6000", "heartbeat.interval.ms": "100",
    ]
    all.merge(more) { $1 }
    return try Consumer(configuration: settings(broker, all), logger: quiet)
}

func makeProducer(_ broker: EmbeddedBroker, _ more: [String: String] = [:]) throws -> Producer {
    try Producer(configuration: settings(broker, ["linger.ms": "0"].merging(more) { $1 }), logger: quiet)
}

extension Consumer {
    /// Polls until `count` records have come or the deadline passes.
    func read(_ count: Int, delegate: (any RebalanceDelegate)? = nil) throws -> [Record] {
        var records: [Record] = []
        let deadline = soon
        while records.count < count, !deadline.hasPassed {
            records += try poll(timeout: .milliseconds(100), delegate: delegate).records
        }
        return records
    }
}
