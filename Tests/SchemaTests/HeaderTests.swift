import Schema
import Testing

struct HeaderTests {
    private let origin = RecordOrigin(
        topic: "articles.raw", partition: 3, offset: 4711, timestampMilliseconds: 1_758_931_200_123,
        traceparent: Array("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".utf8))

    private func text(_ name: String, in headers: RecordHeaders) -> String? {
        headers.first { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func recordsCarryCloudEvents() {
        let headers = OutputRecord.event(Samples.event).headers(of: origin, outputIndex: 0)
        #expect(
            headers.map(\.name) == [
                "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "content-type",
                "traceparent",
            ])
        #expect(text("ce_id", in: headers) == Samples.event.eventID)
        #expect(text("ce_type", in: headers) == "tapereader.v1.event")
        #expect(text("ce_specversion", in: headers) == "1.0")
        #expect(text("ce_source", in: headers) == "/tapereader/articles.raw")
        #expect(text("ce_subject", in: headers) == "doc#0")
        #expect(text("ce_time", in: headers) == "2025-09-27T00:00:00.123Z")
        #expect(text("content-type", in: headers) == "application/json")
        let binary = OutputRecord.flow(Samples.flow).headers(of: origin, encoding: .protobuf, outputIndex: 0)
        #expect(text("content-type", in: binary) == "application/x-protobuf")
        #expect(text("ce_id", in: binary) == "nvidia/openai/investment/e1")
    }

    @Test func withoutTimestampThereIsNoTime() {
        let timeless = RecordOrigin(topic: "t", partition: 0, offset: 0, timestampMilliseconds: -1)
        let headers = OutputRecord.article(Samples.article).headers(of: timeless, outputIndex: 0)
        #expect(text("ce_time", in: headers) == nil && text("traceparent", in: headers) == nil)
        #expect(timeless.observedAt.isEmpty && timeless.outputTimestampMilliseconds == 0)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (253_402_300_800_000, ""), (Int64.max, ""), (Int64.min, ""),
    ])
    func timestampsAreUTC(milliseconds: Int64, written: String) {
        let origin = RecordOrigin(topic: "t", partition: 0, offset: 0, timestampMilliseconds: milliseconds)
        #expect(origin.observedAt == written)
    }

    @Test func theTraceGoesOnWithASpanOfItsOwn() throws {
        let record = OutputRecord.event(Samples.event)
        let first = try #require(text("traceparent", in: record.headers(of: origin, outputIndex: 0)))
        let second = try #require(text("traceparent", in: record.headers(of: origin, outputIndex: 1)))
        #expect(first.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-") && first.hasSuffix("-01") && first.count == 55)
        #expect(first != second && !first.contains("b7ad6b7169203331"))
        #expect(first == text("traceparent", in: record.headers(of: origin, outputIndex: 0)))
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
    ])
    func aBrokenTraceIsDropped(traceparent: String) {
        var origin = origin
        origin.traceparent = Array(traceparent.utf8)
        #expect(text("traceparent", in: OutputRecord.event(Samples.event).headers(of: origin, outputIndex: 0)) == nil)
    }

    private func die(_ headers: RecordHeaders, offset: Int64, omitting: [UInt8]? = nil) -> RecordHeaders {
        var origin = origin
        origin.offset = offset
        return DeadLetter.headers(
            original: headers, origin: origin, timestampType: "CreateTime", consumerGroup: "g",
            code: DecodeError.Code.invalidJSON.rawValue, message: "byte 1032:\nunterminated string", fingerprint: "f",
            omitting: omitting)
    }

    @Test func deadLettersAreInSpringsEncoding() {
        let headers = die([("a", [1]), ("b", nil)], offset: 258)
        #expect(
            headers.map(\.name) == [
                "a", "b", "kafka_dlt-original-topic", "kafka_dlt-original-partition", "kafka_dlt-original-offset",
                "kafka_dlt-original-timestamp", "kafka_dlt-original-timestamp-type",
                "kafka_dlt-original-consumer-group",
                "kafka_dlt-exception-fqcn", "kafka_dlt-exception-message", "tapereader-attempts",
                "tapereader-fingerprint",
            ])
        #expect(headers[0].value == [1] && headers[1].value == nil)
        #expect(text("kafka_dlt-original-topic", in: headers) == "articles.raw")
        #expect(headers[3].value == [0, 0, 0, 3])
        #expect(headers[4].value == [0, 0, 0, 0, 0, 0, 1, 2])
        #expect(headers[5].value?.count == 8)
        #expect(text("kafka_dlt-exception-fqcn", in: headers) == "tapereader.decode.invalid_json")
        #expect(text("kafka_dlt-exception-message", in: headers) == "byte 1032: unterminated string")
        #expect(text("tapereader-attempts", in: headers) == "1")
    }

    @Test func aSecondDeathKeepsTheFirstOrigin() throws {
        let second = die(die([("a", [1])], offset: 5), offset: 99)
        let origin = try #require(DeadLetter.Origin(headers: second))
        #expect(origin.offset == 5 && origin.attempts == 2 && origin.partition == 3 && origin.consumerGroup == "g")
        #expect(origin.timestampMilliseconds == 1_758_931_200_123 && !origin.valueIsOmitted)
        #expect(Set(second.map(\.name)).count == second.count)
        #expect(DeadLetter.originalHeaders(second).map(\.name) == ["a"])
    }

    @Test func brokenOriginsCountAsNone() {
        let partial: RecordHeaders = [
            ("kafka_dlt-original-topic", Array("x".utf8)), ("kafka_dlt-original-partition", [1]),
            ("kafka_dlt-original-offset", nil), ("tapereader-attempts", Array("zz".utf8)),
        ]
        #expect(DeadLetter.Origin(headers: partial) == nil)
        let headers = die(partial, offset: 7)
        #expect(DeadLetter.Origin(headers: headers)?.offset == 7)
        #expect(text("tapereader-attempts", in: headers) == "1")
    }

    @Test func anOmittedValueIsDescribed() {
        let headers = die([], offset: 1, omitting: Array("abc".utf8))
        #expect(
            text("tapereader-value-omitted", in: headers)
                == "bytes=3; sha256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(DeadLetter.Origin(headers: headers)?.valueIsOmitted == true)
    }

    @Test func longMessagesAreCutBetweenCharacters() throws {
        let headers = DeadLetter.headers(
            original: [], origin: origin, timestampType: "CreateTime", consumerGroup: "g", code: "c",
            message: String(repeating: "中", count: 1000), fingerprint: "f")
        let message = try #require(text("kafka_dlt-exception-message", in: headers))
        #expect(message.utf8.count == 999 && message.unicodeScalars.allSatisfy { $0 == "中" })
    }
}
