import Metrics
import Testing

@testable import Worker

@Suite struct PrometheusRegistryTests {
    @Test(arguments: [
        (
            "messaging.client.consumed.messages", MetricDescription.Kind.counter, "",
            "messaging_client_consumed_messages_total"
        ),
        ("messaging.process.duration", .histogram, "seconds", "messaging_process_duration_seconds"),
        ("tapereader.consumer.lag.seconds", .gauge, "seconds", "tapereader_consumer_lag_seconds"),
        ("tapereader.transactions", .counter, "", "tapereader_transactions_total"),
        ("x.total", .counter, "", "x_total"), ("größe-1", .gauge, "", "gr__e_1"),
    ])
    func dotsBecomeUnderscoresAndUnitAndTotalAreAppended(
        name: String, kind: MetricDescription.Kind, unit: String, exported: String
    ) {
        #expect(MetricDescription(name, kind, unit: unit, help: "").exportedName == exported)
    }

    @Test func theNamesThatToolsReadAreInTheTable() {
        let names = Set(MetricDescription.table.map(\.exportedName))
        #expect(names.count == MetricDescription.table.count)
        let expected = [
            "messaging_client_consumed_messages_total", "messaging_client_sent_messages_total",
            "messaging_process_duration_seconds", "messaging_client_operation_duration_seconds",
            "tapereader_consumer_lag_records", "tapereader_consumer_lag_seconds", "tapereader_inflight_bytes",
            "tapereader_transactions_total", "tapereader_dead_letters_total", "tapereader_events_total",
        ]
        for name in expected { #expect(names.contains(name), "\(name)") }
    }

    @Test func aSeriesIsWrittenOncePerSetOfLabelsAndForgottenWhenItIsDestroyed() {
        let registry = PrometheusRegistry([MetricDescription("a.b", .counter, help: "two\nlines")])
        let first = Counter(label: "a.b", dimensions: [("k", "x\"\\\n")], factory: registry)
        Counter(label: "a.b", dimensions: [("k", "x\"\\\n")], factory: registry).increment(by: 2)
        first.increment()
        #expect(
            registry.text == "# HELP a_b_total two\\nlines\n# TYPE a_b_total counter\na_b_total{k=\"x\\\"\\\\\\n\"} 3\n"
        )
        first.destroy()
        #expect(!registry.text.contains("k="))
    }

    @Test func bucketsCountEverythingUpToTheirBound() {
        let registry = PrometheusRegistry([
            MetricDescription("t", .histogram, unit: "seconds", buckets: [0.01, 1], help: "h")
        ])
        let timer = Timer(label: "t", factory: registry)
        for milliseconds in [10, 11, 1000, 5000] { timer.recordMilliseconds(milliseconds) }
        let lines = registry.text.split(separator: "\n").dropFirst(2)
        #expect(
            lines == [
                "t_seconds_bucket{le=\"0.01\"} 1", "t_seconds_bucket{le=\"1\"} 3", "t_seconds_bucket{le=\"+Inf\"} 4",
                "t_seconds_sum 6.021", "t_seconds_count 4",
            ])
    }

    @Test func pastTheLimitASeriesIsDroppedAndCounted() {
        let registry = PrometheusRegistry(seriesLimit: 2)
        for number in 1...5 {
            Counter(label: "tapereader.events", dimensions: [("type", "t\(number)")], factory: registry).increment()
        }
        #expect(registry.text.contains("tapereader_events_total{type=\"t2\"} 1"))
        #expect(!registry.text.contains("t3"))
        #expect(registry.text.contains("tapereader_series_dropped_total 3"))
    }

    @Test func aNameThatIsAnotherKindsTakesNothing() {
        let registry = PrometheusRegistry([MetricDescription("x", .gauge, help: "h")])
        Timer(label: "x", factory: registry).recordSeconds(1)
        #expect(registry.text == "# HELP x h\n# TYPE x gauge\n")
    }

    @Test(.enabled(if: ParsedMetrics.isAvailable, "SKIPPED: run scripts/setup --test"))
    func everyKindOfValueIsReadByTheParserOfPrometheusItself() throws {
        let registry = PrometheusRegistry()
        let odd = "a\"b\\c\nd 中{}=,"
        Meter(label: "free", dimensions: [("l", odd)], factory: registry).set(0.125)
        Meter(label: "huge", factory: registry).set(1e300)
        Timer(label: "tapereader.stage.duration", dimensions: [("stage", "decode")], factory: registry)
            .recordNanoseconds(1500)
        let parsed = try ParsedMetrics(registry.text + ProcessFigures.current.text)
        #expect(parsed.value("free", ["l": odd]) == 0.125)
        #expect(parsed.value("huge") == 1e300)
        #expect(parsed.value("tapereader_stage_duration_seconds_sum") == 1.5e-6)
        #expect((parsed.value("process_resident_memory_bytes") ?? 0) > 1_000_000)
        for metric in MetricDescription.table {
            let name = metric.kind == .counter ? String(metric.exportedName.dropLast(6)) : metric.exportedName
            #expect(parsed.families[name]?.type == metric.kind.rawValue, "\(name)")
            #expect(parsed.families[name]?.help == metric.help, "\(name)")
        }
    }
}
