import Kafka
import Testing

@testable import Worker

@Suite struct OffsetLedgerTests {
    private static let partition = TopicPartition(topic: "t", partition: 0)

    @Test func aResultFromBeforeARewindIsNotTaken() throws {
        var ledger = OffsetLedger<Int>()
        ledger.assign(Self.partition, start: 7)
        let taken = ledger.take(Self.partition, offset: 7, bytes: 1)
        let epoch = try #require(taken)
        ledger.rewind()
        #expect(ledger.rewindPositions.map(\.offset) == [7])
        ledger.sought()
        let isNoted = ledger.finish(Self.partition, offset: 7, epoch: epoch, output: 1)
        #expect(!isNoted)
        let again = ledger.take(Self.partition, offset: 7, bytes: 1)
        #expect(again != nil)
    }

    /// Until the consumer has gone back it brings what lies behind the rewound stretch: taken, that would be a gap.
    @Test func betweenARewindAndItsSeekNothingIsTaken() {
        var ledger = OffsetLedger<Int>()
        ledger.assign(Self.partition, start: 7)
        ledger.rewind()
        let early = ledger.take(Self.partition, offset: 9, bytes: 1)
        #expect(early == nil)
        ledger.reachedEnd(Self.partition, offset: 9)
        let released = ledger.releaseNext()
        #expect(released == nil)
        #expect(ledger.offsetsToCommit.isEmpty)
        ledger.sought()
        let later = ledger.take(Self.partition, offset: 7, bytes: 1)
        #expect(later != nil)
    }

    @Test func anAbortBeforeTheFirstCommitGoesBackToTheStartFixedAtAssignment() throws {
        var ledger = OffsetLedger<Int>()
        ledger.assign(Self.partition, start: 42)
        let taken = ledger.take(Self.partition, offset: 50, bytes: 1)
        let epoch = try #require(taken)
        do {
            let result = ledger.finish(Self.partition, offset: 50, epoch: epoch, output: 1)
            #expect(result)
        }
        let released = ledger.releaseNext()
        #expect(released?.offset == 50)
        ledger.rewind()
        #expect(ledger.rewindPositions.map(\.offset) == [42])
    }

    @Test func recordsOfUnassignedPartitionsAreNotTaken() {
        var ledger = OffsetLedger<Int>()
        let epochNow1 = ledger.take(Self.partition, offset: 0, bytes: 1)
        #expect(epochNow1 == nil)
        ledger.assign(Self.partition, start: 0)
        ledger.revoke(Self.partition)
        let epoch2Now2 = ledger.take(Self.partition, offset: 0, bytes: 1)
        #expect(epoch2Now2 == nil)
        #expect(ledger.offsetsToCommit.isEmpty)
    }

    /// A model of the whole service: a log per partition, a set of committed outputs. At every step the committed
    /// outputs must be those of the committed prefix, through rewinds, revocations and reassignments.
    @Test(arguments: Array(1...10) as [UInt64])
    func committedOutputsAreThoseOfTheCommittedPrefixAtEveryStep(seed: UInt64) {
        var model = LedgerModel(seed: seed, partitions: 3)
        for step in 0..<100_000 {
            model.step()
            guard model.isConsistent else {
                Issue.record("seed \(seed), step \(step): \(model.description)")
                return
            }
        }
        #expect(model.commits > 100)
        #expect(model.rewinds > 100)
    }
}

/// The world around a ledger, reduced to what can go wrong.
private struct LedgerModel {
    private struct Running {
        let partition: TopicPartition
        let offset: Int64
        let epoch: Int
    }

    private var generator: SeededGenerator
    private let partitions: [TopicPartition]
    private var ledger = OffsetLedger<Int64>()
    /// Where the consumer reads next.
    private var position: [TopicPartition: Int64] = [:]
    private var running: [Running] = []
    /// Produced in the open transaction.
    private var produced: [TopicPartition: [Int64]] = [:]
    /// Outputs that commits made final: how many, where each follows the one before it without a gap.
    private var outputs: [TopicPartition: Int64] = [:]
    private var isGapless = true
    private var committed: [TopicPartition: Int64] = [:]
    private(set) var commits = 0
    private(set) var rewinds = 0

    init(seed: UInt64, partitions count: Int32) {
        generator = SeededGenerator(seed: seed)
        partitions = (0..<count).map { TopicPartition(topic: "in", partition: $0) }
    }

    var isConsistent: Bool {
        isGapless && partitions.allSatisfy { outputs[$0] ?? 0 == committed[$0] ?? 0 }
    }

    var description: String {
        partitions.map { "\($0) \(outputs[$0] ?? 0)/\(committed[$0] ?? 0)" }.joined(separator: " ")
    }

    mutating func step() {
        let partition = partitions[Int.random(in: partitions.indices, using: &generator)]
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<40: poll(partition)
        case 40..<75: finishOne()
        case 75..<85: produce()
        case 85..<92: commit()
        case 92..<95: rewind()
        case 95..<98: assign(partition)
        default: revoke(partition, lost: Bool.random(using: &generator))
        }
    }

    private mutating func poll(_ partition: TopicPartition) {
        guard let offset = position[partition],
            let epoch = ledger.take(partition, offset: offset, bytes: 1)
        else { return }
        running.append(Running(partition: partition, offset: offset, epoch: epoch))
        position[partition] = offset + 1
    }

    private mutating func finishOne() {
        guard !running.isEmpty else { return }
        let job = running.remove(at: Int.random(in: running.indices, using: &generator))
        _ = ledger.finish(job.partition, offset: job.offset, epoch: job.epoch, output: job.offset)
    }

    private mutating func produce() {
        while let (partition, _, output) = ledger.releaseNext() { produced[partition, default: []].append(output) }
    }

    private mutating func commit() {
        produce()
        let offsets = ledger.offsetsToCommit
        for (partition, offset) in offsets { committed[partition] = offset }
        for (partition, list) in produced {
            for offset in list {
                if offset != outputs[partition] ?? 0 { isGapless = false }
                outputs[partition] = offset + 1
            }
        }
        produced = [:]
        ledger.committed(offsets)
        commits += 1
    }

    private mutating func rewind() {
        produced = [:]
        ledger.rewind()
        for (partition, offset) in ledger.rewindPositions { position[partition] = offset }
        ledger.sought()
        rewinds += 1
    }

    private mutating func assign(_ partition: TopicPartition) {
        guard position[partition] == nil else { return }
        ledger.assign(partition, start: committed[partition] ?? 0)
        position[partition] = committed[partition] ?? 0
    }

    private mutating func revoke(_ partition: TopicPartition, lost: Bool) {
        if lost { rewind() } else { commit() }
        ledger.revoke(partition)
        position[partition] = nil
    }
}
