internal import ArgumentParser
internal import Extraction
internal import Foundation

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draws who puts money into whom and who buys from whom, and every loop of money.",
        discussion: """
            Reads events or flows as `analyze` and `work` write them, from FILEs of JSON lines, from standard input, or with
            --brokers from the topics. Arrows point the way the money goes: investor to target, buyer to supplier. Events
            bring names and the words that say so; flows alone have ids only. An amount stands only on an arrow whose text
            states one, and amounts are never added up. docs/graph.md explains the page and the JSON.

            EXAMPLES
              tapereader analyze seeds/*.txt --emit events | tapereader graph
              tapereader analyze seeds/*.txt --emit events | tapereader graph --output network.html
              tapereader graph --brokers localhost:9092 --format mermaid
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "text, json, dot, mermaid or html; else what the name of --output says, else text.")
    var format: String?

    @Option(name: .shortAndLong, help: "File to write instead of standard output.", completion: .file())
    var output: String?

    @Option(help: "Parties in a loop at most, from 2 to 12.")
    var maxParties = 8

    @Option(help: "Loops at most.")
    var maxLoops = 1000

    @Argument(help: "Files of JSON lines; none or `-` is standard input.", completion: .file(extensions: ["jsonl"]))
    var files: [String] = []

    func validate() throws {
        if options.brokers != nil, !files.isEmpty {
            throw ValidationError("give --brokers to read the topics, or files, not both")
        }
        guard (2...12).contains(maxParties), maxLoops > 0 else {
            throw ValidationError("--max-parties is from 2 to 12, --max-loops more than 0")
        }
        _ = try chosenFormat()
    }

    func run() async throws {
        try await reportingFailures {
            let reader = try await read()
            for problem in reader.problems { Diagnostics.print(TextTable.safe(problem)) }
            var limits = LoopSearch.Limits()
            (limits.parties, limits.loops) = (maxParties, maxLoops)
            let picture = NetworkPicture(reader.network, limits: limits)
            if picture.completeUpTo < maxParties {
                Diagnostics.print(
                    "more loops than --max-loops or a second of search allow: those of at most "
                        + "\(picture.completeUpTo) parties are complete")
            }
            try write(picture.rendered(try chosenFormat()))
        }
    }

    private func read() async throws -> NetworkReader {
        var reader = NetworkReader()
        guard options.brokers != nil || options.config != nil else {
            try reader.read(files: files)
            return reader
        }
        let settings = try options.workSettings()
        let logger = LogSetup.logger(settings)
        return try await onThread {
            var reader = NetworkReader()
            try reader.read(from: settings, logger: logger)
            return reader
        }
    }

    private func chosenFormat() throws -> NetworkPicture.Format {
        guard let format else { return output.flatMap { NetworkPicture.Format(path: $0) } ?? .text }
        guard let chosen = NetworkPicture.Format(rawValue: format) else {
            throw ValidationError(
                "--format \(format): allowed are "
                    + NetworkPicture.Format.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return chosen
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let output else {
            let standard = BufferedOutput()
            standard.write(bytes)
            return standard.flush()
        }
        do { try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic) } catch {
            throw ServiceFailure(status: .badInput, description: "\(output): cannot be written: does its folder exist?")
        }
    }
}
