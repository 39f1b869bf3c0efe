internal import Foundation
internal import Testing

/// docs/rules.md is true: its commands run, in order, and say what it says they do.
struct RulesGuideTests {
    @Test func everyCommandRunsAndSaysWhatThePageShows() throws {
        let guide = try Document("docs/rules.md")
        let commands = guide.blocks(of: "sh")
        #expect(commands.count >= 6)
        let result = try Self.run(commands.joined(separator: "\n"))
        #expect(result.status == 0, "\(result.output)")
        for line in guide.blocks(of: "text").flatMap({ $0.components(separatedBy: "\n") }) {
            #expect(result.output.contains(line), "\(line)\n\(result.output)")
        }
        #expect(result.output.contains("\"direction\":\"sell\""))
    }

    /// In a new folder, with the executable that was built beside the tests.
    private static func run(_ script: String) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-guide-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let built = Document.root.appending(path: ".build/debug").path
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-euo", "pipefail", "-c", script]
        process.currentDirectoryURL = folder
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = ProcessInfo.processInfo.environment.merging(["PATH": "\(tests):\(built):\(path)"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
