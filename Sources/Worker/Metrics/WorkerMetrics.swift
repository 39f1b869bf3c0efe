internal import Kafka
internal import Metrics
internal import Schema
internal import Synchronization

/// Counts what a relay tells, in the names of `MetricDescription.table`.
final class WorkerMetrics: RelayObserver {
    private struct State {
        var lags: [TopicPartition: LagTracker] = [:]
        var gauges: [TopicPartition: LagGauges] = [:]
        var consumed: [TopicPartition: Counter] = [:]
        /// What was counted already, of totals that only grow.
        var counted = RelayCounters.Outcome()
    }

    private struct LagGauges {
        let records: Meter
        let seconds: Meter
    }

    private let registry: PrometheusRegistry
    private let status: WorkStatus
    private let names: (group: String, input: String)
    private let stages: [StageTimes.Stage: Timer]
    private let processing: Timer
    private let inflight: (records: Meter, bytes: Meter)
    private let paused: Meter
    private let assigned: Meter
    private let state = Mutex(State())

    init(registry: PrometheusRegistry, status: WorkStatus, settings: WorkSettings) {
        self.registry = registry
        self.status = status
        names = (settings.group, settings.topics.raw)
        let times = StageTimes.Stage.allCases.map { stage in
            (stage, Timer(label: "tapereader.stage.duration", stage.rawValue, named: "stage", registry))
        }
        stages = Dictionary(uniqueKeysWithValues: times)
        processing = Timer(
            label: "messaging.process.duration", dimensions: Self.process(settings), factory: registry)
        inflight = (
            Meter(label: "tapereader.inflight.records", factory: registry),
            Meter(label: "tapereader.inflight.bytes", factory: registry)
        )
        paused = Meter(label: "tapereader.paused", factory: registry)
        assigned = Meter(label: "tapereader.assigned.partitions", factory: registry)
        announce()
    }

    private static func process(_ settings: WorkSettings) -> [(String, String)] {
        system + [
            ("messaging.destination.name", settings.topics.raw), ("messaging.consumer.group.name", settings.group),
        ]
    }

    private static let system = [("messaging.system", "kafka")]

    /// Series whose first value is 0 exist from the start, so that a rate over the first event is seen.
    private func announce() {
        for outcome in Outcome.allCases { count("tapereader.transactions", "outcome", outcome.rawValue, 0) }
        for kind in RebalanceKind.allCases { count("tapereader.rebalances", "kind", kind.rawValue, 0) }
        for type in EventType.all { count("tapereader.events", "type", type.name, 0) }
        for code in DecodeError.Code.allCases { count("tapereader.dead.letters", "reason", code.rawValue, 0) }
        Counter(label: "tapereader.records", factory: registry).increment(by: 0)
    }

    private enum Outcome: String, CaseIterable { case committed, aborted }

    // MARK: - What the relay tells

    @Sendable func processed(_ times: StageTimes) {
        for (stage, duration) in times.stages { stages[stage]?.recordNanoseconds(duration.nanoseconds) }
        guard let rejection = times.rejection else { return processing.recordNanoseconds(times.total.nanoseconds) }
        let dimensions =
            Self.system + [
                ("messaging.destination.name", names.input), ("messaging.consumer.group.name", names.group),
                ("error.type", rejection.code),
            ]
        Timer(label: "messaging.process.duration", dimensions: dimensions, factory: registry)
            .recordNanoseconds(times.total.nanoseconds)
    }

    func took(_ records: [Record]) {
        state.withLock { state in
            for record in records {
                let partition = record.topicPartition
                state.lags[partition]?.took(record.offset, milliseconds: record.timestamp?.milliseconds)
                consumed(of: partition, &state).increment()
            }
        }
    }

    private func consumed(of partition: TopicPartition, _ state: inout State) -> Counter {
        if let counter = state.consumed[partition] { return counter }
        let counter = Counter(
            label: "messaging.client.consumed.messages",
            dimensions: Self.system + Self.place(partition) + [("messaging.consumer.group.name", names.group)],
            factory: registry)
        state.consumed[partition] = counter
        return counter
    }

    func committed(
        _ offsets: [(partition: TopicPartition, offset: Int64)], _ counters: RelayCounters, after duration: Duration
    ) {
        let before = state.withLock { state in
            for (partition, offset) in offsets { state.lags[partition]?.committed(upTo: offset) }
            let before = state.counted
            state.counted = counters.done
            return before
        }
        count(counters.done, since: before)
        ended(.committed, "commit", after: duration)
        status.committed(counters)
    }

    func aborted(after duration: Duration) {
        ended(.aborted, "abort", after: duration)
        status.aborted()
    }

    private func ended(_ outcome: Outcome, _ operation: String, after duration: Duration) {
        count("tapereader.transactions", "outcome", outcome.rawValue, 1)
        Timer(label: "tapereader.transaction.duration", outcome.rawValue, named: "outcome", registry)
            .recordNanoseconds(duration.nanoseconds)
        let dimensions = Self.system + [("messaging.operation.name", operation)]
        Timer(label: "messaging.client.operation.duration", dimensions: dimensions, factory: registry)
            .recordNanoseconds(duration.nanoseconds)
    }

    func rebalanced(_ kind: RebalanceKind, partitions: Int, after duration: Duration) {
        status.rebalanced(kind)
        guard partitions > 0 else { return }
        count("tapereader.rebalances", "kind", kind.rawValue, 1)
        Timer(label: "tapereader.rebalance.duration", kind.rawValue, named: "kind", registry)
            .recordNanoseconds(duration.nanoseconds)
    }

    func stands(_ standing: RelayStanding) {
        inflight.records.set(standing.openRecords)
        inflight.bytes.set(standing.openBytes)
        paused.set(standing.isPaused ? 1 : 0)
        assigned.set(standing.partitions.count)
        let now = status.now
        let rows = state.withLock { state in
            forgetOthers(than: standing.partitions, &state)
            return standing.partitions.map { row(of: $0, now: now, &state) }
        }
        status.stands(standing, rows)
    }

    // MARK: - Lag

    private func row(of place: RelayStanding.Partition, now: Int64, _ state: inout State) -> WorkStatus.Partition {
        var tracker = state.lags[place.partition] ?? LagTracker(start: place.committed)
        tracker.committed(upTo: place.committed)
        let lag = tracker.lag(end: place.end, now: now)
        state.lags[place.partition] = tracker
        let gauges = state.gauges[place.partition] ?? gauges(of: place.partition)
        state.gauges[place.partition] = gauges
        gauges.records.set(lag.records)
        if let seconds = lag.seconds { gauges.seconds.set(seconds) }
        return WorkStatus.Partition(
            topic: place.partition.topic, partition: Int(place.partition.partition), committed: place.committed,
            lagRecords: lag.records, lagSeconds: lag.seconds)
    }

    private func gauges(of partition: TopicPartition) -> LagGauges {
        LagGauges(
            records: Meter(
                label: "tapereader.consumer.lag.records", dimensions: Self.place(partition), factory: registry),
            seconds: Meter(
                label: "tapereader.consumer.lag.seconds", dimensions: Self.place(partition), factory: registry))
    }

    /// The lag of a partition that went is its next owner's to tell.
    private func forgetOthers(than kept: [RelayStanding.Partition], _ state: inout State) {
        guard state.lags.count > kept.count || kept.contains(where: { state.lags[$0.partition] == nil }) else { return }
        let kept = Set(kept.map(\.partition))
        for (partition, gauges) in state.gauges where !kept.contains(partition) {
            gauges.records.destroy()
            gauges.seconds.destroy()
        }
        state.gauges = state.gauges.filter { kept.contains($0.key) }
        state.lags = state.lags.filter { kept.contains($0.key) }
    }

    private static func place(_ partition: TopicPartition) -> [(String, String)] {
        [
            ("messaging.destination.name", partition.topic),
            ("messaging.destination.partition.id", "\(partition.partition)"),
        ]
    }

    // MARK: - Counting

    private func count(_ done: RelayCounters.Outcome, since before: RelayCounters.Outcome) {
        Counter(label: "tapereader.records", factory: registry).increment(by: done.records - before.records)
        for (topic, total) in done.outputs where total > before.outputs[topic] ?? 0 {
            let dimensions = Self.system + [("messaging.destination.name", topic)]
            Counter(label: "messaging.client.sent.messages", dimensions: dimensions, factory: registry)
                .increment(by: total - (before.outputs[topic] ?? 0))
        }
        for (type, total) in done.events where total > before.events[type] ?? 0 {
            count("tapereader.events", "type", type, total - (before.events[type] ?? 0))
        }
        for (reason, total) in done.deadLetters where total > before.deadLetters[reason] ?? 0 {
            count("tapereader.dead.letters", "reason", reason, total - (before.deadLetters[reason] ?? 0))
        }
    }

    private func count(_ label: String, _ name: String, _ value: String, _ amount: Int) {
        Counter(label: label, dimensions: [(name, value)], factory: registry).increment(by: amount)
    }
}

extension Timer {
    fileprivate convenience init(label: String, _ value: String, named name: String, _ registry: PrometheusRegistry) {
        self.init(label: label, dimensions: [(name, value)], factory: registry)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
