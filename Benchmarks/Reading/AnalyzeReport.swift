internal import Foundation

/// The worker's own executable on one core: raw articles in, encoded records out.
struct AnalyzeReport {
    let executable: String
    let input: String

    /// Records that a document must give on the average: its article, sentiments and events.
    static let floor = 4.0
    static let startRounds = 5
    private static let core = "0"

    func run() throws {
        let size = try FileManager.default.attributesOfItem(atPath: input)[.size] as? Int ?? 0
        let documents = try countLines()
        let start = try startMilliseconds()
        let first = try pass()
        let second = try pass()
        try WrongAnswer.unless(first.digest == second.digest, "two passes over the same documents differ")
        try WrongAnswer.unless(first.articles >= documents, "\(first.articles) articles of \(documents) documents")
        try WrongAnswer.unless(
            Double(first.lines) >= Self.floor * Double(documents), "\(first.lines) records of \(documents) documents")
        print("\(documents) documents, \(format(Double(size) / 1e6)) MB as JSON lines, \(first.lines) records")
        line("analyze", Double(size) / 1e6 / min(first.seconds, second.seconds), "MB per CPU second")
        line("memory early", first.early, "MB")
        line("memory at the end", first.late, "MB")
        line("memory peak", Usage.children().peak, "MB")
        line("start-up", start, "ms")
    }

    private struct Pass {
        var digest = Digest()
        var lines = 0
        var articles = 0
        var seconds = 0.0
        var early = 0.0
        var late = 0.0
    }

    private func countLines() throws -> Int {
        let file = try FileHandle(forReadingFrom: URL(filePath: input))
        var count = 0
        while let block = try file.read(upToCount: 1 << 20), !block.isEmpty {
            count += block.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        }
        return count
    }

    private func pass() throws -> Pass {
        var pass = Pass()
        let before = Usage.children().seconds
        let process = child(["--emit", "articles,events,sentiment,flows", input])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let article = Array("\"segments\":".utf8)
        var line: [UInt8] = []
        while let block = try pipe.fileHandleForReading.read(upToCount: 1 << 18), !block.isEmpty {
            for byte in block {
                if byte == 0x0A {
                    pass.digest.add(line)
                    pass.lines += 1
                    if line.prefix(512).contains(article) { pass.articles += 1 }
                    line.removeAll(keepingCapacity: true)
                } else {
                    line.append(byte)
                }
            }
            let memory = Usage.residentMegabytes(of: process.processIdentifier) ?? pass.late
            if pass.lines > 2_000, pass.early == 0 { pass.early = memory }
            pass.late = max(memory, pass.late)
        }
        process.waitUntilExit()
        try WrongAnswer.unless(process.terminationStatus == 0, "analyze ended with \(process.terminationStatus)")
        pass.seconds = Usage.children().seconds - before
        return pass
    }

    /// From start to end of a run over one short document; the median.
    private func startMilliseconds() throws -> Double {
        let path = input + ".one.txt"
        try Data("英伟达股价上涨3%。\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rounds = try (0..<Self.startRounds).map { _ in
            let process = child([path])
            process.standardOutput = FileHandle.nullDevice
            let start = ContinuousClock.now
            try process.run()
            process.waitUntilExit()
            return (ContinuousClock.now - start) / .milliseconds(1)
        }
        return rounds.sorted()[Self.startRounds / 2]
    }

    private func child(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/taskset")
        process.arguments = ["-c", Self.core, executable, "analyze"] + arguments
        return process
    }
}
