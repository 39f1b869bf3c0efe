internal import Foundation
internal import Synchronization

/// A `tapereader work` process of a drill.
final class DrillWorker {
    /// How a worker ended.
    struct Ending: Sendable {
        let time: ContinuousClock.Instant
        /// The exit code; nil when a signal ended it.
        let code: Int32?
    }

    private let process = Process()
    private let outcome = Outcome()

    private final class Outcome: Sendable {
        private let ending = Mutex<Ending?>(nil)

        var value: Ending? { ending.withLock { $0 } }

        func note(_ process: Process) {
            let code = process.terminationReason == .exit ? process.terminationStatus : nil
            ending.withLock { $0 = Ending(time: .now, code: code) }
        }
    }

    /// - Parameters:
    ///   - flags: of `tapereader work`.
    ///   - faults: that the worker brings upon itself.
    ///   - log: file that takes what it writes on standard error; what is there is kept.
    init(flags: [String], faults: [FailPoints.Fault], log: URL) throws {
        var environment = ProcessInfo.processInfo.environment
        environment[FailPoints.environmentName] = faults.isEmpty ? nil : faults.map(\.text).joined(separator: ",")
        process.environment = environment
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["work"] + flags
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        // Two workers write into it, so each line goes to the end.
        let descriptor = unsafe open(log.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: log.path]) }
        process.standardError = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        process.terminationHandler = { [outcome] process in outcome.note(process) }
        try process.run()
    }

    deinit { if process.isRunning { kill() } }

    var isRunning: Bool { process.isRunning }

    func kill() {
        send(SIGKILL)
        process.waitUntilExit()
    }

    /// Does nothing once it has ended: its number may be somebody else's by then.
    func send(_ signal: Int32) {
        if process.isRunning { _ = Foundation.kill(process.processIdentifier, signal) }
    }

    /// Nil when it still runs after `patience`.
    func waitForEnd(_ patience: Duration) -> Ending? {
        let deadline = ContinuousClock.now.advanced(by: patience)
        while .now < deadline {
            if let ending = outcome.value { return ending }
            Thread.sleep(forTimeInterval: 0.002)
        }
        return nil
    }

    /// Whether SIGSTOP holds it, as /proc tells.
    var isHalted: Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return false }
        return stat[end...].dropFirst(2).first == "T"
    }
}
