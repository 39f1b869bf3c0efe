/// Exit codes of every command, after sysexits(3) where one fits. `docs` and `--help` list them from here.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    case failed = 1
    case usage = 64
    case badInput = 65
    case unavailable = 69
    case internalError = 70
    case rejected = 74
    case deadlineExceeded = 75
    case fenced = 76
    case notPermitted = 77
    case badConfiguration = 78
    case stuck = 79
    case interrupted = 130

    var meaning: String {
        switch self {
        case .done: "done"
        case .failed: "a check failed: the output differs from what was expected"
        case .usage: "wrong flags or arguments"
        case .badInput: "an input file cannot be read"
        case .unavailable: "the broker did not answer within broker_deadline_ms, or a topic does not exist"
        case .internalError: "a broken assumption of our own; please report it"
        case .rejected:
            "the brokers answer, but aborted every transaction for broker_deadline_ms, or take no dead letter"
        case .deadlineExceeded:
            "shutdown did not finish within shutdown_deadline_ms; what was not committed is processed again"
        case .fenced: "another process uses the same transactional id; give each replica its own instance_id"
        case .notPermitted: "the broker refused: no permission for a topic, the group or the transactional id"
        case .badConfiguration: "a configuration key or value is wrong, or a replay's plan does not fit what is there"
        case .stuck: "one record was processed for longer than watchdog_ms; the log names topic, partition and offset"
        case .interrupted: "a replay was stopped by a signal: what is finished is committed, the same command goes on"
        }
    }
}

/// Why the service stopped: one line for the operator and the code to exit with.
struct ServiceFailure: Error, Hashable, CustomStringConvertible {
    let status: ExitStatus
    let description: String
}
