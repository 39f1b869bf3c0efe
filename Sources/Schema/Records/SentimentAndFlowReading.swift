extension EntitySentiment {
    /// Reads a sentiment from the JSON that `json()` writes; unknown members are passed over.
    public init(json bytes: [UInt8]) throws(DecodeError) {
        self.init()
        let reader = try RecordReader(json: bytes)
        articleID = try reader.string("article_id")
        if let read = try reader.object("entity", Entity.init) { entity = read }
        score = try reader.score("score")
        label = try reader.string("label")
        pPositive = try reader.score("p_positive")
        pNeutral = try reader.score("p_neutral")
        pNegative = try reader.score("p_negative")
        basis = try reader.string("basis")
        relevance = try reader.score("relevance")
        mentions = try reader.integer("mentions")
        firstMention = try reader.integer("first_mention")
        source = try reader.string("source")
        publishedAt = try reader.string("published_at")
        evidence = try reader.objects("evidence", Quote.init)
        if let read = try reader.object("provenance", Provenance.init) { provenance = read }
    }
}

extension EntitySentiment.Quote {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.integer("start")
        end = try reader.integer("end")
        text = try reader.string("text")
    }
}

extension Flow {
    /// Reads a flow from the JSON that `json()` writes; unknown members are passed over.
    public init(json bytes: [UInt8]) throws(DecodeError) {
        self.init()
        let reader = try RecordReader(json: bytes)
        from = try reader.string("from")
        to = try reader.string("to")
        kind = try reader.string("kind")
        nature = try reader.string("nature")
        amount = try reader.string("amount")
        unit = try reader.string("unit")
        certainty = try reader.string("certainty")
        if let read = try reader.object("period", Event.Period.init) { period = read }
        factKey = try reader.string("fact_key")
        eventID = try reader.string("event_id")
        articleID = try reader.string("article_id")
        if let read = try reader.object("provenance", Provenance.init) { provenance = read }
    }
}
