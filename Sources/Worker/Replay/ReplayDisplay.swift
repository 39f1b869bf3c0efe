internal import Foundation
internal import Synchronization

/// Shows how far a share is: bars on a terminal, otherwise a line every ten seconds, or JSON.
final class ReplayDisplay: Sendable {
    enum Mode: Sendable { case bars, lines, json }

    private struct State {
        var shown = ContinuousClock.now
        var lineCount = 0
        var latest: ReplaySnapshot?
    }

    private let mode: Mode
    private let state = Mutex(State())

    init(mode: Mode) { self.mode = mode }

    /// Bars where somebody looks.
    static func mode(json: Bool) -> Mode { json ? .json : isatty(STDERR_FILENO) == 1 ? .bars : .lines }

    /// What was shown last, or would be next.
    var latest: ReplaySnapshot? { state.withLock { $0.latest } }

    @Sendable func update(_ snapshot: ReplaySnapshot) {
        let lines: [String]? = state.withLock { state in
            state.latest = snapshot
            let now = ContinuousClock.now
            guard now - state.shown >= (mode == .bars ? .milliseconds(250) : .seconds(10)) else { return nil }
            state.shown = now
            return render(snapshot, &state)
        }
        if let lines { write(lines) }
    }

    /// The last picture stays on the terminal.
    func finish() {
        guard mode == .bars else { return }
        let lines: [String]? = state.withLock { state in state.latest.map { render($0, &state) } }
        if let lines { write(lines) }
    }

    private func render(_ snapshot: ReplaySnapshot, _ state: inout State) -> [String] {
        switch mode {
        case .bars:
            let up = state.lineCount > 0 ? "\u{1B}[\(state.lineCount)A" : ""
            let bars = ReplayBars.lines(snapshot)
            state.lineCount = bars.count
            return [up + bars.map { "\u{1B}[2K" + $0 }.joined(separator: "\n")]
        case .lines: return ["replay: " + ReplayBars.summary(snapshot)]
        case .json: return [ReplayBars.json(snapshot)]
        }
    }

    private func write(_ lines: [String]) {
        let text = lines.joined(separator: "\n") + "\n"
        (mode == .json ? FileHandle.standardOutput : FileHandle.standardError).write(Data(text.utf8))
    }
}

/// The pictures themselves.
enum ReplayBars {
    private static let width = 30
    /// More partitions than this are shown in total only: a terminal has so many lines.
    static let mostPartitions = 20

    static func lines(_ snapshot: ReplaySnapshot) -> [String] {
        var lines: [String] = []
        if snapshot.lanes.count <= mostPartitions {
            for lane in snapshot.lanes {
                lines.append(
                    "partition \(lane.range.partition) \(bar(lane.done, lane.range.offsets)) "
                        + "\(lane.done)/\(lane.range.offsets)")
            }
        }
        lines.append("total \(bar(snapshot.done, snapshot.offsets)) \(summary(snapshot))")
        return lines
    }

    static func summary(_ snapshot: ReplaySnapshot) -> String {
        let tally = snapshot.tally
        var text =
            "\(percent(snapshot.done, snapshot.offsets)) %, \(snapshot.done)/\(snapshot.offsets) offsets, "
            + "\(Int(snapshot.rate))/s, \(tally.events) events, \(tally.deadLetters) dead letters"
        if let lag = snapshot.liveLag {
            text += ", waiting: the live group lags \(lag)"
        } else if let remaining = snapshot.remaining {
            text += ", \(ReplayText.duration(remaining)) left"
        }
        return text
    }

    static func json(_ snapshot: ReplaySnapshot) -> String {
        let tally = snapshot.tally
        let remaining = snapshot.remaining.map { "\(Int($0 / .milliseconds(1)))" } ?? "null"
        let lag = snapshot.liveLag.map { "\($0)" } ?? "null"
        return
            "{\"progress\":{\"done\":\(snapshot.done),\"offsets\":\(snapshot.offsets),\"rate\":\(Int(snapshot.rate)),"
            + "\"records\":\(tally.records),\"events\":\(tally.events),\"dead_letters\":\(tally.deadLetters),"
            + "\"remaining_ms\":\(remaining),\"waiting_for_live_lag\":\(lag)}}"
    }

    private static func bar(_ done: Int64, _ all: Int64) -> String {
        let filled = all > 0 ? Int(min(done, all) * Int64(width) / all) : width
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "]"
    }

    private static func percent(_ done: Int64, _ all: Int64) -> Int64 { all > 0 ? min(done, all) * 100 / all : 100 }
}
