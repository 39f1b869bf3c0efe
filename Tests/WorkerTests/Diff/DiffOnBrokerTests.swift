import BrokerSupport
import Foundation
import Kafka
import Logging
import Schema
import Testing

@testable import Worker

@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct DiffOnBrokerTests {
    /// Two replays of one range: with the same program nothing differs; with another lexicon only what it says does,
    /// although every record bears another fingerprint.
    @Test func twoReplaysDifferOnlyInWhatTheNewLexiconSays() throws {
        let bench = try ReplayCluster(prefix: "diff", partitions: 2)
        try bench.fill(120, seed: 6)
        let names = bench.path("names.txt")
        try Self.names.write(toFile: names, atomically: true, encoding: .utf8)
        _ = try bench.run(try bench.plan("old", ["--from", "0", "--suffix", ".old"]))
        _ = try bench.run(try bench.plan("twin", ["--from", "0", "--suffix", ".twin"]))
        let lexicon = ["--set", "names=\(names)"]
        _ = try bench.run(try bench.plan("new", ["--from", "0", "--suffix", ".new"] + lexicon), lexicon)

        let same = try Self.diff(bench, ".old", ".twin", ["--max-changed", "0"])
        #expect(same.status == 0, "\(same.errors)")
        let count = try #require(same.json["events"]?["same"]?.integer)
        #expect(count > 100)

        let other = try Self.diff(bench, ".old", ".new", ["--max-changed", "0"])
        #expect(other.status == ExitStatus.failed.rawValue)
        let json = other.json
        #expect(json["a"]?["fingerprints"] != json["b"]?["fingerprints"])
        #expect(json["a"]?["events"]?.integer == count)
        #expect(json["matched_by"]?["event_id"]?.integer == count)
        #expect(json["events"]?["changed"]?.integer == count)
        #expect(json["events"]?["added"]?.integer == 0)
        let fields = Set((json["groups"]?.array ?? []).compactMap { $0["field"]?.string })
        #expect(fields.contains { $0.hasPrefix("participants.") && $0.contains("entity") }, "\(fields)")
        #expect(!fields.contains { $0.hasPrefix("provenance.") || $0.hasPrefix("evidence") }, "\(fields)")

        // A transaction that is still open belongs to no side; what was aborted neither.
        let topic = bench.cluster.topics.events + ".twin"
        try Self.withOpenTransaction(bench, on: topic) {
            let again = try Self.diff(bench, ".old", ".twin", ["--max-changed", "0"])
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.json["events"]?["same"]?.integer == count)
        }
    }

    /// The same company by another id.
    private static let names = """
        -openai
        openai-test | private_company US | en OpenAI

        """

    private static func diff(
        _ bench: ReplayCluster, _ left: String, _ right: String, _ arguments: [String]
    ) throws -> (status: Int32, json: JSONValue, errors: String) {
        let topics = bench.cluster.topics
        let sides = [left, right].map { "\(topics.events)\($0),\(topics.sentiment)\($0)" }
        let result = try WorkerProcess.output(
            ["diff"] + sides + ["--json", "--brokers", bench.cluster.bootstrap] + arguments
                + ["--set", "kafka.consumer.receive.message.max.bytes=1000000000"])
        return (result.status, try JSONValue(json: Array(result.output.utf8)), result.errors)
    }

    private static func withOpenTransaction(_ bench: ReplayCluster, on topic: String, _ body: () throws -> Void) throws
    {
        let producer = try Producer(
            configuration: Configuration([
                "bootstrap.servers": bench.cluster.bootstrap, "transactional.id": "open-\(topic)",
            ]), logger: Logger(label: "test"))
        try producer.initTransactions(by: bench.deadline)
        try producer.beginTransaction()
        _ = try producer.produce(OutgoingRecord(topic: topic, value: DiffFixtures.event("open").json()))
        try producer.flush(by: bench.deadline)
        try body()
        try producer.abortTransaction(by: bench.deadline)
    }
}
