/// One metric: everything that the registry, the reference in the docs and the checks of dashboards need to know of it.
struct MetricDescription: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// After OpenTelemetry's conventions, with dots.
    let name: String
    let kind: Kind
    /// The unit as it is appended to the name, or empty.
    let unit: String
    /// Attributes with dots, in the order in which they are written.
    let attributes: [String]
    /// Upper bounds of a histogram's buckets, in its unit.
    let buckets: [Double]
    let help: String

    init(
        _ name: String, _ kind: Kind, unit: String = "", attributes: [String] = [], buckets: [Double] = [],
        help: String
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.attributes = attributes
        self.buckets = buckets
        self.help = help
    }

    /// As Prometheus writes it: dots become underscores, unit and `_total` are appended unless they are there.
    var exportedName: String {
        var exported = Self.exported(name)
        if !unit.isEmpty, !exported.hasSuffix("_" + unit) { exported += "_" + unit }
        if kind == .counter, !exported.hasSuffix("_total") { exported += "_total" }
        return exported
    }

    /// Every character that Prometheus does not take becomes an underscore.
    static func exported(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}

extension MetricDescription {
    /// The one table of metrics. `/metrics` writes them in order of their names.
    static let table: [MetricDescription] = messaging + own

    /// The bounds that OpenTelemetry's messaging conventions name, 5 ms … 10 s.
    private static let seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
    /// A short article takes a stage well below a millisecond.
    private static let fineSeconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10]
    private static let destination = ["messaging.system", "messaging.destination.name"]
    private static let group = ["messaging.consumer.group.name"]
    private static let partition = ["messaging.destination.name", "messaging.destination.partition.id"]

    private static let messaging: [MetricDescription] = [
        MetricDescription(
            "messaging.client.consumed.messages", .counter,
            attributes: destination + ["messaging.destination.partition.id"] + group,
            help: "Records read; one that is read again after an abort counts again."),
        MetricDescription(
            "messaging.client.sent.messages", .counter, attributes: destination,
            help: "Records committed to an output topic."),
        MetricDescription(
            "messaging.process.duration", .histogram, unit: "seconds",
            attributes: destination + group + ["error.type"], buckets: seconds,
            help: "From a record's bytes to the records that it becomes."),
        MetricDescription(
            "messaging.client.operation.duration", .histogram, unit: "seconds",
            attributes: ["messaging.system", "messaging.operation.name"], buckets: seconds,
            help: "Calls to the brokers that end a transaction: commit, abort."),
    ]

    private static let own: [MetricDescription] = [
        MetricDescription(
            "tapereader.build.info", .gauge, attributes: ["version", "fingerprint", "librdkafka"],
            help: "1; what runs."),
        MetricDescription("tapereader.ready", .gauge, help: "1 where /readyz answers 200, else 0."),
        MetricDescription("tapereader.assigned.partitions", .gauge, help: "Partitions that this worker reads."),
        MetricDescription(
            "tapereader.consumer.lag.records", .gauge, attributes: partition,
            help: "Offsets between the last committed one and the partition's end."),
        MetricDescription(
            "tapereader.consumer.lag.seconds", .gauge, attributes: partition,
            help: "Age of the first record that is not committed, by its Kafka timestamp; 0 where there is none."),
        MetricDescription("tapereader.inflight.records", .gauge, help: "Records read and not yet released."),
        MetricDescription(
            "tapereader.inflight.bytes", .gauge, help: "Their bytes, with those of outputs that wait for their turn."),
        MetricDescription("tapereader.paused", .gauge, help: "1 while a budget of records or bytes is used up."),
        MetricDescription(
            "tapereader.stage.duration", .histogram, unit: "seconds", attributes: ["stage"], buckets: fineSeconds,
            help: "Time a record takes in decode, extract and encode."),
        MetricDescription("tapereader.records", .counter, help: "Input records whose outputs are committed."),
        MetricDescription(
            "tapereader.events", .counter, attributes: ["type"], help: "Events committed, by type."),
        MetricDescription(
            "tapereader.dead.letters", .counter, attributes: ["reason"],
            help: "Records that became dead letters, by the code of the reason."),
        MetricDescription(
            "tapereader.transactions", .counter, attributes: ["outcome"],
            help: "Transactions, or commits in at-least-once mode: committed or aborted."),
        MetricDescription(
            "tapereader.transaction.duration", .histogram, unit: "seconds", attributes: ["outcome"], buckets: seconds,
            help: "How long the call that ended a transaction took."),
        MetricDescription(
            "tapereader.rebalances", .counter, attributes: ["kind"],
            help: "Changes of the assignment: assigned, revoked, lost."),
        MetricDescription(
            "tapereader.rebalance.duration", .histogram, unit: "seconds", attributes: ["kind"], buckets: seconds,
            help: "How long a change of the assignment held the worker."),
        MetricDescription(
            "tapereader.series.dropped", .counter,
            help: "Series that were not made because their metric has too many."),
    ]
}
