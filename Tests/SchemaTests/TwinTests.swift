import Foundation
import Schema
import SwiftProtobuf
import Testing

/// A generator whose numbers depend on its seed alone (SplitMix64, Steele et al. 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What our own readers and writers make of bytes is what Foundation and SwiftProtobuf make of them. That any bytes give
/// a value or a typed error is for the target FuzzTests.
struct TwinTests {
    private static let pieces: [[UInt8]] =
        [
            "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "12ab", "-", "0", "1", ".", "e",
            "true",
            "null", " ", "\n", "\"body\"", "\"metadata\"", "\"title\":\"x\"", "中", "文", "é", "<p>",
            "<meta charset=gbk>",
            "{\"body\":\"", "\"}",
        ].map { Array($0.utf8) } + [
            [0xFF], [0x00], [0x80], [0xE4, 0xB8], [0x32, 3], [0x0A, 1], [0x52, 4], [0xFE, 0xFF],
        ]

    private func noise(_ random: inout SeededGenerator) -> [UInt8] {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return (0..<Int.random(in: 0..<40, using: &random)).map { _ in .random(in: 0...255, using: &random) }
        case 1:
            return (0..<Int.random(in: 1..<16, using: &random)).flatMap { _ in
                Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            }
        default:
            var bytes = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = .random(in: 0...255, using: &random)
            }
            return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
        }
    }

    private static let seeds: [[UInt8]] = [
        Array(#"{"article_id":"a","body":"中文\u4e2d\ud83d\ude00","metadata":{"a":"b"},"x":[1.5e3,{"y":null}]}"#.utf8),
        Samples.rawArticle.protobuf(), [0, 0, 0, 0, 1, 0] + Samples.rawArticle.protobuf(),
        [0, 0, 0, 0, 2] + Array(#"{"body":"b"}"#.utf8), Array("<html><meta charset=gb2312><p>正文".utf8),
    ]

    @Test func validJSONIsWhatFoundationSaysItIs() throws {
        var random = SeededGenerator(state: 7)
        var valid = 0
        for _ in 0..<20_000 {
            let bytes = noise(&random)
            let ours = try? JSONValue(json: bytes)
            // Foundation also takes UTF-16, marks, and what RFC 8259 leaves open: ours decides there.
            guard let ours, String(validating: bytes, as: UTF8.self) != nil, bytes.first != 0xEF else { continue }
            valid += 1
            let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            guard let theirs else { continue }
            if !matches(ours, theirs) { Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(ours)") }
        }
        #expect(valid > 50)
    }

    private func matches(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch (ours.content, theirs) {
        case (.null, is NSNull): true
        case (.boolean(let value), let number as NSNumber): number.boolValue == value
        case (.number, let number as NSNumber): ours.double == number.doubleValue
        case (.string(let text), let other as String):
            Array(text.utf8) == Array(other.utf8) || text.contains("\u{FFFD}")
        case (.array(let elements), let others as [Any]):
            elements.count == others.count && zip(elements, others).allSatisfy { matches($0, $1) }
        case (.object(let members), let others as [String: Any]):
            // Of equal names Foundation keeps the first, we the last.
            others.allSatisfy { name, other in
                members.count { $0.name == name } > 1 || ours[name].map { matches($0, other) } ?? false
            }
        default: false
        }
    }

    @Test func protobufArticlesAreWhatSwiftProtobufSaysTheyAre() {
        var random = SeededGenerator(state: 11)
        let decoder = RawArticleDecoder()
        let header: RecordHeaders = [("content-type", Array("application/x-protobuf".utf8))]
        var valid = 0
        for _ in 0..<20_000 {
            var bytes = Self.seeds[1]
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            let theirs = try? RawArticle(serializedBytes: bytes)
            guard let ours = try? decoder.decode(value: bytes, headers: header) else { continue }
            valid += 1
            guard let theirs else {
                Issue.record("SwiftProtobuf refuses \(bytes)")
                continue
            }
            if Array(theirs.body.utf8) != ours.body || theirs.metadata != ours.metadata || theirs.title != ours.title {
                Issue.record("\(bytes): \(theirs) against \(ours)")
            }
        }
        #expect(valid > 1000)
    }

    @Test func writtenStringsAreReadBackByFoundation() throws {
        var random = SeededGenerator(state: 17)
        for _ in 0..<3000 {
            var flow = Flow()
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                let range: ClosedRange<UInt32> = Bool.random(using: &random) ? 0...0x7F : 0...0x10FFFF
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
                    flow.from.unicodeScalars.append(scalar)
                }
            }
            let object = try JSONSerialization.jsonObject(with: Data(flow.json())) as? [String: Any]
            let read = object?["from"] as? String
            #expect(read.map { Array($0.unicodeScalars) } == Array(flow.from.unicodeScalars))
            #expect(try Flow(json: flow.json()).from == flow.from)
        }
    }
}
