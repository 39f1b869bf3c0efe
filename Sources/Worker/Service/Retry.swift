/// When something that failed is tried again, and when it is given up. No clock and no random source: both come in.
///
/// The pauses double from `first` to `longest`, each cut by up to a half at random, so that replicas that failed
/// together do not come back together (exponential backoff with jitter).
struct Retry: Hashable, Sendable {
    struct Policy: Hashable, Sendable {
        var first: Duration
        var longest: Duration
        /// Given up once the first failure is this long ago; nil: never.
        var patience: Duration?
        /// Fewer failures than this are never enough to give up: a slow try may outlast the patience by itself.
        static let fewest = 3
    }

    private(set) var failures = 0
    /// The time of the first failure since the last success; nil: all is well.
    private(set) var since: Duration?
    /// Not tried again before this time.
    private(set) var due = Duration.zero

    func isWaiting(at now: Duration) -> Bool { now < due }

    /// Notes a failure. False: give up.
    mutating func failed(at now: Duration, _ policy: Policy, jitter: inout Jitter) -> Bool {
        let began = since ?? now
        since = began
        failures += 1
        due = now + jitter.cut(Self.pause(failures, policy))
        guard let patience = policy.patience else { return true }
        return now - began < patience || failures < Policy.fewest
    }

    private static func pause(_ failures: Int, _ policy: Policy) -> Duration {
        // Past 2^20 of the shortest pause every sensible longest one is reached.
        min(policy.longest, policy.first * (1 << min(failures - 1, 20)))
    }
}

/// A seeded source of small differences (SplitMix64).
struct Jitter: Hashable, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Between half of the pause and all of it.
    mutating func cut(_ pause: Duration) -> Duration {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return pause / 2 + pause / 2 * (Double(mixed >> 11) / Double(1 << 53))
    }
}
