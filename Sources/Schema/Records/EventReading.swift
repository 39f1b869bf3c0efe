extension Event {
    /// Reads an event from the JSON that `json()` writes; unknown members are passed over.
    public init(json bytes: [UInt8]) throws(DecodeError) {
        self.init()
        let reader = try RecordReader(json: bytes)
        try readIdentity(reader)
        try readContent(reader)
        try readStance(reader)
    }

    private mutating func readIdentity(_ reader: RecordReader) throws(DecodeError) {
        eventID = try reader.string("event_id")
        slotKey = try reader.string("slot_key")
        factKey = try reader.string("fact_key")
        factProbes = try reader.strings("fact_probes")
        type = try reader.string("type")
        subtype = try reader.string("subtype")
        articleID = try reader.string("article_id")
        documentID = try reader.string("document_id")
        if let read = try reader.object("provenance", Provenance.init) { provenance = read }
    }

    private mutating func readContent(_ reader: RecordReader) throws(DecodeError) {
        participants = try reader.objects("participants", Participant.init)
        measures = try reader.objects("measures", Measure.init)
        attributes = try reader.map("attributes")
        if let read = try reader.object("period", Period.init) { period = read }
        eventDate = try reader.string("event_date")
        if let read = try reader.object("effective", Effective.init) { effective = read }
        if let read = try reader.object("evidence", Evidence.init) { evidence = read }
        alsoAt = try reader.objects("also_at", CodePointSpan.init)
    }

    private mutating func readStance(_ reader: RecordReader) throws(DecodeError) {
        certainty = try reader.string("certainty")
        negated = try reader.boolean("negated")
        timeliness = try reader.string("timeliness")
        prominence = try reader.string("prominence")
        attributions = try reader.objects("attributions", Attribution.init)
        if let read = try reader.object("sentiment", Sentiment.init) { sentiment = read }
        participantSentiment = try reader.objects("participant_sentiment", Sentiment.init)
        confidence = try reader.score("confidence")
    }
}

extension Event.Participant {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        role = try reader.string("role")
        if let read = try reader.object("entity", Entity.init) { entity = read }
        mention = try reader.string("mention")
        start = try reader.integer("start")
        end = try reader.integer("end")
        how = try reader.string("how")
        if let read = try reader.object("listing", Listing.init) { listing = read }
    }
}

extension Event.Measure {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        name = try reader.string("name")
        value = try reader.string("value")
        upper = try reader.string("upper")
        unit = try reader.string("unit")
        qualifier = try reader.string("qualifier")
        per = try reader.string("per")
        basis = try reader.string("basis")
        unitInferred = try reader.boolean("unit_inferred")
        text = try reader.string("text")
        start = try reader.integer("start")
        end = try reader.integer("end")
    }
}

extension Event.Effective {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.string("start")
        end = try reader.string("end")
    }
}

extension Event.Attribution {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        name = try reader.string("name")
        kind = try reader.string("kind")
        if let read = try reader.object("entity", Entity.init) { entity = read }
    }
}

extension Event.Evidence {
    fileprivate init(_ reader: RecordReader) throws(DecodeError) {
        self.init()
        start = try reader.integer("start")
        end = try reader.integer("end")
        text = try reader.string("text")
        parts = try reader.objects("parts", CodePointSpan.init)
    }
}
