import BrokerSupport
import Extraction
import Foundation
import Kafka
import Logging
import Testing

@testable import Worker

/// A replay in this process against the embedded broker, which can be told to answer with errors.
@Suite(.waiting) struct ReplayOnMockTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// The broker says that the consumer's offset is out of range: with nothing lost it goes on where it was.
    @Test func anOffsetOutOfRangeIsAskedAboutAndWithoutLossGoneOnFrom() throws {
        let broker = try EmbeddedBroker()
        let topics = TopicNames()
        try broker.createTopic(topics.raw, partitions: 1)
        let cluster = TestCluster(bootstrap: broker.bootstrapServers, topics: topics)
        try cluster.produce((1...50).map { OutgoingRecord(topic: topics.raw, value: Array("微软股价上涨\($0)%。".utf8)) })
        let settings = WorkSettings(
            try SettingSources(
                flags: [
                    "kafka.bootstrap.servers=\(broker.bootstrapServers)", "kafka.consumer.fetch.wait.max.ms=10",
                    "workers=2",
                ], environment: [:], filePath: nil))
        let analyzer = try DocumentAnalyzer(settings)
        let path = FileManager.default.temporaryDirectory.appending(path: "mock-\(UUID().uuidString).jsonl").path
        var manifest = ManifestTests.sample
        manifest.time = TimeFilter()
        manifest.sourceTopic = topics.raw
        manifest.ranges = [ScanRange(partition: 0, start: 10, end: 40)]
        manifest.shares = 1
        manifest.destination = .file(path: path)
        manifest.output.maxRecordBytes = 1 << 20
        manifest.output.stepBudget = settings.stepBudget
        manifest.output.sizeLimits = [:]
        manifest.fingerprint = analyzer.extractor.fingerprint
        manifest = manifest.sealed()
        broker.pushErrors([.offsetOutOfRange], for: .fetch)
        let display = ReplayDisplay(mode: .lines)
        let run = try ReplayRun(
            manifest: manifest, share: .whole, settings: settings, rate: nil, liveLimit: nil, display: display,
            logger: logger)
        let giveUp = ContinuousClock.now.advanced(by: TestCluster.patience)
        try run.runBlocking(until: { .now > giveUp })
        let snapshot = try #require(display.latest)
        #expect(snapshot.isDone)
        #expect(snapshot.tally.records == 30)
        #expect(snapshot.lanes.first?.progress.gaps == [])
        let verifier = ReplayVerifier(manifest: manifest, settings: settings, logger: logger)
        let outcome = try verifier.verify()
        #expect(outcome.differences.isEmpty)
        #expect(outcome.found.articles == 30)
    }
}
