import BrokerSupport
import Foundation
import Kafka
import Schema
import Testing

@testable import Worker

@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct GroupOnBrokerTests {
    /// The younger one shuts the elder out, so that a paused process that wakes up can write nothing.
    @Test func ofTwoWorkersWithOneTransactionalIDTheLoserExitsWithItsOwnCode() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "twins")
        try cluster.createTopics(partitions: 2)
        try cluster.produce(Self.articles(0..<20, cluster))
        let arguments = cluster.workArguments(instance: "same", settings: ["static_membership=false"])
        let elder = try WorkerProcess(arguments)
        _ = try cluster.read([cluster.topics.analyzed]) { $0.count >= 20 || !elder.isRunning }
        #expect(elder.isRunning, "\(elder.diagnostics)")
        let younger = try WorkerProcess(arguments)
        var sent = 20
        // The elder learns of it when it has something to write.
        let deadline = ContinuousClock.now.advanced(by: TestCluster.patience)
        while elder.isRunning, .now < deadline {
            try cluster.produce(Self.articles(sent..<sent + 20, cluster))
            sent += 20
            _ = elder.ends(within: .seconds(1))
        }
        #expect(elder.ends(within: .zero), "\(elder.diagnostics)")
        #expect(elder.exitCode() == ExitStatus.fenced.rawValue, "\(elder.diagnostics)")
        #expect(elder.diagnostics.contains("instance_id"), "\(elder.diagnostics)")
        #expect(younger.isRunning, "\(younger.diagnostics)")
        younger.kill()
    }

    @Test func partitionsThatAreAddedAreReadFromTheirBeginning() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "added")
        try cluster.createTopics(partitions: 1)
        try cluster.produce(Self.articles(0..<30, cluster, partition: 0))
        let worker = try WorkerProcess(
            cluster.workArguments(
                instance: "a", settings: ["kafka.consumer.topic.metadata.refresh.interval.ms=1000"]))
        _ = try cluster.read([cluster.topics.analyzed]) { $0.count >= 30 || !worker.isRunning }
        try cluster.addPartitions(total: 3)
        try cluster.produce(Self.articles(30..<50, cluster, partition: 1))
        try cluster.produce(Self.articles(50..<70, cluster, partition: 2))
        _ = try cluster.read([cluster.topics.analyzed]) { $0.count >= 70 || !worker.isRunning }
        #expect(worker.terminate() == 0, "\(worker.diagnostics)")
        let keys = try cluster.read([cluster.topics.analyzed]).compactMap(\.key)
        #expect(keys.count == 70)
        #expect(Set(keys).count == 70)
    }

    private static func articles(_ numbers: Range<Int>, _ cluster: TestCluster, partition: Int32? = nil)
        -> [OutgoingRecord]
    {
        numbers.map { number in
            var article = IncomingArticle()
            article.articleID = "a\(number)"
            article.body = Array("微软股价上涨\(number % 9 + 1)%。".utf8)
            return OutgoingRecord(
                topic: cluster.topics.raw, partition: partition ?? Int32(number % 2), value: article.json())
        }
    }
}
