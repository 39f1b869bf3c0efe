internal import Foundation
internal import Kafka
internal import Synchronization

/// Faults on purpose: where this process kills, halts, crashes or hangs itself, for drills and tests.
///
/// Asked for in one environment key, `TAPEREADER_DRILL=kill-at:POINT:N,crash-on:ID,hang-on:ID`, and refused unless
/// every topic of the process has the drill's prefix: no typing error can do this to a real service.
final class FailPoints: Sendable {
    enum Fault: Equatable, Sendable {
        /// SIGKILL (or SIGSTOP) at the n-th pass of a named point, so many milliseconds later.
        case end(End)
        /// SIGABRT while a record whose header `tapereader-drill-id` is this is processed.
        case crash(id: String)
        /// Never comes back from such a record.
        case hang(id: String)
        /// Every output carries its transaction's number, and standard error says what became of each, for brokers
        /// that show what was aborted.
        case numberTransactions
        /// The process ends, by SIGKILL, soon after the one that started it, however that ended.
        case endWithParent
    }

    struct End: Equatable, Sendable {
        let point: String
        let pass: Int
        var delayMilliseconds = 0
        /// SIGSTOP rather than SIGKILL.
        var isHalt = false
        /// Only passes after the first commit count.
        var isLate = false
    }

    static let environmentName = "TAPEREADER_DRILL"
    static let topicPrefix = "tapereader-drill"
    static let headerName = "tapereader-drill-id"
    static let transactionHeader = "tapereader-drill-transaction"
    static let none = FailPoints([])

    private let faults: [Fault]
    private let passes = Mutex<[String: Int]>([:])
    private let commits = Atomic(0)
    private let transaction = Atomic(1)

    init(_ faults: [Fault]) { self.faults = faults }

    /// - Parameter topics: all that this process reads or writes.
    /// - Throws: `ServiceFailure` for a fault that is not understood, or a topic without the drill's prefix.
    init(environment: [String: String], topics: [String]) throws(ServiceFailure) {
        guard let text = environment[Self.environmentName], !text.isEmpty else {
            faults = []
            return
        }
        if let real = topics.first(where: { !$0.hasPrefix(Self.topicPrefix) }) {
            throw ServiceFailure(
                status: .badConfiguration,
                description: "\(Self.environmentName) is set and \(real) is not a topic of a drill: unset it, or use "
                    + "topics that begin with \(Self.topicPrefix)")
        }
        var faults: [Fault] = []
        for part in text.split(separator: ",") {
            guard let fault = Fault(String(part)) else {
                throw ServiceFailure(
                    status: .badConfiguration,
                    description: "\(Self.environmentName)=\(text): write kill-at:POINT:N, crash-on:ID or hang-on:ID")
            }
            faults.append(fault)
        }
        self.faults = faults
        if faults.contains(.endWithParent) { Self.endWithParent() }
    }

    private static func endWithParent() {
        let parent = getppid()
        Thread.detachNewThread {
            while getppid() == parent { Thread.sleep(forTimeInterval: 0.5) }
            _ = kill(getpid(), SIGKILL)
        }
    }

    /// The process passes a named point.
    func pass(_ point: String) {
        guard !faults.isEmpty else { return }
        let isLate = commits.load(ordering: .relaxed) > 0
        for case .end(let end) in faults where end.point == point && (isLate || !end.isLate) {
            let count = passes.withLock { passes in
                passes[point, default: 0] += 1
                return passes[point] ?? 0
            }
            if count == end.pass { Self.perform(end) }
        }
    }

    func pass(_ point: DrillPoint) {
        guard !faults.isEmpty else { return }
        pass(point.rawValue)
        if point == .afterCommit { commits.add(1, ordering: .relaxed) }
    }

    /// A record is about to be processed.
    func touch(_ record: Record) {
        guard !faults.isEmpty, let value = record.header(Self.headerName)?.value else { return }
        let id = String(decoding: value, as: UTF8.self)
        if faults.contains(.crash(id: id)) { abort() }
        while faults.contains(.hang(id: id)) { sleep(60) }
    }

    private static func perform(_ end: End) {
        if end.delayMilliseconds == 0 { return signal(end) }
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: Double(end.delayMilliseconds) / 1000)
            signal(end)
        }
    }

    private static func signal(_ end: End) {
        _ = kill(getpid(), end.isHalt ? SIGSTOP : SIGKILL)
        // A signal to oneself may be served a moment later; nothing more may happen until then.
        while !end.isHalt { sleep(1) }
    }
}

// MARK: - Numbers of transactions

extension FailPoints {
    /// The header for an output of the open transaction, where numbers were asked for.
    var transactionHeader: Header? {
        faults.contains(.numberTransactions) ? Header(Self.transactionHeader, number) : nil
    }

    /// The open transaction is over.
    func ended(committed: Bool) {
        guard faults.contains(.numberTransactions) else { return }
        Diagnostics.print("drill: \(committed ? "committed" : "aborted") \(number)")
        transaction.add(1, ordering: .relaxed)
    }

    private var number: String { "\(getpid()).\(transaction.load(ordering: .relaxed))" }
}

// MARK: - Reading

extension FailPoints.Fault {
    /// `kill-at:POINT:N`, `crash-on:ID`, `hang-on:ID`, `number-transactions`; also `halt-at` for SIGSTOP, `kill-late-at`
    /// and `halt-late-at` to count passes after the first commit only, and `kill-at:POINT:N:MILLISECONDS`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("crash-on", 2) where !parts[1].isEmpty: self = .crash(id: parts[1])
        case ("hang-on", 2) where !parts[1].isEmpty: self = .hang(id: parts[1])
        case ("number-transactions", 1): self = .numberTransactions
        case ("end-with-parent", 1): self = .endWithParent
        case ("kill-at", 3...4), ("halt-at", 3...4), ("kill-late-at", 3...4), ("halt-late-at", 3...4):
            let delay = parts.count > 3 ? Int(parts[3]) : 0
            guard let pass = Int(parts[2]), pass > 0, !parts[1].isEmpty, let delay, (0...60_000).contains(delay)
            else { return nil }
            self = .end(
                FailPoints.End(
                    point: parts[1], pass: pass, delayMilliseconds: delay, isHalt: parts[0].hasPrefix("halt"),
                    isLate: parts[0].contains("late")))
        default: return nil
        }
    }

    var text: String {
        switch self {
        case .crash(let id): return "crash-on:\(id)"
        case .hang(let id): return "hang-on:\(id)"
        case .numberTransactions: return "number-transactions"
        case .endWithParent: return "end-with-parent"
        case .end(let end):
            let word = (end.isHalt ? "halt" : "kill") + (end.isLate ? "-late" : "") + "-at"
            return "\(word):\(end.point):\(end.pass):\(end.delayMilliseconds)"
        }
    }
}
