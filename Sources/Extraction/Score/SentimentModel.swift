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
    package var cueWeights: [Int8]
    package var gramWeights: [Int8]
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

    package init(
        cueScale: Float, gramScale: Float, cueWeights: [Int8], gramWeights: [Int8], calibrations: [Calibration]
    ) {
        self.cueScale = cueScale
        self.gramScale = gramScale
        self.cueWeights = cueWeights
        self.gramWeights = gramWeights
        self.calibrations = calibrations
    }

    /// Probabilities of positive, neutral, negative.
    func probabilities(_ features: FeatureSet, calibration: Int) -> (Float, Float, Float) {
        let cue = sums(features.cues, cueWeights)
        let gram = sums(features.grams, gramWeights)
        let tune = calibrations[calibration]
        let positive = Float(cue.0) * cueScale + Float(gram.0) * gramScale
        let neutral = Float(cue.1) * cueScale + Float(gram.1) * gramScale + tune.neutralShift
        let negative = Float(cue.2) * cueScale + Float(gram.2) * gramScale + tune.negativeShift
        return SentimentModel.softmax(
            positive / tune.temperature, neutral / tune.temperature, negative / tune.temperature)
    }

    private func sums(_ buckets: [UInt32], _ weights: [Int8]) -> (Int32, Int32, Int32) {
        var (a, b, c) = (Int32(0), Int32(0), Int32(0))
        for bucket in buckets {
            let row = Int(bucket) * 3
            a &+= Int32(weights[row])
            b &+= Int32(weights[row + 1])
            c &+= Int32(weights[row + 2])
        }
        return (a, b, c)
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
        bytes += cueWeights.map { UInt8(bitPattern: $0) }
        bytes += gramWeights.map { UInt8(bitPattern: $0) }
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
