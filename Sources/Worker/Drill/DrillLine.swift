internal import Foundation

/// What one fault in one mode of delivery cost.
struct DrillLine: Sendable {
    let fault: String
    let mode: WorkSettings.Delivery
    /// How often the fault happened.
    var faults = 0
    /// Of these, with SIGKILL.
    var kills = 0
    var verdict = DrillOracle.Verdict()
    /// Outputs of transactions that were not committed and that the brokers showed.
    var hidden = 0
    /// From the fault, or from its mending, to the next commit.
    var recoveries: [Duration] = []
    /// What was not as it should be, or worth knowing.
    var notes: [String] = []
    /// Everything that was sent has been committed.
    var isComplete = false

    /// Nothing lost; nothing doubled where that is promised.
    var holds: Bool {
        isComplete && verdict.articles > 0 && verdict.lost == 0 && verdict.foreign == 0
            && (mode == .atLeastOnce || verdict.doubled == 0)
    }

    mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

    var median: Duration? { recoveries.isEmpty ? nil : recoveries.sorted()[recoveries.count / 2] }
    var longest: Duration? { recoveries.max() }
}

/// The lines of a drill for a person, a document and a program.
struct DrillReport {
    let lines: [DrillLine]

    var text: String {
        var table = TextTable([
            .init(title: "FAULT", maxWidth: 44), .init(title: "MODE", maxWidth: 13),
            .init(title: "TIMES", maxWidth: 6, alignsRight: true),
            .init(title: "ARTICLES", maxWidth: 8, alignsRight: true),
            .init(title: "LOST", maxWidth: 6, alignsRight: true),
            .init(title: "DOUBLED", maxWidth: 7, alignsRight: true),
            .init(title: "RECOVERY", maxWidth: 16, alignsRight: true), .init(title: "NOTES", maxWidth: 60),
        ])
        for line in lines { table.add(Self.cells(line)) }
        return table.rendered()
    }

    var summary: String {
        let kills = lines.reduce(0) { $0 + $1.kills }
        let articles = lines.reduce(0) { $0 + $1.verdict.articles }
        let failed = lines.count { !$0.holds }
        return "\(kills) kills, \(articles) articles, \(lines.count) lines, \(failed) of them broken"
    }

    static func cells(_ line: DrillLine) -> [String] {
        let recovery = line.median.map { median in seconds(median) + " / " + seconds(line.longest ?? median) } ?? "–"
        return [
            line.fault, line.mode.words, "\(line.faults)", "\(line.verdict.articles)", "\(line.verdict.lost)",
            "\(line.verdict.doubled)", recovery, notes(line),
        ]
    }

    static func notes(_ line: DrillLine) -> String {
        var notes = line.notes
        if line.hidden > 0 { notes.append("\(line.hidden) outputs of aborted transactions shown by the broker") }
        if line.verdict.foreign > 0 { notes.append("\(line.verdict.foreign) outputs that no article gives") }
        if !line.isComplete { notes.append("not all was processed in time") }
        return notes.joined(separator: "; ")
    }

    /// One line of JSON, without a line's end.
    static func json(_ line: DrillLine) throws -> String {
        struct Fields: Encodable {
            let fault, mode, notes: String
            let times, kills, articles, lost, doubled, hidden: Int
            let recovery_ms: [Int]
            let holds: Bool
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let fields = Fields(
            fault: line.fault, mode: line.mode.words, notes: notes(line), times: line.faults, kills: line.kills,
            articles: line.verdict.articles, lost: line.verdict.lost, doubled: line.verdict.doubled,
            hidden: line.hidden, recovery_ms: line.recoveries.map { Int($0 / .milliseconds(1)) }, holds: line.holds)
        return String(decoding: try encoder.encode(fields), as: UTF8.self)
    }

    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension WorkSettings.Delivery {
    var words: String { self == .exactlyOnce ? "exactly-once" : "at-least-once" }
}
