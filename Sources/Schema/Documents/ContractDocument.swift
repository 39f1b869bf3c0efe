/// The documents that tell other programs what goes in and comes out. All are made of `tapereader.proto`, the lists of
/// words in `Vocabulary`, and `Topic.all`.
public enum ContractDocument: String, Sendable, CaseIterable {
    case proto
    case jsonSchema = "json-schema"
    case asyncAPI = "asyncapi"

    /// Its name in docs/schemas.
    public var fileName: String {
        switch self {
        case .proto: "tapereader.proto"
        case .jsonSchema: "tapereader.schema.json"
        case .asyncAPI: "asyncapi.json"
        }
    }

    /// The same bytes from every program of one version.
    public var text: String {
        switch self {
        case .proto: ContractSource.proto
        case .jsonSchema: JSONSchemaDocument.document.written
        case .asyncAPI: AsyncAPIDocument.document.written
        }
    }

    /// The message that is on a topic; nil where bytes lie as they came.
    static func message(of role: Topic.Role) -> String? {
        switch role {
        case .raw: "RawArticle"
        case .analyzed: "AnalyzedArticle"
        case .events: "Event"
        case .sentiment: "EntitySentiment"
        case .flows: "Flow"
        case .dead, .redriven, .parked: nil
        }
    }
}
