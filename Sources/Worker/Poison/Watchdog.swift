internal import Foundation
internal import Kafka
internal import Synchronization

/// Ends the process when one record is processed for too long. It can do nothing else: a thread that does not come back
/// cannot be stopped, and its partition would stand still for ever.
///
/// Time is counted in its own wakings, not by a clock: a process that was stopped (SIGSTOP, a sleeping machine) and
/// goes on is not late.
final class Watchdog: Sendable {
    /// What is being processed and for how many wakings.
    struct Watch: Sendable {
        private var entries: [(key: RecordKey, age: Int)?] = []

        mutating func begin(_ key: RecordKey) -> Int {
            if let free = entries.firstIndex(where: { $0 == nil }) {
                entries[free] = (key, 0)
                return free
            }
            entries.append((key, 0))
            return entries.count - 1
        }

        mutating func end(_ place: Int) { entries[place] = nil }

        /// One waking more. Returns a record that has seen `limit` of them whole.
        mutating func tick(limit: Int) -> RecordKey? {
            var late: RecordKey?
            for index in entries.indices {
                entries[index]?.age += 1
                if let entry = entries[index], entry.age > limit { late = late ?? entry.key }
            }
            return late
        }
    }

    /// Wakings within the limit.
    private static let wakings = 20
    private let watch = Mutex(Watch())

    /// - Parameter onLate: called on the watchdog's own thread; should not return.
    init(limit: Duration, onLate: @escaping @Sendable (RecordKey) -> Void) {
        let pause = max(limit / Self.wakings, .milliseconds(1)) / .seconds(1)
        let thread = Thread { [weak self] in
            while true {
                Thread.sleep(forTimeInterval: pause)
                guard let self else { return }
                if let key = self.watch.withLock({ $0.tick(limit: Self.wakings) }) { onLate(key) }
            }
        }
        thread.name = "watchdog"
        thread.start()
    }

    func begin(_ key: RecordKey) -> Int { watch.withLock { $0.begin(key) } }
    func end(_ place: Int) { watch.withLock { $0.end(place) } }

    /// Says which record it was and ends the process, also when nobody reads what it says.
    static func endProcess(_ key: RecordKey, limit: Duration) {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: 1)
            _exit(ExitStatus.stuck.rawValue)
        }
        Diagnostics.print(
            "\(key.partition)@\(key.offset) (topic \(key.partition.topic), partition \(key.partition.partition), offset "
                + "\(key.offset)) has been processed for more than \(limit): ending the process. Its transaction is "
                + "aborted and the record comes again; set poison_journal to have it quarantined after some crashes")
        _exit(ExitStatus.stuck.rawValue)
    }
}
