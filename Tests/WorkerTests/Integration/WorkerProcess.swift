internal import BrokerSupport
import Foundation

/// A real `tapereader` process.
final class WorkerProcess {
    private let process = Process()
    /// What it writes on standard error.
    private let log = FileManager.default.temporaryDirectory.appending(path: "worker-\(UUID().uuidString).log")

    /// Beside the tests' own executable, where the package manager puts both, unless `WORKER_UNDER_TEST` names another.
    static let executable: URL = {
        if let path = ProcessInfo.processInfo.environment["WORKER_UNDER_TEST"] { return URL(filePath: path) }
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
            path: "tapereader")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return root.appending(path: ".build/debug/tapereader")
    }()

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = Self.executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = Self.root
        process.standardOutput = FileHandle.nullDevice
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        try process.start()
    }

    deinit {
        if process.isRunning { process.kill() }
        try? FileManager.default.removeItem(at: log)
    }

    /// Waits for the process to end, at most this long.
    func ends(within time: Duration) -> Bool { process.ends(within: time) != nil }

    var isRunning: Bool { !process.hasEnded }
    var diagnostics: String { (try? Data(contentsOf: log)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    /// The most bytes that were resident so far; nil once it has ended.
    var peakMemory: Int? {
        let path = "/proc/\(process.processIdentifier)/status"
        guard let status = try? String(contentsOfFile: path, encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
        else { return nil }
        return kilobytes << 10
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    func kill() { process.kill() }

    /// SIGSEGV: the runtime prints what it prints of a crash. It takes a signal that was sent for a fault that will come
    /// again, and goes on, so that the end needs another one.
    func crash() {
        _ = Foundation.kill(process.processIdentifier, SIGSEGV)
        waits(for: "Program crashed", atMost: TestCluster.patience)
        if !ends(within: .seconds(2)) { _ = Foundation.kill(process.processIdentifier, SIGSEGV) }
        if !ends(within: .seconds(10)) { kill() }
    }

    /// Waits until the process has written these words or has ended, at most this long.
    @discardableResult
    func waits(for words: String, atMost time: Duration) -> Bool {
        let deadline = ContinuousClock.now.advanced(by: time)
        while isRunning, .now < deadline, !diagnostics.contains(words) { Thread.sleep(forTimeInterval: 0.02) }
        return diagnostics.contains(words)
    }

    /// SIGTERM; returns the exit code.
    func terminate() -> Int32 {
        process.terminate()
        return exitCode()
    }

    /// SIGINT, as Ctrl-C sends it; returns the exit code.
    func interrupt() -> Int32 {
        process.interrupt()
        return exitCode()
    }

    /// Waits for it to end; of one that does not, the signal that ended it then.
    func exitCode() -> Int32 { process.end() }

    /// Runs a command to its end and returns what it wrote.
    static func output(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> (
        status: Int32, output: String, errors: String
    ) {
        let output = try Children.run(executable, arguments, input: input, variables: environment, in: root)
        return (output.status, output.text, output.errors)
    }
}
