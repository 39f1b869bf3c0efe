/// Puts together what is published about one article: its body, who is in it, how much it matters to the market.
struct ArticleDescription {
    let reading: Reading
    let events: [Event]
    let sentiment: ArticleSentiment

    func article() -> Article {
        var article = Article(text: reading.article, sentiment: sentiment.article)
        article.body = body
        article.entities = entities
        article.events = scored(events)
        article.flows = Flows.flows(of: events)
        article.marketRelevance = marketRelevance
        article.similarity = Sketch.hex(of: reading.text, in: bodySpan)
        return article
    }

    private var bodySpan: Span { min(reading.article.titleSpan.upperBound, reading.text.count)..<reading.text.count }

    /// The text after the title, without the blank lines around it.
    private var body: String {
        var span = bodySpan
        let text = reading.text
        while let first = span.first, text.scalars[first] <= 0x20 { span = span.lowerBound + 1..<span.upperBound }
        while let last = span.last, text.scalars[last] <= 0x20 { span = span.lowerBound..<span.upperBound - 1 }
        return text.string(span)
    }

    private func scored(_ events: [Event]) -> [Event] {
        zip(events, sentiment.events).map { event, sentiment in
            var event = event
            event.sentiment = sentiment.sentiment
            event.participantSentiment = sentiment.participants
            return event
        }
    }

    private var entities: [Article.EntitySummary] {
        var mentions = [[Mention]](repeating: [], count: reading.entities.count)
        for mention in reading.mentions where mention.use == .participant && mentions.indices.contains(mention.entity) {
            mentions[mention.entity].append(mention)
        }
        let actors = Set(events.flatMap { $0.participants.map(\.entity.id) })
        let leadEnd = reading.sentences.first { !$0.isTitle }?.span.upperBound ?? 0
        return sentiment.entities.compactMap { item in
            guard mentions.indices.contains(item.entity), let first = mentions[item.entity].first else { return nil }
            let entity = reading.entities[item.entity]
            return Article.EntitySummary(
                entity: entity, mentions: mentions[item.entity].count,
                relevance: relevance(of: mentions[item.entity], leadEnd: leadEnd, hasRole: actors.contains(entity.id)),
                sentiment: item.sentiment,
                firstMention: Int(reading.text.origin[first.span.lowerBound]), evidence: item.evidence.map(rawSpan))
        }
    }

    /// Headline 0.4, lead 0.2, a role in an event 0.2, and up to 0.2 by how often it is named.
    private func relevance(of mentions: [Mention], leadEnd: Int, hasRole: Bool) -> Double {
        let inTitle = mentions.contains { reading.article.titleSpan.contains($0.span.lowerBound) }
        let inLead = mentions.contains { bodySpan.contains($0.span.lowerBound) && $0.span.lowerBound < leadEnd }
        let frequency = min(1, Double(mentions.count) / 10)
        return (inTitle ? 0.4 : 0) + (inLead ? 0.2 : 0) + (hasRole ? 0.2 : 0) + frequency * 0.2
    }

    /// 1 − 0.5^n over what an article about markets holds: tradable entities, figures of money and percent, events.
    ///
    /// A text without any name or event of ours scores 0; one with an event at least one half.
    private var marketRelevance: Double {
        let taking = Set(reading.mentions.lazy.filter { $0.use == .participant }.map(\.entity))
        let tradable = reading.entities.indices.count { index in
            let entity = reading.entities[index]
            return taking.contains(index)
                && (!entity.listings.isEmpty || entity.kind == .index || entity.kind == .privateCompany)
        }
        let figures = reading.quantities.count { $0.kind == .money || $0.kind == .percent }
        guard tradable > 0 || !events.isEmpty else { return 0 }
        var weight = 0.4 * Double(min(tradable, 6)) + 0.2 * Double(min(figures, 6))
        weight += Double(min(events.count, 4))
        var rest = 1.0
        var left = weight
        while left >= 1 {
            rest /= 2
            left -= 1
        }
        return 1 - rest * (1 - left / 2)
    }

    private func rawSpan(_ span: Span) -> Span {
        guard let first = span.first, let last = span.last, last < reading.text.count else { return 0..<0 }
        let (start, end) = (Int(reading.text.origin[first]), Int(reading.text.origin[last]) + 1)
        return min(start, end)..<max(start, end)
    }
}
