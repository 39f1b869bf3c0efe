/// Sentiment of one article on its three levels.
public struct ArticleSentiment: Sendable {
    public struct OfEntity: Sendable {
        /// Index into `Reading.entities`.
        public var entity: Int
        public var sentiment: Sentiment
        /// Sentences that decided, as positions in the article's text, in order of position; at most three.
        public var evidence: [Span]
    }

    public struct OfEvent: Sendable {
        /// Towards the party that the event is about; nil when it has none.
        public var sentiment: Sentiment?
        /// One per participant, in their order; an entity in two roles has its stronger one only.
        public var participants: [Sentiment]
    }

    public var article: Sentiment
    /// Every entity with a mention of use `participant`, in the order of `Reading.entities`.
    public var entities: [OfEntity]
    /// One for each event, in their order.
    public var events: [OfEvent]
}

extension Scorer {
    /// Mentions of one entity that are read: later ones say little new, and a page that repeats a name must not
    /// cost a minute.
    static let mentionsPerEntity = 32
    /// Sentences of an article that are read for its own sentiment.
    static let sentencesPerArticle = 64
    /// A sentence longer than this is cut to the surroundings of the target.
    static let longestSentence = 600

    /// Sentiment of the article, of each entity in it, and of each event and its participants.
    ///
    /// - Parameter events: of this reading; their spans are code points of the raw body.
    public func score(reading: Reading, events: [Event]) -> ArticleSentiment {
        var scratch = Scratch()
        let ofEvents = EventScoring(scorer: self, reading: reading).score(events, &scratch)
        var tallies = [EntityTally](repeating: EntityTally(), count: reading.entities.count)
        readMentions(reading, into: &tallies, &scratch)
        addEvents(ofEvents, reading, to: &tallies)
        let entities = tallies.indices.compactMap { index -> ArticleSentiment.OfEntity? in
            guard tallies[index].mentions > 0 else { return nil }
            return .init(
                entity: index, sentiment: tallies[index].sentiment(of: reading.entities[index].id),
                evidence: tallies[index].evidence)
        }
        return ArticleSentiment(
            article: article(reading, tallies, &scratch), entities: entities, events: ofEvents)
    }

    private func readMentions(_ reading: Reading, into tallies: inout [EntityTally], _ scratch: inout Scratch) {
        var sentence = 0
        for (index, mention) in reading.mentions.enumerated() where mention.use == .participant {
            while sentence < reading.sentences.count,
                reading.sentences[sentence].span.upperBound <= mention.span.lowerBound
            { sentence += 1 }
            guard sentence < reading.sentences.count, tallies.indices.contains(mention.entity),
                reading.sentences[sentence].span.lowerBound <= mention.span.lowerBound
            else { continue }
            tallies[mention.entity].mentions += 1
            guard tallies[mention.entity].mentions <= Scorer.mentionsPerEntity else { continue }
            let whole = reading.sentences[sentence]
            let span = Scorer.surroundings(of: mention.span, in: whole.span)
            let scored = score(
                reading.text.folded, span, mention.span.clamped(to: span), reading.article.language,
                others(near: index, reading, in: span), &scratch)
            tallies[mention.entity].add(scored, sentence: whole, ordinal: sentence)
        }
    }

    /// The other entities' mentions in the same sentence.
    private func others(near index: Int, _ reading: Reading, in span: Span) -> [Span] {
        var found: [Span] = []
        for step in [-1, 1] {
            var other = index + step
            while reading.mentions.indices.contains(other), found.count < 16,
                reading.mentions[other].span.overlaps(span)
            {
                let mention = reading.mentions[other]
                let isOther = mention.entity != reading.mentions[index].entity
                if mention.use == .participant, isOther { found.append(mention.span) }
                other += step
            }
        }
        return found
    }

    static func surroundings(of target: Span, in sentence: Span) -> Span {
        if sentence.count <= longestSentence { return sentence }
        let low = max(sentence.lowerBound, target.lowerBound - longestSentence / 2)
        return low..<min(sentence.upperBound, max(target.upperBound, low + longestSentence))
    }

    private func addEvents(_ events: [ArticleSentiment.OfEvent], _ reading: Reading, to tallies: inout [EntityTally]) {
        // Of several with one id the first.
        var place: [String: Int] = [:]
        place.reserveCapacity(reading.entities.count)
        for index in reading.entities.indices.reversed() { place[reading.entities[index].id] = index }
        for event in events {
            for participant in event.participants {
                guard let index = place[participant.entityID] else { continue }
                tallies[index].add(participant, weight: 1.5)
            }
        }
    }

    private func article(_ reading: Reading, _ tallies: [EntityTally], _ scratch: inout Scratch) -> Sentiment {
        var total = EntityTally()
        for (ordinal, sentence) in reading.sentences.prefix(Scorer.sentencesPerArticle).enumerated() {
            let span =
                sentence.span
                .lowerBound..<min(
                    sentence.span.upperBound, sentence.span.lowerBound + Scorer.longestSentence)
            let scored = score(reading.text.folded, span, nil, reading.article.language, [], &scratch)
            total.add(scored, sentence: sentence, ordinal: ordinal)
        }
        for tally in tallies where tally.mentions > 0 {
            total.add(tally.sentiment(of: ""), weight: min(4, Double(tally.mentions)) * 0.5)
        }
        return total.sentiment(of: "")
    }
}

/// Weighted mean of several judgements of one entity: what says something outweighs what says nothing.
struct EntityTally {
    var mentions = 0
    private var weights = 0.0
    private var positive = 0.0
    private var neutral = 0.0
    private var negative = 0.0
    private var bases = (fundamental: 0.0, opinion: 0.0, price: 0.0)
    private var strongest: [(span: Span, ordinal: Int, strength: Double)] = []

    /// Sentences kept as evidence.
    private static let evidenceKept = 3

    mutating func add(_ scored: Scorer.Scored, sentence: Sentence, ordinal: Int) {
        let place = sentence.isTitle ? 2.5 : ordinal < 3 ? 1.4 : 1
        add(scored.sentiment, weight: place)
        let strength = scored.sentiment.score.magnitude * place
        if strongest.contains(where: { $0.ordinal == ordinal }) { return }
        strongest.append((sentence.span, ordinal, strength))
        guard strongest.count > EntityTally.evidenceKept else { return }
        var weakest = 0
        for index in strongest.indices where strongest[index].strength < strongest[weakest].strength { weakest = index }
        strongest.remove(at: weakest)
    }

    mutating func add(_ sentiment: Sentiment, weight: Double) {
        let share = weight * (0.25 + 1 - sentiment.neutral)
        weights += share
        positive += share * sentiment.positive
        neutral += share * sentiment.neutral
        negative += share * sentiment.negative
        let voice = weight * sentiment.score.magnitude
        switch sentiment.basis {
        case .fundamental: bases.fundamental += voice
        case .opinion: bases.opinion += voice
        case .price: bases.price += voice
        }
    }

    var evidence: [Span] { strongest.sorted { $0.ordinal < $1.ordinal }.map(\.span) }

    func sentiment(of entityID: String) -> Sentiment {
        guard weights > 0 else {
            return Sentiment(entityID: entityID, score: 0, label: .neutral, positive: 0, neutral: 1, negative: 0)
        }
        let odds = (Float(positive / weights), Float(neutral / weights), Float(negative / weights))
        return Scorer.sentiment(odds, basis: basis, entityID: entityID)
    }

    private var basis: Sentiment.Basis {
        if bases.price > bases.fundamental, bases.price >= bases.opinion { return .price }
        return bases.opinion > bases.fundamental ? .opinion : .fundamental
    }
}
