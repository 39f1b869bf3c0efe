/// Puts together what is published about one article: its body, who is in it, how much it matters to the market.
struct ArticleDescription {
    let reading: Reading
    let events: [Event]
    let sentiment: ArticleSentiment

    /// - Parameter events: to be given up for this, so that no copy is made.
    init(reading: Reading, events: consuming [Event], sentiment: ArticleSentiment) {
        self.reading = reading
        self.sentiment = sentiment
        for (index, own) in sentiment.events.enumerated() where index < events.count {
            events[index].sentiment = own.sentiment
            events[index].participantSentiment = own.participants
        }
        self.events = events
    }

    func article() -> Article {
        var article = Article(text: reading.article, sentiment: sentiment.article)
        article.body = body
        article.entities = entities
        article.events = events
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

    private var entities: [Article.EntitySummary] {
        let namings = namings
        let actors = actors
        var summaries: [Article.EntitySummary] = []
        summaries.reserveCapacity(sentiment.entities.count)
        for item in sentiment.entities where namings.indices.contains(item.entity) && namings[item.entity].count > 0 {
            let entity = reading.entities[item.entity]
            let naming = namings[item.entity]
            summaries.append(
                Article.EntitySummary(
                    entity: entity, mentions: naming.count,
                    relevance: naming.relevance(hasRole: actors.contains(entity.id)), sentiment: item.sentiment,
                    firstMention: Int(reading.text.origin[naming.first]), evidence: item.evidence.map(rawSpan)))
        }
        return summaries
    }

    /// Where an entity is named.
    private struct Naming {
        var count = 0
        var first = 0
        var isInTitle = false
        var isInLead = false

        /// Headline 0.4, lead 0.2, a role in an event 0.2, and up to 0.2 by how often it is named.
        func relevance(hasRole: Bool) -> Double {
            let frequency = min(1, Double(count) / 10)
            return (isInTitle ? 0.4 : 0) + (isInLead ? 0.2 : 0) + (hasRole ? 0.2 : 0) + frequency * 0.2
        }
    }

    /// By entity.
    private var namings: [Naming] {
        var namings = [Naming](repeating: Naming(), count: reading.entities.count)
        let leadEnd = reading.sentences.first { !$0.isTitle }?.span.upperBound ?? 0
        let (title, body) = (reading.article.titleSpan, bodySpan)
        for index in reading.mentions.indices where reading.mentions[index].use == .participant {
            let (entity, start) = (reading.mentions[index].entity, reading.mentions[index].span.lowerBound)
            guard namings.indices.contains(entity) else { continue }
            if namings[entity].count == 0 { namings[entity].first = start }
            namings[entity].count += 1
            if title.contains(start) { namings[entity].isInTitle = true }
            if body.contains(start), start < leadEnd { namings[entity].isInLead = true }
        }
        return namings
    }

    /// Ids of all that have a role in an event.
    private var actors: Set<String> {
        var known: Set<ObjectIdentifier> = []
        var ids: Set<String> = []
        for event in events {
            for place in event.participants.indices
            where known.insert(event.participants[place].entity.identity).inserted {
                ids.insert(event.participants[place].entity.id)
            }
        }
        return ids
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
