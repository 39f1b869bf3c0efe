import Testing

@testable import Kafka

@Suite struct ErrorTests {
    @Test(arguments: [
        (KafkaError.Code.timedOut, "_TIMED_OUT", true), (.transport, "_TRANSPORT", true),
        (.queueFull, "_QUEUE_FULL", true),
        (.coordinatorLoadInProgress, "COORDINATOR_LOAD_IN_PROGRESS", true),
        (.topicAuthorizationFailed, "TOPIC_AUTHORIZATION_FAILED", false), (.fenced, "_FENCED", false),
        (.messageSizeTooLarge, "MSG_SIZE_TOO_LARGE", false), (.unknownTopicOrPartition, "UNKNOWN_TOPIC_OR_PART", false),
    ])
    func aCodeHasANameAndSaysWhetherItPasses(_ code: KafkaError.Code, _ name: String, _ isRetriable: Bool) {
        let error = KafkaError(code: code, operation: "commit")
        #expect(error.name == name)
        #expect(error.isRetriable == isRetriable)
        #expect(error.description == "commit: \(code.explanation) (\(name), \(code.rawValue))")
    }

    @Test(arguments: [Int32.min, -5_000, 12_345, .max])
    func aNumberNobodyKnowsIsStillAnError(_ number: Int32) {
        let error = KafkaError(code: KafkaError.Code(rawValue: number))
        #expect(error.description.contains("\(number)"))
    }

    @Test func waitsAreRoundedUpAndBounded() {
        let now = ContinuousClock.now
        #expect((now - .seconds(1)).millisecondsLeft() == 0)
        #expect((now + .seconds(3_600)).millisecondsLeft() == 1_000)
        #expect((now + .seconds(3_600)).millisecondsLeft(cap: 60_000) == 60_000)
        #expect((ContinuousClock.now + .microseconds(900)).millisecondsLeft() <= 1)
        #expect(Duration.seconds(-4).wholeMilliseconds(cap: 50) == 0)
        #expect(Duration.milliseconds(49).wholeMilliseconds(cap: 50) == 49)
        #expect(Duration.seconds(1_000_000_000_000).wholeMilliseconds(cap: 50) == 50)
    }
}
