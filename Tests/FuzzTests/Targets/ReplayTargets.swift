internal import Foundation

@testable internal import Worker

extension FuzzTarget {
    /// What a replay reads back: its plan, and its progress beside the committed offsets; and the command line's own words.
    static let replay: [FuzzTarget] = [
        FuzzTarget(
            name: "manifest",
            dictionary: [
                "{", "}", "[", "]", ",", ":", "\"", "\"format\"", "tapereader.replay/1", "\"partitions\"", "\"shares\"",
                "\"start\"", "\"end\"", "\"destination\"", "\"topics\"", "\"file\"", "../", "/", "null",
            ], longestInput: 2048, shortRuns: 3000, read: readManifest),
        FuzzTarget(
            name: "progress",
            dictionary: [
                "{", "}", "[", "]", ",", ":", "\"", "\"p\"", "\"t\"", "\"g\"", "\"ms\"", "\"n\"", "\"h\"", "\"r\"",
                "\"s\"", "\"e\"",
                "\"start\"", "\"end\"",
            ], longestInput: 1024, shortRuns: 5000, read: readProgress),
        FuzzTarget(
            name: "bound",
            dictionary: [
                "-7d", "-36h", "=", ",", "2025-11-01", "T08:00:00", "+08:00", "Z", ".999999", "beginning", "end", "ms",
                "w", "d",
            ], longestInput: 64, shortRuns: 20_000, read: readBound),
        FuzzTarget(
            name: "terminal",
            dictionary: ["\u{1B}[31m", "\u{9B}2J", "\u{202E}", "\u{7}", "\r", "\u{1B}]0;x\u{7}", "英伟达", "\n"],
            shortRuns: 20_000, read: readForTerminal),
        FuzzTarget(
            name: "line",
            dictionary: [
                "{", "}", "\"id\":", "\"text\":", "\"reference_time\":", "\\u0000", "null", "[", "]", "\"", ",",
            ],
            longestInput: 2048, shortRuns: 3000, read: readLine),
    ]

    /// A plan is taken only when its hash is right, so the fuzzer's is sealed before it is read a second time.
    private static func readManifest(_ bytes: [UInt8]) throws {
        _ = try? Manifest(json: Data(bytes), name: "f")
        guard let decoded = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else { return }
        guard let manifest = try? Manifest(json: decoded.sealed().json, name: "f") else { return }
        try promise((try? Manifest(json: manifest.json, name: "f")) == manifest, "a plan is not read back as written")
        guard manifest.shares <= 1000 else { return }
        for number in [1, manifest.shares] {
            let share = ShareNumber(number: number, count: manifest.shares)
            _ = manifest.ranges(of: share)
            _ = manifest.path(share: share)
            let progress = manifest.ranges.map { ($0, $0.start, PartitionProgress(plan: "f")) }
            _ = Receipt(manifest, share: "f", progress: progress, durationMilliseconds: 1).lines
        }
    }

    private static let plan = Manifest(
        id: "r", createdAt: "", sourceTopic: "articles.raw", from: "0", to: "end", time: TimeFilter(from: nil, to: nil),
        ranges: [ScanRange(partition: 0, start: 0, end: 9), ScanRange(partition: 1, start: 0, end: 9)], shares: 1,
        destination: .nowhere,
        output: OutputForm(
            encodesProtobuf: false, namespacesIDs: false, maxRecordBytes: 1, stepBudget: 1, group: "", sizeLimits: [:]),
        fingerprint: "", version: "")

    /// Anybody who may commit offsets for the group can have written it: two partitions are summed into one receipt.
    private static func readProgress(_ bytes: [UInt8]) throws {
        guard let progress = PartitionProgress(metadata: String(decoding: bytes, as: UTF8.self)) else { return }
        let metadata = progress.metadata
        try promise(
            metadata.utf8.count <= PartitionProgress.longestMetadata, "metadata of \(metadata.utf8.count) bytes")
        try promise(PartitionProgress(metadata: metadata) != nil, "progress is not read back: \(metadata)")
        let all = plan.ranges.map { (range: $0, offset: Int64(9), progress: progress) }
        _ = Receipt(plan, all: all).lines
    }

    private static func readBound(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let bound = try? ReplayBound(text, now: 1_764_000_000_000) else { return }
        for (stable, firstAtFrom) in [(Int64(0), nil), (7, 3), (.max, 5)] as [(Int64, Int64?)] {
            let range = ScanRange(
                partition: 0, from: bound, to: .end, low: 0, stable: stable, firstAtFrom: firstAtFrom)
            if let range { try promise(range.start >= 0 && range.start <= range.end, "\(text) is \(range)") }
        }
    }

    private static func readForTerminal(_ bytes: [UInt8]) throws {
        let shown = TerminalText.line(String(decoding: bytes, as: UTF8.self))
        let isQuiet = shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        try promise(isQuiet, "a control character reaches the terminal")
        var table = TextTable([TextTable.Column(title: "a", maxWidth: 12)])
        table.add([String(decoding: bytes, as: UTF8.self)])
        try promise(
            table.rendered().split(separator: "\n", omittingEmptySubsequences: false).count == 3,
            "a cell breaks its line")
    }

    private static func readLine(_ bytes: [UInt8]) throws { _ = try? TextLine(json: bytes).string("reference_time") }
}
