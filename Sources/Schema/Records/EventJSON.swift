extension Event {
    /// The event as one JSON object with the contract's names. Equal events give equal bytes.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 2048 + 3 * evidence.text.utf8.count + 512 * participants.count)
        writer.object { json in
            writeIdentity(to: &json)
            writeTime(to: &json)
            writeStance(to: &json)
            writeEvidence(to: &json)
        }
        return writer.bytes
    }

    private func writeIdentity(to json: inout JSONWriter) {
        json.field("event_id", eventID)
        json.field("slot_key", slotKey)
        json.field("fact_key", factKey)
        json.field("fact_probes", factProbes)
        json.field("type", type)
        json.field("subtype", subtype)
        json.field("article_id", articleID)
        json.field("document_id", documentID)
        json.list("participants", participants) { $1.write(to: &$0) }
        json.list("measures", measures) { $1.write(to: &$0) }
        json.field("attributes", attributes)
    }

    private func writeTime(to json: inout JSONWriter) {
        if hasPeriod {
            json.name("period")
            json.write(period)
        }
        json.optionalField("event_date", eventDate)
        guard hasEffective else { return }
        json.object("effective") {
            $0.optionalField("start", effective.start)
            $0.optionalField("end", effective.end)
        }
    }

    private func writeStance(to json: inout JSONWriter) {
        json.field("certainty", certainty)
        json.field("negated", negated)
        json.field("timeliness", timeliness)
        json.field("prominence", prominence)
        json.list("attributions", attributions) { $1.write(to: &$0) }
        if hasSentiment {
            json.name("sentiment")
            json.write(sentiment)
        }
        json.list("participant_sentiment", participantSentiment) { $0.write($1) }
        json.scoreField("confidence", confidence)
    }

    private func writeEvidence(to json: inout JSONWriter) {
        json.object("evidence") {
            $0.span(evidence.start, evidence.end)
            $0.field("text", evidence.text)
            $0.list("parts", evidence.parts) { $0.write($1) }
        }
        json.list("also_at", alsoAt) { $0.write($1) }
        json.name("provenance")
        json.write(provenance)
    }
}

extension Event.Participant {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("role", role)
            json.name("entity")
            json.write(entity)
            json.field("mention", mention)
            json.span(start, end)
            json.field("how", how)
            if hasListing {
                json.name("listing")
                json.write(listing)
            }
        }
    }
}

extension Event.Measure {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("value", value)
            json.optionalField("upper", upper)
            json.field("unit", unit)
            json.field("qualifier", qualifier)
            json.optionalField("per", per)
            json.optionalField("basis", basis)
            json.field("unit_inferred", unitInferred)
            json.field("text", text)
            json.span(start, end)
        }
    }
}

extension Event.Attribution {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("kind", kind)
            if hasEntity {
                json.name("entity")
                json.write(entity)
            }
        }
    }
}
