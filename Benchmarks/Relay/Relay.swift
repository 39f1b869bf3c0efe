internal import Glibc
internal import Kafka
internal import Logging
internal import Schema

/// The loop of a worker whose work is to parse a record and write it again.
struct Relay {
    enum Guarantee: String {
        case atLeastOnce = "at_least_once"
        case exactlyOnce = "exactly_once"
    }

    /// What one run cost, from the first record to the last commit.
    struct Cost: CustomStringConvertible {
        let records: Int
        let cpuMicroseconds: Double
        let seconds: Double
        var description: String { "\(records) \(Int(cpuMicroseconds)) \(seconds)" }
    }

    let bootstrap: String
    let input: String
    let output: String
    let guarantee: Guarantee
    private let decoder = RawArticleDecoder()

    init(bootstrap: String, input: String, output: String, guarantee: Guarantee) {
        self.bootstrap = bootstrap
        self.input = input
        self.output = output
        self.guarantee = guarantee
    }

    static let commitInterval = Duration.milliseconds(100)
    static let timeLimit = Duration.seconds(120)

    func run(count: Int) throws -> Cost {
        let consumer = try makeConsumer()
        let producer = try makeProducer()
        let deadline = ContinuousClock.now + Self.timeLimit
        if guarantee == .exactlyOnce { try producer.initTransactions(by: deadline) }
        try consumer.subscribe(to: [input])
        var window = Window(guarantee: guarantee, consumer: consumer, producer: producer, deadline: deadline)
        var done = 0
        var start = ContinuousClock.now
        var cpu = 0.0
        while done < count, ContinuousClock.now < deadline {
            let batch = try consumer.poll(max: 1_000, timeout: Self.commitInterval)
            if done == 0, !batch.records.isEmpty {
                start = .now
                cpu = cpuMicroseconds()
            }
            for record in batch.records {
                try pass(record, to: producer, in: &window)
                done += 1
            }
            try window.commitIfDue()
        }
        try window.commit()
        let cost = Cost(
            records: done, cpuMicroseconds: cpuMicroseconds() - cpu,
            seconds: (ContinuousClock.now - start) / .seconds(1))
        try consumer.close(by: .now + .seconds(5))
        return cost
    }

    private func pass(_ record: Record, to producer: Producer, in window: inout Window) throws {
        let article = try decoder.decode(value: record.value, headers: [])
        let outgoing = OutgoingRecord(topic: output, key: record.key, value: article.json())
        try window.begin()
        while try producer.produce(outgoing) == .queueFull { producer.poll(timeout: .milliseconds(50)) }
        window.finished(record)
    }

    private func makeConsumer() throws -> Consumer {
        try Consumer(
            configuration: Configuration([
                "bootstrap.servers": bootstrap, "group.id": "relay-\(output)", "isolation.level": "read_committed",
            ]), logger: Logger(label: "relay"))
    }

    private func makeProducer() throws -> Producer {
        var configuration = try Configuration([
            "bootstrap.servers": bootstrap, "linger.ms": "50", "compression.type": "lz4",
            "delivery.report.only.error": "true", "queue.buffering.max.messages": "500000",
        ])
        if guarantee == .exactlyOnce { try configuration.set("transactional.id", to: "relay-\(output)") }
        return try Producer(configuration: configuration, logger: Logger(label: "relay"))
    }

    private func cpuMicroseconds() -> Double {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}

/// What was produced since the last commit, and how it is made final.
struct Window {
    let guarantee: Relay.Guarantee
    let consumer: Consumer
    let producer: Producer
    let deadline: ContinuousClock.Instant
    private var next: [TopicPartition: Int64] = [:]
    private var began: ContinuousClock.Instant?

    init(guarantee: Relay.Guarantee, consumer: Consumer, producer: Producer, deadline: ContinuousClock.Instant) {
        self.guarantee = guarantee
        self.consumer = consumer
        self.producer = producer
        self.deadline = deadline
    }

    mutating func begin() throws {
        guard began == nil else { return }
        if guarantee == .exactlyOnce { try producer.beginTransaction() }
        began = .now
    }

    mutating func finished(_ record: Record) { next[record.topicPartition] = record.offset + 1 }

    mutating func commitIfDue() throws {
        guard let began, ContinuousClock.now - began >= Relay.commitInterval else { return }
        try commit()
    }

    mutating func commit() throws {
        guard began != nil else { return }
        let positions = next.map { Position($0.key, $0.value) }
        switch guarantee {
        case .exactlyOnce:
            guard let member = consumer.groupMetadata() else { throw RelayFailure.noMember }
            try producer.sendOffsets(positions, of: member, by: deadline)
            try producer.commitTransaction(by: deadline)
        case .atLeastOnce:
            try producer.flush(by: deadline)
            if let failure = producer.takeDeliveries().compactMap(\.error).first { throw failure }
            try consumer.commit(positions, by: deadline)
        }
        next = [:]
        began = nil
    }
}

enum RelayFailure: Error { case noMember }
