internal import Extraction
internal import Foundation

/// Megabytes a second of each stage, memory, and whether the answers are right.
struct ReadingReport {
    let bytes: Int

    /// Of what was written, so much must be found, and not more than `ceiling` of it: amounts are doubled nowhere.
    static let floor = 0.96
    static let ceiling = 1.08
    /// Growth of memory between 20 % and 100 % of the documents that is still noise of the allocator, in megabytes.
    static let growth = 12.0

    func run() throws {
        var run = try ReadingRun()
        let first = try pass(&run)
        report(run, memory: first)
        try check(run)
        let digest = run.digest
        run.reset()
        let second = try pass(&run)
        report(run, memory: second)
        try WrongAnswer.unless(run.digest == digest, "two passes over the same documents differ")
        let most = max(first.end, second.end)
        try WrongAnswer.unless(
            most - first.early <= Self.growth, "memory grew from \(first.early) to \(most) megabytes")
    }

    private func pass(_ run: inout ReadingRun) throws -> (early: Double, end: Double) {
        var early: Double?
        try ReadingBenchmark.generate(bytes) { document in
            try run.read(document)
            if early == nil, run.bytes * 5 >= bytes { early = Usage.residentMegabytes() }
        }
        let end = Usage.residentMegabytes() ?? 0
        return (early ?? end, end)
    }

    private func report(_ run: ReadingRun, memory: (early: Double, end: Double)) {
        let megabytes = Double(run.bytes) / 1e6
        print("\(run.documents) documents, \(format(megabytes)) MB of bodies")
        var total: UInt64 = 0
        for stage in ReadingRun.Stage.allCases {
            let spent = run.nanoseconds[stage.rawValue]
            total += spent
            line("\(stage)", megabytes * 1e9 / Double(max(1, spent)), "MB/s")
        }
        line("reading", megabytes * 1e9 / Double(max(1, total)), "MB/s")
        line("memory at 20 %", memory.early, "MB")
        line("memory at 100 %", memory.end, "MB")
        for value in Grammar.Counted.allCases {
            let written = run.written[value.rawValue]
            line("\(value) found", Double(run.found[value.rawValue]) * 100 / Double(max(1, written)), "% of \(written)")
        }
        print("digest \(String(run.digest.value, radix: 16))\n")
    }

    private func check(_ run: ReadingRun) throws {
        for value in Grammar.Counted.allCases {
            let share = Double(run.found[value.rawValue]) / Double(max(1, run.written[value.rawValue]))
            try WrongAnswer.unless(
                share >= Self.floor && share <= Self.ceiling,
                "\(value): found \(run.found[value.rawValue]) of \(run.written[value.rawValue])")
        }
    }
}

/// Megabytes a second of extraction as a whole: reading, relating, scoring.
struct FactsReport {
    let bytes: Int

    func run() throws {
        let extractor = try Extractor()
        var (spent, done, events) = (UInt64(0), 0, 0)
        var digest = Digest()
        try ReadingBenchmark.generate(bytes) { made in
            let document = made.document
            let start = Usage.threadNanoseconds()
            let analysis = try extractor.analyze(document)
            spent += Usage.threadNanoseconds() - start
            done += made.body.count
            for event in analysis.articles.flatMap(\.events) {
                events += 1
                digest.add(event.eventID.utf8)
                digest.add(event.factKey.utf8)
            }
        }
        line("extraction", Double(done) * 1e3 / Double(max(1, spent)), "MB/s, \(events) events")
        print("digest \(String(digest.value, radix: 16))")
    }
}

/// Inputs that punish a quadratic step: twice the input must not take more than about twice the time.
struct ShapesReport {
    static let most = 3.0

    func run() throws {
        var run = try ReadingRun()
        for (name, unit, count) in Self.shapes {
            let half = try seconds(unit, count / 2, &run)
            let whole = try seconds(unit, count, &run)
            line(name, Double(unit.utf8.count * count) / 1e6 / whole, "MB/s, \(format(whole / half)) x for 2 x")
            try WrongAnswer.unless(
                whole < 0.05 || whole / half <= Self.most, "\(name): \(whole) s, half of it \(half) s")
        }
    }

    private static let shapes = [
        ("one line", "英伟达公司宣布投资1000亿元建设数据中心，", 83_000),
        ("one line without marks", "英伟达公司宣布投资数据中心", 128_000),
        ("one Latin line", "Nvidia said it would invest $5 billion in Intel, ", 102_000),
        ("one Latin word", "abcdefgh", 625_000),
        ("digits", "1234567890", 100_000),
        ("Chinese digits", "三五七九", 250_000),
        ("brackets", "(", 100_000), ("pairs of brackets", "()", 100_000), ("quotes", "“", 100_000),
        ("short lines", "跌\n", 500_000), ("letter-spaced", "跌 ", 500_000), ("empty tags", "<p>", 300_000),
    ]

    private func seconds(_ unit: String, _ count: Int, _ run: inout ReadingRun) throws -> Double {
        var body: [UInt8] = []
        let bytes = Array(unit.utf8)
        for _ in 0..<count { body += bytes }
        let start = Usage.threadNanoseconds()
        do {
            try run.read(Document(id: "shape", body: body, markup: unit.hasPrefix("<") ? .html : .plain))
        } catch ExtractionError.emptyBody {}
        return Double(Usage.threadNanoseconds() - start) / 1e9
    }
}

func line(_ name: String, _ value: Double, _ unit: String) {
    let left = name.padding(toLength: 24, withPad: " ", startingAt: 0)
    print("\(left) \(format(value)) \(unit)")
    // Also into a pipe: whoever waits sees how far it is.
    fflush(nil)
}

/// Two decimals, right-aligned.
func format(_ value: Double) -> String { String(format: "%9.2f", value) }
