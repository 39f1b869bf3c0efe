internal import Extraction
internal import Schema
internal import SwiftProtobuf

extension RecordMapping {
    func event(_ event: Extraction.Event, in article: Extraction.Article) -> Schema.Event {
        var record = Schema.Event()
        record.eventID = event.eventID
        record.slotKey = event.slotKey
        record.factKey = event.factKey
        record.factProbes = event.factProbes
        record.type = event.type
        record.subtype = event.subtype
        record.articleID = articleID(article)
        record.documentID = documentID
        record.participants = event.participants.map(participant)
        record.measures = event.measures.map(measure)
        for (name, value) in event.attributes { record.attributes[name] = value }
        if let value = event.period { record.period = period(value) }
        record.eventDate = event.eventDate
        if let effective = event.effective {
            record.effective = .with { ($0.start, $0.end) = (effective.start, effective.end) }
        }
        record.certainty = event.certainty.rawValue
        record.negated = event.negated
        record.timeliness = event.timeliness
        record.prominence = event.prominence
        record.attributions = event.attributions.map(attribution)
        if let value = event.sentiment { record.sentiment = sentiment(value) }
        record.participantSentiment = event.participantSentiment.map(sentiment)
        record.confidence = event.confidence
        record.evidence = .with {
            ($0.start, $0.end) = (Int64(event.evidence.lowerBound), Int64(event.evidence.upperBound))
            $0.text = event.evidenceText
            $0.parts = event.evidenceParts.map(codePoints)
        }
        record.alsoAt = event.alsoAt.map(codePoints)
        record.provenance = provenance(of: article, rule: event.rule)
        return record
    }

    private func participant(_ participant: Extraction.Event.Participant) -> Schema.Event.Participant {
        .with {
            $0.role = participant.role
            $0.entity = entity(participant.entity)
            $0.mention = participant.mention
            ($0.start, $0.end) = (Int64(participant.span.lowerBound), Int64(participant.span.upperBound))
            $0.how = participant.how.rawValue
            if let value = participant.listing { $0.listing = listing(value) }
        }
    }

    private func measure(_ measure: Extraction.Event.Measure) -> Schema.Event.Measure {
        .with {
            $0.name = measure.name
            $0.value = measure.value.description
            $0.upper = measure.upper?.description ?? ""
            $0.unit = measure.unit
            $0.qualifier = measure.qualifier.rawValue
            $0.per = measure.per
            $0.basis = measure.basis
            $0.unitInferred = measure.unitInferred
            $0.text = measure.text
            ($0.start, $0.end) = (Int64(measure.span.lowerBound), Int64(measure.span.upperBound))
        }
    }

    private func attribution(_ attribution: Extraction.Event.Attribution) -> Schema.Event.Attribution {
        .with {
            $0.name = attribution.name
            $0.kind = attribution.kind
            if let value = attribution.entity { $0.entity = entity(value) }
        }
    }
}
