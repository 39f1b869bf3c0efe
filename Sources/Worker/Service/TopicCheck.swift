internal import Foundation
internal import Kafka
internal import Logging

/// Asks the broker, before any work, whether the topics are there and how large their records may be.
struct TopicCheck {
    let settings: WorkSettings
    let clients: ClientConfiguration
    let logger: Logger

    /// `max.message.bytes` by output topic. Waits for a broker that is down, as long as `broker_deadline_ms` allows.
    /// - Throws: `ServiceFailure` for a missing topic, a missing permission, or a broker that does not answer in time.
    func sizeLimits(unless shouldStop: () -> Bool) throws -> [String: Int] {
        let admin = try Admin(configuration: clients.admin(), logger: logger)
        let began = ContinuousClock.now
        var retry = Retry()
        var jitter = Jitter(seed: .random(in: 0 ... .max))
        var refusal: KafkaError?
        while !shouldStop() {
            do throws(KafkaError) {
                return try limits(admin)
            } catch {
                let failure = ServiceFailure(stopping: error)
                let isLasting = failure.status == .notPermitted || !error.isRetriable
                if isLasting { throw failure }
                refusal = admin.refusal() ?? refusal
                if let refusal, refusal.isOfCertificate { throw ServiceFailure(refusedBy: refusal) }
                let now = .now - began
                guard retry.failed(at: now, settings.retries, jitter: &jitter) else {
                    if let refusal { throw ServiceFailure(refusedBy: refusal) }
                    throw ServiceFailure(
                        status: .unavailable,
                        description:
                            "\(error): no broker answered; check kafka.bootstrap.servers, or raise broker_deadline_ms")
                }
                logger.warning("\(error); trying again")
                Self.sleep(retry.due - now)
            }
        }
        return [:]
    }

    private func limits(_ admin: Admin) throws(KafkaError) -> [String: Int] {
        var limits: [String: Int] = [:]
        // All topics are asked for, not ours by name: a broker may make a topic that a client names.
        let known = Set(try admin.topics(by: .now.advanced(by: .seconds(10))).map(\.name))
        if let missing = settings.topics.all.first(where: { !known.contains($0) }) {
            throw KafkaError(
                code: .unknownTopicOrPartition, message: "\(missing) does not exist or is not shown to this client",
                operation: "start", isRetriable: false)
        }
        for topic in settings.topics.outputs {
            guard let limit = settings.topicMaxBytes ?? maxMessageBytes(admin, topic) else { return limits }
            limits[topic] = limit
        }
        return limits
    }

    /// Nil where the broker does not tell, as some lack the request: `RecordProcessor.defaultSizeLimit` holds then.
    private func maxMessageBytes(_ admin: Admin, _ topic: String) -> Int? {
        do { return try admin.settings(ofTopic: topic, by: .now.advanced(by: .seconds(5))).maxMessageBytes } catch {
            logger.notice(
                "\(topic): the broker does not tell max.message.bytes (\(error.name)); Kafka's default is assumed, or set topic_max_bytes"
            )
            return nil
        }
    }

    private static func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        Thread.sleep(forTimeInterval: Double(seconds) + Double(attoseconds) / 1e18)
    }
}

extension KafkaError {
    /// The certificate itself was not accepted, which waiting does not change; other errors of TLS may be a broker's
    /// restart.
    fileprivate var isOfCertificate: Bool { code == .ssl && message.contains("certificate verify failed") }
}

extension ServiceFailure {
    /// A connection that is refused before the first request.
    init(refusedBy error: KafkaError) {
        switch error.code {
        case .authentication:
            self.init(
                status: .notPermitted,
                description: "\(error): the broker does not accept the login; check kafka.sasl.mechanism, "
                    + "kafka.sasl.username and the password (TAPEREADER_KAFKA_SASL_PASSWORD or …_PASSWORD_FILE)")
        default:
            self.init(
                status: .badConfiguration,
                description:
                    "\(error): set kafka.ssl.ca.location to the authority that signed the broker's certificate, "
                    + "and name the brokers in kafka.bootstrap.servers and advertised.listeners as it names them")
        }
    }
}
