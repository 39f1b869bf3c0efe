extension AnalyzedArticle {
    /// Reads an article from the JSON that `json()` writes; unknown members are passed over.
    public init(json bytes: [UInt8]) throws(DecodeError) {
        self.init()
        let reader = try RecordReader(json: bytes)
        try readIdentity(reader)
        try readAnalysis(reader)
    }

    private mutating func readIdentity(_ reader: RecordReader) throws(DecodeError) {
        articleID = try reader.string("article_id")
        documentID = try reader.string("document_id")
        segment = try reader.integer("segment")
        segments = try reader.integer("segments")
        title = try reader.string("title")
        author = try reader.string("author")
        source = try reader.string("source")
        sourceType = try reader.string("source_type")
        via = try reader.string("via")
        url = try reader.string("url")
        publishedAt = try reader.string("published_at")
        language = try reader.string("language")
        if let read = try reader.object("span", CodePointSpan.init) { span = read }
        body = try reader.string("body")
    }

    private mutating func readAnalysis(_ reader: RecordReader) throws(DecodeError) {
        removed = try reader.objects("removed", Removal.init)
        repairs = try reader.objects("repairs", Repair.init)
        topics = try reader.objects("topics", Topic.init)
        marketRelevance = try reader.score("market_relevance")
        if let read = try reader.object("sentiment", Sentiment.init) { sentiment = read }
        entities = try reader.objects("entities", EntitySummary.init)
        eventIds = try reader.strings("event_ids")
        similarity = try reader.string("similarity")
        if let read = try reader.object("provenance", Provenance.init) { provenance = read }
    }
}

extension AnalyzedArticle.Removal {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.integer("start")
        end = try reader.integer("end")
        reason = try reader.string("reason")
    }
}

extension AnalyzedArticle.Repair {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.integer("start")
        end = try reader.integer("end")
        reading = try reader.string("reading")
    }
}

extension AnalyzedArticle.Topic {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        name = try reader.string("name")
        score = try reader.score("score")
    }
}

extension AnalyzedArticle.EntitySummary {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        if let read = try reader.object("entity", Entity.init) { entity = read }
        mentions = try reader.integer("mentions")
        relevance = try reader.score("relevance")
        if let read = try reader.object("sentiment", Sentiment.init) { sentiment = read }
    }
}
