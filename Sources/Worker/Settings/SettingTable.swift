/// One configuration key: everything that the reader, the checker and the reference need to know of it.
struct Setting: Sendable {
    enum Kind: Sendable {
        case text
        case choice([String])
        case integer(ClosedRange<Int>, unit: String)
        case flag
        case listen
    }

    let key: String
    let kind: Kind
    let fallback: String
    let description: String

    /// `TAPEREADER_COMMIT_INTERVAL_MS` for `commit_interval_ms`.
    var environmentName: String {
        "TAPEREADER_" + key.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
    }

    /// What a value may be, in words.
    var allowed: String {
        switch kind {
        case .text: "any text"
        case .choice(let words): words.joined(separator: " | ")
        case .integer(let range, let unit): "\(range.lowerBound) … \(range.upperBound) \(unit)"
        case .flag: "true | false"
        case .listen: HTTPListen.allowed
        }
    }

    func accepts(_ value: String) -> Bool {
        switch kind {
        case .text: true
        case .choice(let words): words.contains(value)
        case .integer(let range, _): Int(value).map(range.contains) ?? false
        case .flag: value == "true" || value == "false"
        case .listen: HTTPListen(value) != nil
        }
    }
}

extension Setting {
    /// Any other key must begin with this and is passed to librdkafka.
    static let kafkaPrefix = "kafka."

    /// The one table of keys. Readers, `config print`, `config reference` and the README are made from it.
    static let table: [Setting] = [
        Setting(
            key: "group", kind: .text, fallback: "tapereader",
            description: "Consumer group. All replicas of one service share it."),
        Setting(
            key: "instance_id", kind: .text, fallback: "",
            description:
                "Name of this replica, the same after a restart; makes the transactional id. Empty: the host's name."),
        Setting(
            key: "static_membership", kind: .flag, fallback: "false",
            description:
                "Join as a static member named `instance_id`: a restart within the session timeout moves no partition."),
        Setting(
            key: "delivery", kind: .choice(["exactly_once", "at_least_once"]), fallback: "exactly_once",
            description:
                "exactly_once: outputs and offsets in one transaction. at_least_once: faster, may repeat after a crash."
        ),
        Setting(
            key: "encoding", kind: .choice(["json", "protobuf"]), fallback: "json",
            description: "Encoding of the records on the output topics."),
        Setting(
            key: "start", kind: .choice(["earliest", "latest"]), fallback: "earliest",
            description: "Where a partition without a committed offset starts; resolved to a number at assignment."),
        Setting(
            key: "names", kind: .text, fallback: "",
            description: "Files of names that add to the lexicon, separated by commas; check them with `lexicon check`."
        ),
        Setting(
            key: "rules", kind: .text, fallback: "",
            description: "Files of rules and words that add to the lexicon, separated by commas; check them likewise."
        ),
        Setting(key: "topics.raw", kind: .text, fallback: "articles.raw", description: "Input topic."),
        Setting(key: "topics.analyzed", kind: .text, fallback: "articles.analyzed", description: "Analyzed articles."),
        Setting(key: "topics.events", kind: .text, fallback: "market.events", description: "Events."),
        Setting(
            key: "topics.sentiment", kind: .text, fallback: "market.sentiment", description: "Sentiment per entity."),
        Setting(
            key: "topics.flows", kind: .text, fallback: "market.flows", description: "Edges of the capital network."),
        Setting(key: "topics.dead", kind: .text, fallback: "articles.dead", description: "Dead letters."),
        Setting(
            key: "topics.redriven", kind: .text, fallback: "articles.redriven",
            description: "Which dead letters `redrive` has dealt with; compacted."),
        Setting(
            key: "topics.parked", kind: .text, fallback: "articles.parked",
            description: "Dead letters that died too often to be sent again."),
        Setting(
            key: "workers", kind: .integer(0...256, unit: "threads"), fallback: "0",
            description: "Threads that extract in parallel; 0: one per core."),
        Setting(
            key: "inflight_records", kind: .integer(1...1_000_000, unit: "records"), fallback: "2000",
            description: "Records read but not yet released; past it the partitions are paused."),
        Setting(
            key: "inflight_bytes", kind: .integer(1_048_576...17_179_869_184, unit: "bytes"), fallback: "67108864",
            description: "Bytes read but not yet released; past it the partitions are paused."),
        Setting(
            key: "max_record_bytes", kind: .integer(1024...1_073_741_824, unit: "bytes"), fallback: "8388608",
            description: "A larger input value is a dead letter `too_large`."),
        Setting(
            key: "topic_max_bytes", kind: .integer(0...1_073_741_824, unit: "bytes"), fallback: "0",
            description:
                "Largest record that the output topics take; 0: ask the broker for each topic's max.message.bytes."),
        Setting(
            key: "commit_interval_ms", kind: .integer(1...60_000, unit: "ms"), fallback: "100",
            description: "A transaction is committed at latest this long after its first record."),
        Setting(
            key: "commit_records", kind: .integer(1...1_000_000, unit: "records"), fallback: "5000",
            description: "A transaction is committed at latest after this many input records."),
        Setting(
            key: "shutdown_deadline_ms", kind: .integer(100...600_000, unit: "ms"), fallback: "20000",
            description: "After SIGTERM: drain, commit and close within this time."),
        Setting(
            key: "broker_deadline_ms", kind: .integer(0...86_400_000, unit: "ms"), fallback: "60000",
            description:
                "How long what may pass (a broker that is down, a refused commit) is tried again before the process "
                + "exits with a code that says why; 0: for ever."),
        Setting(
            key: "retry_backoff_ms", kind: .integer(1...60_000, unit: "ms"), fallback: "50",
            description: "Pause after a first failure that may pass; doubled, with jitter, after each further one."),
        Setting(
            key: "retry_backoff_max_ms", kind: .integer(1...60_000, unit: "ms"), fallback: "5000",
            description: "The longest pause between two tries."),
        Setting(
            key: "step_budget", kind: .integer(1000...100_000_000_000, unit: "steps"), fallback: "400000000",
            description: "Deterministic bound on the work for one record; past it the record is a dead letter."),
        Setting(
            key: "watchdog_ms", kind: .integer(0...86_400_000, unit: "ms"), fallback: "30000",
            description: "A record processed for longer ends the process with code 79; 0: never."),
        Setting(
            key: "poison_journal", kind: .text, fallback: "",
            description:
                "File, one per process and kept over restarts, that finds the record that crashes it. Empty: none."),
        Setting(
            key: "poison_crashes", kind: .integer(PoisonJournal.leastLimit...1000, unit: "crashes"), fallback: "3",
            description: "With a poison_journal: so many crashes on one record make it a dead letter `quarantined`."),
        Setting(
            key: "id_namespace", kind: .choice(["none", "source"]), fallback: "none",
            description: "source: a given article_id is prefixed with its source."),
        Setting(
            key: "registry.url", kind: .text, fallback: "",
            description:
                "Schema Registry, as http://localhost:8081, which tells what the schema ids of framed articles mean. "
                + "Empty: none."),
        Setting(
            key: "registry.frames", kind: .flag, fallback: "false",
            description:
                "Values of the output topics carry Confluent's frame; `tapereader schema register` puts their schemas there."
        ),
        Setting(key: "registry.user", kind: .text, fallback: "", description: "Login of the registry. Empty: none."),
        Setting(
            key: "registry.password", kind: .text, fallback: "",
            description:
                "Its password: in the environment or the file, or a file that holds it: registry.password_file."
        ),
        Setting(
            key: "http", kind: .listen, fallback: "auto",
            description:
                "Where health, metrics and the status page answer. auto: 127.0.0.1:8080, or nowhere if that is taken."),
        Setting(
            key: "log.level", kind: .choice(["trace", "debug", "info", "notice", "warning", "error"]), fallback: "info",
            description: "Least severe level that is logged."),
        Setting(
            key: "log.format", kind: .choice(["text", "json"]), fallback: "text",
            description: "text: lines for people. json: one object a line."),
    ]
}
