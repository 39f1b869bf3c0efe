internal import Kafka
internal import Schema

/// What became of some input records: counts, and the digest of all their outputs. Tallies of parts add up to that of
/// the whole.
struct ReplayTally: Codable, Equatable, Sendable {
    /// Inputs inside the range.
    var records = 0
    /// Inputs that were read and lie outside a range by time.
    var skipped = 0
    var articles = 0
    var events = 0
    var sentiments = 0
    var flows = 0
    var deadLetters = 0
    /// Keys, values and headers of the inputs inside the range.
    var bytesIn = 0
    /// Keys, values and headers of the outputs.
    var bytesOut = 0
    /// Dead letters by code.
    var reasons: [String: Int] = [:]
    var digest = DigestSum.zero

    /// Short, since it stands in the 4,096 bytes beside a committed offset.
    private enum CodingKeys: String, CodingKey {
        case records = "n"
        case skipped = "s"
        case articles = "a"
        case events = "e"
        case sentiments = "t"
        case flows = "f"
        case deadLetters = "d"
        case bytesIn = "i"
        case bytesOut = "o"
        case reasons = "r"
        case digest = "h"
    }

    /// Records written.
    var outputs: Int { articles + events + sentiments + flows + deadLetters }

    static func += (sum: inout ReplayTally, other: ReplayTally) {
        sum.records += other.records
        sum.skipped += other.skipped
        sum.articles += other.articles
        sum.events += other.events
        sum.sentiments += other.sentiments
        sum.flows += other.flows
        sum.deadLetters += other.deadLetters
        sum.bytesIn += other.bytesIn
        sum.bytesOut += other.bytesOut
        sum.reasons.merge(other.reasons, uniquingKeysWith: +)
        sum.digest += other.digest
    }

    /// Counts one output record.
    mutating func add(role: Schema.Topic.Role, key: [UInt8]?, value: [UInt8]?, headers: [Header]) {
        switch role {
        case .raw, .redriven, .parked: break
        case .analyzed: articles += 1
        case .events: events += 1
        case .sentiment: sentiments += 1
        case .flows: flows += 1
        case .dead: deadLetters += 1
        }
        bytesOut += Self.bytes(key, value, headers)
        digest += DigestSum(role: role.rawValue, key: key, value: value, headers: headers)
    }

    static func bytes(_ key: [UInt8]?, _ value: [UInt8]?, _ headers: [Header]) -> Int {
        headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) }
    }
}

extension TopicNames {
    /// Which of the outputs a topic is; nil for a topic that is none of them.
    func role(ofOutput topic: String) -> Schema.Topic.Role? {
        switch topic {
        case analyzed: .analyzed
        case events: .events
        case sentiment: .sentiment
        case flows: .flows
        case dead: .dead
        default: nil
        }
    }
}
