extension EntitySentiment {
    /// The sentiment as one JSON object with the contract's names. Equal records give equal bytes.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 1024 + 512 * evidence.count)
        writer.object { json in
            json.field("article_id", articleID)
            json.name("entity")
            json.write(entity)
            json.scoreField("score", score)
            json.field("label", label)
            json.scoreField("p_positive", pPositive)
            json.scoreField("p_neutral", pNeutral)
            json.scoreField("p_negative", pNegative)
            json.field("basis", basis)
            json.scoreField("relevance", relevance)
            json.field("mentions", mentions)
            json.field("first_mention", firstMention)
            json.field("source", source)
            json.optionalField("published_at", publishedAt)
            json.list("evidence", evidence) { list, quote in
                list.object {
                    $0.span(quote.start, quote.end)
                    $0.field("text", quote.text)
                }
            }
            json.name("provenance")
            json.write(provenance)
        }
        return writer.bytes
    }
}

extension Flow {
    /// The flow as one JSON object with the contract's names. Equal flows give equal bytes.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.object { json in
            json.field("from", from)
            json.field("to", to)
            json.field("kind", kind)
            json.field("nature", nature)
            json.optionalField("amount", amount)
            json.optionalField("unit", unit)
            json.field("certainty", certainty)
            if hasPeriod {
                json.name("period")
                json.write(period)
            }
            json.field("fact_key", factKey)
            json.field("event_id", eventID)
            json.field("article_id", articleID)
            json.name("provenance")
            json.write(provenance)
        }
        return writer.bytes
    }
}
