internal import BrokerSupport
internal import Foundation

/// Commands of a page, run as a reader would run them.
enum Script {
    /// A page takes well below a minute on a quiet machine.
    private static let limitSeconds = 600

    /// In a new folder, with the executable that was built beside the tests on the path.
    static func run(
        _ script: String, environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let built = Document.root.appending(path: ".build/debug").path
        // A thread of a test blocks SIGTERM, and what it starts inherits that: only SIGKILL ends all of it.
        let limits = ["-s", "KILL", "\(limitSeconds)"]
        let path = environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let output = try Children.run(
            URL(filePath: "/usr/bin/timeout"),
            limits + ["/bin/bash", "-euo", "pipefail", "-c", "exec 2>&1\n\(script)"],
            variables: environment.merging(["PATH": "\(tests):\(built):\(path)"]) { $1 }, in: folder)
        return (output.status, output.text)
    }

    /// Whether all of these programs are on the path.
    static func finds(_ programs: String...) -> Bool {
        programs.allSatisfy { (try? run("command -v \($0)"))?.status == 0 }
    }

    struct NoPort: Error {}

    /// A port of the loopback address that nobody has at the moment.
    static func freePort() throws -> UInt16 {
        let result = try run(
            "python3 -c 'import socket; s = socket.create_server((\"127.0.0.1\", 0)); print(s.getsockname()[1])'")
        guard let port = UInt16(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw NoPort() }
        return port
    }
}
