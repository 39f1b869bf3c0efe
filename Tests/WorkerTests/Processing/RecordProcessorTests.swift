import Kafka
import Schema
import Testing

@testable import Worker

@Suite struct RecordProcessorTests {
    private static let analyzer = Result { try DocumentAnalyzer(maxRecordBytes: 100_000) }

    private static func process(
        _ value: [UInt8]?, headers: [Header] = [], limits: [String: Int] = [:], condemned: Rejection? = nil
    ) throws -> ProcessedRecord {
        let processor = RecordProcessor(
            analyzer: try analyzer.get(), topics: TopicNames(), encoding: .json, group: "g", sizeLimits: limits)
        let record = Record(
            topicPartition: TopicPartition(topic: "articles.raw", partition: 2), offset: 7,
            timestamp: Timestamp(milliseconds: 1_000), key: Array("k".utf8), value: value, headers: headers)
        return processor.process(record, condemned: condemned)
    }

    @Test(
        arguments: [
            (nil, "tapereader.decode.empty"), ("", "tapereader.decode.empty"),
            ("{\"body\": \"cut", "tapereader.decode.invalid_json"),
            ("{\"title\": \"t\"}", "tapereader.decode.missing_body"),
            ("{\"body\": \" \\n \"}", "tapereader.decode.missing_body"),
            ("{\"body\": 7}", "tapereader.decode.wrong_type"), ("  \n ", "tapereader.decode.missing_body"),
        ] as [(String?, String)])
    func whatCannotBeReadIsADeadLetterWithItsCode(value: String?, code: String) throws {
        let processed = try Self.process(value.map { Array($0.utf8) })
        #expect(processed.deadLetterCode == code)
        let letter = try #require(processed.outputs.first)
        #expect(processed.outputs.count == 1)
        #expect(letter.topic == "articles.dead")
        #expect(letter.key == Array("k".utf8))
        #expect(letter.value == value.map { Array($0.utf8) })
        let names = Set(letter.headers.map(\.name))
        #expect(
            names.isSuperset(of: [
                "kafka_dlt-original-topic", "kafka_dlt-exception-fqcn", "kafka_dlt-exception-message",
            ]))
    }

    @Test func aValuePastTheLimitIsADeadLetter() throws {
        #expect(
            try Self.process([UInt8](repeating: 0x78, count: 100_001)).deadLetterCode == "tapereader.decode.too_large")
    }

    @Test func nestingTenThousandDeepIsADeadLetterNotACrash() throws {
        let value = "{\"body\": \"x\", \"a\": " + String(repeating: "[", count: 10_000)
        let processed = try Self.process(Array(value.utf8))
        #expect(processed.deadLetterCode?.hasPrefix("tapereader.decode.") == true)
    }

    @Test func controlCharactersInTextAreOrdinaryInput() throws {
        let body = "{\"body\": \"微软\\u0000股价\\u001b[31m上涨3%。\", \"article_id\": \"a\"}"
        let processed = try Self.process(Array(body.utf8))
        #expect(processed.deadLetterCode == nil)
        #expect(processed.outputs.contains { $0.topic == "articles.analyzed" })
    }

    @Test func anArticleAboutNothingOfOursIsAnalyzedWithoutEvents() throws {
        let processed = try Self.process(Array("今天的汤很好喝，孩子们在公园里玩耍。".utf8))
        #expect(processed.deadLetterCode == nil)
        #expect(processed.eventCount == 0)
        let article = try #require(processed.outputs.first { $0.topic == "articles.analyzed" })
        let record = try Schema.AnalyzedArticle(json: article.value ?? [])
        #expect(record.marketRelevance < 0.3)
    }

    @Test func anOutputLargerThanItsTopicTakesMakesThatInputADeadLetter() throws {
        let processed = try Self.process(Array("微软股价上涨3%。".utf8), limits: ["articles.analyzed": 200])
        #expect(processed.deadLetterCode == "tapereader.output_too_large")
    }

    @Test func aLetterThatTheDeadTopicWouldNotTakeIsSentWithoutItsValueAndDescribed() throws {
        let value = Array(("{\"body\": 7, \"x\": \"" + String(repeating: "x", count: 5_000) + "\"}").utf8)
        let letter = try #require(try Self.process(value, limits: ["articles.dead": 2_000]).outputs.first)
        #expect(letter.value == nil)
        let header = try #require(letter.headers.last { $0.name == "tapereader-value-omitted" }?.value)
        #expect(String(decoding: header, as: UTF8.self).hasPrefix("bytes=\(value.count); sha256="))
    }

    @Test func aCondemnedRecordIsADeadLetterWhateverItHolds() throws {
        let reason = Rejection(code: "tapereader.output_too_large", message: "refused")
        let processed = try Self.process(Array("微软股价上涨3%。".utf8), condemned: reason)
        #expect(processed.deadLetterCode == "tapereader.output_too_large")
    }

    @Test func theSameRecordGivesTheSameBytesOnAnyThread() throws {
        let value = Array("英伟达宣布向OpenAI投资1000亿美元。甲骨文股价上涨36%。".utf8)
        let first = try Self.process(value)
        let others = Parallel.map(Array(0..<32)) { _ in (try? Self.process(value).outputs) ?? [] }
        #expect(!first.outputs.isEmpty)
        #expect(others.allSatisfy { $0 == first.outputs })
    }
}
