internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// The topics of one line of a drill, on the user's cluster: made, filled, read back, deleted.
final class DrillCluster {
    let topics: TopicNames
    let group: String
    private let clients: ClientConfiguration
    private let admin: Admin
    private let producer: Producer
    private let logger: Logger
    private(set) var partitions: Int
    private(set) var sent = 0
    /// The offset behind the last article that arrived, by partition of the input topic.
    private var ends: [Int32: Int64] = [:]
    private static let patience = Duration.seconds(30)

    /// Makes the topics.
    init(name: String, clients: ClientConfiguration, partitions: Int, replication: Int, logger: Logger) throws {
        let prefix = FailPoints.topicPrefix + "." + name
        topics = TopicNames(
            raw: prefix + ".raw", analyzed: prefix + ".analyzed", events: prefix + ".events",
            sentiment: prefix + ".sentiment", flows: prefix + ".flows", dead: prefix + ".dead")
        group = prefix
        self.clients = clients
        self.partitions = partitions
        self.logger = logger
        admin = try Admin(configuration: clients.admin(), logger: logger)
        // What arrives twice is two articles here; a broker that forgets producers when it starts anew must not end the
        // drill.
        var feeding = try clients.admin()
        try feeding.set("enable.idempotence", to: "false")
        // A partition that is added is soon known.
        try feeding.set("topic.metadata.refresh.interval.ms", to: "1000")
        producer = try Producer(configuration: feeding, logger: logger)
        let new = topics.all.map { NewTopic(name: $0, partitions: partitions, replication: replication) }
        for case let error? in try admin.createTopics(new, by: Self.deadline).map(\.error) {
            throw ServiceFailure(stopping: error)
        }
    }

    private static var deadline: ContinuousClock.Instant { .now.advanced(by: patience) }

    /// Queues so many articles, one partition after the other; every fiftieth cannot be read.
    func send(_ count: Int) throws {
        for index in sent..<sent + count {
            let record = OutgoingRecord(
                topic: topics.raw, partition: Int32(index % partitions), key: Array("\(index)".utf8),
                value: DrillArticle.value(index))
            let deadline = Self.deadline
            while try !takes(record, by: deadline) {
                producer.poll(timeout: .milliseconds(50))
                try note(producer.takeDeliveries())
            }
        }
        sent += count
        producer.poll()
        try note(producer.takeDeliveries())
    }

    /// False while the queue is full or the partition not known yet.
    private func takes(_ record: OutgoingRecord, by deadline: ContinuousClock.Instant) throws -> Bool {
        do {
            if try producer.produce(record) != .queueFull { return true }
        } catch {
            guard error.code == .unknownPartition else { throw error }
        }
        if .now < deadline { return false }
        throw KafkaError(code: .timedOut, operation: "send articles")
    }

    private func note(_ deliveries: [Delivery]) throws {
        for delivery in deliveries {
            if let error = delivery.error { throw ServiceFailure(stopping: error) }
            guard let offset = delivery.offset else { continue }
            ends[delivery.partition] = max(ends[delivery.partition] ?? 0, offset + 1)
        }
    }

    /// Everything queued is in the input topic.
    func flush(by deadline: ContinuousClock.Instant) throws {
        try producer.flush(by: deadline)
        try note(producer.takeDeliveries())
    }

    func addPartition() throws {
        try admin.createPartitions(of: topics.raw, total: partitions + 1, by: Self.deadline)
        partitions += 1
    }

    /// What the group has committed; nil while nobody answers.
    func committed() -> [TopicPartition: Int64]? {
        let all = (0..<partitions).map { TopicPartition(topic: topics.raw, partition: Int32($0)) }
        guard let positions = try? admin.committed(group: group, all, by: .now.advanced(by: .seconds(2))) else {
            return nil
        }
        return Dictionary(
            positions.map { ($0.topicPartition, $0.offset.number ?? 0) }, uniquingKeysWith: max)
    }

    /// Whether the group has committed all articles that have arrived; false while nobody answers.
    var isCaughtUp: Bool {
        guard let committed = committed() else { return false }
        return ends.allSatisfy { (committed[TopicPartition(topic: topics.raw, partition: $0.key)] ?? 0) >= $0.value }
    }

    /// Everything that is on topics now, as a reader of committed records sees it. Nobody writes any more, so the end is
    /// where the broker says it is while reading; watermarks that are asked for are wrong on some.
    func forEach(of topics: [String], _ body: (Record) throws -> Void) throws {
        let consumer = try Consumer(configuration: clients.reader(group: group + ".reader"), logger: logger)
        var deadline = Self.deadline
        var open: Set<TopicPartition> = []
        for topic in topics { open.formUnion(try consumer.partitions(of: topic, by: deadline)) }
        try consumer.assign(open.sorted().map { Position($0, .beginning) })
        while !open.isEmpty {
            let batch = try consumer.poll(timeout: .milliseconds(100))
            for record in batch.records { try body(record) }
            for end in batch.ends { open.remove(end.topicPartition) }
            if !batch.isEmpty { deadline = Self.deadline }
            if .now > deadline { throw KafkaError(code: .timedOut, operation: "read back") }
        }
        try consumer.close(by: .now.advanced(by: .seconds(10)))
    }

    func delete() { _ = try? admin.deleteTopics(topics.all, by: .now.advanced(by: .seconds(5))) }
}

/// Small articles whose number can be seen in everything that they become.
enum DrillArticle {
    static func value(_ index: Int) -> [UInt8] {
        if index % 50 == 49 { return Array("{\"article_id\": \"drill-\(index)\", \"body\": \"cut".utf8) }
        var article = IncomingArticle()
        article.articleID = "drill-\(index)"
        article.body = Array(text(index).utf8)
        return article.json()
    }

    private static func text(_ index: Int) -> String {
        switch index % 3 {
        case 0: "英伟达宣布向OpenAI投资\(index + 1)亿美元。微软股价上涨3%。"
        case 1: "台積電股價下跌2%。輝達向甲骨文採購\(index + 1)億美元的晶片。"
        default: "Microsoft invests $\(index + 1) million in Anthropic. Shares of Oracle rose 4%."
        }
    }
}
