import BrokerSupport
import Foundation
import Kafka
import Logging
import Schema

@testable import Worker

/// A broker with dead letters, and the command line that sends them again.
struct RedriveBench {
    let broker: Broker
    let cluster: TestCluster
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    /// An hour ago: the broker deletes records that are older than their topic keeps them.
    static let base = (Int64(Date().timeIntervalSince1970) - 3600) * 1000

    init(_ name: String, partitions: Int = 3, hasFaults: Bool = false) throws {
        broker = try Broker(.noida, hasFaults: hasFaults)
        cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "\(FailPoints.topicPrefix)-\(name)")
        try cluster.createTopics(partitions: partitions)
        let admin = try Admin(configuration: Configuration(["bootstrap.servers": cluster.bootstrap]), logger: logger)
        let outcomes = try admin.createTopics(
            [
                NewTopic(
                    name: cluster.topics.redriven, partitions: partitions, replication: 1,
                    configuration: ["cleanup.policy": "compact"]),
                NewTopic(name: cluster.topics.parked, partitions: partitions, replication: 1),
            ], by: .now.advanced(by: TestCluster.patience))
        for case let error? in outcomes.map(\.error) { throw error }
    }

    static func article(_ index: Int) -> [UInt8] {
        var article = IncomingArticle()
        article.articleID = "a\(index)"
        article.source = index % 3 == 0 ? "证券日报" : "新浪财经"
        article.body = Array("英伟达宣布向OpenAI投资\(index + 1)亿美元。".utf8)
        return article.json()
    }

    /// Letters of articles that pass; each names the article in its key.
    func bury(
        _ indices: Range<Int>, reason: String = "tapereader.extract.budget_exceeded", attempts: Int = 1,
        value: ((Int) -> [UInt8])? = nil
    ) throws {
        let letters = indices.map { index -> OutgoingRecord in
            let record = LetterFixtures.record(
                value: value?(index) ?? Self.article(index), code: reason, attempts: attempts,
                topic: cluster.topics.raw, partition: Int32(index % 3), offset: Int64(index),
                time: Self.base + Int64(index) * 1000)
            return OutgoingRecord(
                topic: cluster.topics.dead, partition: Int32(index % 3), key: Array("\(index)".utf8),
                value: record.value, headers: record.headers, timestampMilliseconds: record.timestamp?.milliseconds)
        }
        try cluster.produce(letters)
    }

    func arguments(_ arguments: [String]) -> [String] {
        let topics = cluster.topics
        let settings = [
            "kafka.consumer.receive.message.max.bytes=1000000000", "kafka.consumer.fetch.wait.max.ms=20",
            "topics.raw=\(topics.raw)", "topics.analyzed=\(topics.analyzed)", "topics.events=\(topics.events)",
            "topics.sentiment=\(topics.sentiment)", "topics.flows=\(topics.flows)", "topics.dead=\(topics.dead)",
            "topics.redriven=\(topics.redriven)", "topics.parked=\(topics.parked)",
        ]
        return ["redrive"] + arguments + ["--brokers", cluster.bootstrap] + settings.flatMap { ["--set", $0] }
    }

    func redrive(_ arguments: [String], fault: String? = nil) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try WorkerProcess.output(
            self.arguments(arguments), environment: fault.map { [FailPoints.environmentName: $0] } ?? [:])
    }

    func start(_ arguments: [String]) throws -> WorkerProcess { try WorkerProcess(self.arguments(arguments)) }

    /// Keys of what was sent to the input topic, as a `read_committed` consumer sees them.
    func sent() throws -> [Int] {
        try cluster.read([cluster.topics.raw]).compactMap { Int(String(decoding: $0.key ?? [], as: UTF8.self)) }
            .sorted()
    }

    /// Keys of the markers.
    func markers() throws -> [String] {
        try cluster.read([cluster.topics.redriven]).map { String(decoding: $0.key ?? [], as: UTF8.self) }.sorted()
    }
}
