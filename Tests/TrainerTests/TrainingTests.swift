internal import BrokerSupport
import Crypto
import Extraction
import Foundation
import Testing

@testable import Trainer

@Suite struct TrainingTests {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ relative: String) -> String { root.appending(path: relative).path }

    /// A labelled file of its own: forty lines of either language, with and without a target.
    private static let labelled = (0..<40).map { number in
        let (up, down) = ("蓝溪\(number)净利润增长\(number)%", "Bluebrook\(number) posted a loss of $\(number)m")
        let isUp = number % 2 == 0
        return """
            {"text": "\(isUp ? up : down)", "label": "\(number % 5 == 0 ? "neutral" : isUp ? "positive" : "negative")"\
            \(number % 3 == 0 ? ", \"target\": \"\(isUp ? "蓝溪" : "Bluebrook")\"" : "")}

            """
    }.joined()

    /// Beside the tests' own executable, where the package manager puts both.
    private static let executable: URL = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
            path: "Trainer")
        return FileManager.default.isExecutableFile(atPath: beside.path)
            ? beside : root.appending(path: ".build/debug/Trainer")
    }()

    private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let output = try Children.run(Self.executable, arguments)
        return (output.status, output.text)
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "training-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test func trainingAgainInAnotherProcessGivesTheSameBytes() throws {
        try withFolder { folder in
            let lines = folder.appending(path: "lines.jsonl")
            try Data(Self.labelled.utf8).write(to: lines)
            let outcomes = try ["a.bin", "b.bin"].map { name in
                let out = folder.appending(path: name)
                let run = try run(["train", out.path, lines.path + "=0.7"])
                #expect(run.status == 0)
                return (try Data(contentsOf: out), run.output)
            }
            #expect(outcomes[0].0 == outcomes[1].0)
            #expect(outcomes[0].1 == outcomes[1].1)
            let card = try run(["card", folder.appending(path: "a.bin").path, lines.path])
            #expect(card.output.contains(Receipt.hex(SHA256.hash(data: outcomes[0].0))))
        }
    }

    @Test func aTrainedModelIsReadAndDecidesAsItWasTaught() throws {
        try withFolder { folder in
            let (lines, out) = (folder.appending(path: "lines.jsonl"), folder.appending(path: "model.bin"))
            try Data(Self.labelled.utf8).write(to: lines)
            #expect(try run(["train", out.path, lines.path]).status == 0)
            let measured = try run(["measure", out.path, lines.path])
            #expect(measured.status == 0)
            #expect(measured.output.contains("n 40"))
            let bytes = Array(try Data(contentsOf: out))
            let shipped = try Scorer()
            let taught = try Scorer(
                lexicon: LexiconFiles(
                    files: LexiconFiles.embedded.files.filter { $0.path != Scorer.modelPath }
                        + [.init(path: Scorer.modelPath, bytes: bytes)]))
            let text = Text("蓝溪2净利润增长2%")
            for scorer in [shipped, taught] {
                let got = scorer.score(text: text, span: 0..<text.count, target: nil, language: .zhHans)
                #expect(got.sentiment.label == .positive)
            }
        }
    }

    @Test(arguments: [
        ("not JSON\n", "train"), ("{\"text\": \"x\"}\n", "train"),
        ("{\"text\": \"x\", \"label\": \"great\"}\n", "folds"),
    ])
    func aLineThatCannotBeUsedEndsTheTraining(line: String, command: String) throws {
        try withFolder { folder in
            let lines = folder.appending(path: "lines.jsonl")
            try Data(line.utf8).write(to: lines)
            let arguments = command == "train" ? ["train", folder.appending(path: "m").path] : [command]
            #expect(try run(arguments + [lines.path]).status != 0)
        }
    }

    @Test func theOrderOfLearningDependsOnTheSeedAlone() {
        var (a, b, c) = (Shuffle(state: 7), Shuffle(state: 7), Shuffle(state: 8))
        var orders = [[Int]](repeating: Array(0..<50), count: 3)
        a.shuffle(&orders[0])
        b.shuffle(&orders[1])
        c.shuffle(&orders[2])
        #expect(orders[0] == orders[1])
        #expect(orders[0] != orders[2])
        #expect(orders[0].sorted() == Array(0..<50))
    }
}
