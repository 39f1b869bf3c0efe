/// AsyncAPI 3.0: the topics, what is on them, and who sends it.
enum AsyncAPIDocument {
    private static let schemas = "#/components/schemas/"

    static var document: DocumentNode {
        .object([
            ("asyncapi", .text("3.0.0")),
            (
                "info",
                .object([
                    ("title", .text("Tapereader")), ("version", .text("1.0.0")),
                    (
                        "description",
                        .text(
                            "Raw news about AI stocks in, structured events out. Topics have their default names; readers must set isolation.level=read_committed."
                        )
                    ), ("license", .object([("name", .text("Apache-2.0"))])),
                ])
            ), ("defaultContentType", .text("application/json")),
            ("channels", .object(Topic.all.map { ($0.role.rawValue, channel($0)) })),
            ("operations", .object(Topic.all.map { ("\(verb($0))_\($0.role.rawValue)", operation($0)) })),
            (
                "components",
                .object([
                    ("schemas", .object(JSONSchemaDocument.definitions(at: schemas))),
                    ("messages", .object(Topic.all.map { ($0.role.rawValue, message($0)) })),
                ])
            ),
        ])
    }

    private static func channel(_ topic: Topic) -> DocumentNode {
        let name = topic.role.rawValue
        return .object([
            ("address", .text(topic.defaultName)),
            ("messages", .object([(name, .reference("#/components/messages/\(name)"))])),
            (
                "bindings",
                .object([
                    (
                        "kafka",
                        .object([
                            ("topic", .text(topic.defaultName)),
                            (
                                "topicConfiguration",
                                .object([("cleanup.policy", .texts([topic.cleanup]))])
                            ),
                        ])
                    )
                ])
            ),
        ])
    }

    private static func verb(_ topic: Topic) -> String { topic.role == .raw ? "receive" : "send" }

    private static func operation(_ topic: Topic) -> DocumentNode {
        let name = topic.role.rawValue
        return .object([
            ("action", .text(verb(topic))), ("channel", .reference("#/channels/\(name)")),
            ("messages", .list([.reference("#/channels/\(name)/messages/\(name)")])),
        ])
    }

    private static func message(_ topic: Topic) -> DocumentNode {
        var members: [(String, DocumentNode)] = [("name", .text(topic.role.rawValue)), ("title", .text(title(topic)))]
        if let payload = ContractDocument.message(of: topic.role) {
            members.append(("payload", .reference(schemas + payload)))
        }
        if isData(topic) { members.append(("headers", cloudEvent)) }
        let key = DocumentNode.object([("type", .text("string")), ("description", .text(topic.key))])
        members.append(("bindings", .object([("kafka", .object([("key", key)]))])))
        return .object(members)
    }

    private static func title(_ topic: Topic) -> String {
        switch topic.role {
        case .raw: "A raw article: JSON, protobuf, text or HTML, told apart by the content-type header"
        case .analyzed: "One cleaned article with entities, sentiment, relevance"
        case .events: "One event"
        case .sentiment: "One entity's sentiment in one article"
        case .flows: "One edge of the capital network"
        case .dead:
            "The original bytes of a record that could not be processed, with the headers that Spring's tools read"
        case .redriven: "The marker of a dead letter that was dealt with"
        case .parked: "A dead letter that died too often to be sent again"
        }
    }

    private static func isData(_ topic: Topic) -> Bool {
        [.analyzed, .events, .sentiment, .flows].contains(topic.role)
    }

    /// CloudEvents 1.0 in Kafka's binary mode.
    private static var cloudEvent: DocumentNode {
        let names = ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject", "content-type"]
        return .object([
            ("type", .text("object")),
            ("required", .texts(["ce_specversion", "ce_id", "ce_source", "ce_type", "content-type"])),
            ("properties", .object((names + ["traceparent"]).map { ($0, .object([("type", .text("string"))])) })),
        ])
    }
}
