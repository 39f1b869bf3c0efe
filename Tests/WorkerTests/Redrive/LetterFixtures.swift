import Foundation
import Kafka
import Schema

@testable import Worker

/// Dead letters as `work` writes them.
enum LetterFixtures {
    static let good = Array(#"{"article_id":"a1","source":"证券日报","body":"微软股价上涨3%。"}"#.utf8)
    static let cut = Array(#"{"source": "新浪财经", "body": "cut"#.utf8)
    static let decoder = RawArticleDecoder()
    static let time: Int64 = 1_758_931_200_123

    static func record(
        value: [UInt8]? = good, code: String = "tapereader.extract.budget_exceeded", attempts: Int = 1,
        headers: [Header] = [], topic: String = "articles.raw", partition: Int32 = 1, offset: Int64 = 40,
        place: LetterPlace = LetterPlace(partition: 0, offset: 7), time: Int64 = time, omits: Bool = false
    ) -> Record {
        let origin = RecordOrigin(topic: topic, partition: partition, offset: offset, timestampMilliseconds: time)
        var original = headers.map { (name: $0.name, value: $0.value) }
        var all: RecordHeaders = []
        for _ in 0..<attempts {
            all = DeadLetter.headers(
                original: original, origin: origin, timestampType: "CreateTime", consumerGroup: "g", code: code,
                message: "byte 9: unterminated string", fingerprint: "f", omitting: omits ? value : nil)
            original = DeadLetter.resentHeaders(all)
        }
        return Record(
            topicPartition: TopicPartition(topic: "articles.dead", partition: place.partition), offset: place.offset,
            timestamp: Timestamp(milliseconds: time), key: Array("k".utf8), value: omits ? nil : value,
            headers: all.map { Header($0.name, $0.value) })
    }

    static func letter(_ record: Record = record()) -> Letter { Letter(record, decoder: decoder) }
}
