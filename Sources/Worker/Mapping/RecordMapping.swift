internal import Extraction
internal import Schema
internal import SwiftProtobuf

/// Extraction's values as records of the contract. Pure renaming: nothing is decided here.
struct RecordMapping {
    let documentID: String
    let url: String
    let provenance: Schema.Provenance
    private let entities = EntityRecords()

    /// The record of an entity of the analysis, which must be alive while this is.
    func entity(_ entity: Extraction.Entity) -> Schema.Entity { entities.record(of: entity) }

    func articleID(_ article: Extraction.Article) -> String {
        "\(documentID)#\(article.text.rawSpan.lowerBound)"
    }

    func analyzed(_ article: Extraction.Article, segment: Int, of segments: Int) -> Schema.AnalyzedArticle {
        var record = Schema.AnalyzedArticle()
        record.articleID = articleID(article)
        record.documentID = documentID
        record.segment = Int64(segment)
        record.segments = Int64(segments)
        record.title = article.text.title
        record.author = article.text.author
        record.source = article.text.source
        record.sourceType = article.sourceType
        record.via = article.text.via
        record.url = url
        record.publishedAt = article.text.publishedAt
        record.language = article.text.language.rawValue
        record.span = codePoints(article.text.rawSpan)
        record.body = article.body
        record.removed = article.text.removed.map(removal)
        record.repairs = article.text.repairs.map(repair)
        record.topics = article.topics.map { topic in .with { ($0.name, $0.score) = (topic.name, topic.score) } }
        record.marketRelevance = article.marketRelevance
        record.sentiment = sentiment(article.sentiment)
        record.entities = article.entities.map(summary)
        record.eventIds = article.events.map(\.eventID)
        record.similarity = article.similarity
        record.provenance = provenance(of: article)
        return record
    }

    func entitySentiment(
        _ item: Extraction.Article.EntitySummary, in article: Extraction.Article, quote: (Span) -> String
    )
        -> Schema.EntitySentiment
    {
        var record = Schema.EntitySentiment()
        record.articleID = articleID(article)
        record.entity = entity(item.entity)
        record.score = item.sentiment.score
        record.label = item.sentiment.label.rawValue
        record.pPositive = item.sentiment.positive
        record.pNeutral = item.sentiment.neutral
        record.pNegative = item.sentiment.negative
        record.basis = item.sentiment.basis.rawValue
        record.relevance = item.relevance
        record.mentions = Int64(item.mentions)
        record.firstMention = Int64(item.firstMention)
        record.source = article.text.source
        record.publishedAt = article.text.publishedAt
        record.evidence = item.evidence.map { span in
            .with {
                ($0.start, $0.end) = (Int64(span.lowerBound), Int64(span.upperBound))
                $0.text = quote(span)
            }
        }
        record.provenance = provenance(of: article)
        return record
    }

    func flow(_ flow: Extraction.Flow, in article: Extraction.Article) -> Schema.Flow {
        var record = Schema.Flow()
        record.from = flow.from
        record.to = flow.to
        record.kind = flow.kind.rawValue
        record.nature = flow.nature.rawValue
        record.amount = flow.amount?.description ?? ""
        record.unit = flow.unit
        record.certainty = flow.certainty.rawValue
        if let value = flow.period { record.period = period(value) }
        record.factKey = flow.factKey
        record.eventID = flow.eventID
        record.articleID = articleID(article)
        record.provenance = provenance(of: article)
        return record
    }

    func provenance(of article: Extraction.Article, rule: String = "") -> Schema.Provenance {
        var record = provenance
        record.rule = rule
        record.publishedAt = article.text.publishedAt
        record.publishedAtSource = article.text.publishedAtSource
        return record
    }

    private func summary(_ item: Extraction.Article.EntitySummary) -> Schema.AnalyzedArticle.EntitySummary {
        .with {
            $0.entity = entity(item.entity)
            $0.mentions = Int64(item.mentions)
            $0.relevance = item.relevance
            $0.sentiment = sentiment(item.sentiment)
        }
    }

    /// The contract has no word for an advertisement; it counts with the share bars that it stands among.
    private func removal(_ removal: Extraction.Removal) -> Schema.AnalyzedArticle.Removal {
        .with {
            ($0.start, $0.end) = (Int64(removal.span.lowerBound), Int64(removal.span.upperBound))
            $0.reason = removal.reason == .advertisement ? "social" : removal.reason.rawValue
        }
    }

    private func repair(_ repair: Extraction.Repair) -> Schema.AnalyzedArticle.Repair {
        .with {
            ($0.start, $0.end) = (Int64(repair.span.lowerBound), Int64(repair.span.upperBound))
            $0.reading = repair.reading
        }
    }
}

func codePoints(_ span: Span) -> Schema.CodePointSpan {
    .with { ($0.start, $0.end) = (Int64(span.lowerBound), Int64(span.upperBound)) }
}

func sentiment(_ sentiment: Extraction.Sentiment) -> Schema.Sentiment {
    .with {
        $0.entityID = sentiment.entityID
        $0.score = sentiment.score
        $0.label = sentiment.label.rawValue
        $0.pPositive = sentiment.positive
        $0.pNeutral = sentiment.neutral
        $0.pNegative = sentiment.negative
        $0.basis = sentiment.basis.rawValue
    }
}

func listing(_ listing: Extraction.Entity.Listing) -> Schema.Listing {
    .with { ($0.mic, $0.ticker) = (listing.mic, listing.ticker) }
}

func period(_ period: Extraction.Event.Period) -> Schema.Event.Period {
    .with {
        $0.start = period.start
        $0.end = period.end
        $0.precision = period.precision
        $0.basis = period.basis
        $0.text = period.text
    }
}
