/// A place in the service's course where a drill ends a worker.
enum DrillPoint: String, CaseIterable, Sendable {
    case afterPoll = "after-poll"
    case afterProduce = "after-produce"
    case beforeOffsets = "before-offsets"
    case afterOffsets = "after-offsets"
    case inCommit = "in-commit"
    case afterCommit = "after-commit"
    case inRevoke = "in-revoke"

    /// What has happened when the point is passed.
    var meaning: String {
        switch self {
        case .afterPoll: "records are read, nothing of them is written"
        case .afterProduce: "an output is handed to the producer"
        case .beforeOffsets: "outputs are handed over, their offsets are not sent"
        case .afterOffsets: "outputs and offsets are in the transaction, which is not committed"
        case .inCommit: "the broker is asked to commit and has not answered"
        case .afterCommit: "the commit is answered (at least once: on its way), the worker has not noted it"
        case .inRevoke: "partitions go to another member; what is finished is about to be committed"
        }
    }
}
