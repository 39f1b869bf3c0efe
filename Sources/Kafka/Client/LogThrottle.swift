/// Lets the first few log lines of a kind through in each window of time and counts the others.
///
/// A broker that is down makes librdkafka say so several times a second for as long as it lasts; the first lines tell
/// all.
package struct LogThrottle {
    /// Lines of one facility that pass in one window.
    package static let burst = 5
    package static let window: Duration = .seconds(30)
    /// Facilities remembered at once. Librdkafka has about 60; past the bound the table starts afresh.
    static let longestTable = 128

    private struct Entry {
        var windowStart: ContinuousClock.Instant
        var passed = 0
        var suppressed = 0
    }

    private var entries: [String: Entry] = [:]

    package init() {}

    package enum Verdict: Equatable {
        case pass(suppressedBefore: Int)
        case suppress
    }

    package mutating func judge(_ facility: String, at now: ContinuousClock.Instant) -> Verdict {
        if entries.count >= Self.longestTable, entries[facility] == nil { entries.removeAll(keepingCapacity: true) }
        var entry = entries[facility] ?? Entry(windowStart: now)
        defer { entries[facility] = entry }
        var suppressedBefore = 0
        if entry.windowStart.duration(to: now) >= Self.window {
            suppressedBefore = entry.suppressed
            entry = Entry(windowStart: now)
        }
        guard entry.passed < Self.burst else {
            entry.suppressed += 1
            return .suppress
        }
        entry.passed += 1
        return .pass(suppressedBefore: suppressedBefore)
    }
}
