internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// A document that was sent, as the record that it became.
struct DemoInput: Sendable {
    let record: Record

    /// Sends one raw article per file. Names and contents decide partitions and offsets, no clock does.
    static func send(_ paths: [String], to topic: String, brokers: String, logger: Logger) throws -> [DemoInput] {
        var configuration = Configuration()
        try configuration.set("bootstrap.servers", to: brokers)
        let producer = try Producer(configuration: configuration, logger: logger)
        let values = try paths.map(rawArticle)
        for (index, value) in values.enumerated() {
            _ = try producer.produce(
                OutgoingRecord(
                    topic: topic, key: nil, value: value, headers: [jsonHeader], timestampMilliseconds: timestamp(index)
                ),
                id: UInt(index))
        }
        try producer.flush(by: .now.advanced(by: .seconds(30)))
        let inputs: [DemoInput] = try producer.takeDeliveries().map { delivery in
            guard let offset = delivery.offset, values.indices.contains(Int(delivery.id)) else {
                throw ServiceFailure(status: .failed, description: "a document was not delivered: \(delivery)")
            }
            let index = Int(delivery.id)
            return DemoInput(
                record: Record(
                    topicPartition: TopicPartition(topic: topic, partition: delivery.partition), offset: offset,
                    timestamp: Timestamp(milliseconds: timestamp(index)), key: nil, value: values[index],
                    headers: [jsonHeader]))
        }
        guard inputs.count == paths.count else {
            throw ServiceFailure(
                status: .failed, description: "\(inputs.count) of \(paths.count) documents were delivered")
        }
        return inputs
    }

    private static let jsonHeader = Header("content-type", "application/json")

    /// 2025-11-01T00:00:00Z and the minutes after it: the same in every run.
    private static func timestamp(_ index: Int) -> Int64 { 1_761_955_200_000 + Int64(index) * 60_000 }

    private static func rawArticle(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), String(bytes: data, encoding: .utf8) != nil else {
            throw ServiceFailure(status: .badInput, description: "\(path): cannot be read as UTF-8 text")
        }
        let name = (path as NSString).lastPathComponent as NSString
        var article = IncomingArticle()
        article.articleID = name.deletingPathExtension
        article.body = Array(data)
        article.isHTML = name.pathExtension == "html"
        return article.json()
    }
}
