internal import Schema

/// What the demo shows a person: the articles with their sentiment, the events with their evidence.
struct DemoReport {
    let articles: [Schema.AnalyzedArticle]
    let events: [Schema.Event]

    var text: String { articleTable + "\n\n" + eventTable }

    private var articleTable: String {
        var table = TextTable([
            .init(title: "ARTICLE", maxWidth: 64), .init(title: "LANGUAGE", maxWidth: 8),
            .init(title: "SENTIMENT", maxWidth: 16), .init(title: "RELEVANCE", maxWidth: 9, alignsRight: true),
            .init(title: "EVENTS", maxWidth: 6, alignsRight: true),
        ])
        for article in articles {
            table.add([
                article.title.isEmpty ? "(untitled) \(article.body.prefix(40))" : article.title, article.language,
                "\(article.sentiment.label) \(Self.signed(article.sentiment.score))",
                Self.fixed(article.marketRelevance),
                "\(article.eventIds.count)",
            ])
        }
        return table.rendered()
    }

    private var eventTable: String {
        var table = TextTable([
            .init(title: "EVENT", maxWidth: 20), .init(title: "WHO", maxWidth: 40),
            .init(title: "HOW MUCH", maxWidth: 34),
            .init(title: "CERTAINTY", maxWidth: 10), .init(title: "EVIDENCE", maxWidth: 64),
        ])
        for event in events {
            table.add([
                event.type, event.participants.map { "\($0.role)=\($0.entity.name)" }.joined(separator: " "),
                event.measures.map(Self.figure).joined(separator: ", "),
                event.negated ? "not \(event.certainty)" : event.certainty, event.evidence.text,
            ])
        }
        return table.rendered()
    }

    private static func figure(_ measure: Schema.Event.Measure) -> String {
        let range = measure.upper.isEmpty ? measure.value : "\(measure.value)…\(measure.upper)"
        let qualifier = measure.qualifier == "exact" || measure.qualifier == "range" ? "" : "\(measure.qualifier) "
        return "\(measure.name) \(qualifier)\(range) \(measure.unit)"
    }

    private static func signed(_ score: Double) -> String { (score < 0 ? "−" : "+") + fixed(abs(score)) }

    private static func fixed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
