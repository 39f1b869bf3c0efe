internal import Extraction
internal import Kafka
internal import Logging
internal import Schema

/// Publishes signals to one topic. A record's key names the window or event that it is about, so that on a compacted
/// topic the last run's figures stand; the same signals are the same bytes, and nothing in them is of the clock.
///
/// The producer is idempotent: no record is written twice or out of order by a retry. A run that is broken off leaves
/// some windows of this run beside others of the last, and the next one puts all right.
final class SignalTopic {
    private let topic: String
    private let producer: Producer
    private let patience: Duration
    private(set) var published = 0

    /// - Throws: `ServiceFailure` when the topic is one that the worker writes, or does not exist; `SettingError`.
    init(_ topic: String, settings: WorkSettings, logger: Logger) throws {
        if settings.topics.all.contains(topic) {
            throw ServiceFailure(
                status: .badConfiguration,
                description: "--publish \(topic): the worker uses this topic; name another, as market.signals")
        }
        self.topic = topic
        patience = settings.brokerDeadline ?? .seconds(60)
        let clients = try ClientConfiguration(settings.kafkaProperties)
        do {
            let admin = try Admin(configuration: clients.admin(), logger: logger)
            let names = try admin.topics(by: .now.advanced(by: patience)).map(\.name)
            guard names.contains(topic) else {
                throw ServiceFailure(
                    status: .unavailable,
                    description: "--publish \(topic): there is no such topic; create it with cleanup.policy=compact")
            }
            producer = try Producer(configuration: clients.publisher(), logger: logger)
        } catch let error as KafkaError {
            throw ServiceFailure(stopping: error)
        }
    }

    func publish(_ window: EntityWindow) throws {
        let parts = ["window", window.entityID, SignalTime.text(window.start), SignalTime.text(window.end)]
        try publish(SignalLines.line(window), key: parts, type: "signal.window", time: window.start)
    }

    func publish(_ event: EventNovelty) throws {
        try publish(
            SignalLines.line(event), key: ["event", event.eventID], type: "signal.event", time: event.time)
    }

    /// Waits until all is written.
    /// - Throws: `ServiceFailure` when the broker takes nothing for as long as `broker_deadline_ms`, or refuses a record.
    func finish() throws {
        while producer.outstandingCount > 0 {
            let before = producer.outstandingCount
            do throws(KafkaError) { try producer.flush(by: .now.advanced(by: patience)) } catch {
                if producer.outstandingCount >= before { throw ServiceFailure(stopping: error) }
            }
            try checkDeliveries()
        }
        try checkDeliveries()
    }

    private func publish(_ line: [UInt8], key: [String], type: String, time: Int64) throws {
        let record = OutgoingRecord(
            topic: topic, key: Array(key.joined(separator: "\u{1F}").utf8), value: Array(line.dropLast()),
            headers: [
                Header("ce_type", "tapereader.v1.\(type)"), Header("content-type", OutputEncoding.json.contentType),
            ], timestampMilliseconds: max(0, time))
        var deadline = ContinuousClock.now.advanced(by: patience)
        var waiting = producer.outstandingCount
        do {
            while try producer.produce(record) == .queueFull {
                producer.poll(timeout: .milliseconds(50))
                try checkDeliveries()
                if producer.outstandingCount < waiting { deadline = .now.advanced(by: patience) }
                waiting = producer.outstandingCount
                if .now > deadline { throw KafkaError(code: .timedOut, operation: "publish to \(topic)") }
            }
        } catch let error as KafkaError {
            throw ServiceFailure(stopping: error)
        }
        published += 1
    }

    private func checkDeliveries() throws {
        if let refused = producer.takeDeliveries().compactMap(\.error).first { throw ServiceFailure(stopping: refused) }
    }
}
