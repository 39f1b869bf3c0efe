internal import Kafka

/// What the service has done since it started. Records count once they are committed.
struct RelayCounters: Sendable, Equatable {
    struct Outcome: Sendable, Equatable {
        var records = 0
        /// By topic.
        var outputs: [String: Int] = [:]
        /// By type.
        var events: [String: Int] = [:]
        /// By code.
        var deadLetters: [String: Int] = [:]
        /// The last of them, oldest first.
        var lastDeaths: [Death] = []

        /// Enough to see at a glance what goes wrong; the topic holds the rest.
        private static let remembered = 20

        var eventCount: Int { events.values.reduce(0, +) }
        var deadLetterCount: Int { deadLetters.values.reduce(0, +) }

        mutating func add(_ processed: ProcessedRecord, of source: RecordKey) {
            records += 1
            for output in processed.outputs { outputs[output.topic, default: 0] += 1 }
            for (type, count) in processed.events { events[type, default: 0] += count }
            guard let rejection = processed.rejection else { return }
            deadLetters[rejection.code, default: 0] += 1
            lastDeaths = (lastDeaths + [Death(source: source, rejection: rejection)]).suffix(Self.remembered)
        }

        mutating func add(_ other: Outcome) {
            records += other.records
            outputs.merge(other.outputs, uniquingKeysWith: +)
            events.merge(other.events, uniquingKeysWith: +)
            deadLetters.merge(other.deadLetters, uniquingKeysWith: +)
            lastDeaths = (lastDeaths + other.lastDeaths).suffix(Self.remembered)
        }
    }

    /// A record that became a dead letter, and why.
    struct Death: Sendable, Equatable {
        let source: RecordKey
        let rejection: Rejection
    }

    var consumed = 0
    /// Produced in the open transaction.
    var open = Outcome()
    private(set) var done = Outcome()
    private(set) var commits = 0
    private(set) var aborts = 0
    private(set) var commitTime = Duration.zero

    mutating func committed(after duration: Duration) {
        done.add(open)
        open = Outcome()
        commits += 1
        commitTime += duration
    }

    mutating func aborted() {
        open = Outcome()
        aborts += 1
    }
}
