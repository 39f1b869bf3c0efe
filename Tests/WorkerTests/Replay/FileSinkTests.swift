import Foundation
import Kafka
import Logging
import Schema
import Testing

@testable import Worker

@Suite struct FileSinkTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "sink-\(UUID().uuidString).jsonl").path
    private let partition = TopicPartition(topic: "in", partition: 0)
    private let consumer: Consumer

    init() throws {
        consumer = try Consumer(
            configuration: Configuration(["group.id": "g", "bootstrap.servers": "127.0.0.1:1"]),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func sink(plan: String = "p") -> FileSink {
        FileSink(path: path, plan: plan, names: TopicNames(), encodesJSON: true)
    }

    private func write(_ sink: FileSink, _ number: Int) throws {
        try sink.produce(
            OutgoingRecord(topic: "market.events", key: [1], value: Array("{\"n\":\(number)}".utf8)),
            for: RecordKey(partition: partition, offset: Int64(number)))
    }

    private var numbers: [Int] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.matches(of: /"n":(\d+)/).compactMap { Int($0.output.1) }
    }

    /// Whatever a crash leaves behind the last commit is cut off; what was committed stays.
    @Test(arguments: ["", "{\"half", "{\"n\":99}\n"])
    func aCrashBetweenCommitsLeavesExactlyWhatWasCommitted(tail: String) throws {
        do {
            let first = sink()
            try first.start()
            try write(first, 0)
            try write(first, 1)
            try first.commit([Position(partition, 2, metadata: "m")], of: consumer)
            try write(first, 2)
        }
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(tail.utf8))
        try file.close()
        let second = sink()
        try second.start()
        #expect(numbers == [0, 1])
        #expect(second.load([], consumer) == [partition: StoredProgress(offset: 2, metadata: "m")])
        try write(second, 2)
        try second.commit([Position(partition, 3)], of: consumer)
        #expect(numbers == [0, 1, 2])
    }

    @Test func anAbortTakesBackWhatWasNotCommitted() throws {
        let sink = sink()
        try sink.start()
        try write(sink, 0)
        try sink.commit([Position(partition, 1)], of: consumer)
        try write(sink, 1)
        #expect(try sink.abort().isEmpty)
        try write(sink, 2)
        try sink.commit([Position(partition, 3)], of: consumer)
        #expect(numbers == [0, 2])
    }

    @Test func aFileOfSomebodyElseIsRefused() throws {
        try "mine\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: SinkFailure.self) { try sink().start() }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine\n")
    }

    @Test func aFileOfAnotherPlanOrOneInUseIsRefused() throws {
        let first = sink()
        try first.start()
        try first.commit([Position(partition, 0)], of: consumer)
        #expect(throws: SinkFailure.self) { try sink().start() }
        #expect(throws: SinkFailure.self) { try sink(plan: "q").start() }
    }

    /// Any record comes back from its line as it went in.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func aLineGivesBackItsRecordByteForByte(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func bytes() -> [UInt8]? {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: nil
            case 1: Array("引\"\\\n\u{0}\u{1F},\"value\":{}".utf8)
            case 2: []
            default: (0..<9).map { _ in UInt8.random(in: 0...255, using: &generator) }
            }
        }
        for round in 0..<500 {
            let isJSON = round % 2 == 0
            let value = isJSON ? Array("{\"a\" : [1, \"}\"],\"value\":{} }".utf8) : bytes()
            let headers = (0..<round % 4).map { Header("h\"\($0)", bytes()) }
            let record = OutgoingRecord(
                topic: "t", key: bytes(), value: value, headers: headers, timestampMilliseconds: Int64(round))
            var line: [UInt8] = []
            ReplayLine(role: .events, source: RecordKey(partition: partition, offset: 5), record: record)
                .append(to: &line, valueIsJSON: isJSON)
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.dropLast().allSatisfy { $0 >= 0x20 })
            let read = try #require(
                ReplayLine(line: Array(line.dropLast())), "\(String(decoding: line, as: UTF8.self))")
            #expect(read.role == .events)
            #expect(read.key == record.key)
            #expect(read.value == record.value)
            #expect(read.headers == record.headers)
            #expect(read.timestamp == Int64(round))
        }
    }

    @Test(arguments: ["", "{}", "[]", "{\"topic\":\"nothing\"}", "{\"topic\":\"events\",\"headers\":[[1]]}"])
    func whatIsNoLineOfAReplayIsNotRead(text: String) { #expect(ReplayLine(line: Array(text.utf8)) == nil) }
}
