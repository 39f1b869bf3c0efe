/// What a replay, or a share of it, has done: written at its end, recomputed by `replay verify`.
struct Receipt: Codable, Equatable, Sendable {
    struct Partition: Codable, Equatable, Sendable {
        var partition: Int32
        var start: Int64
        var end: Int64
        /// Everything before it is done.
        var offset: Int64
        var gaps: [Gap]
    }

    var replay: String
    var plan: String
    var fingerprint: String
    var version: String
    var topic: String
    var from: String
    var to: String
    /// `2/3`, or `all`.
    var share: String
    var isComplete: Bool
    var partitions: [Partition]
    var records: Int
    var skipped: Int
    var articles: Int
    var events: Int
    var sentiments: Int
    var flows: Int
    var deadLetters: Int
    var deadLetterReasons: [String: Int]
    var bytesIn: Int
    var bytesOut: Int
    /// Offsets that retention took.
    var offsetsLost: Int64
    var durationMilliseconds: Int
    var digest: String

    private enum CodingKeys: String, CodingKey {
        case replay, plan, fingerprint, version, topic, from, to, share, partitions, records, skipped, articles, events
        case sentiments, flows, digest
        case isComplete = "complete"
        case deadLetters = "dead_letters"
        case deadLetterReasons = "dead_letter_reasons"
        case bytesIn = "bytes_in"
        case bytesOut = "bytes_out"
        case offsetsLost = "offsets_lost"
        case durationMilliseconds = "duration_ms"
    }

    init(
        _ manifest: Manifest, share: String,
        progress: [(range: ScanRange, offset: Int64, progress: PartitionProgress)], durationMilliseconds: Int
    ) {
        var tally = ReplayTally()
        for part in progress { tally += part.progress.tally }
        replay = manifest.id
        plan = manifest.hash
        fingerprint = manifest.fingerprint
        version = manifest.version
        topic = manifest.sourceTopic
        from = manifest.from
        to = manifest.to
        self.share = share
        isComplete = progress.allSatisfy { $0.offset >= $0.range.end }
        partitions = progress.map { part in
            Partition(
                partition: part.range.partition, start: part.range.start, end: part.range.end, offset: part.offset,
                gaps: part.progress.gaps)
        }
        records = tally.records
        skipped = tally.skipped
        articles = tally.articles
        events = tally.events
        sentiments = tally.sentiments
        flows = tally.flows
        deadLetters = tally.deadLetters
        deadLetterReasons = tally.reasons
        bytesIn = tally.bytesIn
        bytesOut = tally.bytesOut
        offsetsLost = progress.flatMap(\.progress.gaps).reduce(0) { $0 + $1.size }
        self.durationMilliseconds = durationMilliseconds
        digest = tally.digest.hex
    }

    /// Of one share as it stands.
    init(_ manifest: Manifest, share: ShareNumber, snapshot: ReplaySnapshot) {
        self.init(
            manifest, share: "\(share.number)/\(share.count)",
            progress: snapshot.lanes.map { ($0.range, $0.offset, $0.progress) },
            durationMilliseconds: Int(snapshot.elapsed / .milliseconds(1)))
    }

    /// Of all shares together; their times add up.
    init(_ manifest: Manifest, all progress: [(range: ScanRange, offset: Int64, progress: PartitionProgress)]) {
        let shares = (1...manifest.shares).map { manifest.ranges(of: ShareNumber(number: $0, count: manifest.shares)) }
        let durations = shares.map { share in
            let numbers = Set(share.map(\.partition))
            return progress.filter { numbers.contains($0.range.partition) }.map(\.progress.elapsedMilliseconds).max()
                ?? 0
        }
        self.init(manifest, share: "all", progress: progress, durationMilliseconds: durations.reduce(0, +))
    }

    var lines: [String] {
        let seconds = Double(durationMilliseconds) / 1000
        let rate = seconds > 0 ? Int(min(Double(records + skipped) / seconds, 1e15)) : 0
        var lines = [
            "replay        \(replay), share \(share), \(isComplete ? "complete" : "not complete")",
            "range         \(topic) from \(from) to \(to): \(partitions.count) partitions, "
                + "\(partitions.reduce(0) { $0 + $1.end - $1.start }) offsets",
            "records       \(records) (\(ReplayText.bytes(bytesIn)))"
                + (skipped > 0 ? ", \(skipped) outside the range of time" : ""),
            "outputs       \(articles) articles, \(events) events, \(sentiments) sentiments, \(flows) flows, "
                + "\(deadLetters) dead letters (\(ReplayText.bytes(bytesOut)))",
        ]
        for (code, count) in deadLetterReasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            lines.append("              \(count) × \(code)")
        }
        for partition in partitions {
            for gap in partition.gaps {
                lines.append(
                    "gap           partition \(partition.partition): offsets \(gap.start) to \(gap.end - 1) were gone by "
                        + "retention (\(gap.size))")
            }
        }
        lines += [
            "duration      \(ReplayText.duration(.milliseconds(durationMilliseconds))), \(rate) records/s",
            "fingerprint   \(fingerprint)", "digest        \(digest)",
        ]
        return lines
    }
}

/// Figures as people read them.
enum ReplayText {
    static func bytes(_ count: Int) -> String {
        for (unit, size) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)] where count >= size {
            return "\(count / size).\(count % size * 10 / size) \(unit)"
        }
        return "\(count) B"
    }

    static func duration(_ duration: Duration) -> String {
        let seconds = Int(duration / .seconds(1))
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
}
