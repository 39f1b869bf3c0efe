internal import BrokerSupport
import Crypto
import Extraction
import Foundation
import Testing

@testable import Trainer

/// The labelled sentences of our own: how many, of what kind, and that they are what the shipped model learnt from.
@Suite struct CorpusTests {
    static let names = ["en.jsonl", "whole.jsonl", "zh-Hans.jsonl", "zh-Hant.jsonl"]

    struct Row: Decodable {
        var text: String
        var label: String
        var kind: String
        var target: String?
        var from: Int?
        var to: Int?
    }

    static func rows(_ name: String) throws -> [Row] {
        let data = try Data(contentsOf: TrainingTests.root.appending(path: "Training/corpus/\(name)"))
        return try data.split(separator: 0x0A).map { try JSONDecoder().decode(Row.self, from: Data($0)) }
    }

    @Test(arguments: [("zh-Hans.jsonl", 2500), ("zh-Hant.jsonl", 1000), ("en.jsonl", 1000)])
    func everyLineIsAboutOneEntityWhoseOffsetsAreRight(name: String, atLeast: Int) throws {
        let rows = try Self.rows(name)
        #expect(rows.count >= atLeast)
        for row in rows {
            let from = try #require(row.from)
            let to = try #require(row.to)
            #expect(String(String.UnicodeScalarView(Array(row.text.unicodeScalars)[from..<to])) == row.target)
        }
    }

    /// At least 2,500 sentences over both scripts, entity level.
    @Test func bothScriptsOfChineseTogetherAreLargeEnough() throws {
        let texts = try Set(["zh-Hans.jsonl", "zh-Hant.jsonl"].flatMap { try Self.rows($0).map(\.text) })
        #expect(texts.count >= 2500)
    }

    @Test(arguments: names) func noLabelIsRareOrRules(name: String) throws {
        let rows = try Self.rows(name)
        for label in ["positive", "neutral", "negative"] {
            let share = Double(rows.count { $0.label == label }) / Double(rows.count)
            #expect(share > 0.2 && share < 0.45, "\(label) \(share)")
        }
    }

    @Test(arguments: ["zh-Hans.jsonl", "zh-Hant.jsonl", "en.jsonl"])
    func theHardPhenomenaAreThereInEveryLanguage(name: String) throws {
        let kinds = Set(try Self.rows(name).map(\.kind))
        for kind in [
            "rating", "supply", "beat", "ban", "capex", "contrast", "question", "condition", "quote", "idiom",
            "colour", "dex", "share",
        ]
        where !(name == "en.jsonl" && kind == "dex") { #expect(kinds.contains(kind), "\(name) has no \(kind)") }
    }

    @Test func theGeneratorWritesTheCommittedLines() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try Children.run(
            URL(fileURLWithPath: "/usr/bin/env"), ["python3", TrainingTests.path("Training/generate.py"), folder.path])
        #expect(made.status == 0, "\(made.errors)")
        for name in Self.names {
            let made = try Data(contentsOf: folder.appending(path: name))
            #expect(
                made == (try Data(contentsOf: TrainingTests.root.appending(path: "Training/corpus/\(name)"))), "\(name)"
            )
        }
    }

    @Test func theShippedWeightsAreThoseOfTheCard() throws {
        let bytes = try Data(contentsOf: TrainingTests.root.appending(path: "Sources/Lexicon/" + Scorer.modelPath))
        let card = try String(contentsOf: TrainingTests.root.appending(path: "Training/README.md"), encoding: .utf8)
        #expect(card.contains("`\(Receipt.hex(SHA256.hash(data: bytes)))`"))
        for name in Self.names {
            let lines = try Data(contentsOf: TrainingTests.root.appending(path: "Training/corpus/\(name)"))
            #expect(card.contains("`\(Receipt.hex(SHA256.hash(data: lines)))`"), "\(name) changed: train again")
        }
    }
}
