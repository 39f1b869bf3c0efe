internal import Foundation
internal import Kafka
internal import Synchronization

/// Faults on purpose: where this process kills, crashes or hangs itself, for drills and tests.
///
/// Asked for in one environment key, `TAPEREADER_DRILL=kill-at:POINT:N,crash-on:ID,hang-on:ID`, and refused unless
/// every topic of the process has the drill's prefix: no typing error can do this to a real service.
final class FailPoints: Sendable {
    enum Fault: Equatable, Sendable {
        /// SIGKILL on the n-th pass of a named point.
        case kill(point: String, pass: Int)
        /// SIGABRT while a record whose header `tapereader-drill-id` is this is processed.
        case crash(id: String)
        /// Never comes back from such a record.
        case hang(id: String)
    }

    static let environmentName = "TAPEREADER_DRILL"
    static let topicPrefix = "tapereader-drill"
    static let headerName = "tapereader-drill-id"
    static let none = FailPoints([])

    private let faults: [Fault]
    private let passes = Mutex<[String: Int]>([:])

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
    }

    /// The process passes a named point.
    func pass(_ point: String) {
        guard !faults.isEmpty else { return }
        let count = passes.withLock { passes in
            passes[point, default: 0] += 1
            return passes[point] ?? 0
        }
        if faults.contains(.kill(point: point, pass: count)) { kill(getpid(), SIGKILL) }
    }

    /// A record is about to be processed.
    func touch(_ record: Record) {
        guard !faults.isEmpty, let value = record.header(Self.headerName)?.value else { return }
        let id = String(decoding: value, as: UTF8.self)
        if faults.contains(.crash(id: id)) { abort() }
        while faults.contains(.hang(id: id)) { sleep(60) }
    }
}

extension FailPoints.Fault {
    /// `kill-at:POINT:N`, `crash-on:ID` or `hang-on:ID`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("kill-at", 3):
            guard let pass = Int(parts[2]), pass > 0, !parts[1].isEmpty else { return nil }
            self = .kill(point: parts[1], pass: pass)
        case ("crash-on", 2) where !parts[1].isEmpty: self = .crash(id: parts[1])
        case ("hang-on", 2) where !parts[1].isEmpty: self = .hang(id: parts[1])
        default: return nil
        }
    }
}
