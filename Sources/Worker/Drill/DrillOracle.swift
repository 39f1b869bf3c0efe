internal import Crypto
internal import Foundation
internal import Kafka

/// Counts outputs against inputs: what is missing, what is there too often, what nobody expected. Pure.
///
/// An output is known by its topic, key and value, which name the article; so two outputs are never equal unless one of
/// them was written twice.
struct DrillOracle {
    struct Verdict: Equatable, Sendable {
        var articles = 0
        /// Articles of which an output is missing.
        var lost = 0
        /// Articles of which an output is there more than once.
        var doubled = 0
        /// Outputs that no article gives.
        var foreign = 0
    }

    private struct Print: Hashable {
        let high: UInt64
        let low: UInt64
    }

    /// An output that is not there as often as it should be.
    struct Finding: Equatable, Sendable {
        /// Which of the expected articles, from 0 on.
        let article: Int
        let topic: String
        let expected: Int
        let found: Int
    }

    private struct Count {
        let article: Int
        let topic: String
        var expected: Int
        var found = 0
    }

    private var counts: [Print: Count] = [:]
    private var articles = 0
    private var foreign = 0

    /// An article and all that it must become.
    mutating func expect(_ outputs: [OutgoingRecord]) {
        for output in outputs {
            let print = Self.print(output.topic, output.key, output.value)
            counts[print, default: Count(article: articles, topic: output.topic, expected: 0)].expected += 1
        }
        articles += 1
    }

    /// An output that a reader of committed records saw.
    mutating func found(_ record: Record) {
        let print = Self.print(record.topic, record.key, record.value)
        if counts[print] == nil { foreign += 1 } else { counts[print]?.found += 1 }
    }

    var verdict: Verdict {
        let findings = findings
        let lost = Set(findings.lazy.filter { $0.found < $0.expected }.map(\.article))
        let doubled = Set(findings.lazy.filter { $0.found > $0.expected }.map(\.article))
        return Verdict(articles: articles, lost: lost.count, doubled: doubled.count, foreign: foreign)
    }

    /// In the order of the articles, and of the topics of each.
    var findings: [Finding] {
        counts.values.filter { $0.found != $0.expected }
            .map { Finding(article: $0.article, topic: $0.topic, expected: $0.expected, found: $0.found) }
            .sorted { ($0.article, $0.topic) < ($1.article, $1.topic) }
    }

    private static func print(_ topic: String, _ key: [UInt8]?, _ value: [UInt8]?) -> Print {
        var hash = SHA256()
        hash.update(data: Array(topic.utf8) + [0, key == nil ? 0 : 1])
        hash.update(data: key ?? [])
        hash.update(data: [0, value == nil ? 0 : 1])
        hash.update(data: value ?? [])
        var (high, low): (UInt64, UInt64) = (0, 0)
        for (index, byte) in hash.finalize().prefix(16).enumerated() {
            if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        return Print(high: high, low: low)
    }
}

/// Which of the outputs that a broker shows a right one would have hidden: those of transactions that no worker saw
/// committed.
struct TransactionLog {
    private(set) var committed: Set<String> = []
    private(set) var aborted: Set<String> = []

    /// Takes what a worker wrote on standard error.
    mutating func read(_ text: Substring) {
        for line in text.split(separator: "\n") {
            guard let words = line.range(of: "drill: ").map({ line[$0.upperBound...].split(separator: " ") }),
                words.count == 2
            else { continue }
            if words[0] == "committed" { committed.insert(String(words[1])) }
            if words[0] == "aborted" { aborted.insert(String(words[1])) }
        }
    }

    func hides(_ record: Record) -> Bool {
        guard let number = record.header(FailPoints.transactionHeader)?.value else { return false }
        return !committed.contains(String(decoding: number, as: UTF8.self))
    }
}
