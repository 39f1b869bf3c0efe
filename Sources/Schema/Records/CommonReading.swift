extension Entity {
    init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        id = try reader.string("id")
        name = try reader.string("name")
        names = try reader.map("names")
        kind = try reader.string("kind")
        country = try reader.string("country")
        listings = try reader.objects("listings", Listing.init)
        parent = try reader.string("parent")
    }
}

extension Listing {
    init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        mic = try reader.string("mic")
        ticker = try reader.string("ticker")
        validFrom = try reader.string("valid_from")
        validTo = try reader.string("valid_to")
    }
}

extension Sentiment {
    init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        entityID = try reader.string("entity_id")
        score = try reader.score("score")
        label = try reader.string("label")
        pPositive = try reader.score("p_positive")
        pNeutral = try reader.score("p_neutral")
        pNegative = try reader.score("p_negative")
        basis = try reader.string("basis")
    }
}

extension Provenance {
    init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        fingerprint = try reader.string("fingerprint")
        version = try reader.string("version")
        rule = try reader.string("rule")
        publishedAt = try reader.string("published_at")
        publishedAtSource = try reader.string("published_at_source")
        fetchedAt = try reader.string("fetched_at")
        observedAt = try reader.string("observed_at")
        topic = try reader.string("topic")
        partition = Int32(clamping: try reader.integer("partition"))
        offset = try reader.integer("offset")
    }
}

extension CodePointSpan {
    init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.integer("start")
        end = try reader.integer("end")
    }
}

extension Event.Period {
    init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.string("start")
        end = try reader.string("end")
        precision = try reader.string("precision")
        basis = try reader.string("basis")
        text = try reader.string("text")
    }
}
