/// What the service has done since it started. Records count once they are committed.
struct RelayCounters: Sendable, Equatable {
    struct Outcome: Sendable, Equatable {
        var records = 0
        var outputs = 0
        var events = 0
        /// By code.
        var deadLetters: [String: Int] = [:]

        mutating func add(_ processed: ProcessedRecord) {
            records += 1
            outputs += processed.outputs.count
            events += processed.eventCount
            if let code = processed.deadLetterCode { deadLetters[code, default: 0] += 1 }
        }
    }

    var consumed = 0
    /// Produced in the open transaction.
    var open = Outcome()
    private(set) var done = Outcome()
    private(set) var commits = 0
    private(set) var aborts = 0
    private(set) var commitTime = Duration.zero

    mutating func committed(after duration: Duration) {
        done.records += open.records
        done.outputs += open.outputs
        done.events += open.events
        done.deadLetters.merge(open.deadLetters, uniquingKeysWith: +)
        open = Outcome()
        commits += 1
        commitTime += duration
    }

    mutating func aborted() {
        open = Outcome()
        aborts += 1
    }
}
