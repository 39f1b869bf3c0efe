import Foundation
import Kafka
import Logging
import Testing

@testable import Worker

/// The service in this process against the embedded broker, which can be told to answer with errors.
@Suite(.serialized) struct WorkOnMockTests {
    private static let analyzer = Result { try DocumentAnalyzer() }

    /// Runs the service over `values` until all are committed, and returns what it wrote.
    private static func outputs(
        of values: [String], settings: [String] = [], prepare: (EmbeddedBroker) throws -> Void = { _ in }
    ) throws -> [Record] {
        let broker = try EmbeddedBroker()
        let topics = TopicNames()
        for topic in topics.all { try broker.createTopic(topic, partitions: 1) }
        let cluster = TestCluster(bootstrap: broker.bootstrapServers, topics: topics)
        try cluster.produce(values.map { OutgoingRecord(topic: topics.raw, value: Array($0.utf8)) })
        try prepare(broker)
        let flags = [
            "kafka.bootstrap.servers=\(broker.bootstrapServers)", "instance_id=mock", "topic_max_bytes=1000000",
            "kafka.consumer.fetch.wait.max.ms=10", "kafka.consumer.partition.assignment.strategy=range", "workers=2",
        ]
        let sources = try SettingSources(flags: flags + settings, environment: [:], filePath: nil)
        let stop = StopFlag()
        let giveUp = ContinuousClock.now.advanced(by: .seconds(60))
        let service = WorkService(
            settings: WorkSettings(sources), analyzer: try analyzer.get(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            observe: { if $0.done.records >= values.count { stop.set() } })
        try service.runBlocking(until: { stop.isSet || .now > giveUp })
        #expect(stop.isSet, "not all records were committed")
        return try cluster.read(topics.outputs)
    }

    @Test func anOutputThatTheBrokerRefusesMakesItsInputADeadLetter() throws {
        let records = try Self.outputs(of: ["微软股价上涨3%。"]) { broker in
            broker.pushErrors([.messageSizeTooLarge], for: .produce)
        }
        let letters = records.filter { $0.topic == "articles.dead" }
        let codes = letters.compactMap { letter in
            letter.header("kafka_dlt-exception-fqcn")?.value.map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(codes == ["tapereader.output_too_large"])
    }

    @Test func aTransientErrorIsRetriedAndNothingIsLost() throws {
        let records = try Self.outputs(of: ["微软股价上涨3%。"]) { broker in
            broker.pushErrors([.notLeaderForPartition, .requestTimedOut], for: .produce)
        }
        #expect(records.count { $0.topic == "articles.analyzed" } == 1)
    }

    @Test func aMissingPermissionEndsTheServiceWithItsDocumentedCode() {
        #expect(throws: ServiceFailure.self) {
            do {
                _ = try Self.outputs(of: ["微软股价上涨3%。"]) { broker in
                    broker.pushErrors(Array(repeating: .topicAuthorizationFailed, count: 20), for: .produce)
                }
            } catch let failure as ServiceFailure {
                #expect(failure.status == .notPermitted, "\(failure)")
                throw failure
            }
        }
    }

    @Test func atLeastOnceWritesTheSameRecords() throws {
        let text = "英伟达宣布向OpenAI投资1000亿美元。"
        let once = try Self.outputs(of: [text]).map(\.value)
        let atLeastOnce = try Self.outputs(of: [text], settings: ["delivery=at_least_once"]).map(\.value)
        #expect(!once.isEmpty)
        #expect(Self.withoutTime(once) == Self.withoutTime(atLeastOnce))
    }

    /// The input's timestamp is when the test produced it; all else must be equal.
    private static func withoutTime(_ values: [[UInt8]?]) -> [String] {
        values.map { value in
            String(decoding: value ?? [], as: UTF8.self).replacing(/"observed_at":"[^"]*"/, with: "")
        }.sorted()
    }
}
