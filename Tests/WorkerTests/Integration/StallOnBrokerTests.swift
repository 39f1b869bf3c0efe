import BrokerSupport
import Foundation
import Kafka
import Testing

@testable import Worker

/// Large articles on many partitions while nothing can be produced: what is held stays within its budgets.
@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct StallOnBrokerTests {
    private static let megabyte = 1 << 20
    private static let articles = 40
    private static let partitions = 200
    /// Bytes of each article; all of them together are several times what may be held.
    private static let size = 8 * megabyte
    /// Each of the three budgets below.
    private static let budget = 16 * megabyte
    /// What waits for the producer fills its budget, and at least one article more is read: a pause throws away what the
    /// consumer's queue held.
    private static let least = budget + size
    /// The consumer's queue, what is read, and what waits for the producer may each pass their budget by one article;
    /// an answer that was under way when its queue was full comes on top (`fetch.max.bytes`), once for each broker
    /// thread's buffer and once for its records.
    private static let most = 3 * (budget + size) + 2 * (budget + size)

    /// An article that is cut before its end becomes a dead letter of the same size: the dearest output there is, and no
    /// time goes into reading it.
    private static let article: [UInt8] = {
        var random = SeededGenerator(seed: 5)
        return Array(#"{"article_id":"large","body":""#.utf8)
            + (0..<size).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) }
    }()

    @Test func withAProducerThatIsStalledOnlyTheBudgetsAreHeld() throws {
        let broker = try Broker.tansu()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "stall")
        try cluster.createTopics(partitions: Self.partitions)
        let silent = try SilentPort()
        // No article: what the process needs anyway.
        let idle = try Self.peak(of: cluster, group: "idle", silent) { worker, _ in
            worker.diagnostics.contains("assigned")
        }
        let records = (0..<Self.articles).map { index in
            OutgoingRecord(
                topic: cluster.topics.raw, partition: Int32(index * 7 % Self.partitions), value: Self.article)
        }
        try cluster.produce(records, properties: ["message.max.bytes": "9000000"])
        let peak = try Self.peak(of: cluster, group: "stalled", silent) { _, peak in peak >= idle + Self.least }
        #expect(peak - idle >= Self.least, "\(peak - idle) bytes: nothing was stalled")
        #expect(peak - idle <= Self.most, "\(peak - idle) bytes are held, beside \(idle)")
    }

    /// The most that a worker holds until it holds no more for some seconds, once it `isReady`.
    private static func peak(
        of cluster: TestCluster, group: String, _ silent: SilentPort, isReady: (WorkerProcess, _ peak: Int) -> Bool
    ) throws -> Int {
        let worker = try WorkerProcess(
            cluster.workArguments(
                instance: "stall",
                settings: [
                    "group=\(group)", "static_membership=false", "delivery=at_least_once", "workers=2",
                    "broker_deadline_ms=0", "commit_interval_ms=60000", "topic_max_bytes=9000000",
                    "max_record_bytes=9000000",
                    "inflight_bytes=\(budget)", "kafka.consumer.fetch.message.max.bytes=9000000",
                    "kafka.consumer.fetch.max.bytes=\(budget)",
                    "kafka.consumer.queued.max.messages.kbytes=\(budget >> 10)",
                    "kafka.producer.queue.buffering.max.kbytes=\(budget >> 10)",
                    "kafka.producer.bootstrap.servers=127.0.0.1:\(silent.port)",
                ]))
        let deadline = ContinuousClock.now.advanced(by: TestCluster.patience)
        var (highest, since) = (0, ContinuousClock.now)
        while .now < deadline, worker.isRunning {
            let now = worker.peakMemory ?? 0
            if now > highest || !isReady(worker, highest) { (highest, since) = (max(now, highest), .now) }
            if .now > since.advanced(by: .seconds(4)) { break }
            Thread.sleep(forTimeInterval: 0.1)
        }
        #expect(worker.isRunning && isReady(worker, highest), "\(highest) bytes: \(worker.diagnostics)")
        worker.kill()
        return highest
    }
}

/// A port of this machine where connections are taken and nothing is ever answered.
private final class SilentPort {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, size) = (descriptor, length)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, size) == 0 && listen(listener, 100) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        try #require(isListening)
    }

    deinit { close(descriptor) }
}
