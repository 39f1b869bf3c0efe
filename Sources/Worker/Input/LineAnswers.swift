extension InputReader {
    /// Lines that one task answers: a task costs more than a line.
    private static let linesPerTask = 64
    /// Lines read before they are answered: enough to keep every core busy, little enough to stay in memory.
    private static let linesAtOnce = 4096

    /// Answers every line that is not blank, on all cores, and writes the answers in input order.
    /// - Throws: `ServiceFailure` naming a file that cannot be read.
    static func answerLines(
        of paths: [String], to output: BufferedOutput, _ answer: @Sendable (Line) -> [UInt8]
    ) throws {
        try forEachBatchOfLines(of: paths, size: linesAtOnce) { batch in
            let shares = stride(from: 0, to: batch.count, by: linesPerTask).map {
                batch[$0..<min(batch.count, $0 + linesPerTask)]
            }
            for bytes in Parallel.map(shares, { $0.flatMap(answer) }) { output.write(bytes) }
        }
        output.flush()
    }
}
