import BrokerSupport
import Foundation
import Testing

@testable import Worker

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The endpoints of a real process.
@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct HTTPOnBrokerTests {
    private static func get(_ address: String) async -> (status: Int, body: String)? {
        guard let url = URL(string: address), let (data, response) = try? await URLSession.shared.data(from: url) else {
            return nil
        }
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    /// Asks until the answer is as wanted, or three minutes have passed.
    private static func wait(
        _ worker: WorkerProcess, _ isEnough: () async throws -> Bool
    ) async throws -> Bool {
        let deadline = ContinuousClock.now.advanced(by: .seconds(180))
        while true {
            if try await isEnough() { return true }
            guard .now < deadline, worker.isRunning else { return false }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// The address that the worker logs.
    private static func address(_ worker: WorkerProcess) async throws -> String {
        var found: String?
        _ = try await wait(worker) {
            found =
                worker.diagnostics.components(separatedBy: "http: on ").dropFirst().first?
                .components(separatedBy: "\n").first
            return found != nil
        }
        return try "http://" + #require(found, "\(worker.diagnostics)")
    }

    @Test(.enabled(if: ParsedMetrics.isAvailable, "SKIPPED: run scripts/setup --test"))
    func aWorkerTellsWhatItDidAndStopsWithItsEndpoints() async throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "http")
        try cluster.createTopics(partitions: 3)
        let articles = (0..<20).map { WorkOnBrokerTests.article($0, topic: cluster.topics.raw) }
        try cluster.produce(articles + WorkOnBrokerTests.badRecords(cluster.topics.raw))
        let worker = try WorkerProcess(
            cluster.workArguments(instance: "http", settings: ["http=127.0.0.1:0"]))
        let address = try await Self.address(worker)

        #expect(try await Self.wait(worker) { await Self.get(address + "/readyz")?.status == 200 })
        var last: ParsedMetrics?
        let isDone = try await Self.wait(worker) {
            guard let text = await Self.get(address + "/metrics")?.body else { return false }
            last = try ParsedMetrics(text)
            return last?.value("tapereader_records_total") == 23
                && (0...2).allSatisfy { partition in
                    last?.value(
                        "tapereader_consumer_lag_records", ["messaging_destination_partition_id": "\(partition)"]) == 0
                }
        }
        #expect(isDone, "\(worker.diagnostics)")
        let parsed = try #require(last)
        #expect(parsed.value("tapereader_dead_letters_total", ["reason": "tapereader.decode.empty"]) == 1)
        #expect(parsed.value("messaging_client_sent_messages_total", Self.topic(cluster.topics.analyzed)) == 20)
        #expect(parsed.value("messaging_client_sent_messages_total", Self.topic(cluster.topics.dead)) == 3)
        #expect((parsed.value("tapereader_transactions_total", ["outcome": "committed"]) ?? 0) >= 1)
        #expect(parsed.value("tapereader_stage_duration_seconds_count", ["stage": "extract"]) == 20)
        #expect(parsed.value("tapereader_assigned_partitions") == 3)
        let status = await Self.get(address + "/status.json")?.body ?? ""
        #expect(status.contains("\"records\":23"), "\(status)")
        #expect(await Self.get(address + "/")?.body.contains("<title>Tapereader</title>") == true)

        // An address asked for by name that is another's ends the second worker at once, with what to do.
        let port = try #require(address.components(separatedBy: ":").last)
        let second = try WorkerProcess(
            cluster.workArguments(instance: "second", settings: ["http=127.0.0.1:\(port)"]))
        #expect(second.ends(within: .seconds(180)))
        #expect(second.exitCode() == Worker.ExitStatus.badConfiguration.rawValue)
        #expect(second.diagnostics.contains("choose a free address"), "\(second.diagnostics)")

        #expect(worker.terminate() == 0, "\(worker.diagnostics)")
        #expect(await Self.get(address + "/livez") == nil)
    }

    private static func topic(_ name: String) -> [String: String] { ["messaging_destination_name": name] }
}
