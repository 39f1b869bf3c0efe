import Foundation
import Kafka
import Testing

@testable import Worker

@Suite struct EndpointsTests {
    private let status = WorkStatus(patience: .milliseconds(50), clock: { 5000 })
    private let registry = PrometheusRegistry()
    private let metrics: WorkerMetrics
    private let endpoints: Endpoints
    private static let partition = TopicPartition(topic: "raw", partition: 3)

    init() throws {
        let sources = try SettingSources(
            flags: ["group=g", "topics.raw=raw"], environment: ["TAPEREADER_KAFKA_SASL_PASSWORD": "canary"],
            filePath: nil)
        let settings = WorkSettings(sources)
        metrics = WorkerMetrics(registry: registry, status: status, settings: settings)
        endpoints = Endpoints(
            status: status, registry: registry, version: Endpoints.Version(try MockService.analyzer.get()),
            settings: sources)
    }

    private func join() {
        metrics.rebalanced(.assigned, partitions: 1, after: .milliseconds(3))
        metrics.stands(standing())
    }

    private func standing(open: Int = 0, isStopping: Bool = false) -> RelayStanding {
        RelayStanding(
            partitions: [.init(partition: Self.partition, committed: 7, end: 9)], openRecords: open,
            isStopping: isStopping)
    }

    @Test func aWorkerIsLiveBeforeItIsStartedAndReadyOnceItHasJoined() {
        #expect(endpoints.answer("/livez").status == 200)
        #expect(endpoints.answer("/startupz").status == 503)
        #expect(endpoints.answer("/readyz").status == 503)
        join()
        #expect(endpoints.answer("/startupz").status == 200)
        #expect(endpoints.answer("/readyz") == .init(status: 200, body: "ready: assigned\n"))
        metrics.stands(standing(isStopping: true))
        #expect(endpoints.answer("/readyz").body == "not ready: stopping\n")
        #expect(endpoints.answer("/livez").status == 200)
    }

    @Test func aMemberWithoutPartitionsStandsBy() {
        metrics.rebalanced(.assigned, partitions: 0, after: .zero)
        metrics.stands(RelayStanding())
        #expect(endpoints.answer("/readyz").body == "ready: standby\n")
    }

    /// However far behind; but not with records in flight that never become committed.
    @Test func readinessNeverAsksForTheLagButForTheLastTransaction() throws {
        join()
        metrics.stands(standing(open: 5))
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while endpoints.answer("/readyz").status == 200, .now < deadline { Thread.sleep(forTimeInterval: 0.01) }
        #expect(endpoints.answer("/readyz").body.contains("none was committed for"))
        metrics.committed([(Self.partition, 8)], RelayCounters(), after: .milliseconds(2))
        #expect(endpoints.answer("/readyz").status == 200)
    }

    @Test func noEndpointShowsASecret() {
        for path in Endpoints.paths { #expect(!endpoints.answer(path).body.contains("canary"), "\(path)") }
        let config = endpoints.answer("/config")
        #expect(config.contentType == "application/json")
        #expect(config.body.contains(#"{"key":"group","origin":"flag","value":"g"}"#))
        #expect(config.body.contains("kafka.sasl.password"))
    }

    @Test func anUnknownPathIsToldWhatThereIs() {
        let answer = endpoints.answer("/health")
        #expect(answer.status == 404)
        #expect(answer.body.contains("/readyz"))
    }

    @Test func thePageRunsItsOwnScriptAndLoadsNothing() throws {
        let page = endpoints.answer("/")
        #expect(!page.body.contains("http:"))
        #expect(!page.body.contains("https:"))
        #expect(!page.contentSecurityPolicy.contains("unsafe"))
        #expect(!page.body.contains("innerHTML"))
    }

    @Test func theStatusTellsPartitionsEventsAndTheLastDeadLetters() throws {
        join()
        var counters = RelayCounters()
        for offset in 0..<30 {
            let rejection = Rejection(code: "tapereader.decode.empty", message: "no \(offset)")
            counters.open.add(
                ProcessedRecord(outputs: [], rejection: rejection, events: [:], tally: nil),
                of: RecordKey(partition: Self.partition, offset: Int64(offset)))
        }
        counters.open.add(
            ProcessedRecord(outputs: [], rejection: nil, events: ["stake": 2], tally: nil),
            of: RecordKey(partition: Self.partition, offset: 30))
        counters.committed(after: .milliseconds(1))
        metrics.committed([(Self.partition, 31)], counters, after: .milliseconds(1))
        let body = endpoints.answer("/status.json").body
        let json = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        #expect(json["phase"] as? String == "assigned")
        #expect((json["events"] as? [String: Int]) == ["stake": 2])
        #expect((json["dead_letters"] as? [String: Int]) == ["tapereader.decode.empty": 30])
        let deaths = try #require(json["last_dead_letters"] as? [[String: Any]])
        #expect(deaths.count == 20)
        #expect(deaths.first?["message"] as? String == "no 29")
        let partitions = try #require(json["partitions"] as? [[String: Any]])
        #expect(partitions.first?["lag_records"] as? Int == 2)
    }

    @Test(.enabled(if: ParsedMetrics.isAvailable, "SKIPPED: run scripts/setup --test"))
    func metricsTellWhatTheRelayTold() throws {
        join()
        metrics.took([
            Record(
                topicPartition: Self.partition, offset: 7, timestamp: Timestamp(milliseconds: 3000), key: nil,
                value: nil, headers: [])
        ])
        metrics.processed(StageTimes(stages: [(.decode, .milliseconds(2))], total: .milliseconds(3)))
        metrics.processed(
            StageTimes(total: .milliseconds(1), rejection: Rejection(code: "tapereader.decode.empty", message: "")))
        metrics.stands(standing(open: 1))
        metrics.aborted(after: .milliseconds(4))
        let first = try ParsedMetrics(endpoints.answer("/metrics").body)
        let place = ["messaging_destination_name": "raw", "messaging_destination_partition_id": "3"]
        #expect(first.value("tapereader_consumer_lag_records", place) == 2)
        #expect(first.value("tapereader_consumer_lag_seconds", place) == 2)
        #expect(first.value("tapereader_inflight_records") == 1)
        #expect(first.value("messaging_client_consumed_messages_total", place) == 1)
        #expect(first.value("messaging_process_duration_seconds_count", ["error_type": "tapereader.decode.empty"]) == 1)
        #expect(first.value("tapereader_stage_duration_seconds_sum", ["stage": "decode"]) == 0.002)
        #expect(first.value("tapereader_transactions_total", ["outcome": "aborted"]) == 1)
        #expect(first.value("tapereader_rebalances_total", ["kind": "assigned"]) == 1)
        #expect(first.value("tapereader_ready") == 1)

        // The partition goes: its lag is not told any more, what was counted is.
        metrics.rebalanced(.revoked, partitions: 1, after: .milliseconds(9))
        metrics.stands(RelayStanding())
        let second = try ParsedMetrics(endpoints.answer("/metrics").body)
        #expect(second.value("tapereader_consumer_lag_records", place) == nil)
        #expect(second.value("messaging_client_consumed_messages_total", place) == 1)
    }

    @Test(arguments: [
        ("auto", HTTPListen.automatic), ("off", .off), ("0.0.0.0:9", .at(host: "0.0.0.0", port: 9)),
        ("[::1]:80", .at(host: "::1", port: 80)), ("localhost:0", .at(host: "localhost", port: 0)), ("on", nil),
        (":80", nil), ("host", nil), ("host:", nil), ("host:65536", nil), ("host:-1", nil), ("a b:1", nil), ("", nil),
    ])
    func anAddressIsHostAndPort(text: String, expected: HTTPListen?) { #expect(HTTPListen(text) == expected) }
}
