import BrokerSupport
import Kafka
import Logging
import Testing

@testable import Worker

/// On the embedded broker, which can answer late and with errors.
@Suite(.waiting) struct OffsetCommitsTests {
    private let broker: EmbeddedBroker
    private let consumer: Consumer
    private var commits = OffsetCommits()
    private let zero = TopicPartition(topic: "in", partition: 0)
    private let one = TopicPartition(topic: "in", partition: 1)

    private var soon: ContinuousClock.Instant { .now.advanced(by: .seconds(30)) }

    init() throws {
        broker = try EmbeddedBroker()
        try broker.createTopic("in", partitions: 2)
        consumer = try Consumer(
            configuration: try Configuration(["bootstrap.servers": broker.bootstrapServers, "group.id": "g"]),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        // Now the coordinator is known, and answers at once.
        try consumer.commit([Position(zero, 0), Position(one, 0)], by: soon)
    }

    private var committed: [Position] { get throws { try consumer.committed([zero, one], by: soon) } }

    @Test mutating func aCommitIsNotWaitedForButArrives() throws {
        try broker.setRoundTrip(.seconds(1), ofBroker: 1)
        commits.add([Position(zero, 3)])
        commits.advance(consumer)
        #expect(!commits.isEmpty)
        try commits.settle(consumer, by: soon)
        #expect(commits.isEmpty)
        #expect(try committed == [Position(zero, 3), Position(one, 0)])
    }

    @Test mutating func whatComesMeanwhileGoesOutWithTheNextAndTheLatestOffsetCounts() throws {
        try broker.setRoundTrip(.milliseconds(300), ofBroker: 1)
        commits.add([Position(zero, 3)])
        commits.advance(consumer)
        commits.add([Position(zero, 4), Position(one, 1)])
        commits.add([Position(zero, 5)])
        commits.advance(consumer)
        try commits.settle(consumer, by: soon)
        #expect(try committed == [Position(zero, 5), Position(one, 1)])
    }

    @Test mutating func aCommitThatARebalanceRefusedGoesOutAgain() throws {
        broker.pushErrors([.rebalanceInProgress], for: .offsetCommit)
        commits.add([Position(zero, 3)])
        commits.advance(consumer)
        try commits.settle(consumer, by: soon)
        #expect(try committed == [Position(zero, 3), Position(one, 0)])
    }

    @Test(arguments: [KafkaError.Code.illegalGeneration, .unknownMemberID])
    mutating func aMemberThatMustJoinAgainIsToldAtOnceAndItsOffsetsAreKept(code: KafkaError.Code) throws {
        broker.pushErrors([code], for: .offsetCommit)
        commits.add([Position(zero, 3)])
        commits.advance(consumer)
        let error = #expect(throws: KafkaError.self) { try commits.settle(consumer, by: soon) }
        #expect(error?.code == code)
        #expect(try committed == [Position(zero, 0), Position(one, 0)])
        #expect(commits.isFailing(for: .zero) && !commits.isFailing(for: .seconds(3600)))
        try commits.settle(consumer, by: soon)
        #expect(!commits.isFailing(for: .zero))
        #expect(try committed == [Position(zero, 3), Position(one, 0)])
    }

    @Test mutating func anAnswerThatDoesNotComeEndsTheWait() throws {
        try broker.setRoundTrip(.seconds(30), ofBroker: 1)
        commits.add([Position(zero, 3)])
        commits.advance(consumer)
        let error = #expect(throws: KafkaError.self) {
            try commits.settle(consumer, by: .now.advanced(by: .milliseconds(100)))
        }
        #expect(error?.code == .timedOut)
        #expect(!commits.isEmpty)
        try broker.setRoundTrip(.zero, ofBroker: 1)
    }

    /// Another member has the partition: an old offset would move the group's back.
    @Test mutating func whatIsForgottenIsNotSentAgain() throws {
        broker.pushErrors([.rebalanceInProgress], for: .offsetCommit)
        commits.add([Position(zero, 3), Position(one, 2)])
        commits.advance(consumer)
        commits.add([Position(zero, 4)])
        commits.forget([zero])
        try commits.settle(consumer, by: soon)
        #expect(try committed == [Position(zero, 0), Position(one, 2)])
    }

    @Test mutating func nothingIsAwaitedOnceAllOfItIsForgotten() throws {
        try broker.setRoundTrip(.seconds(30), ofBroker: 1)
        commits.add([Position(zero, 3)])
        commits.advance(consumer)
        commits.forget([zero])
        #expect(commits.isEmpty)
        try broker.setRoundTrip(.zero, ofBroker: 1)
    }
}
