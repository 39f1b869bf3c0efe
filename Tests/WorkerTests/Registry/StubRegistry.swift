internal import BrokerSupport
import Foundation
import Schema
import Synchronization

@testable import Worker

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A strict Schema Registry that nobody here wrote the rules of: Tests/Operations/registry.py.
final class StubRegistry: Sendable {
    static let isAvailable = PythonTools.has("jsonschema")

    private let process = Process()
    private let input = Children.pipe()
    private let output = Children.pipe()
    private let said = Mutex("")
    let url: String

    init(login: String? = nil) throws {
        process.executableURL = PythonTools.python
        process.arguments =
            ["-B", WorkerProcess.root.appending(path: "Tests/Operations/registry.py").path] + (login.map { [$0] } ?? [])
        process.standardInput = input
        process.standardOutput = output
        try process.start()
        var line = ""
        while !line.hasSuffix("\n") {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { throw CocoaError(.fileReadUnknown) }
            line += String(decoding: piece, as: UTF8.self)
        }
        url = "http://127.0.0.1:" + line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends it and gives every request that it answered, one line each.
    func stop() -> [String] {
        try? input.fileHandleForWriting.close()
        process.end()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    deinit { if process.isRunning { process.kill() } }

    func settings(_ flags: [String] = [], environment: [String: String] = [:]) throws -> WorkSettings {
        WorkSettings(
            try SettingSources(
                flags: ["registry.url=\(url)", "retry_backoff_ms=1"] + flags, environment: environment, filePath: nil))
    }

    /// The next requests are answered with 500.
    func fail(_ times: Int) async throws {
        guard let address = URL(string: "\(url)/fail/\(times)") else { return }
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        _ = try await URLSession.shared.data(for: request)
    }
}
