import BrokerSupport
import Foundation
import Kafka
import Schema
import Testing

@testable import Worker

@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct WorkOnBrokerTests {
    /// Killed again and again in mid-stream, the worker loses nothing and doubles nothing.
    @Test func afterKillsInMidStreamEveryArticleIsAnalyzedExactlyOnce() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "kill")
        try cluster.createTopics(partitions: 3)
        let count = 2000
        try cluster.produce(
            (0..<count).map { Self.article($0, topic: cluster.topics.raw) } + Self.badRecords(cluster.topics.raw))
        let arguments = cluster.workArguments(instance: "a", settings: ["commit_records=40", "inflight_records=200"])

        var worker = try WorkerProcess(arguments)
        for round in 1...3 {
            _ = try cluster.read([cluster.topics.analyzed]) { $0.count >= round * 250 || !worker.isRunning }
            #expect(worker.isRunning, "\(worker.diagnostics)")
            worker.kill()
            worker = try WorkerProcess(arguments)
        }
        let outputs = try cluster.read([cluster.topics.analyzed, cluster.topics.dead]) { $0.count >= count + 3 }
        let exit = worker.terminate()
        #expect(exit == 0, "\(worker.diagnostics)")

        let settled = try cluster.read([cluster.topics.analyzed, cluster.topics.dead])
        #expect(settled.count == outputs.count)
        let keys = settled.filter { $0.topic == cluster.topics.analyzed }.compactMap { $0.key }
        #expect(keys.count == count)
        #expect(Set(keys).count == count)
        let codes = settled.filter { $0.topic == cluster.topics.dead }
            .compactMap { $0.header("kafka_dlt-exception-fqcn")?.value.map { String(decoding: $0, as: UTF8.self) } }
        #expect(
            codes.sorted() == [
                "tapereader.decode.empty", "tapereader.decode.invalid_json", "tapereader.decode.missing_body",
            ])
    }

    /// One worker thread or four, one process or another: the same records on every output topic.
    @Test func theNumberOfThreadsChangesNoByteOfTheOutput() throws {
        let broker = try Broker.noida()
        let single = TestCluster(bootstrap: broker.bootstrap, prefix: "threads")
        let parallel = TestCluster(bootstrap: broker.bootstrap, prefix: "threads4", raw: single.topics.raw)
        try single.createTopics(partitions: 2)
        try parallel.createTopics(partitions: 2)
        let count = 400
        try single.produce((0..<count).map { Self.article($0, topic: single.topics.raw) })
        let outputs = try [(single, "1"), (parallel, "4")].map { cluster, threads in
            let worker = try WorkerProcess(
                cluster.workArguments(
                    instance: "t\(threads)", settings: ["workers=\(threads)", "group=threads-\(threads)"]))
            _ = try cluster.read([cluster.topics.analyzed]) { $0.count >= count || !worker.isRunning }
            #expect(worker.terminate() == 0, "\(worker.diagnostics)")
            return try cluster.topics.outputs.map { topic in try cluster.read([topic]).map(Self.content).sorted() }
        }
        #expect(outputs[0] == outputs[1])
        #expect(outputs[0][0].count == count)
    }

    private static func content(_ record: Record) -> String {
        let headers = record.headers.map { "\($0.name)=\(String(decoding: $0.value ?? [], as: UTF8.self))" }
        return "\(record.partition) \(String(decoding: record.key ?? [], as: UTF8.self)) \(headers) "
            + "\(record.timestamp?.milliseconds ?? -1) \(String(decoding: record.value ?? [], as: UTF8.self))"
    }

    @Test func aMissingTopicEndsTheWorkerWithItsDocumentedCode() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "missing")
        let worker = try WorkerProcess(cluster.workArguments(instance: "a", settings: ["broker_deadline_ms=2000"]))
        #expect(worker.exitCode() == ExitStatus.unavailable.rawValue)
        #expect(worker.diagnostics.contains("topics create"), "\(worker.diagnostics)")
    }

    static func article(_ index: Int, topic: String) -> OutgoingRecord {
        let body = "英伟达宣布向OpenAI投资\(index + 1)亿美元。微软股价上涨3%。"
        var article = IncomingArticle()
        article.articleID = "a\(index)"
        article.body = Array(body.utf8)
        return OutgoingRecord(topic: topic, key: Array("\(index)".utf8), value: article.json())
    }

    static func badRecords(_ topic: String) -> [OutgoingRecord] {
        [nil, Array("{\"body\": \"cut".utf8), Array("{\"title\": \"no body\"}".utf8)].enumerated().map { index, value in
            OutgoingRecord(topic: topic, partition: Int32(index), key: Array("bad".utf8), value: value)
        }
    }
}
