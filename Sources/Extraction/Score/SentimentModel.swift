/// A linear model over hashed features: three labels, weights in 8 bits, and the calibration of their probabilities.
///
/// Integer sums and an exponential of its own make the result the same on every machine.
package struct SentimentModel: Sendable, Equatable {
    package static let labels = 3
    static let magic: [UInt8] = Array("TRSM1".utf8)

    /// Scales of the two tables: a weight is its byte times this.
    package var cueScale: Float
    package var gramScale: Float
    /// Row by bucket, three bytes each: positive, neutral, negative.
    package var cueWeights: Weights
    package var gramWeights: Weights
    /// Calibration by kind of decision, see `Calibration.index`.
    package var calibrations: [Calibration]

    /// Divides the logits and moves the neutral one: the neutral band, chosen on development data.
    package struct Calibration: Sendable, Equatable {
        package var temperature: Float
        package var neutralShift: Float
        package var negativeShift: Float
        package init(temperature: Float, neutralShift: Float, negativeShift: Float) {
            self.temperature = temperature
            self.neutralShift = neutralShift
            self.negativeShift = negativeShift
        }

        package static func index(hasTarget: Bool, isEnglish: Bool) -> Int { (hasTarget ? 0 : 2) + (isEnglish ? 1 : 0) }
    }

    /// Rows of positive, neutral and negative; the fourth of a row is 0.
    package typealias Weights = [SIMD4<Int8>]

    /// - Parameters:
    ///   - cueWeights: by bucket, three bytes each.
    ///   - gramWeights: the same.
    package init(
        cueScale: Float, gramScale: Float, cueWeights: [Int8], gramWeights: [Int8], calibrations: [Calibration]
    ) {
        self.cueScale = cueScale
        self.gramScale = gramScale
        self.cueWeights = SentimentModel.rows(cueWeights)
        self.gramWeights = SentimentModel.rows(gramWeights)
        self.calibrations = calibrations
    }

    private static func rows(_ bytes: [Int8]) -> Weights {
        (0..<bytes.count / labels).map { SIMD4(bytes[$0 * 3], bytes[$0 * 3 + 1], bytes[$0 * 3 + 2], 0) }
    }

    /// The weights of the features taken so far.
    struct Sums: FeatureSink {
        private let cueWeights: Weights
        private let gramWeights: Weights
        fileprivate var cues = SIMD4<Int32>()
        fileprivate var grams = SIMD4<Int32>()

        init(_ model: SentimentModel) {
            cueWeights = model.cueWeights
            gramWeights = model.gramWeights
        }

        @inline(__always)
        mutating func take(cue bucket: UInt32) {
            cues &+= SIMD4<Int32>(truncatingIfNeeded: cueWeights[Int(bucket)])
        }

        @inline(__always)
        mutating func take(gram bucket: UInt32) {
            grams &+= SIMD4<Int32>(truncatingIfNeeded: gramWeights[Int(bucket)])
        }
    }

    /// Probabilities of positive, neutral, negative.
    func probabilities(_ sums: Sums, calibration: Int) -> (Float, Float, Float) {
        let tune = calibrations[calibration]
        let positive = Float(sums.cues[0]) * cueScale + Float(sums.grams[0]) * gramScale
        let neutral = Float(sums.cues[1]) * cueScale + Float(sums.grams[1]) * gramScale + tune.neutralShift
        let negative = Float(sums.cues[2]) * cueScale + Float(sums.grams[2]) * gramScale + tune.negativeShift
        return SentimentModel.softmax(
            positive / tune.temperature, neutral / tune.temperature, negative / tune.temperature)
    }

    package static func softmax(_ a: Float, _ b: Float, _ c: Float) -> (Float, Float, Float) {
        let top = max(a, max(b, c))
        let (x, y, z) = (exponential(a - top), exponential(b - top), exponential(c - top))
        let sum = x + y + z
        return (x / sum, y / sum, z / sum)
    }

    /// e to the power of `x` ≤ 0 by halving and a series: sums and products only, so equal on every machine.
    package static func exponential(_ x: Float) -> Float {
        if x < -40 { return 0 }
        let small = Double(x) / 64
        var term = 1.0
        var sum = 1.0
        for n in 1...8 {
            term *= small / Double(n)
            sum += term
        }
        for _ in 0..<6 { sum *= sum }
        return Float(sum)
    }
}

extension SentimentModel {
    /// Bytes as shipped: magic, scales and calibrations as decimal-free bit patterns, then the two tables.
    package var encoded: [UInt8] {
        var bytes = SentimentModel.magic
        func put(_ value: Float) {
            for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(shift))) }
        }
        put(cueScale)
        put(gramScale)
        for tune in calibrations {
            put(tune.temperature)
            put(tune.neutralShift)
            put(tune.negativeShift)
        }
        for row in cueWeights + gramWeights {
            for label in 0..<SentimentModel.labels { bytes.append(UInt8(bitPattern: row[label])) }
        }
        return bytes
    }

    /// - Throws: `LexiconError` when the bytes are not a model of this version.
    init(bytes: [UInt8], path: String) throws(LexiconError) {
        let header = SentimentModel.magic.count + 4 * (2 + 3 * 4)
        let cueCount = FeatureSet.cueBuckets * 3
        let gramCount = FeatureSet.gramBuckets * 3
        guard bytes.count == header + cueCount + gramCount, bytes.starts(with: SentimentModel.magic) else {
            throw LexiconError(
                file: path, line: 0, message: "not a sentiment model of this version",
                remedy: "train it again with the Trainer")
        }
        var at = SentimentModel.magic.count
        func float() -> Float {
            var bits: UInt32 = 0
            for byte in 0..<4 { bits |= UInt32(bytes[at + byte]) << UInt32(8 * byte) }
            at += 4
            return Float(bitPattern: bits)
        }
        let scales = (float(), float())
        let tunes = (0..<4).map { _ in
            Calibration(temperature: float(), neutralShift: float(), negativeShift: float())
        }
        guard tunes.allSatisfy({ $0.temperature > 0 }) else {
            throw LexiconError(
                file: path, line: 0, message: "a temperature is not positive",
                remedy: "train it again with the Trainer")
        }
        self.init(
            cueScale: scales.0, gramScale: scales.1, cueWeights: bytes[at..<at + cueCount].map { Int8(bitPattern: $0) },
            gramWeights: bytes[(at + cueCount)...].map { Int8(bitPattern: $0) }, calibrations: tunes)
    }
}
