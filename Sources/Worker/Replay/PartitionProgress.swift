internal import Foundation

/// What stands beside a committed offset: enough to go on exactly there, and to write the receipt.
struct PartitionProgress: Codable, Equatable, Sendable {
    /// Hash of the manifest.
    var plan: String
    var tally = ReplayTally()
    var gaps: [Gap] = []
    /// Time spent so far, over all runs, when this was written.
    var elapsedMilliseconds = 0

    private enum CodingKeys: String, CodingKey {
        case plan = "p"
        case tally = "t"
        case gaps = "g"
        case elapsedMilliseconds = "ms"
    }

    /// Kafka takes at most this beside an offset (`offset.metadata.max.bytes`).
    static let longestMetadata = 4096
    private static let otherReasons = "other"

    /// At most 4,096 bytes: the rarest reasons are counted as `other`, the oldest gaps joined, where it would be more.
    var metadata: String {
        var shown = self
        while shown.gaps.count > Gap.limit {
            shown.gaps[0].end = shown.gaps[1].end
            shown.gaps.remove(at: 1)
        }
        var text = shown.encoded
        while text.utf8.count > Self.longestMetadata, let rarest = shown.rarestReason {
            let count = shown.tally.reasons.removeValue(forKey: rarest) ?? 0
            shown.tally.reasons[Self.otherReasons, default: 0] += count
            text = shown.encoded
        }
        return text
    }

    init(plan: String) { self.plan = plan }

    /// Nil where the text is not what `metadata` gives.
    init?(metadata: String) {
        guard let progress = try? JSONDecoder().decode(Self.self, from: Data(metadata.utf8)), progress.isPossible
        else { return nil }
        self = progress
    }

    /// More than any partition holds, little enough for the sum of thousands of them.
    static let highestCount = 1 << 50

    /// Whoever may commit offsets for the group may have written it: figures that no replay reaches would overflow.
    private var isPossible: Bool {
        let counts = [
            tally.records, tally.skipped, tally.articles, tally.events, tally.sentiments, tally.flows,
            tally.deadLetters,
            tally.bytesIn, tally.bytesOut, elapsedMilliseconds,
        ]
        let ends = gaps.flatMap { [$0.start, $0.end] }
        return (counts + tally.reasons.values).allSatisfy { (0...Self.highestCount).contains($0) }
            && ends.allSatisfy { (0...Int64(Self.highestCount)).contains($0) } && gaps.allSatisfy { $0.start <= $0.end }
    }

    private var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private var rarestReason: String? {
        tally.reasons.filter { $0.key != Self.otherReasons }.min { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
