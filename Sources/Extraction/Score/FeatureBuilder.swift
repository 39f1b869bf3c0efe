/// Turns one target in its text into features of the linear model.
struct FeatureBuilder {
    let clauses: ClauseMap
    let target: Span?
    let language: Language

    func build(_ view: TargetView, _ cues: [Cue], _ grams: [Gram], into features: inout some FeatureSink) {
        addCueFeatures(view, &features)
        guard let target else { return addWholeGrams(grams, &features) }
        addTargetedGrams(grams, target, &features)
        addCueShape(cues, target, &features)
    }

    // MARK: features of the lexicon

    private func addCueFeatures(_ view: TargetView, _ features: inout some FeatureSink) {
        let mode: UInt32 = target == nil ? 1000 : 0
        let tongue: UInt32 = language == .en ? 100 : 200
        for base in [mode, mode + tongue] {
            features.addCue(base + 1, FeatureBuilder.bucket(view.after))
            features.addCue(base + 2, FeatureBuilder.bucket(view.before))
            features.addCue(base + 3, FeatureBuilder.bucket(view.later))
            features.addCue(base + 4, FeatureBuilder.bucket(view.earlier))
            features.addCue(base + 5, FeatureBuilder.bucket(view.elsewhere))
            features.addCue(base + 6, FeatureBuilder.bucket(view.rule))
            features.addCue(base + 7, sign(view.nearestAfter) * 3 + sign(view.nearestBefore))
            features.addCue(base + 8, min(3, view.positives) * 4 + min(3, view.negatives))
            features.addCue(base + 9, (view.speaks ? 4 : 0) + (view.routine ? 2 : 0) + (view.hedged ? 1 : 0))
            features.addCue(base + 13, sign(view.rule) * 4 + (view.asks ? 2 : 0) + (view.supposes ? 1 : 0))
            features.addCue(base + 10, sign(view.rule) * 8 + (view.speaks ? 2 : 0) + (view.routine ? 1 : 0))
            features.addCue(base + 11, sign(view.after) * 9 + sign(view.before) * 3 + sign(view.later))
            features.addCue(base + 12, 0)
        }
    }

    /// −6 … 6, finer near zero.
    static func bucket(_ value: Float) -> Int {
        let size = value.magnitude
        let step =
            size == 0 ? 0 : size < 0.4 ? 1 : size < 0.9 ? 2 : size < 1.6 ? 3 : size < 2.6 ? 4 : size < 4.5 ? 5 : 6
        return value < 0 ? -step : step
    }

    private func sign(_ value: Float) -> Int { value > 0.05 ? 1 : value < -0.05 ? -1 : 0 }

    /// The words of the lexicon around the target, each with its side and distance class.
    private func addCueShape(_ cues: [Cue], _ target: Span, _ features: inout some FeatureSink) {
        let home = clauses.clause(at: target.lowerBound)
        for cue in cues where cue.clause == home && !cue.isUndecidedColour {
            let side: UInt32 = cue.start >= target.upperBound ? 11 : 12
            features.addGram(side, cue.mark)
            let value = sign(cue.subject) * 3 + sign(cue.object)
            features.addCue(20 + side, Int(cue.kind.rawValue) * 9 + value)
        }
    }

    // MARK: n-grams

    private func addWholeGrams(_ grams: [Gram], _ features: inout some FeatureSink) {
        var previous: UInt32 = 1
        var before: UInt32 = 1
        var stem: UInt32 = 1
        for gram in grams {
            features.addGram(1, gram.hash)
            features.addGram(2, FeatureSet.mix(previous, gram.hash))
            features.addGram(3, FeatureSet.mix(FeatureSet.mix(before, previous), gram.hash))
            if !gram.isHan {
                features.addGram(8, gram.stem)
                features.addGram(9, FeatureSet.mix(stem, gram.stem))
            }
            stem = gram.stem
            before = previous
            previous = gram.hash
        }
        features.addGram(2, FeatureSet.mix(previous, 2))
    }

    private func addTargetedGrams(_ grams: [Gram], _ target: Span, _ features: inout some FeatureSink) {
        let home = clauses.clause(at: target.lowerBound)
        let clause = clauses.span(of: home)
        guard let at = grams.firstIndex(where: { $0.hash == Grams.target }) else { return }
        var previous: UInt32 = 1
        for (index, gram) in grams.enumerated() {
            let pair = FeatureSet.mix(previous, gram.hash)
            let side: UInt32 = index < at ? 4 : 5
            features.addGram(gram.isHan ? 6 : 7, gram.isHan ? pair : gram.hash)
            if gram.start >= clause.lowerBound, gram.start < clause.upperBound {
                if !gram.isHan { features.addGram(side + 16, gram.stem) }
                features.addGram(side + 32, pair)
            } else {
                features.addGram(side, gram.isHan ? pair : gram.hash)
            }
            let distance = index - at
            if distance != 0, distance.magnitude <= 4 {
                features.addGram(UInt32(truncatingIfNeeded: 64 + distance), gram.hash)
                features.addGram(UInt32(truncatingIfNeeded: 80 + sign(Float(distance))), pair)
            }
            previous = gram.hash
        }
        features.addGram(50, UInt32(at == 0 ? 1 : 0) + UInt32(at == grams.count - 1 ? 2 : 0))
    }
}
