import Kafka
import Testing

@testable import Worker

@Suite struct ReplayPlanTests {
    private static let live = TopicNames()

    private static func request(_ target: ReplayRequest.Target) -> ReplayRequest {
        ReplayRequest(topic: live.raw, from: "0", to: "end", target: target)
    }

    @Test func theOutputsAreTheLiveTopicsWithASuffixUnlessTheyAreNamed() throws {
        let destination = try Self.request(.init(suffix: ".v2", names: ["events": "e"])).destination(live: Self.live)
        #expect(
            destination
                == .topics(
                    ReplayTopics(
                        analyzed: "articles.analyzed.v2", events: "e", sentiment: "market.sentiment.v2",
                        flows: "market.flows.v2", dead: "articles.dead.v2", areLive: false)))
        #expect(try Self.request(.init(file: "x")).destination(live: Self.live) == .file(path: "x"))
        #expect(try Self.request(.init(isDryRun: true)).destination(live: Self.live) == .nowhere)
    }

    @Test(arguments: [
        ReplayRequest.Target(), .init(suffix: ".a", file: "x"), .init(isDryRun: true, isLive: true), .init(suffix: ""),
        .init(names: ["events": "e"]), .init(suffix: ".a", names: ["raw": "e"]),
        .init(suffix: ".a", names: ["events": "market.flows.a"]),
        .init(suffix: ".a", names: ["events": "articles.raw"]),
        .init(suffix: ".a", names: ["events": "market.events"]),
    ])
    func aTargetThatIsNoneOrTwoOrLiveIsRefused(target: ReplayRequest.Target) {
        let failure = #expect(throws: ServiceFailure.self) { try Self.request(target).destination(live: Self.live) }
        #expect(failure?.status == .usage)
    }

    @Test func theSameRequestHasTheSameNameAndAnotherOneAnother() {
        let request = Self.request(.init(suffix: ".v2"))
        #expect(request.derivedID(brokers: "b") == request.derivedID(brokers: "b"))
        #expect(request.derivedID(brokers: "b") != request.derivedID(brokers: "c"))
        #expect(request.derivedID(brokers: "b") != Self.request(.init(suffix: ".v3")).derivedID(brokers: "b"))
    }

    private static func stored(_ offset: Int64, plan: String, partition: Int32) -> (TopicPartition, StoredProgress) {
        (
            TopicPartition(topic: "articles.raw", partition: partition),
            StoredProgress(offset: offset, metadata: PartitionProgress(plan: plan).metadata)
        )
    }

    private static func resume(_ stored: [(TopicPartition, StoredProgress)]) throws(ServiceFailure) -> [Int64]? {
        var manifest = ManifestTests.sample
        manifest.shares = 1
        let sealed = manifest
        return try sealed.resumption(of: .whole, from: Dictionary(stored) { first, _ in first })?.map(\.offset)
    }

    @Test func aShareGoesOnWhereAllItsPartitionsWereLeftAndStartsWhenThereIsNothing() throws {
        let plan = ManifestTests.sample.hash
        #expect(try Self.resume([]) == nil)
        #expect(
            try Self.resume([Self.stored(50, plan: plan, partition: 0), Self.stored(7, plan: plan, partition: 1)])
                == [50, 7])
    }

    @Test(arguments: [
        [stored(50, plan: ManifestTests.sample.hash, partition: 0)],
        [stored(50, plan: "other", partition: 0), stored(7, plan: ManifestTests.sample.hash, partition: 1)],
        [
            stored(91, plan: ManifestTests.sample.hash, partition: 0),
            stored(7, plan: ManifestTests.sample.hash, partition: 1),
        ],
        [(TopicPartition(topic: "articles.raw", partition: 0), StoredProgress(offset: 5, metadata: nil))],
    ])
    func aMissingOrForeignOffsetOfAStartedShareIsRefused(stored: [(TopicPartition, StoredProgress)]) {
        let failure = #expect(throws: ServiceFailure.self) { try Self.resume(stored) }
        #expect(failure?.status == .badConfiguration)
    }

    @Test func theLiveGroupHoldsTheReplayUntilHalfOfItsLimit() throws {
        let limit = try #require(LiveLagLimit("live:100"))
        #expect(limit == LiveLagLimit("live:100"))
        #expect(LiveLagLimit("live")?.records == 1000)
        for text in ["", ":5", "a:b", "a:-1", "a:1:2"] { #expect(LiveLagLimit(text) == nil) }
        let lag = LiveLag(limit, partitions: [])
        let holding = [100, 101, 60, 51, 50, 99, 101].map { (value: Int64) in
            lag.note(value)
            return lag.isHolding
        }
        #expect(holding == [false, true, true, true, false, false, true])
    }

    @Test func theBarsShowWhatIsCommittedAndHowLongItTakes() {
        var snapshot = ReplaySnapshot(elapsed: .seconds(10), running: .seconds(10), startOffset: 0, liveLag: nil)
        var progress = PartitionProgress(plan: "p")
        progress.tally.deadLetters = 3
        snapshot.lanes = [
            .init(range: ScanRange(partition: 0, start: 0, end: 100), offset: 50, progress: progress),
            .init(range: ScanRange(partition: 4, start: 0, end: 0), offset: 0, progress: PartitionProgress(plan: "p")),
        ]
        let lines = ReplayBars.lines(snapshot)
        #expect(lines.count == 3)
        #expect(lines[0] == "partition 0 [###############---------------] 50/100")
        #expect(lines[1].hasPrefix("partition 4 [##############################] 0/0"))
        #expect(lines[2].hasSuffix("50 %, 50/100 offsets, 5/s, 0 events, 3 dead letters, 10 s left"))
        #expect(ReplayBars.json(snapshot).contains("\"remaining_ms\":10000"))
        #expect(!snapshot.isDone)
    }
}
