extension AnalyzedArticle {
    /// The article as one JSON object with the contract's names. Equal articles give equal bytes.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 1024 + body.utf8.count + 512 * entities.count)
        writer.object { write(to: &$0) }
        return writer.bytes
    }

    private func write(to json: inout JSONWriter) {
        json.field("article_id", articleID)
        json.field("document_id", documentID)
        json.field("segment", segment)
        json.field("segments", segments)
        json.field("title", title)
        json.field("author", author)
        json.field("source", source)
        json.field("source_type", sourceType)
        json.optionalField("via", via)
        json.field("url", url)
        json.optionalField("published_at", publishedAt)
        json.field("language", language)
        json.name("span")
        json.write(span)
        json.field("body", body)
        writeSpans(to: &json)
        json.list("topics", topics) { list, topic in
            list.object {
                $0.field("name", topic.name)
                $0.scoreField("score", topic.score)
            }
        }
        json.scoreField("market_relevance", marketRelevance)
        json.name("sentiment")
        json.write(sentiment)
        json.list("entities", entities) { $1.write(to: &$0) }
        json.field("event_ids", eventIds)
        json.field("similarity", similarity)
        json.name("provenance")
        json.write(provenance)
    }

    private func writeSpans(to json: inout JSONWriter) {
        json.list("removed", removed) { list, removal in
            list.object {
                $0.span(removal.start, removal.end)
                $0.field("reason", removal.reason)
            }
        }
        guard !repairs.isEmpty else { return }
        json.list("repairs", repairs) { list, repair in
            list.object {
                $0.span(repair.start, repair.end)
                $0.field("reading", repair.reading)
            }
        }
    }
}

extension AnalyzedArticle.EntitySummary {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("entity")
            json.write(entity)
            json.field("mentions", mentions)
            json.scoreField("relevance", relevance)
            if hasSentiment {
                json.name("sentiment")
                json.write(sentiment)
            }
        }
    }
}
