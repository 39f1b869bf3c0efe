import Kafka
import Schema
import Testing

@testable import Worker

@Suite struct LetterJudgeTests {
    private static let analyzer = Result { try DocumentAnalyzer() }

    private static func judge(
        _ request: RedriveRequest = RedriveRequest(act: .send), markers: MarkerIndex = MarkerIndex(),
        destinations: [String: LetterJudge.Destination] = [
            "articles.raw": .init(partitions: 3, retention: nil, maxRecordBytes: nil)
        ], original: [UInt8]? = nil
    ) throws -> LetterJudge {
        let processor = RecordProcessor(
            analyzer: try analyzer.get(), topics: TopicNames(), encoding: .json, group: "g", sizeLimits: [:])
        return LetterJudge(
            request: request, markers: markers, processor: request.sendsUntried ? nil : processor,
            parkingTopic: "articles.parked", now: LetterFixtures.time + 1000, destination: { destinations[$0] },
            original: { _, _ in original })
    }

    private static func verdict(_ judge: LetterJudge, _ record: Record = LetterFixtures.record()) throws -> Verdict {
        try judge.decide(LetterFixtures.letter(record)).verdict
    }

    @Test func aLetterThatPassesGoesBackAsItWasWithItsAttempts() throws {
        let record = LetterFixtures.record(attempts: 2, headers: [Header("traceparent", "t"), Header("a", nil)])
        let decision = try Self.judge().decide(LetterFixtures.letter(record))
        #expect(decision.verdict == .sent)
        let sent = try #require(decision.outgoing)
        #expect(sent.topic == "articles.raw" && sent.partition == 1 && sent.key == record.key)
        #expect(sent.value == LetterFixtures.good && sent.timestampMilliseconds == LetterFixtures.time)
        #expect(
            sent.headers.map(\.name) == [
                "traceparent", "a", "kafka_dlt-original-topic", "kafka_dlt-original-partition",
                "kafka_dlt-original-offset", "kafka_dlt-original-timestamp", "kafka_dlt-original-timestamp-type",
                "kafka_dlt-original-consumer-group", "tapereader-attempts",
            ])
        #expect(sent.headers.last == Header("tapereader-attempts", "2"))
    }

    @Test func whatDiesAgainStays() throws {
        let decision = try Self.judge().decide(
            LetterFixtures.letter(LetterFixtures.record(value: LetterFixtures.cut)))
        #expect(decision.verdict == .fails && decision.failure == "tapereader.decode.invalid_json")
        #expect(decision.outgoing == nil)
        let untried = try Self.judge(RedriveRequest(act: .send, sendsUntried: true))
        #expect(try Self.verdict(untried, LetterFixtures.record(value: LetterFixtures.cut)) == .sent)
    }

    @Test func aLetterWithAMarkerIsPassedOverUnlessAskedFor() throws {
        let letter = LetterFixtures.letter()
        let marker = Marker.record(
            topic: "m", deadTopic: "articles.dead", letter: letter, verdict: .sent, sentTo: "articles.raw",
            fingerprint: "f")
        var markers = MarkerIndex()
        markers.add(
            Record(
                topicPartition: TopicPartition(topic: "m", partition: 0), offset: 0, timestamp: nil, key: marker.key,
                value: marker.value, headers: []), deadTopic: "articles.dead")
        #expect(try Self.verdict(try Self.judge(markers: markers)) == .redriven)
        #expect(try Self.verdict(try Self.judge(RedriveRequest(act: .send, again: true), markers: markers)) == .sent)
    }

    @Test(arguments: [(1, 5, Verdict.sent), (4, 5, .sent), (5, 5, .parked), (6, 5, .parked), (1, 1, .parked)])
    func whatHasDiedTooOftenIsParkedUnchanged(attempts: Int, cap: Int, verdict: Verdict) throws {
        let record = LetterFixtures.record(attempts: attempts)
        let decision = try Self.judge(RedriveRequest(act: .send, maxAttempts: cap)).decide(
            LetterFixtures.letter(record))
        #expect(decision.verdict == verdict)
        guard verdict == .parked else { return }
        #expect(decision.outgoing?.topic == "articles.parked" && decision.outgoing?.headers == record.headers)
        #expect(decision.outgoing?.value == record.value)
    }

    @Test func aLetterNeedsATopicThatIsThere() throws {
        let homeless = LetterFixtures.record(topic: "gone.raw")
        #expect(try Self.verdict(try Self.judge(), homeless) == .homeless)
        let named = try Self.judge(
            RedriveRequest(act: .send, target: "other"),
            destinations: ["other": .init(partitions: 1, retention: nil, maxRecordBytes: nil)])
        let decision = try named.decide(LetterFixtures.letter(homeless))
        #expect(decision.verdict == .sent && decision.outgoing?.topic == "other")
        #expect(decision.outgoing?.partition == nil)
    }

    @Test(arguments: [
        (LetterJudge.Destination(partitions: 3, retention: 1001, maxRecordBytes: nil), Verdict.sent),
        (.init(partitions: 3, retention: 1000, maxRecordBytes: nil), .expired),
        (.init(partitions: 3, retention: nil, maxRecordBytes: 10_000), .sent),
        (.init(partitions: 3, retention: nil, maxRecordBytes: 200), .refused),
    ])
    func theLimitsOfTheTopicCount(destination: LetterJudge.Destination, verdict: Verdict) throws {
        #expect(try Self.verdict(try Self.judge(destinations: ["articles.raw": destination])) == verdict)
    }

    @Test func aPartitionThatIsNotThereIsLeftToThePartitioner() throws {
        let judge = try Self.judge(
            destinations: ["articles.raw": .init(partitions: 1, retention: nil, maxRecordBytes: nil)])
        #expect(try judge.decide(LetterFixtures.letter()).outgoing?.partition == nil)
    }

    @Test(arguments: [
        (LetterFixtures.good as [UInt8]?, Verdict.sent), (nil, .gone), (LetterFixtures.cut, .gone), ([], .gone),
    ])
    func anOmittedValueIsTakenFromTheOriginalAndChecked(original: [UInt8]?, verdict: Verdict) throws {
        let decision = try Self.judge(original: original).decide(
            LetterFixtures.letter(LetterFixtures.record(omits: true)))
        #expect(decision.verdict == verdict)
        if verdict == .sent { #expect(decision.outgoing?.value == LetterFixtures.good) }
    }

    @Test func whatCrashedAProcessIsTriedOnlyWhereItsReasonIsNamed() throws {
        let record = LetterFixtures.record(code: PoisonCode.quarantined)
        func verdict(_ request: RedriveRequest) throws -> Verdict { try Self.verdict(try Self.judge(request), record) }
        #expect(try verdict(RedriveRequest(act: .dryRun)) == .quarantined)
        #expect(
            try verdict(RedriveRequest(act: .send, selection: LetterSelection(reasons: ["quarantined"]))) == .sent)
        #expect(try verdict(RedriveRequest(act: .send, sendsUntried: true)) == .sent)
    }

    @Test func whatIsSentDiesWithItsFirstOriginAndOneMoreAttempt() throws {
        let sent = try #require(
            try Self.judge(RedriveRequest(act: .send, sendsUntried: true)).decide(
                LetterFixtures.letter(LetterFixtures.record(value: LetterFixtures.cut, attempts: 2))
            ).outgoing)
        let processor = RecordProcessor(
            analyzer: try Self.analyzer.get(), topics: TopicNames(), encoding: .json, group: "g2", sizeLimits: [:])
        let second = Record(
            topicPartition: TopicPartition(topic: sent.topic, partition: 1), offset: 999,
            timestamp: sent.timestampMilliseconds.map { Timestamp(milliseconds: $0) }, key: sent.key, value: sent.value,
            headers: sent.headers)
        let letter = try #require(processor.process(second).outputs.first)
        let origin = try #require(
            DeadLetter.Origin(headers: letter.headers.map { (name: $0.name, value: $0.value) }))
        #expect(origin.attempts == 3 && origin.offset == 40 && origin.consumerGroup == "g")
        #expect(origin.code == "tapereader.decode.invalid_json")
    }
}
