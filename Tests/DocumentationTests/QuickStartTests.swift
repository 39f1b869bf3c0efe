internal import BrokerSupport
internal import Foundation
internal import Testing

/// docs/quick-start.md is true: its commands run, in order, against a real broker, and say what it says they do.
@Suite(
    .waiting, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"),
    .enabled(if: Script.finds("kcat", "curl"), "SKIPPED: kcat and curl are not installed; run scripts/setup --test"))
struct QuickStartTests {
    @Test func everyCommandRunsAndSaysWhatThePageShows() throws {
        let guide = try Document("docs/quick-start.md")
        let broker = try Broker.noida(lifetime: 900)
        let address = "127.0.0.1:\(try Script.freePort())"
        let commands = guide.blocks(of: "sh").joined(separator: "\n")
            .replacingOccurrences(of: "localhost:9092", with: broker.bootstrap)
            .replacingOccurrences(of: "localhost:8080", with: address)
        // The page is written for Apache Kafka; this broker wants static members, the range assignor and large answers.
        let result = try Script.run(
            "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + commands,
            environment: [
                "TAPEREADER_HTTP": address, "TAPEREADER_INSTANCE_ID": "quick", "TAPEREADER_STATIC_MEMBERSHIP": "true",
                "TAPEREADER_KAFKA_CONSUMER_PARTITION_ASSIGNMENT_STRATEGY": "range",
                "TAPEREADER_KAFKA_CONSUMER_RECEIVE_MESSAGE_MAX_BYTES": "1000000000",
            ])
        #expect(result.status == 0, "\(result.output)")
        let shown = guide.blocks(of: "text").flatMap { $0.components(separatedBy: "\n") }
        #expect(shown.count >= 7)
        for line in shown { #expect(result.output.contains(line), "\(line)\n\(result.output)") }
    }
}
