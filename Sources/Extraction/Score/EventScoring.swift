/// Sentiment of events: the table by type and direction, and the words of the sentence where the table asks for them.
struct EventScoring {
    let scorer: Scorer
    let reading: Reading

    /// The party that an event is about, where it is not the first role.
    private static let about = [
        "analyst_rating": "company", "regulatory_action": "target", "holding_change": "security",
        "litigation": "defendant", "supply_contract": "supplier",
    ]
    /// Scores nearer to zero than this are neutral.
    private static let band = 0.15

    func score(_ events: [Event], _ scratch: inout Scorer.Scratch) -> [ArticleSentiment.OfEvent] {
        let places = RawPlaces(reading.text.origin)
        return events.map { score($0, places, &scratch) }
    }

    private func score(
        _ event: Event, _ places: RawPlaces, _ scratch: inout Scorer.Scratch
    ) -> ArticleSentiment.OfEvent {
        let row = scorer.table.row(for: event, told: told(event, places))
        var all: [(role: String, sentiment: Sentiment)] = []
        for participant in event.participants {
            let value = row?.roles.first { $0.role == participant.role }?.value ?? .score(0)
            let basis = row?.basis ?? .fundamental
            all.append((participant.role, sentiment(of: participant, value, basis, event, places, &scratch)))
        }
        let main = EventScoring.about[event.type].flatMap { role in all.first { $0.role == role } } ?? all.first
        return .init(sentiment: main?.sentiment, participants: strongestPerEntity(all.map(\.sentiment)))
    }

    /// What decided an event's sentiment, for whoever asks why.
    func source(of event: Event) -> String {
        guard let row = scorer.table.row(for: event, told: told(event, RawPlaces(reading.text.origin))) else {
            return "no row of \(EventPolarity.path): neutral"
        }
        let role = EventScoring.about[event.type] ?? event.participants.first?.role ?? ""
        let value =
            switch row.roles.first(where: { $0.role == role })?.value ?? .score(0) {
            case .score(let score): "\(role) \(Explainer.shown(score))"
            case .text(let otherwise): "\(role) by the sentence's words, else \(Explainer.shown(otherwise))"
            case .words: "\(role) by the lexicon's words alone"
            case .opinion: "\(role) by the sentence's opinion"
            }
        return "\(EventPolarity.path), \(event.type): \(value)"
    }

    /// The event's own words, and what follows them in their sentence.
    private func told(_ event: Event, _ places: RawPlaces) -> EventPolarity.Told {
        let own = places.span(of: event.evidence)
        let end = sentence(around: own).upperBound
        return .init(own: reading.text.folded[own], after: reading.text.folded[own.upperBound..<end])
    }

    private func sentiment(
        of participant: Event.Participant, _ value: EventPolarity.Value, _ basis: Sentiment.Basis, _ event: Event,
        _ places: RawPlaces, _ scratch: inout Scorer.Scratch
    ) -> Sentiment {
        let stated = { (score: Double) in
            EventScoring.sentiment(score * EventScoring.weight(of: event), basis, entityID: participant.entity.id)
        }
        switch value {
        case .score(let score):
            return stated(score)
        case .text(let otherwise):
            if event.certainty == .denied { return stated(0) }
            let read = judgement(of: participant, basis, event, places, &scratch, isBorneOut: otherwise == 0)
            return read ?? stated(otherwise)
        case .words:
            let rule = scored(participant, event, places, &scratch)?.rule ?? 0
            return stated(max(-0.8, min(0.8, rule * 0.4)))
        case .opinion:
            let read = judgement(of: participant, basis, event, places, &scratch, isBorneOut: true)
            return read.flatMap { $0.basis == .opinion ? $0 : nil } ?? stated(0)
        }
    }

    /// How much of its value a fact keeps that has not happened, or not any more.
    static func weight(of event: Event) -> Double {
        // The table's rows for what is cancelled carry their sign already.
        let sign = (event.negated || event.certainty == .denied) && event.certainty != .cancelled ? -0.5 : 1.0
        switch event.certainty {
        case .completed, .ongoing, .cancelled: return sign
        case .planned, .forecast, .opinion: return 0.9 * sign
        case .rumoured: return 0.7 * sign
        case .conditional: return 0.5 * sign
        case .denied: return 0.1
        }
    }

    /// Probabilities for a score of the table: certain of its sign as far as it is from zero.
    static func sentiment(_ score: Double, _ basis: Sentiment.Basis, entityID: String) -> Sentiment {
        let size = min(1, score.magnitude)
        let strong = size < band ? size : 0.35 + 0.6 * size
        let weak = (1 - strong) * 0.2
        let rest = 1 - strong - weak
        let label: Sentiment.Label = size < band ? .neutral : score > 0 ? .positive : .negative
        return Sentiment(
            entityID: entityID, score: score, label: label, positive: score >= 0 ? strong : weak, neutral: rest,
            negative: score >= 0 ? weak : strong, basis: basis)
    }

    /// What the words of the event's sentence say of the participant; nil where they say nothing.
    /// - Parameter isBorneOut: the words of the lexicon must say so too, not the model alone.
    private func judgement(
        of participant: Event.Participant, _ basis: Sentiment.Basis, _ event: Event, _ places: RawPlaces,
        _ scratch: inout Scorer.Scratch, isBorneOut: Bool
    ) -> Sentiment? {
        guard let scored = scored(participant, event, places, &scratch) else { return nil }
        var read = scored.sentiment
        guard read.label != .neutral, !isBorneOut || scored.rule * read.score > 0 else { return nil }
        read.entityID = participant.entity.id
        if basis == .price { read.basis = basis }
        return read
    }

    /// The event's sentence towards a participant, or as a whole where the participant is named elsewhere.
    private func scored(
        _ participant: Event.Participant, _ event: Event, _ places: RawPlaces, _ scratch: inout Scorer.Scratch
    ) -> Scorer.Scored? {
        let evidence = sentence(around: places.span(of: event.evidence))
        if evidence.isEmpty { return nil }
        let mention = places.span(of: participant.span)
        let isInside = mention.lowerBound >= evidence.lowerBound && mention.upperBound <= evidence.upperBound
        let span = Scorer.surroundings(of: isInside ? mention : evidence.lowerBound..<evidence.lowerBound, in: evidence)
        return scorer.score(
            reading.text.folded, span, isInside && !mention.isEmpty ? mention : nil, reading.article.language, [],
            &scratch)
    }

    /// The evidence with the rest of the sentences that it begins and ends in.
    private func sentence(around evidence: Span) -> Span {
        guard !evidence.isEmpty else { return evidence }
        var span = evidence
        for sentence in reading.sentences where sentence.span.overlaps(evidence) {
            span = min(span.lowerBound, sentence.span.lowerBound)..<max(span.upperBound, sentence.span.upperBound)
        }
        return span
    }

    private func strongestPerEntity(_ all: [Sentiment]) -> [Sentiment] {
        var kept: [Sentiment] = []
        for sentiment in all {
            if let index = kept.firstIndex(where: { $0.entityID == sentiment.entityID }) {
                if kept[index].score.magnitude < sentiment.score.magnitude { kept[index] = sentiment }
            } else {
                kept.append(sentiment)
            }
        }
        return kept
    }
}

/// Positions in an article's text of code points of the raw body.
struct RawPlaces {
    private let origin: [UInt32]
    /// Positions in order of their place in the raw body; empty where that is the order of the text itself.
    private let order: [Int]

    init(_ origin: [UInt32]) {
        self.origin = origin
        let isInOrder = origin.indices.dropFirst().allSatisfy { origin[$0 - 1] <= origin[$0] }
        order = isInOrder ? [] : origin.indices.sorted { (origin[$0], $0) < (origin[$1], $1) }
    }

    private func position(_ place: Int) -> Int { order.isEmpty ? place : order[place] }

    /// The positions between those of the first and the last code point of `raw` that the text still has.
    func span(of raw: Span) -> Span {
        let low = first(at: raw.lowerBound)
        let high = first(at: raw.upperBound)
        guard low < high else { return 0..<0 }
        let start = position(low)
        let end = position(high - 1)
        return start <= end ? start..<(end + 1) : end..<(start + 1)
    }

    private func first(at raw: Int) -> Int {
        origin.indices.firstPlace { Int(origin[position($0)]) >= raw }
    }
}
