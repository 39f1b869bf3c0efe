internal import BrokerSupport
import Foundation
import Schema
import SwiftProtobuf
import Testing

/// The generated Swift says the same as the `.proto`, which protoc and Python's protobuf read on their own.
struct AgreementTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let schema = folder.appending(path: "../../Sources/Schema").standardizedFileURL

    @Test func pythonReadsWhatSwiftWritesAndSwiftReadsWhatPythonWrites() throws {
        let descriptor = FileManager.default.temporaryDirectory.appending(path: "tapereader-\(UUID()).desc")
        defer { try? FileManager.default.removeItem(at: descriptor) }
        _ = try run(
            "/usr/bin/protoc",
            [
                "--proto_path=\(Self.schema.path)", "--descriptor_set_out=\(descriptor.path)",
                Self.schema.appending(path: "tapereader.proto").path,
            ])
        let messages: [(name: String, wire: [UInt8], json: [UInt8])] = [
            ("RawArticle", Samples.rawArticle.protobuf(), []),
            ("AnalyzedArticle", Samples.article.protobuf(), Samples.article.json()),
            ("Event", Samples.event.protobuf(), Samples.event.json()),
            ("EntitySentiment", Samples.entitySentiment.protobuf(), Samples.entitySentiment.json()),
            ("Flow", Samples.flow.protobuf(), Samples.flow.json()),
        ]
        let input = messages.map { "\($0.name)\t\(hex($0.wire))\t\(hex($0.json))\n" }.joined()
        let script = Self.folder.appending(path: "Agreement/compare.py").path
        let output = try run("/usr/bin/python3", [script, descriptor.path], input: input)
        let lines = output.split(separator: "\n").map { bytes(fromHex: $0) }
        try #require(lines.count == messages.count)
        #expect(try RawArticle(serializedBytes: lines[0]) == Samples.rawArticle)
        #expect(try AnalyzedArticle(serializedBytes: lines[1]) == Samples.article)
        #expect(try Event(serializedBytes: lines[2]) == Samples.event)
        #expect(try EntitySentiment(serializedBytes: lines[3]) == Samples.entitySentiment)
        #expect(try Flow(serializedBytes: lines[4]) == Samples.flow)
    }

    private struct Failure: Error { let text: String }

    private func run(_ path: String, _ arguments: [String], input: String = "") throws -> String {
        let output = try Children.run(URL(filePath: path), arguments, input: input)
        guard output.status == 0 else { throw Failure(text: output.errors) }
        return output.text
    }

    private func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

    private func bytes(fromHex text: Substring) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
