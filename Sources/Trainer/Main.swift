internal import Crypto
internal import Extraction
internal import Foundation

/// Trains the model of sentiment. See Training/README.md.
///
///     swift run -c release Trainer train OUT FILE[=WEIGHT]…    writes the model
///     swift run -c release Trainer card MODEL FILE…             hashes of a model and of what it was trained on
///     swift run -c release Trainer folds FILE[=WEIGHT]…        five-fold figures of each file, texts kept together
///     swift run -c release Trainer measure MODEL FILE…          figures of a trained model on each file
///     swift run -c release Trainer answers DIR FILE[=WEIGHT]…   answers to each line by a model that has not seen its fold
///     swift run -c release Trainer speed FILE…                  decisions a second on one core
@main
struct Trainer {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let command = arguments.first, arguments.count >= 2 else { throw InputError(description: usage) }
        switch command {
        case "train": try train(out: arguments[1], files: Array(arguments.dropFirst(2)))
        case "card": try card(model: arguments[1], files: Array(arguments.dropFirst(2)))
        case "measure": try measure(model: arguments[1], files: Array(arguments.dropFirst(2)))
        case "answers": try answers(out: arguments[1], files: Array(arguments.dropFirst(2)))
        case "speed": try speed(files: Array(arguments.dropFirst()))
        case "folds": try folds(files: Array(arguments.dropFirst()))
        default: throw InputError(description: usage)
        }
    }

    static let usage =
        "usage: Trainer train OUT FILE[=WEIGHT]… | card MODEL FILE… | folds FILE[=WEIGHT]… | answers DIR FILE[=WEIGHT]… | "
        + "measure MODEL FILE… | speed FILE…"

    /// Temperature, shift of the neutral and of the negative logit, for: Chinese and English towards a target,
    /// Chinese and English of a whole text. The neutral band was chosen on development data.
    static let calibrations = [
        SentimentModel.Calibration(temperature: 1.5, neutralShift: 0, negativeShift: 0.2),
        SentimentModel.Calibration(temperature: 1.1, neutralShift: 0.2, negativeShift: 0),
        SentimentModel.Calibration(temperature: 2, neutralShift: -1.4, negativeShift: -0.8),
        SentimentModel.Calibration(temperature: 1.1, neutralShift: -0.5, negativeShift: 0),
    ]

    private static func examples(_ files: [String]) throws -> [Example] {
        let reader = ExampleReader(scorer: try Scorer())
        return try files.flatMap { try reader.read($0) }
    }

    private static func train(out: String, files: [String]) throws {
        let examples = try examples(files)
        var regression = LogisticRegression(.init())
        regression.train(examples)
        let bytes = regression.model(calibrations: calibrations).encoded
        try Data(bytes).write(to: URL(fileURLWithPath: out))
        print("\(examples.count) lines, \(bytes.count) bytes")
    }

    private static func card(model: String, files: [String]) throws {
        let reader = ExampleReader(scorer: try Scorer())
        let bytes = try Data(contentsOf: URL(fileURLWithPath: model))
        let receipt = Receipt(
            files: try files.map { try Receipt.file(at: $0, reader) },
            model: (bytes: bytes.count, sha256: Receipt.hex(SHA256.hash(data: bytes))))
        print(receipt.text, terminator: "")
    }

    private static func measure(model: String, files: [String]) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: model)))
        let others = LexiconFiles.embedded.files.filter { $0.path != Scorer.modelPath }
        let reader = ExampleReader(
            scorer: try Scorer(lexicon: LexiconFiles(files: others + [.init(path: Scorer.modelPath, bytes: bytes)])))
        for file in files { print("\(file): \(try reader.measure(file).description)") }
    }

    private static func folds(files: [String]) throws {
        try Folds(examples(files)).printBands()
    }

    private static func answers(out: String, files: [String]) throws {
        try Folds(examples(files)).writeAnswers(to: URL(fileURLWithPath: out), calibrations: calibrations)
    }

    private static func speed(files: [String]) throws {
        let perSecond = try ExampleReader(scorer: try Scorer()).speed(files)
        print("\(Int(perSecond)) decisions a second on one core, distinct sentences of \(ExampleReader.timedLength)")
    }
}
