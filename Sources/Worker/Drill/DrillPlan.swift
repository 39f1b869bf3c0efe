internal import Foundation

/// What a drill does to its workers.
enum DrillFault: Hashable, Sendable {
    /// SIGKILL at a place in the worker's course.
    case point(DrillPoint)
    /// SIGKILL at any time.
    case kill
    /// SIGTERM at any time: the worker ends by itself, and well.
    case term
    /// A second worker joins the group and leaves it again.
    case secondWorker
    /// SIGSTOP within a transaction; another takes the name over; SIGCONT: the first must find itself shut out.
    case pause
    /// Two workers of one name: the first must end with its own code.
    case twins
    /// The input topic gets another partition.
    case partitions
    /// The user's own commands break something and mend it.
    case custom

    static let named: [DrillFault] =
        DrillPoint.allCases.map { .point($0) } + [.kill, .term, .secondWorker, .pause, .twins, .partitions]

    var name: String {
        switch self {
        case .point(let point): point.rawValue
        case .kill: "kill"
        case .term: "term"
        case .secondWorker: "second-worker"
        case .pause: "pause"
        case .twins: "twins"
        case .partitions: "partitions"
        case .custom: "custom"
        }
    }

    var meaning: String {
        switch self {
        case .point(let point): "kill -9 when " + point.meaning
        case .kill: "kill -9 at any time"
        case .term: "SIGTERM at any time"
        case .secondWorker: "a second worker joins the group, and leaves it"
        case .pause: "a worker stopped within a transaction, replaced, and continued"
        case .twins: "a second worker of the same name; the first must end with code 76"
        case .partitions: "the input topic gets one more partition"
        case .custom: "your own commands break and mend something"
        }
    }

    init?(name: String) {
        guard let fault = Self.named.first(where: { $0.name == name }) else { return nil }
        self = fault
    }

    /// Without a transaction there is no step between offsets and commit, and no id to be shut out by.
    func isPossible(in mode: WorkSettings.Delivery) -> Bool {
        mode == .exactlyOnce || (self != .point(.afterOffsets) && self != .twins)
    }
}

/// One drill: which faults, how often, on how much.
struct DrillPlan: Sendable {
    /// Commands of the user's that break and mend what this program cannot reach.
    struct Custom: Sendable {
        let name: String
        let breaking: String
        let mending: String
        /// Seconds between the two.
        let seconds: Double
        /// The worker is killed before things are mended.
        let thenKills: Bool
    }

    /// Flags of `tapereader work` that say where the cluster is and how to speak to it.
    var flags: [String]
    var modes: [WorkSettings.Delivery]
    var faults: [DrillFault]
    var custom: Custom?
    /// Per fault and mode.
    var articles = 1000
    var rounds = 5
    var partitions = 3
    var replication = -1
    /// How long a worker stays paused, and how long a second one stays.
    var stay = Duration.seconds(10)
    /// How long anything is waited for.
    var patience = Duration.seconds(90)
    /// The brokers show what was aborted: count by the numbers of transactions.
    var numbersTransactions = false
    var keepsTopics = false
    var seed: UInt64 = 1

    static let shutOut = ExitStatus.fenced.rawValue
}

/// SplitMix64 (Steele et al. 2014): times and places of faults that can be had again from their seed.
struct DrillGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
