internal import Extraction

/// Logistic regression over three labels, trained by AdaGrad in a fixed order: sums, products, quotients and square
/// roots of IEEE doubles alone, so that the same lines give the same bytes everywhere.
///
/// Source of the step size: Duchi, Hazan and Singer, "Adaptive Subgradient Methods" (2011).
struct LogisticRegression {
    struct Settings {
        var epochs = 6
        var cueRate = 0.06
        var gramRate = 0.06
        /// Value of an n-gram feature beside the 1 of a lexicon feature.
        var gramValue = 0.35
        /// Share of a weight taken away at each of its updates.
        var decay = 0.002
        var seed: UInt64 = 20_251_121
    }

    let settings: Settings
    private var cueWeights = [Double](repeating: 0, count: FeatureSet.cueBuckets * 3)
    private var gramWeights = [Double](repeating: 0, count: FeatureSet.gramBuckets * 3)
    private var cueSquares = [Double](repeating: 1e-2, count: FeatureSet.cueBuckets * 3)
    private var gramSquares = [Double](repeating: 1e-2, count: FeatureSet.gramBuckets * 3)

    init(_ settings: Settings) { self.settings = settings }

    mutating func train(_ examples: [Example]) {
        var order = Array(examples.indices)
        var random = Shuffle(state: settings.seed)
        for _ in 0..<settings.epochs {
            random.shuffle(&order)
            for index in order { step(examples[index]) }
        }
    }

    private mutating func step(_ example: Example) {
        let odds = probabilities(example)
        for label in 0..<3 {
            let error = (odds[label] - (label == example.label ? 1 : 0)) * example.weight
            if error.magnitude < 1e-4 { continue }
            for bucket in example.cues {
                LogisticRegression.move(
                    &cueWeights, &cueSquares, Int(bucket) * 3 + label, error, settings.cueRate, settings.decay)
            }
            for bucket in example.grams {
                LogisticRegression.move(
                    &gramWeights, &gramSquares, Int(bucket) * 3 + label, error * settings.gramValue, settings.gramRate,
                    settings.decay)
            }
        }
    }

    private static func move(
        _ weights: inout [Double], _ squares: inout [Double], _ at: Int, _ gradient: Double, _ rate: Double,
        _ decay: Double
    ) {
        squares[at] += gradient * gradient
        weights[at] -= rate * (gradient / squares[at].squareRoot() + decay * weights[at])
    }

    func logits(_ example: Example) -> [Double] {
        var sums = [0.0, 0.0, 0.0]
        for label in 0..<3 {
            for bucket in example.cues { sums[label] += cueWeights[Int(bucket) * 3 + label] }
            var grams = 0.0
            for bucket in example.grams { grams += gramWeights[Int(bucket) * 3 + label] }
            sums[label] += grams * settings.gramValue
        }
        return sums
    }

    private func probabilities(_ example: Example) -> [Double] {
        let z = logits(example)
        let odds = SentimentModel.softmax(Float(z[0]), Float(z[1]), Float(z[2]))
        return [Double(odds.0), Double(odds.1), Double(odds.2)]
    }

    /// Weights in 8 bits, each table on its own scale.
    func model(calibrations: [SentimentModel.Calibration]) -> SentimentModel {
        let (cues, cueScale) = LogisticRegression.bytes(cueWeights)
        let (grams, gramScale) = LogisticRegression.bytes(gramWeights)
        return SentimentModel(
            cueScale: Float(cueScale), gramScale: Float(gramScale * settings.gramValue), cueWeights: cues,
            gramWeights: grams, calibrations: calibrations)
    }

    private static func bytes(_ weights: [Double]) -> ([Int8], Double) {
        let top = weights.reduce(0) { max($0, $1.magnitude) }
        let scale = top == 0 ? 1 : top / 127
        return (weights.map { Int8(max(-127, min(127, ($0 / scale).rounded()))) }, scale)
    }
}

/// Fisher-Yates over SplitMix64, so that the order does not depend on a library.
struct Shuffle {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func shuffle(_ order: inout [Int]) {
        guard order.count > 1 else { return }
        for index in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(index, Int(next() % UInt64(index + 1)))
        }
    }
}
