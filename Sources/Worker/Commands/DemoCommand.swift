internal import ArgumentParser
internal import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The seed documents through an embedded broker and the worker, and what came out as a table.",
        discussion: """
            Nothing has to be installed or running: the broker is inside the process. Exit code 0 only if what arrived on the
            output topics equals, byte for byte, what the analysis of the same documents gives without Kafka.

            EXAMPLES
              tapereader demo
              tapereader demo my/articles/*.txt
            """)

    @Option(help: "Folder of the documents that are sent when no FILE is named.", completion: .directory)
    var seeds = "seeds"

    @Option(name: .customLong("log"), help: "Least severe level to log: trace … error.")
    var logLevel = "warning"

    @Argument(help: "Documents to send.", completion: .file())
    var files: [String] = []

    func run() async throws {
        try await reportingFailures {
            let paths = try files.isEmpty ? seedPaths() : files
            let demo = Demo(logger: LogSetup.logger(level: logLevel))
            let outcome = try await onThread { try demo.run(paths: paths) }
            print(outcome.report)
            print()
            print(outcome.summary)
            if let difference = outcome.difference {
                throw ServiceFailure(status: .failed, description: "what was read back differs: \(difference)")
            }
        }
    }

    private func seedPaths() throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: seeds)) ?? []
        let paths = names.filter { $0.hasSuffix(".txt") || $0.hasSuffix(".html") }.sorted().map { "\(seeds)/\($0)" }
        guard !paths.isEmpty else {
            throw ServiceFailure(
                status: .badInput,
                description: "\(seeds): no .txt or .html file there; run it from the project's folder or give --seeds")
        }
        return paths
    }
}

/// Runs blocking work on a thread of its own, never on the cooperative pool.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
        Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
    }
}
