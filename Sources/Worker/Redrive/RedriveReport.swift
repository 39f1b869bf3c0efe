internal import Foundation
internal import Schema

/// What a redrive found and did, counted by reason, source and, where asked for, day.
struct RedriveReport: Sendable {
    /// What letters are counted by.
    enum Column: String, Sendable, CaseIterable {
        case reason, source, day

        func value(of letter: Letter) -> String {
            switch self {
            case .reason: letter.reason
            case .source: letter.source
            case .day: letter.milliseconds.map { String(RedriveReport.time($0).prefix(10)) } ?? ""
            }
        }
    }

    struct Group: Sendable {
        var letters = 0
        var verdicts: [Verdict: Int] = [:]
        var failures: [String: Int] = [:]
        var oldest: Int64?
        var newest: Int64?
        /// The newest letter's, by place in the topic.
        var message = ""

        mutating func add(_ letter: Letter, _ verdict: Verdict?, failure: String?) {
            letters += 1
            if let verdict { verdicts[verdict, default: 0] += 1 }
            if let failure { failures[failure, default: 0] += 1 }
            if let time = letter.milliseconds {
                oldest = min(oldest ?? time, time)
                newest = max(newest ?? time, time)
            }
            message = letter.message
        }
    }

    let topic: String
    let act: RedriveRequest.Act
    let columns: [Column]
    private(set) var total = Group()
    private var groups: [[String]: Group] = [:]

    init(topic: String, act: RedriveRequest.Act, columns: [Column]) {
        self.topic = topic
        self.act = act
        self.columns = columns
    }

    /// - Parameter verdict: nil for a letter that is only listed.
    mutating func add(_ letter: Letter, _ verdict: Verdict?, failure: String? = nil) {
        total.add(letter, verdict, failure: failure)
        groups[columns.map { $0.value(of: letter) }, default: Group()].add(letter, verdict, failure: failure)
    }

    /// Groups in byte order of their columns.
    var sorted: [(key: [String], group: Group)] {
        groups.map { ($0.key, $0.value) }.sorted { left, right in
            let (left, right) = (left.0.map { Array($0.utf8) }, right.0.map { Array($0.utf8) })
            return left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
        }
    }

    static func time(_ milliseconds: Int64) -> String {
        RecordOrigin(topic: "", partition: 0, offset: 0, timestampMilliseconds: milliseconds).observedAt
    }
}

// MARK: - As text

extension RedriveReport {
    /// A table for a terminal, and one line that sums it up.
    var text: String { (total.letters == 0 ? "" : table + "\n\n") + summary }

    private var table: String {
        let counted: [Verdict] = act == .list ? [.redriven] : Verdict.allCases.filter { total.verdicts[$0] != nil }
        var table = TextTable(
            columns.map { .init(title: $0.rawValue.uppercased(), maxWidth: 44) }
                + [.init(title: "LETTERS", maxWidth: 9, alignsRight: true)]
                + counted.map { .init(title: Self.title($0, act), maxWidth: 14, alignsRight: true) } + [
                    .init(title: "OLDEST", maxWidth: 20), .init(title: "NEWEST", maxWidth: 20),
                    .init(title: "LAST MESSAGE", maxWidth: 60),
                ])
        for (key, group) in sorted {
            table.add(
                key.map { $0.isEmpty ? "–" : $0 } + ["\(group.letters)"]
                    + counted.map { "\(group.verdicts[$0] ?? 0)" } + [
                        group.oldest.map(Self.second) ?? "–", group.newest.map(Self.second) ?? "–", group.message,
                    ])
        }
        return table.rendered()
    }

    private static func title(_ verdict: Verdict, _ act: RedriveRequest.Act) -> String {
        verdict == .sent && act == .dryRun ? "WOULD PASS" : verdict.rawValue.uppercased()
    }

    private static func second(_ milliseconds: Int64) -> String { String(time(milliseconds).prefix(19)) + "Z" }

    var summary: String {
        let counts = Verdict.allCases.compactMap { verdict in
            total.verdicts[verdict].map { "\($0) \(verdict.words(act))" }
        }
        let failures = total.failures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(topic): \(total.letters) letters" + counts.map { ", " + $0 }.joined()
            + (failures.isEmpty ? "" : " (\(failures.joined(separator: ", ")))")
    }
}

// MARK: - As JSON

extension RedriveReport {
    private struct Counts: Encodable {
        var topic: String?
        var act: String?
        var reason: String?
        var source: String?
        var day: String?
        var letters: Int
        var verdicts: [String: Int]
        var failures: [String: Int]
        var oldest: String?
        var newest: String?
        var message: String?
        var groups: [Counts]?

        init(_ group: Group) {
            letters = group.letters
            verdicts = Dictionary(uniqueKeysWithValues: group.verdicts.map { ($0.key.rawValue, $0.value) })
            failures = group.failures
            oldest = group.oldest.map(time)
            newest = group.newest.map(time)
        }
    }

    private struct Line: Encodable {
        struct Original: Encodable {
            let topic: String
            let partition: Int32
            let offset: Int64
        }

        let partition: Int32
        let offset: Int64
        let reason: String
        let source: String
        let time: String?
        let attempts: Int
        let original: Original?
        let message: String
        let verdict: String?
        let failure: String?
    }

    /// One object on one line.
    func json() throws -> String {
        var all = Counts(total)
        all.topic = topic
        all.act = act.rawValue
        all.groups = sorted.map { key, group in
            var counts = Counts(group)
            for (column, value) in zip(columns, key) {
                switch column {
                case .reason: counts.reason = value
                case .source: counts.source = value
                case .day: counts.day = value
                }
            }
            counts.message = group.message
            return counts
        }
        return try Self.encoded(all)
    }

    /// One letter as one line of JSON.
    static func line(_ letter: Letter, _ verdict: Verdict?, failure: String?) throws -> String {
        try encoded(
            Line(
                partition: letter.place.partition, offset: letter.place.offset, reason: letter.reason,
                source: letter.source, time: letter.milliseconds.map(time), attempts: letter.attempts,
                original: letter.origin.map { .init(topic: $0.topic, partition: $0.partition, offset: $0.offset) },
                message: letter.message, verdict: verdict?.rawValue, failure: failure))
    }

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
