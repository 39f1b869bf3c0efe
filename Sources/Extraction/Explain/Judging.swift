/// Which words spoke for or against whom, sentence by sentence, asked of the scorer again.
struct Judging {
    let scorer: Scorer
    let reading: Reading
    let events: [Event]

    typealias Placed = (sentence: Int, judgement: Explanation.Judgement)

    func judgements() -> [Placed] { ofMentions() + ofEvents() }

    /// The first mention of each entity in each sentence.
    private func ofMentions() -> [Placed] {
        var result: [Placed] = []
        for (ordinal, sentence) in reading.sentences.enumerated() {
            var seen: Set<Int> = []
            for mention in reading.mentions
            where mention.use == .participant && sentence.span.contains(mention.span.lowerBound) {
                guard seen.insert(mention.entity).inserted else { continue }
                let others = reading.mentions.filter {
                    $0.use == .participant && $0.entity != mention.entity && $0.span.overlaps(sentence.span)
                }
                let span = Scorer.surroundings(of: mention.span, in: sentence.span)
                let scored = scorer.score(
                    text: reading.text, span: span, target: mention.span.clamped(to: span),
                    language: reading.article.language, others: others.map(\.span))
                result.append((ordinal, judgement(scored, of: reading.entities[mention.entity].id)))
            }
        }
        return result
    }

    private func ofEvents() -> [Placed] {
        let scoring = EventScoring(scorer: scorer, reading: reading)
        return events.compactMap { event in
            guard let sentiment = event.sentiment else { return nil }
            let own = reading.text.position(ofOrigin: event.evidence.lowerBound) ?? 0
            guard let ordinal = reading.sentences.firstIndex(where: { $0.span.contains(own) }) else { return nil }
            var judgement = Explanation.Judgement(entityID: sentiment.entityID, sentiment: sentiment)
            judgement.eventID = event.eventID
            judgement.source = scoring.source(of: event)
            return (ordinal, judgement)
        }
    }

    private func judgement(_ scored: Scorer.Scored, of entityID: String) -> Explanation.Judgement {
        var judgement = Explanation.Judgement(entityID: entityID, sentiment: scored.sentiment)
        judgement.contributions = scored.contributions.map { part in
            .init(
                text: reading.text.string(part.span), span: part.span, value: part.value, basis: part.basis,
                place: scorer.place(of: part))
        }
        return judgement
    }
}
