internal import Extraction
internal import Foundation

/// Trains the model of sentiment. See Training/README.md.
///
///     swift run -c release Trainer train OUT FILE[=WEIGHT]…    writes the model
///     swift run -c release Trainer folds FILE[=WEIGHT]…        five-fold figures of each file, texts kept together
@main
struct Trainer {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let command = arguments.first, arguments.count >= 2 else { throw InputError(description: usage) }
        switch command {
        case "train": try train(out: arguments[1], files: Array(arguments.dropFirst(2)))
        case "folds": try folds(files: Array(arguments.dropFirst()))
        default: throw InputError(description: usage)
        }
    }

    static let usage = "usage: Trainer train OUT FILE[=WEIGHT]… | Trainer folds FILE[=WEIGHT]…"

    /// Temperature, shift of the neutral and of the negative logit, for: Chinese and English towards a target,
    /// Chinese and English of a whole text. The neutral band was chosen on development data.
    static let calibrations = [
        SentimentModel.Calibration(temperature: 1.5, neutralShift: 0, negativeShift: 0.2),
        SentimentModel.Calibration(temperature: 1.1, neutralShift: 0, negativeShift: 0),
        SentimentModel.Calibration(temperature: 2, neutralShift: -1, negativeShift: -0.4),
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

    private static func folds(files: [String]) throws {
        let examples = try examples(files)
        var logits = [[Double]](repeating: [0, 0, 0], count: examples.count)
        for fold in 0..<Example.folds {
            var regression = LogisticRegression(.init())
            regression.train(examples.filter { $0.fold != fold })
            for index in examples.indices where examples[index].fold == fold {
                logits[index] = regression.logits(examples[index])
            }
        }
        for name in Set(examples.map(\.source)).sorted() {
            let rows = examples.indices.filter { examples[$0].source == name }
            for shift in stride(from: -0.8, through: 0.8, by: 0.2) {
                var figures = Figures()
                for row in rows { figures.add(gold: examples[row].label, got: decide(logits[row], shift)) }
                print("\(name) neutral \((shift * 10).rounded() / 10): \(figures.description)")
            }
            for temperature in stride(from: 0.8, through: 2.4, by: 0.2) {
                let loss = rows.reduce(0) { $0 + surprise(logits[$1], temperature, examples[$1].label) }
                print("\(name) temperature \((temperature * 10).rounded() / 10): log loss \(loss / Double(rows.count))")
            }
        }
    }

    private static func surprise(_ z: [Double], _ temperature: Double, _ label: Int) -> Double {
        let odds = SentimentModel.softmax(
            Float(z[0] / temperature), Float(z[1] / temperature), Float(z[2] / temperature))
        return -log(max(1e-6, Double([odds.0, odds.1, odds.2][label])))
    }

    private static func decide(_ z: [Double], _ shift: Double) -> Int {
        let neutral = z[1] + shift
        return z[0] > neutral && z[0] >= z[2] ? 0 : z[2] > neutral && z[2] > z[0] ? 2 : 1
    }
}
