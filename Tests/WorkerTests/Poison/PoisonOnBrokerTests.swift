import BrokerSupport
import Foundation
import Kafka
import Schema
import Testing

@testable import Worker

/// A worker that really crashes, and one that really hangs.
@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct PoisonOnBrokerTests {
    private static let count = 300

    private static func filled(_ name: String) throws -> (broker: Broker, cluster: TestCluster, journal: String) {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "\(FailPoints.topicPrefix)-\(name)")
        try cluster.createTopics(partitions: 2)
        try cluster.produce(
            (0..<count).map { index in
                OutgoingRecord(
                    topic: cluster.topics.raw, partition: Int32(index % 2), key: Array("\(index)".utf8),
                    value: RedriveBench.article(index),
                    headers: index == 123 ? [Header(FailPoints.headerName, "bad")] : [])
            })
        let journal = FileManager.default.temporaryDirectory.appending(path: "poison-\(UUID().uuidString)").path
        return (broker, cluster, journal)
    }

    private static func start(_ cluster: TestCluster, _ journal: String, fault: String, settings: [String] = [])
        throws -> WorkerProcess
    {
        try WorkerProcess(
            cluster.workArguments(
                instance: "a",
                settings: ["workers=4", "commit_records=20", "poison_journal=\(journal)"] + settings),
            environment: [FailPoints.environmentName: fault])
    }

    /// Crashed as often as the setting says, the worker gives the record up; every other article is there once.
    @Test(arguments: [2, 3])
    func theRecordThatCrashesTheProcessIsQuarantinedAndNoOther(crashes: Int) throws {
        let (broker, cluster, journal) = try Self.filled("crash\(crashes)")
        defer { broker.stop() }
        for round in 1...crashes {
            let worker = try Self.start(
                cluster, journal, fault: "crash-on:bad", settings: ["poison_crashes=\(crashes)"])
            #expect(worker.exitCode() == SIGABRT, "\(round): \(worker.diagnostics)")
        }
        let worker = try Self.start(cluster, journal, fault: "crash-on:bad", settings: ["poison_crashes=\(crashes)"])
        _ = try cluster.read([cluster.topics.analyzed, cluster.topics.dead]) {
            $0.count >= Self.count || !worker.isRunning
        }
        #expect(worker.terminate() == 0, "\(worker.diagnostics)")
        let letters = try cluster.read([cluster.topics.dead])
        #expect(letters.map(\.key) == [Array("123".utf8)])
        #expect(letters.first?.value == RedriveBench.article(123))
        let code = letters.first?.header("kafka_dlt-exception-fqcn")?.value
        #expect(code == Array(PoisonCode.quarantined.utf8))
        let articles = try cluster.read([cluster.topics.analyzed]).compactMap(\.key)
        #expect(articles.count == Self.count - 1 && Set(articles).count == Self.count - 1)
    }

    /// The watchdog ends the process with its own code and names the record; with a journal that ends too.
    @Test func aRecordThatNeverComesBackEndsTheProcessAndIsQuarantined() throws {
        let (broker, cluster, journal) = try Self.filled("hang")
        defer { broker.stop() }
        for round in 1...2 {
            let worker = try Self.start(
                cluster, journal, fault: "hang-on:bad", settings: ["watchdog_ms=6000", "poison_crashes=2"])
            #expect(worker.exitCode() == Worker.ExitStatus.stuck.rawValue, "\(round): \(worker.diagnostics)")
            #expect(
                worker.diagnostics.contains("topic \(cluster.topics.raw), partition 1, offset 61"),
                "\(worker.diagnostics)")
        }
        let worker = try Self.start(
            cluster, journal, fault: "hang-on:bad", settings: ["watchdog_ms=6000", "poison_crashes=2"])
        _ = try cluster.read([cluster.topics.analyzed, cluster.topics.dead]) {
            $0.count >= Self.count || !worker.isRunning
        }
        #expect(worker.terminate() == 0, "\(worker.diagnostics)")
        #expect(try cluster.read([cluster.topics.dead]).map(\.key) == [Array("123".utf8)])
        #expect(try cluster.read([cluster.topics.analyzed]).count == Self.count - 1)
    }

    @Test func aGarbledJournalStopsNothing() throws {
        let (broker, cluster, journal) = try Self.filled("garbled")
        defer { broker.stop() }
        try Data((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: URL(filePath: journal))
        let worker = try Self.start(cluster, journal, fault: "crash-on:nobody")
        _ = try cluster.read([cluster.topics.analyzed]) { $0.count >= Self.count || !worker.isRunning }
        #expect(worker.terminate() == 0, "\(worker.diagnostics)")
        #expect(worker.diagnostics.contains("poison journal is damaged"), "\(worker.diagnostics)")
        #expect(try cluster.read([cluster.topics.dead]).isEmpty)
    }
}
