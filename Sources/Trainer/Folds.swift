internal import Extraction
internal import Foundation

/// Decisions on every line by a model trained on the other four fifths; lines of one text stay in one fold.
struct Folds {
    private let examples: [Example]
    private var logits: [[Double]]

    init(_ examples: [Example]) {
        self.examples = examples
        logits = [[Double]](repeating: [0, 0, 0], count: examples.count)
        for fold in 0..<Example.folds {
            var regression = LogisticRegression(.init())
            regression.train(examples.filter { $0.fold != fold })
            for index in examples.indices where examples[index].fold == fold {
                logits[index] = regression.logits(examples[index])
            }
        }
    }

    /// For each file a JSON-lines file of its name in `folder`: `{"id":"#0","label","score"}` for its lines in order.
    func writeAnswers(to folder: URL, calibrations: [SentimentModel.Calibration]) throws {
        for name in names {
            var text = ""
            for (number, row) in rows(of: name).enumerated() {
                let odds = probabilities(logits[row], calibrations[examples[row].kind])
                let label = odds.0 > odds.1 && odds.0 >= odds.2 ? 0 : odds.2 > odds.1 && odds.2 > odds.0 ? 2 : 1
                let words = ["positive", "neutral", "negative"][label]
                text += "{\"id\":\"#\(number)\",\"label\":\"\(words)\",\"score\":\(odds.0 - odds.2)}\n"
            }
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
    }

    /// Figures of each file with other neutral bands and temperatures, to choose them by.
    func printBands() {
        for name in names {
            let rows = rows(of: name)
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

    private var names: [String] { Set(examples.map(\.source)).sorted() }

    private func rows(of name: String) -> [Int] { examples.indices.filter { examples[$0].source == name } }

    private func probabilities(_ z: [Double], _ tune: SentimentModel.Calibration) -> (Float, Float, Float) {
        SentimentModel.softmax(
            Float(z[0]) / tune.temperature, (Float(z[1]) + tune.neutralShift) / tune.temperature,
            (Float(z[2]) + tune.negativeShift) / tune.temperature)
    }

    private func surprise(_ z: [Double], _ temperature: Double, _ label: Int) -> Double {
        let odds = SentimentModel.softmax(
            Float(z[0] / temperature), Float(z[1] / temperature), Float(z[2] / temperature))
        return -log(max(1e-6, Double([odds.0, odds.1, odds.2][label])))
    }

    private func decide(_ z: [Double], _ shift: Double) -> Int {
        let neutral = z[1] + shift
        return z[0] > neutral && z[0] >= z[2] ? 0 : z[2] > neutral && z[2] > z[0] ? 2 : 1
    }
}
