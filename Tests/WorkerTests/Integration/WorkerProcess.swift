internal import BrokerSupport
import Foundation

/// A real `tapereader` process.
final class WorkerProcess {
    private let process = Process()
    private let errors = Pipe()
    private let log = LogCollector()

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
        process.standardError = errors
        errors.fileHandleForReading.readabilityHandler = { [log] handle in log.append(handle.availableData) }
        try process.start()
    }

    deinit { if process.isRunning { kill() } }

    /// Waits for the process to end, at most this long.
    func ends(within time: Duration) -> Bool {
        let deadline = ContinuousClock.now.advanced(by: time)
        while process.isRunning, .now < deadline { Thread.sleep(forTimeInterval: 0.02) }
        return !process.isRunning
    }

    var isRunning: Bool { process.isRunning }
    var diagnostics: String { log.text }

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
    func kill() {
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

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
        while process.isRunning, .now < deadline, !diagnostics.contains(words) { Thread.sleep(forTimeInterval: 0.02) }
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

    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Runs a command to its end and returns what it wrote.
    static func output(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> (
        status: Int32, output: String, errors: String
    ) {
        let process = Process()
        let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = standardInput
        let collected = LogCollector()
        try process.start()
        // Both pipes are read to their ends at once: one that is left full would stop the process.
        let reading = DispatchGroup()
        DispatchQueue.global().async(group: reading) {
            collected.append(errors.fileHandleForReading.readDataToEndOfFile())
        }
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        reading.wait()
        return (process.terminationStatus, text, collected.text)
    }
}

// SAFETY: `data` is read and written only with `lock` held.
final class LogCollector: @unchecked Sendable {
    private let lock = NSLock()
    private var data = Data()

    func append(_ more: Data) { lock.withLock { data += more } }
    var text: String { lock.withLock { String(decoding: data, as: UTF8.self) } }
}
