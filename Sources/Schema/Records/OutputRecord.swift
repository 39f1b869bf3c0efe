/// The four kinds of record that analysis publishes.
public enum OutputKind: String, Sendable, CaseIterable {
    case article, event, sentiment, flow

    /// The kind of a record by the members that only it has; nil for any other object.
    public init?(of value: JSONValue) {
        if value["p_positive"] != nil, value["entity"] != nil {
            self = .sentiment
        } else if value["nature"] != nil, value["from"] != nil {
            self = .flow
        } else if value["slot_key"] != nil, value["participants"] != nil {
            self = .event
        } else if value["similarity"] != nil, value["segments"] != nil {
            self = .article
        } else {
            return nil
        }
    }

    /// CloudEvents type.
    public var cloudEventType: String { "tapereader.v1." + rawValue }

    public var topic: Topic {
        switch self {
        case .article: .analyzed
        case .event: .events
        case .sentiment: .sentiment
        case .flow: .flows
        }
    }
}

/// How a record's value is written.
public enum OutputEncoding: String, Sendable, CaseIterable {
    case json, protobuf

    public var contentType: String { self == .json ? "application/json" : "application/x-protobuf" }
}

/// One record to publish. Key, value and headers are functions of the record and its origin alone.
public enum OutputRecord: Sendable, Equatable {
    case article(AnalyzedArticle)
    case event(Event)
    case sentiment(EntitySentiment)
    case flow(Flow)

    public var kind: OutputKind {
        switch self {
        case .article: .article
        case .event: .event
        case .sentiment: .sentiment
        case .flow: .flow
        }
    }

    /// The record's Kafka key.
    public var key: [UInt8] {
        switch self {
        case .article(let article): Array(article.articleID.utf8)
        case .event(let event): Array(event.factKey.utf8)
        case .sentiment(let sentiment): Array(sentiment.entity.id.utf8)
        case .flow(let flow): Array(flow.identity.utf8)
        }
    }

    /// The record's Kafka value.
    public func value(_ encoding: OutputEncoding = .json) -> [UInt8] {
        switch (encoding, self) {
        case (.json, .article(let article)): article.json()
        case (.json, .event(let event)): event.json()
        case (.json, .sentiment(let sentiment)): sentiment.json()
        case (.json, .flow(let flow)): flow.json()
        case (.protobuf, .article(let article)): article.protobuf()
        case (.protobuf, .event(let event)): event.protobuf()
        case (.protobuf, .sentiment(let sentiment)): sentiment.protobuf()
        case (.protobuf, .flow(let flow)): flow.protobuf()
        }
    }

    /// CloudEvents id: unique among the records of one kind, the same again in a replay.
    var cloudEventID: String {
        switch self {
        case .article(let article): article.articleID
        case .event(let event): event.eventID
        case .sentiment(let sentiment): sentiment.articleID + "/" + sentiment.entity.id
        case .flow(let flow): flow.identity.split(separator: "\u{1F}").joined(separator: "/")
        }
    }

    /// What the record is about, for filters that do not open it.
    var cloudEventSubject: String {
        switch self {
        case .article(let article): article.documentID
        case .event(let event): event.articleID
        case .sentiment(let sentiment): sentiment.entity.id
        case .flow(let flow): flow.eventID
        }
    }
}

extension Flow {
    /// Both ends, kind and event, between unit separators, which occur in no id.
    var identity: String { [from, to, kind, eventID].joined(separator: "\u{1F}") }
}
