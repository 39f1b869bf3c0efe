import BrokerSupport
import Foundation
import Kafka
import Logging
import Schema

@testable import Worker

/// A source topic on noida with all that makes offsets jump, and the command line that replays it.
struct ReplayCluster {
    let broker: Broker
    let cluster: TestCluster
    let folder: URL
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    /// Two hours ago: the broker deletes records that are older than their topic keeps them.
    static let base = (Int64(Date().timeIntervalSince1970) - 7200) * 1000

    init(prefix: String, partitions: Int) throws {
        broker = try Broker.noida(lifetime: 3600)
        cluster = TestCluster(bootstrap: broker.bootstrap, prefix: prefix)
        folder = FileManager.default.temporaryDirectory.appending(path: "replay-\(prefix)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let outcomes = try admin().createTopics(
            [NewTopic(name: cluster.topics.raw, partitions: partitions, replication: 1)], by: deadline)
        for case let error? in outcomes.map(\.error) { throw error }
    }

    var deadline: ContinuousClock.Instant { .now.advanced(by: TestCluster.patience) }

    func admin() throws -> Admin {
        try Admin(configuration: Configuration(["bootstrap.servers": cluster.bootstrap]), logger: logger)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Articles in transactions of random size, one in five aborted, one article in fifty unreadable, with timestamps
    /// that run out of order by up to `jitter` seconds.
    func fill(_ count: Int, seed: UInt64, jitter: Int64 = 60) throws {
        var generator = SeededGenerator(seed: seed)
        let producer = try Producer(
            configuration: Configuration([
                "bootstrap.servers": cluster.bootstrap, "transactional.id": "fill-\(cluster.topics.raw)",
            ]), logger: logger)
        try producer.initTransactions(by: deadline)
        var next = 0
        while next < count {
            let size = min(Int.random(in: 1...200, using: &generator), count - next)
            let isAborted = Int.random(in: 0..<5, using: &generator) == 0
            try producer.beginTransaction()
            for index in next..<next + size {
                let seconds = Int64(index) + Int64.random(in: -jitter...jitter, using: &generator)
                let record = article(index, at: Self.base + seconds * 1000, isBad: index % 50 == 49)
                while try producer.produce(record) == .queueFull { producer.poll(timeout: .milliseconds(50)) }
            }
            try producer.flush(by: deadline)
            if isAborted {
                try producer.abortTransaction(by: deadline)
            } else {
                try producer.commitTransaction(by: deadline)
                next += size
            }
        }
    }

    private func article(_ index: Int, at milliseconds: Int64, isBad: Bool) -> OutgoingRecord {
        let body = "英伟达宣布向OpenAI投资\(index + 1)亿美元。"
        var article = IncomingArticle()
        article.articleID = "a\(index)"
        article.body = Array(body.utf8)
        let value = isBad ? Array("{\"body\": \"cut".utf8) : article.json()
        return OutgoingRecord(
            topic: cluster.topics.raw, key: Array("\(index)".utf8), value: value,
            headers: [Header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")],
            timestampMilliseconds: milliseconds)
    }

    /// Names of the outputs with a suffix.
    func outputs(_ suffix: String) -> [String] { cluster.topics.outputs.map { $0 + suffix } }

    func arguments(_ arguments: [String]) -> [String] {
        let topics = cluster.topics
        let settings = [
            "kafka.consumer.receive.message.max.bytes=1000000000", "topics.raw=\(topics.raw)",
            "topics.analyzed=\(topics.analyzed)", "topics.events=\(topics.events)",
            "topics.sentiment=\(topics.sentiment)", "topics.flows=\(topics.flows)", "topics.dead=\(topics.dead)",
        ]
        return ["replay"] + arguments + ["--brokers", cluster.bootstrap] + settings.flatMap { ["--set", $0] }
    }

    func replay(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        try WorkerProcess.output(self.arguments(arguments))
    }

    func start(_ arguments: [String]) throws -> WorkerProcess { try WorkerProcess(self.arguments(arguments)) }

    /// Reads the topics whole, again and again, until they hold `count` records. (A reader that waits at their end while
    /// a transaction commits may be sent the broker's marker and not the records before it.)
    func settled(_ topics: [String], count: Int, while isGoingOn: () -> Bool) throws -> [Record] {
        let deadline = deadline
        while true {
            let records = try cluster.read(topics)
            if records.count >= count || !isGoingOn() || .now > deadline { return records }
        }
    }

    /// Waits until a group has committed all of the source topic, but for markers at its ends.
    /// - Returns: false when it stopped or the patience of the tests did not do.
    func lagComesDown(of group: String, while isRunning: () -> Bool) throws -> Bool {
        let (admin, deadline) = (try admin(), deadline)
        let places = try admin.topics(by: deadline).first { $0.name == cluster.topics.raw }?.partitions ?? []
        let partitions = places.map { TopicPartition(topic: cluster.topics.raw, partition: $0.number) }
        while isRunning(), .now < deadline {
            var lag: Int64 = 0
            for position in try admin.committed(group: group, partitions, by: deadline) {
                let ends = try admin.watermarks(of: position.topicPartition, by: deadline)
                lag += ends.high - (position.offset.number ?? ends.low)
            }
            // A marker per partition may stand behind the last record.
            if lag <= Int64(partitions.count) { return true }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return false
    }

    /// Plans and returns the file.
    func plan(_ name: String, _ arguments: [String]) throws -> String {
        let path = path(name + ".json")
        let result = try replay(["plan", cluster.topics.raw, "--id", name, "--plan", path] + arguments)
        guard result.status == 0 else { throw ReplayFailed(said: result.errors) }
        return path
    }

    /// Runs one share to its end and returns its receipt.
    func run(_ plan: String, _ arguments: [String] = []) throws -> Receipt {
        let receipt = path(UUID().uuidString)
        let result = try replay(["run", "--plan", plan, "--receipt", receipt] + arguments)
        guard result.status == 0 else { throw ReplayFailed(said: result.errors) }
        return try JSONDecoder().decode(Receipt.self, from: Data(contentsOf: URL(filePath: receipt)))
    }

    /// The receipt of the whole, when reading the outputs back agrees with it.
    func verified(_ plan: String) throws -> Receipt {
        struct Answer: Decodable {
            let receipt: Receipt
            let verified: Bool
        }
        let result = try replay(["verify", "--plan", plan, "--json"])
        guard result.status == 0 else { throw ReplayFailed(said: result.errors) }
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8)).receipt
    }
}

struct ReplayFailed: Error, CustomStringConvertible {
    let said: String
    var description: String { said }
}
