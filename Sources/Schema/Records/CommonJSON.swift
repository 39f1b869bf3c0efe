extension JSONWriter {
    mutating func write(_ entity: Entity) {
        object { json in
            json.field("id", entity.id)
            json.field("name", entity.name)
            json.field("names", entity.names)
            json.field("kind", entity.kind)
            json.optionalField("country", entity.country)
            json.list("listings", entity.listings) { $0.write($1) }
            json.optionalField("parent", entity.parent)
        }
    }

    mutating func write(_ listing: Listing) {
        object { json in
            json.field("mic", listing.mic)
            json.field("ticker", listing.ticker)
            json.optionalField("valid_from", listing.validFrom)
            json.optionalField("valid_to", listing.validTo)
        }
    }

    mutating func write(_ sentiment: Sentiment) {
        object { json in
            json.optionalField("entity_id", sentiment.entityID)
            json.scoreField("score", sentiment.score)
            json.field("label", sentiment.label)
            json.scoreField("p_positive", sentiment.pPositive)
            json.scoreField("p_neutral", sentiment.pNeutral)
            json.scoreField("p_negative", sentiment.pNegative)
            json.optionalField("basis", sentiment.basis)
        }
    }

    mutating func write(_ provenance: Provenance) {
        object { json in
            json.field("fingerprint", provenance.fingerprint)
            json.field("version", provenance.version)
            json.optionalField("rule", provenance.rule)
            json.optionalField("published_at", provenance.publishedAt)
            json.field("published_at_source", provenance.publishedAtSource)
            json.optionalField("fetched_at", provenance.fetchedAt)
            json.optionalField("observed_at", provenance.observedAt)
            json.field("topic", provenance.topic)
            json.field("partition", Int64(provenance.partition))
            json.field("offset", provenance.offset)
        }
    }

    mutating func write(_ period: Event.Period) {
        object { json in
            json.optionalField("start", period.start)
            json.optionalField("end", period.end)
            json.field("precision", period.precision)
            json.field("basis", period.basis)
            json.field("text", period.text)
        }
    }

    /// Writes `start` and `end` as members of the object that is open.
    mutating func span(_ start: Int64, _ end: Int64) {
        field("start", start)
        field("end", end)
    }

    mutating func write(_ span: CodePointSpan) {
        object { $0.span(span.start, span.end) }
    }
}
