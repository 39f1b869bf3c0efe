public import Foundation
internal import Synchronization

/// Child processes, begun so that no embedded broker goes down in that moment, and waited for without end by nobody.
///
/// A child holds copies of this process's sockets, those to be closed at `exec` too, until its program runs. Librdkafka's
/// mock cluster closes its listener and binds the port again when it goes down; a copy that still listens makes that
/// fail, and librdkafka then ends the process.
///
/// Foundation keeps from a child what is open when it begins to look. A pipe made in the next moment goes to the child
/// too, and who reads that pipe to its end waits for a stranger: what a child writes goes into files.
public enum Children {
    private static let start = Mutex(())

    /// How long one may take: far longer than any does on a machine that does much else at once.
    public static let patience = Duration.seconds(600)

    /// Runs `body` while no child is being begun by ``Foundation/Process/start()``.
    public static func notStarting<Value>(_ body: () throws -> Value) rethrows -> Value {
        try start.withLock { _ in try body() }
    }

    /// A pipe that no other child gets. Tests make their pipes with this.
    public static func pipe() -> Pipe { notStarting { Pipe() } }

    /// What a program left when it had ended.
    public struct Output: Sendable {
        /// The exit code, or the number of the signal that ended it.
        public let status: Int32
        public let bytes: Data
        /// Of standard error.
        public let errors: String
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Runs a program to its end, or kills it when ``patience`` has passed.
    ///
    /// - Parameters:
    ///   - variables: of its environment, beside those of this process.
    ///   - folder: where it begins; nil is where this process is.
    public static func run(
        _ program: URL, _ arguments: [String], input: String = "", variables: [String: String] = [:],
        in folder: URL? = nil
    ) throws -> Output {
        let files = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: files) }
        let (read, written, said) = (
            files.appending(path: "in"), files.appending(path: "out"), files.appending(path: "err")
        )
        try Data(input.utf8).write(to: read)
        for file in [written, said] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        if let folder { process.currentDirectoryURL = folder }
        process.standardInput = try FileHandle(forReadingFrom: read)
        process.standardOutput = try FileHandle(forWritingTo: written)
        process.standardError = try FileHandle(forWritingTo: said)
        try process.start()
        let status = process.end()
        return Output(
            status: status, bytes: try Data(contentsOf: written),
            errors: String(decoding: try Data(contentsOf: said), as: UTF8.self))
    }
}

extension Process {
    /// `run()`, never while an embedded broker goes down. Tests begin their children with this.
    public func start() throws { try Children.notStarting { try run() } }

    /// Whether the child has ended. The system is asked: Foundation waits until a socket is closed that children of the
    /// child hold open too.
    public var hasEnded: Bool { ending != nil }

    /// Waits for the child to end, at most so long.
    ///
    /// - Returns: its exit code, or the number of the signal that ended it; nil while it runs.
    public func ends(within limit: Duration) -> Int32? {
        let deadline = ContinuousClock.now.advanced(by: limit)
        while ending == nil, .now < deadline { Thread.sleep(forTimeInterval: 0.01) }
        return ending
    }

    /// Waits for the child to end, and kills one that takes longer than ``Children/patience``.
    ///
    /// - Returns: its exit code, or the number of the signal that ended it.
    @discardableResult
    public func end() -> Int32 { ends(within: Children.patience) ?? kill() }

    /// SIGKILL: no handler runs, nothing is flushed.
    @discardableResult
    public func kill() -> Int32 {
        if !hasEnded { _ = Foundation.kill(processIdentifier, SIGKILL) }
        return ends(within: Children.patience) ?? -1
    }

    private var ending: Int32? {
        var told = unsafe siginfo_t()
        // Left to be waited for: Foundation does, sooner or later.
        guard unsafe waitid(P_PID, id_t(processIdentifier), &told, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return isRunning ? nil : terminationStatus
        }
        let child = unsafe told._sifields._sigchld
        return child.si_pid == 0 ? nil : child.si_status
    }
}
