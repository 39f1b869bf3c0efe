/// JSON Schema (2020-12) of every message. A reader must expect fields that it does not know.
enum JSONSchemaDocument {
    static var document: DocumentNode {
        .object([
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Tapereader's records, version 1")),
            (
                "description",
                .text(
                    "What is on each topic is one of the definitions: RawArticle, AnalyzedArticle, Event, EntitySentiment, Flow."
                )
            ),
            ("$defs", .object(definitions(at: "#/$defs/"))),
        ])
    }

    /// One message and what it refers to, by itself.
    static func document(of message: String) -> DocumentNode {
        let file = ProtoFile(ContractSource.proto)
        let place = "#/$defs/"
        var names: Set<String> = []
        var open = [message]
        while let name = open.popLast() {
            guard names.insert(name).inserted, let found = file.message(name, in: "") else { continue }
            open += found.fields.compactMap { file.message($0.type, in: name)?.name }
        }
        let definitions = file.messages.filter { names.contains($0.name) }
            .map { (self.name(of: $0), schema(of: $0, file, place)) }
        return .object([
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("title", .text(message)),
            ("$ref", .text(place + message)), ("$defs", .object(definitions)),
        ])
    }

    /// Every message by name.
    /// - Parameter place: what references to them begin with.
    static func definitions(at place: String) -> [(String, DocumentNode)] {
        let file = ProtoFile(ContractSource.proto)
        return file.messages.map { (name(of: $0), schema(of: $0, file, place)) }
    }

    /// `EventPeriod` for `Event.Period`: makers of code and AsyncAPI's tools want names without dots.
    private static func name(of message: ProtoFile.Message) -> String {
        message.name.split(separator: ".").joined()
    }

    private static func schema(of message: ProtoFile.Message, _ file: ProtoFile, _ place: String) -> DocumentNode {
        var members: [(String, DocumentNode)] = [("type", .text("object"))]
        if !message.comment.isEmpty { members.append(("description", .text(message.comment))) }
        let required = message.fields.map(\.name).filter { isRequired($0, of: message.name) }
        if !required.isEmpty { members.append(("required", .texts(required))) }
        members.append(
            ("properties", .object(message.fields.map { ($0.name, schema(of: $0, in: message.name, file, place)) })))
        return .object(members)
    }

    private static func schema(
        of field: ProtoFile.Field, in message: String, _ file: ProtoFile, _ place: String
    ) -> DocumentNode {
        var members = value(of: field, in: message, file, place)
        if field.isRepeated { members = [("type", .text("array")), ("items", .object(members))] }
        if !field.comment.isEmpty { members.append(("description", .text(field.comment))) }
        return .object(members)
    }

    private static func value(
        of field: ProtoFile.Field, in message: String, _ file: ProtoFile, _ place: String
    ) -> [(String, DocumentNode)] {
        if let other = file.message(field.type, in: message) { return [("$ref", .text(place + name(of: other)))] }
        switch field.type {
        case "int32", "int64":
            return [("type", .text("integer")), ("minimum", .integer(0))]
        case "double": return [("type", .text("number"))]
        case "bool": return [("type", .text("boolean"))]
        case "map<string, string>":
            return [
                ("type", .text("object")), ("additionalProperties", .object([("type", .text("string"))])),
            ]
        default:
            guard let words = words["\(message).\(field.name)"] else { return [("type", .text("string"))] }
            return [("type", .text("string")), ("enum", .texts(words.sorted()))]
        }
    }

    // MARK: - What the proto file cannot say

    /// Required fields are always written, also `0`, `false` and empty text. Of an incoming article only `body` is.
    static func isRequired(_ field: String, of message: String) -> Bool {
        message == "RawArticle" ? field == "body" : !optional.contains("\(message).\(field)")
    }

    /// Left out where there is nothing to say.
    private static let optional: Set<String> = [
        "Listing.valid_from", "Listing.valid_to", "Entity.country", "Entity.parent", "Sentiment.entity_id",
        "Sentiment.basis", "Provenance.rule", "Provenance.published_at", "Provenance.fetched_at",
        "Provenance.observed_at", "AnalyzedArticle.via", "AnalyzedArticle.published_at", "AnalyzedArticle.repairs",
        "AnalyzedArticle.EntitySummary.sentiment", "Event.Participant.listing", "Event.Measure.upper",
        "Event.Measure.per", "Event.Measure.basis", "Event.Period.start", "Event.Period.end", "Event.Effective.start",
        "Event.Effective.end", "Event.Attribution.entity", "Event.period", "Event.event_date", "Event.effective",
        "Event.sentiment", "EntitySentiment.published_at", "Flow.amount", "Flow.unit", "Flow.period",
    ]

    private static let words: [String: Set<String>] = [
        "Entity.kind": Vocabulary.entityKind, "Sentiment.label": Vocabulary.sentimentLabel,
        "Sentiment.basis": Vocabulary.sentimentBasis, "Provenance.published_at_source": Vocabulary.publishedAtSource,
        "AnalyzedArticle.source_type": Vocabulary.sourceType, "AnalyzedArticle.language": Vocabulary.language,
        "AnalyzedArticle.Removal.reason": Vocabulary.removalReason, "Event.type": Set(EventType.all.map(\.name)),
        "Event.certainty": Vocabulary.certainty, "Event.timeliness": Vocabulary.timeliness,
        "Event.prominence": Vocabulary.prominence, "Event.Participant.how": Vocabulary.how,
        "Event.Measure.qualifier": Vocabulary.qualifier, "Event.Measure.per": Vocabulary.per,
        "Event.Measure.basis": Vocabulary.changeBasis, "Event.Period.precision": Vocabulary.periodPrecision,
        "Event.Period.basis": Vocabulary.periodBasis, "Event.Attribution.kind": Vocabulary.attributionKind,
        "EntitySentiment.label": Vocabulary.sentimentLabel, "EntitySentiment.basis": Vocabulary.sentimentBasis,
        "Flow.kind": Vocabulary.flowKind, "Flow.nature": Vocabulary.flowNature,
        "Flow.certainty": Vocabulary.certainty,
    ]
}
