/// Says how good or bad a text is for a target as an investment. Immutable: one value serves any number of threads.
///
/// Values of the lexicon are composed by clause, attributed to the target, and weighed by a small linear model together
/// with n-grams; without a model the composed values decide alone.
public struct Scorer: Sendable {
    /// One word of the lexicon that spoke for or against the target.
    public struct Contribution: Sendable, Equatable {
        /// Positions in the text.
        public var span: Span
        /// Composed value: negation, degree, contrast and role are in it.
        public var value: Double
        public var basis: Sentiment.Basis
        /// Number of the lexicon's entry; `Scorer.place(of:)` names its file and line.
        public var entry: Int
    }

    public struct Scored: Sendable {
        public var sentiment: Sentiment
        /// In order of position.
        public var contributions: [Contribution]
        /// Probability of the label.
        public var confidence: Double
        /// What the words of the lexicon say by themselves, composed and attributed; 0 where none spoke.
        var rule: Double
    }

    package static let modelPath = "sentiment/model.bin"

    let lexicon: SentimentLexicon
    let matcher: CueMatcher
    let model: SentimentModel?
    let table: EventPolarity

    /// - Throws: `LexiconError` that names file, line, column and remedy, when a file below `sentiment/` is wrong.
    public init(lexicon files: LexiconFiles = .embedded) throws(LexiconError) {
        lexicon = try SentimentLexicon(files)
        matcher = CueMatcher(lexicon)
        table = try EventPolarity(files)
        if let bytes = files.bytes(of: Scorer.modelPath) {
            model = try SentimentModel(bytes: bytes, path: Scorer.modelPath)
        } else {
            model = nil
        }
    }

    /// The sentiment of `span` (a sentence or several) towards `target`, or of the whole when there is none.
    ///
    /// Spans that leave the text are cut to it. A target outside `span` counts as none.
    /// - Parameter others: spans of other entities named there, if known.
    public func score(
        text: Text, span: Span, target: Span?, language: Language, others: [Span] = []
    ) -> Scored {
        let whole = span.clamped(to: 0..<text.count)
        let goal = target.flatMap { $0.isEmpty || $0.clamped(to: whole) != $0 ? nil : $0 }
        var scratch = Scratch()
        return score(text.folded, whole, goal, language, others, &scratch)
    }

    /// Reused between decisions, so that a document costs no allocation per mention.
    struct Scratch {
        var cues: [Cue] = []
        var grams: [Gram] = []
        fileprivate var words = ReadWords()
    }

    func score(
        _ folded: [UInt16], _ span: Span, _ target: Span?, _ language: Language, _ others: [Span],
        _ scratch: inout Scratch
    ) -> Scored {
        let view: TargetView
        let odds: (Float, Float, Float)
        if let model {
            var sums = SentimentModel.Sums(model)
            view = read(folded, span, target, language, others, &scratch, into: &sums)
            let index = SentimentModel.Calibration.index(hasTarget: target != nil, isEnglish: language == .en)
            odds = model.probabilities(sums, calibration: index)
        } else {
            var features = FeatureSet()
            view = read(folded, span, target, language, others, &scratch, into: &features)
            odds = Scorer.odds(ofRule: view.rule)
        }
        return Scored(
            sentiment: Scorer.sentiment(odds, basis: Scorer.basis(view)),
            contributions: contributions(view, scratch.cues), confidence: Double(max(odds.0, odds.1, odds.2)),
            rule: Double(view.rule))
    }

    /// The view of one decision; its cues are left in `scratch`, its features in `features`.
    func read(
        _ folded: [UInt16], _ span: Span, _ target: Span?, _ language: Language, _ others: [Span],
        _ scratch: inout Scratch, into features: inout some FeatureSink
    ) -> TargetView {
        let words = readWords(folded, span, &scratch)
        let clauses = words.clauses
        scratch.cues.removeAll(keepingCapacity: true)
        scratch.cues += words.cues
        scratch.grams.removeAll(keepingCapacity: true)
        CueResolver(folded: folded, clauses: clauses, target: target, redIsUp: language == .en ? -1 : 1)
            .resolve(&scratch.cues)
        let view = TargetReader(folded: folded, clauses: clauses).view(of: target, cues: scratch.cues, others: others)
        Grams.cut(words.grams, folded, window(clauses, span, target), target: target, into: &scratch.grams)
        muteColours(&scratch)
        FeatureBuilder(clauses: clauses, target: target, language: language)
            .build(view, scratch.cues, scratch.grams, into: &features)
        return view
    }

    private func readWords(_ folded: [UInt16], _ span: Span, _ scratch: inout Scratch) -> ReadWords.Stretch {
        if let known = scratch.words.stretch(at: span) { return known }
        scratch.cues.removeAll(keepingCapacity: true)
        matcher.cues(in: folded, span: span, into: &scratch.cues)
        scratch.grams.removeAll(keepingCapacity: true)
        Grams.cut(folded, span, target: nil, into: &scratch.grams)
        let stretch = ReadWords.Stretch(
            span: span, clauses: ClauseMap(folded: folded, span: span), cues: Array(scratch.cues[...]),
            grams: Array(scratch.grams[...]))
        scratch.words.keep(stretch)
        return stretch
    }

    /// A colour that says nothing to the lexicon must not speak through the model either; where it is all that could
    /// speak, the words round it know nothing.
    private func muteColours(_ scratch: inout Scratch) {
        guard scratch.cues.contains(where: { !$0.isUndecidedColour }) || scratch.cues.isEmpty else {
            return scratch.grams.removeAll(keepingCapacity: true)
        }
        for cue in scratch.cues where cue.isUndecidedColour {
            scratch.grams.removeAll { $0.start >= cue.start && $0.start < cue.end }
        }
    }

    /// The features that a model is trained on: exactly those it is asked with later.
    package func features(text: Text, target: Span?, language: Language) -> (cues: [UInt32], grams: [UInt32]) {
        var scratch = Scratch()
        var features = FeatureSet()
        _ = read(text.folded, 0..<text.count, target, language, [], &scratch, into: &features)
        return (features.cues, features.grams)
    }

    /// N-grams come from the target's sentence alone.
    private func window(_ clauses: ClauseMap, _ span: Span, _ target: Span?) -> Span {
        guard let target else { return span }
        let home = clauses.clause(at: target.lowerBound)
        let sentence = clauses.sentence[home]
        let low = clauses.sentence.firstIndex(of: sentence) ?? home
        let high = clauses.sentence.lastIndex(of: sentence) ?? home
        let last = clauses.clause(at: target.upperBound - 1)
        return clauses.span(of: low).lowerBound..<clauses.span(of: max(high, last)).upperBound
    }

    private func contributions(_ view: TargetView, _ cues: [Cue]) -> [Contribution] {
        view.parts.map { part in
            let cue = cues[part.cue]
            return Contribution(
                span: cue.start..<cue.end, value: Double(part.value), basis: part.basis, entry: cue.entry)
        }
    }

    /// File and line of the lexicon that a contribution comes from, as `sentiment/zh.sentiment:12`.
    public func place(of contribution: Contribution) -> String {
        lexicon.places.indices.contains(contribution.entry) ? lexicon.places[contribution.entry] : ""
    }

    /// Without a model: the composed value through a softmax with a neutral band.
    static func odds(ofRule value: Float) -> (Float, Float, Float) {
        SentimentModel.softmax(value, 0.55 - 0.3 * value.magnitude, -value)
    }

    static func sentiment(_ odds: (Float, Float, Float), basis: Sentiment.Basis, entityID: String = "") -> Sentiment {
        let label: Sentiment.Label =
            odds.0 > odds.1 && odds.0 >= odds.2 ? .positive : odds.2 > odds.1 && odds.2 > odds.0 ? .negative : .neutral
        return Sentiment(
            entityID: entityID, score: Double(odds.0 - odds.2), label: label, positive: Double(odds.0),
            neutral: Double(odds.1), negative: Double(odds.2), basis: basis)
    }

    /// The basis that carries most of the weight; fundamental where no word spoke.
    static func basis(_ view: TargetView) -> Sentiment.Basis {
        var weights: (fundamental: Float, opinion: Float, price: Float) = (0, 0, 0)
        for part in view.parts {
            switch part.basis {
            case .fundamental: weights.fundamental += part.value.magnitude
            case .opinion: weights.opinion += part.value.magnitude
            case .price: weights.price += part.value.magnitude
            }
        }
        if weights.price > weights.fundamental, weights.price >= weights.opinion { return .price }
        return weights.opinion > weights.fundamental ? .opinion : .fundamental
    }
}

extension Scorer {
    /// Chinese or English by the letters of the first 400 code points, for text whose language nobody has said.
    public static func language(of text: Text) -> Language {
        var (han, latin) = (0, 0)
        for unit in text.folded.prefix(400) {
            if Glyph.isHan(unit) { han += 1 } else if Glyph.isLatin(unit) { latin += 1 }
        }
        return han * 3 >= latin && han > 0 ? .zhHans : latin > 0 ? .en : .und
    }
}
