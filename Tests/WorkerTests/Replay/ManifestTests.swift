import Foundation
import Testing

@testable import Worker

@Suite struct ManifestTests {
    static let sample = Manifest(
        id: "r-1", createdAt: "2025-11-01T00:00:00.000Z", sourceTopic: "articles.raw", from: "-7d", to: "end",
        time: TimeFilter(from: 5, to: nil),
        ranges: [ScanRange(partition: 0, start: 3, end: 90), ScanRange(partition: 1, start: 0, end: 7)], shares: 2,
        destination: .topics(
            ReplayTopics(analyzed: "a/2", events: "e", sentiment: "s", flows: "f", dead: "d", areLive: false)),
        output: OutputForm(
            encodesProtobuf: false, namespacesIDs: false, maxRecordBytes: 10, stepBudget: 20, group: "g",
            sizeLimits: ["events": 5, "dead": 6]), fingerprint: "f0", version: "0.1.0"
    ).sealed()

    @Test func whatIsWrittenIsReadBackWithTheSameHash() throws {
        for destination in [Self.sample.destination, .file(path: "x.jsonl"), .nowhere] {
            var manifest = Self.sample
            manifest.destination = destination
            manifest = manifest.sealed()
            #expect(try Manifest(json: manifest.json, name: "p") == manifest)
            #expect(manifest.hash.count == 64)
        }
    }

    @Test func aPlanChangedByHandIsRefused() {
        let text = String(decoding: Self.sample.json, as: UTF8.self)
        for (old, new) in [("\"end\" : 90", "\"end\" : 91"), ("\"events\" : \"e\"", "\"events\" : \"x\"")] {
            #expect(text.contains(old))
            let changed = Data(text.replacingOccurrences(of: old, with: new).utf8)
            let failure = #expect(throws: ServiceFailure.self) { try Manifest(json: changed, name: "plan.json") }
            #expect(failure?.status == .badInput)
            #expect(failure?.description.contains("plan.json: changed") == true)
        }
    }

    @Test(arguments: ["", "{}", "[]", "null", "{\"format\":\"tapereader.replay/1\"}"])
    func whatIsNoPlanIsRefused(text: String) {
        #expect(throws: ServiceFailure.self) { try Manifest(json: Data(text.utf8), name: "p") }
    }

    @Test func eachOfSeveralSharesHasAFileOfItsOwn() {
        var manifest = Self.sample
        let second = ShareNumber(number: 2, count: 2)
        for (path, own) in [
            ("out.jsonl", "out.2-of-2.jsonl"), ("a.b/out", "a.b/out.2-of-2"), ("/x/.hidden", "/x/.hidden.2-of-2"),
        ] {
            manifest.destination = .file(path: path)
            #expect(manifest.path(share: second) == own)
        }
        manifest.shares = 1
        manifest.destination = .file(path: "out.jsonl")
        #expect(manifest.path(share: .whole) == "out.jsonl")
    }

    @Test func progressIsReadBackAndNeverTooLongForTheBroker() throws {
        var progress = PartitionProgress(plan: String(repeating: "f", count: 64))
        progress.tally.records = PartitionProgress.highestCount
        progress.tally.bytesOut = PartitionProgress.highestCount
        progress.gaps = [Gap(start: 1, end: 2)]
        #expect(PartitionProgress(metadata: progress.metadata) == progress)
        let last = Int64(PartitionProgress.highestCount)
        for index in 0..<500 { progress.tally.reasons["tapereader.decode.some_long_reason_\(index)"] = index + 1 }
        progress.gaps = (0..<1000).map { Gap(start: last - 5000 + $0 * 3, end: last - 4999 + $0 * 3) }
        let metadata = progress.metadata
        #expect(metadata.utf8.count <= PartitionProgress.longestMetadata)
        let read = try #require(PartitionProgress(metadata: metadata))
        #expect(read.tally.reasons.values.reduce(0, +) == progress.tally.reasons.values.reduce(0, +))
        #expect(read.tally.reasons["tapereader.decode.some_long_reason_499"] == 500)
        #expect(read.gaps.count == Gap.limit && read.gaps.last == progress.gaps.last)
    }

    @Test(arguments: ["", "{}", "x", "{\"p\":\"1\",\"t\":{\"h\":\"zz\"}}"])
    func foreignMetadataIsNotTakenForProgress(text: String) {
        #expect(PartitionProgress(metadata: text) == nil)
    }
}
