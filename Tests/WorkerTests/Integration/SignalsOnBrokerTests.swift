import BrokerSupport
import Foundation
import Kafka
import Schema
import Testing

@testable import Worker

/// Signals from real topics to a real topic.
@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct SignalsOnBrokerTests {
    private static let noon: Int64 = 1_761_998_400_000  // 2025-11-01T12:00:00Z
    private static let hour: Int64 = 3_600_000

    /// What the worker publishes of one article, to the topics of `cluster`.
    private func outputs(_ numbers: Range<Int>, _ cluster: TestCluster) throws -> [OutgoingRecord] {
        let analyzer = try DocumentAnalyzer()
        return try numbers.flatMap { number in
            let facts = ["英伟达宣布向OpenAI投资1000亿美元。", "甲骨文三季度净利润同比下降12%，不及预期。", "OpenAI否认与英伟达的投资计划。"]
            let body = #"{"article_id":"a\#(number)","source":"来源\#(number % 2)","body":"\#(facts[number % 3])"}"#
            let origin = RecordOrigin(
                topic: cluster.topics.raw, partition: 0, offset: Int64(number),
                timestampMilliseconds: Self.noon + Int64(number) * 5 * Self.hour)
            let encoding = number % 2 == 0 ? OutputEncoding.json : .protobuf
            return try analyzer.analyze(value: Array(body.utf8), headers: [], origin: origin).enumerated().map {
                OutgoingRecord(
                    topic: topic(of: $1.kind, cluster.topics), key: $1.key, value: $1.value(encoding),
                    headers: $1.headers(of: origin, encoding: encoding, outputIndex: $0).map { Header($0, $1) })
            }
        }
    }

    private func topic(of kind: OutputKind, _ topics: TopicNames) -> String {
        switch kind {
        case .article: topics.analyzed
        case .event: topics.events
        case .sentiment: topics.sentiment
        case .flow: topics.flows
        }
    }

    private func signals(_ cluster: TestCluster, _ more: [String]) throws -> (
        status: Int32, output: String, errors: String
    ) {
        let topics = [
            "topics.analyzed=\(cluster.topics.analyzed)", "topics.events=\(cluster.topics.events)",
            "topics.sentiment=\(cluster.topics.sentiment)", "broker_deadline_ms=240000",
            "kafka.consumer.receive.message.max.bytes=1000000000",
        ]
        let flags = topics.flatMap { ["--set", $0] }
        return try WorkerProcess.output(["signals", "--brokers", cluster.bootstrap] + flags + more)
    }

    private struct Signal: Hashable, Comparable {
        let key: String
        let value: String
        let headers: [Header]
        let time: Int64?

        init(_ record: Record) {
            key = String(decoding: record.key ?? [], as: UTF8.self)
            value = String(decoding: record.value ?? [], as: UTF8.self)
            headers = record.headers
            time = record.timestamp?.milliseconds
        }

        static func < (left: Self, right: Self) -> Bool { (left.key, left.value) < (right.key, right.value) }
    }

    @Test func signalsOfTopicsArePublishedAndTheSameAgainOnASecondRun() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "signals")
        try cluster.createTopics(partitions: 3)
        try cluster.createTopic("signals.out", partitions: 2)
        try cluster.produce(try outputs(0..<9, cluster))

        let first = try signals(cluster, ["--publish", "signals.out"])
        #expect(first.status == 0, "\(first.errors)")
        let once = try cluster.read(["signals.out"]).map(Signal.init).sorted()
        let second = try signals(cluster, ["--publish", "signals.out"])
        #expect(second.status == 0, "\(second.errors)")
        let twice = try cluster.read(["signals.out"]).map(Signal.init).sorted()

        #expect(!once.isEmpty)
        #expect(first.errors.contains("\(once.count) signals published to signals.out"))
        #expect(twice == (once + once).sorted())
        #expect(Set(once.map(\.key)).count == once.count, "one key, one signal: the topic may be compacted")
        let printed = try signals(cluster, ["--json"]).output.split(separator: "\n").map(String.init)
        #expect(printed.sorted() == once.map(\.value).sorted())
    }

    @Test func aLaterRunRebuildsItsStateFromTheTopics() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "later")
        try cluster.createTopics(partitions: 2)
        try cluster.createTopic("later.out", partitions: 1)
        try cluster.produce(try outputs(0..<4, cluster))
        #expect(try signals(cluster, ["--publish", "later.out"]).status == 0)
        try cluster.produce(try outputs(4..<9, cluster))
        #expect(try signals(cluster, ["--publish", "later.out"]).status == 0)

        var latest: [String: String] = [:]
        for signal in try cluster.read(["later.out"]).map(Signal.init) { latest[signal.key] = signal.value }
        let whole = TestCluster(bootstrap: broker.bootstrap, prefix: "whole")
        try whole.createTopics(partitions: 1)
        try whole.produce(try outputs(0..<9, whole))
        let expected = try signals(whole, ["--json"]).output.split(separator: "\n").map(String.init)
        #expect(latest.values.sorted() == expected.sorted())
        let deals = try latest.values.map { try JSONValue(json: Array($0.utf8)) }
            .filter { $0["type"]?.string == "investment" && $0["rank"]?.integer ?? 0 > 1 }
        #expect(!deals.isEmpty)
        #expect(deals.allSatisfy { $0["first_source"]?.string == "来源0" })
    }

    @Test func signalsOfAFileCanBePublishedToo() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "file")
        try cluster.createTopic("file.out", partitions: 1)
        let lines = try outputs(0..<1, cluster).compactMap(\.value).map { String(decoding: $0, as: UTF8.self) + "\n" }
        let arguments = ["signals", "--brokers", cluster.bootstrap, "--publish", "file.out", "-"]
        let result = try WorkerProcess.output(arguments, input: lines.joined())
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.isEmpty)
        let kinds = try cluster.read(["file.out"]).map {
            $0.header("ce_type")?.value.map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(kinds.contains("tapereader.v1.signal.window"))
        #expect(kinds.contains("tapereader.v1.signal.event"))
    }

    @Test func aTopicThatIsMissingOrTheWorkersOwnIsRefused() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "refused")
        try cluster.createTopics(partitions: 1)
        let missing = try signals(cluster, ["--publish", "refused.out"])
        #expect(missing.status == ExitStatus.unavailable.rawValue)
        #expect(missing.errors.contains("no such topic"))
        let own = try signals(cluster, ["--publish", cluster.topics.events])
        #expect(own.status == ExitStatus.badConfiguration.rawValue)
    }
}
