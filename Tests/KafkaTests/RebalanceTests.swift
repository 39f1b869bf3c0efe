import BrokerSupport
import Foundation
import Synchronization
import Testing

@testable import Kafka

/// A member of a group that finishes and commits what it has read before its partitions go. What could not be committed
/// counts as not read, as if its outputs were aborted with it.
private final class Member: RebalanceDelegate {
    let consumer: Consumer
    private(set) var owned: Set<TopicPartition> = []
    private(set) var committed: [TopicPartition: [Int64]] = [:]
    private(set) var revocations: [(partitions: [TopicPartition], lost: Bool)] = []
    private(set) var strays = 0
    private var pending: [TopicPartition: [Int64]] = [:]
    /// The embedded broker refuses commits while a rebalance gathers its members (Kafka takes them); an eager group meets
    /// that at every revocation, so that its members commit after every batch as well.
    private let isEager: Bool

    init(_ broker: EmbeddedBroker, _ assignor: String) throws {
        isEager = assignor != "cooperative-sticky"
        consumer = try makeConsumer(broker, ["partition.assignment.strategy": assignor])
        try consumer.subscribe(to: ["in"])
    }

    func consumer(_ consumer: Consumer, willAssign partitions: [TopicPartition]) -> [Position] {
        owned.formUnion(partitions)
        // Resolved to numbers, as somebody who must be able to go back to the start needs them.
        let committed = (try? consumer.committed(partitions, by: soon)) ?? []
        return committed.map { $0.offset == .none ? Position($0.topicPartition, 0) : $0 }
    }

    func consumer(_ consumer: Consumer, willRevoke partitions: [TopicPartition], lost: Bool) {
        revocations.append((partitions, lost))
        if !lost { commit(partitions) }
        owned.subtract(partitions)
        for partition in partitions { pending[partition] = nil }
    }

    func step(max: Int = 5) throws {
        for record in try consumer.poll(max: max, timeout: .milliseconds(20), delegate: self).records {
            if !owned.contains(record.topicPartition) { strays += 1 }
            pending[record.topicPartition, default: []].append(record.offset)
        }
        if isEager { commit(Array(owned)) }
    }

    private func commit(_ partitions: [TopicPartition]) {
        let finished = partitions.compactMap { partition in pending[partition]?.last.map { Position(partition, $0 + 1) }
        }
        do {
            try consumer.commit(finished, by: soon)
            for partition in partitions {
                committed[partition, default: []] += pending.removeValue(forKey: partition) ?? []
            }
        } catch {
            if !error.isRetriable { Issue.record(error) }
        }
    }
}

@Suite(.waiting) struct RebalanceTests {
    /// Two members, the second joining and leaving while the first reads: every record is read exactly once, because
    /// what was read is committed before its partition moves.
    @Test(arguments: ["range", "cooperative-sticky"])
    func recordsAreReadOnceThoughPartitionsMove(_ assignor: String) throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 4)
        let producer = try makeProducer(broker)
        func write(_ count: Int) throws {
            for number in 0..<count {
                _ = try producer.produce(OutgoingRecord(topic: "in", partition: Int32(number % 4), value: [1]))
            }
            try producer.flush(by: soon)
        }
        try write(400)
        let first = try Member(broker, assignor)
        let deadline = ContinuousClock.now + .seconds(240)
        while first.owned.count < 4, !deadline.hasPassed { try first.step() }
        #expect(first.owned.count == 4)

        let second = try Member(broker, assignor)
        while second.owned.count != 2 || first.owned.count != 2, !deadline.hasPassed {
            try first.step()
            try second.step()
        }
        #expect(first.owned.count == 2 && second.owned.count == 2)
        #expect(first.owned.isDisjoint(with: second.owned))
        #expect(first.revocations.allSatisfy { !$0.lost })
        try write(400)
        for _ in 0..<10 { try second.step() }
        try second.consumer.close(by: soon, delegate: second)
        #expect(second.owned.isEmpty)

        let end = Set((0..<4).map { Position(TopicPartition(topic: "in", partition: $0), 200) })
        var ends: Set<Position> = []
        while first.owned.count < 4 || ends != end, !deadline.hasPassed {
            try first.step(max: 50)
            ends = Set(try first.consumer.positions(Array(first.owned)))
        }
        try first.consumer.close(by: soon, delegate: first)
        #expect(first.owned.isEmpty)
        for partition in 0..<4 {
            let key = TopicPartition(topic: "in", partition: Int32(partition))
            let offsets = (first.committed[key] ?? []) + (second.committed[key] ?? [])
            #expect(offsets.count == 200 && Set(offsets).count == 200, "\(key) with \(assignor)")
        }
        #expect(first.strays == 0 && second.strays == 0)
    }

    /// Asks for what it may not, from inside a rebalance.
    private final class Intruder: RebalanceDelegate {
        var refusal: KafkaError?
        var assigned = false

        func consumer(_ consumer: Consumer, willAssign partitions: [TopicPartition]) -> [Position] {
            assigned = true
            do { _ = try consumer.poll(timeout: .zero) } catch { refusal = error }
            return [Position(TopicPartition(topic: "elsewhere", partition: 9), 4)]  // not ours: left out
        }

        func consumer(_ consumer: Consumer, willRevoke partitions: [TopicPartition], lost: Bool) {}
    }

    @Test func aDelegateThatPollsIsRefused() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 1)
        let consumer = try makeConsumer(broker)
        try consumer.subscribe(to: ["in"])
        let intruder = Intruder()
        let deadline = soon
        while !intruder.assigned, !deadline.hasPassed {
            _ = try consumer.poll(timeout: .milliseconds(50), delegate: intruder)
        }
        #expect(intruder.refusal?.code == .state)
        #expect(try consumer.assignment().count == 1)
        try consumer.close(by: soon, delegate: intruder)
    }

    /// Librdkafka remembers that a partition is paused, also while it is somebody else's.
    @Test(arguments: ["range", "cooperative-sticky"])
    func aPartitionThatWasPausedWhenItWentIsReadWhenItComesBack(strategy: String) throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 1)
        let producer = try makeProducer(broker)
        #expect(try producer.produce(OutgoingRecord(topic: "in", partition: 0, value: [1])) == .queued)
        try producer.flush(by: soon)
        let consumer = try makeConsumer(
            broker, ["partition.assignment.strategy": strategy, "auto.offset.reset": "earliest"])
        for _ in 0..<2 {
            try consumer.subscribe(to: ["in"])
            #expect(try consumer.read(1).map(\.offset) == [0])
            try consumer.pause(try consumer.assignment())
            try consumer.unsubscribe()
            let deadline = soon
            while try !consumer.assignment().isEmpty, !deadline.hasPassed {
                _ = try consumer.poll(timeout: .milliseconds(20))
            }
            #expect(consumer.paused.isEmpty)
        }
        try consumer.close(by: soon)
    }

    /// Librdkafka 2.0.2 ends the process here unless the consumer takes care.
    @Test func cooperativeConsumersThatLeaveBeforeTheirFirstAssignmentAreHarmless() throws {
        let broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 4)
        for round in 0..<2 {
            for number in 0..<4 {
                let consumer = try makeConsumer(broker, ["partition.assignment.strategy": "cooperative-sticky"])
                try consumer.subscribe(to: ["in"])
                let end = ContinuousClock.now + .milliseconds(100 + 130 * number)
                while !end.hasPassed { _ = try consumer.poll(timeout: .milliseconds(20)) }
                if round == 0 { try consumer.close(by: soon) }
            }
        }
    }
}
