import BrokerSupport
import Foundation
import Kafka
import Testing

@testable import Worker

/// The service in this process against the embedded broker, which can be told to answer with errors.
@Suite(.waiting, .serialized) struct WorkOnMockTests {
    /// Runs the service over `values` until all are committed, and returns what it wrote.
    private static func outputs(
        of values: [String], settings: [String] = [], prepare: (EmbeddedBroker) throws -> Void = { _ in }
    ) throws -> [Record] {
        let service = try MockService()
        try service.produce(values)
        try prepare(service.broker)
        let isDone = try service.run(settings: settings) { $0.done.records >= values.count }
        #expect(isDone, "not all records were committed")
        return try service.cluster.read(service.cluster.topics.outputs)
    }

    @Test func anOutputThatTheBrokerRefusesMakesItsInputADeadLetter() throws {
        let records = try Self.outputs(of: ["微软股价上涨3%。"]) { broker in
            broker.pushErrors([.messageSizeTooLarge], for: .produce)
        }
        let letters = records.filter { $0.topic == "articles.dead" }
        let codes = letters.compactMap { letter in
            letter.header("kafka_dlt-exception-fqcn")?.value.map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(codes == ["tapereader.output_too_large"])
    }

    @Test func aTransientErrorIsRetriedAndNothingIsLost() throws {
        let records = try Self.outputs(of: ["微软股价上涨3%。"]) { broker in
            broker.pushErrors([.notLeaderForPartition, .requestTimedOut], for: .produce)
        }
        #expect(records.count { $0.topic == "articles.analyzed" } == 1)
    }

    @Test func aMissingPermissionEndsTheServiceWithItsDocumentedCode() {
        #expect(throws: ServiceFailure.self) {
            do {
                _ = try Self.outputs(of: ["微软股价上涨3%。"]) { broker in
                    broker.pushErrors(Array(repeating: .topicAuthorizationFailed, count: 20), for: .produce)
                }
            } catch let failure as ServiceFailure {
                #expect(failure.status == .notPermitted, "\(failure)")
                throw failure
            }
        }
    }

    @Test func aCommitThatIsRefusedIsUndoneAndItsRecordsAreProcessedAgain() throws {
        let service = try MockService()
        try service.produce(["微软股价上涨3%。"])
        service.broker.pushErrors([.illegalGeneration], for: .transactionOffsetCommit)
        let isDone = try service.run { $0.done.records >= 1 && $0.aborts >= 1 }
        #expect(isDone)
    }

    @Test func commitsThatAreAlwaysRefusedEndTheServiceWithTheirOwnCode() throws {
        let service = try MockService()
        try service.produce(["微软股价上涨3%。"])
        service.broker.pushErrors(Array(repeating: .illegalGeneration, count: 500), for: .transactionOffsetCommit)
        let failure = #expect(throws: ServiceFailure.self) {
            try service.run(settings: ["broker_deadline_ms=1000", "retry_backoff_max_ms=100"]) { _ in false }
        }
        #expect(failure?.status == .rejected, "\(failure?.description ?? "")")
    }

    @Test func aBrokerThatStaysAwayWhileNothingIsToDoEndsTheService() throws {
        let service = try MockService()
        try service.produce(["微软股价上涨3%。"])
        var isUp = true
        let failure = #expect(throws: ServiceFailure.self) {
            try service.run(settings: ["broker_deadline_ms=1500", "retry_backoff_max_ms=200"]) { counters in
                if isUp, counters.done.records == 1 {
                    try Children.notStarting { try service.broker.setBroker(1, isUp: false) }
                    isUp = false
                }
                return false
            }
        }
        #expect(!isUp)
        #expect(failure?.status == .unavailable, "\(failure?.description ?? "")")
    }

    @Test func aBrokerThatComesBackIsServedOn() throws {
        let service = try MockService()
        try service.produce(["微软股价上涨3%。"])
        var wasDown = false
        var upAgain: ContinuousClock.Instant?
        let isDone = try service.run(settings: ["retry_backoff_max_ms=200"]) { counters in
            if !wasDown, counters.done.records == 1 {
                try Children.notStarting { try service.broker.setBroker(1, isUp: false) }
                wasDown = true
                upAgain = .now.advanced(by: .seconds(1))
            }
            if let time = upAgain, .now > time {
                upAgain = nil
                try service.broker.setBroker(1, isUp: true)
                try service.produce(["英伟达宣布向OpenAI投资1000亿美元。"])
            }
            return counters.done.records >= 2
        }
        #expect(isDone)
    }

    @Test func atLeastOnceWritesTheSameRecords() throws {
        let text = "英伟达宣布向OpenAI投资1000亿美元。"
        let once = try Self.outputs(of: [text]).map(\.value)
        let atLeastOnce = try Self.outputs(of: [text], settings: ["delivery=at_least_once"]).map(\.value)
        #expect(!once.isEmpty)
        #expect(Self.withoutTime(once) == Self.withoutTime(atLeastOnce))
    }

    /// The input's timestamp is when the test produced it; all else must be equal.
    private static func withoutTime(_ values: [[UInt8]?]) -> [String] {
        values.map { value in
            String(decoding: value ?? [], as: UTF8.self).replacing(/"observed_at":"[^"]*"/, with: "")
        }.sorted()
    }
}
