internal import Extraction
internal import Schema

/// Signals as JSON lines; scores with four places, so that two runs can be compared byte by byte.
enum SignalLines {
    static func line(_ window: EntityWindow) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.field("kind", "window")
            writer.field("entity_id", window.entityID)
            writer.field("name", window.name)
            writer.field("window_start", SignalTime.text(window.start))
            writer.field("window_end", SignalTime.text(window.end))
            for (name, value) in counts(window) { writer.field(name, Int64(value)) }
            for (name, value) in figures(window) { writer.scoreField(name, value) }
            if let momentum = window.momentum { writer.scoreField("momentum", momentum) }
        }
        return writer.bytes + [0x0A]
    }

    private static func counts(_ window: EntityWindow) -> [(StaticString, Int)] {
        [
            ("count", window.count), ("price_echoes", window.priceEchoes), ("positive", window.positive),
            ("neutral", window.neutral), ("negative", window.negative), ("sources", window.sources),
        ]
    }

    private static func figures(_ window: EntityWindow) -> [(StaticString, Double)] {
        [
            ("weight", window.weight), ("mean", window.mean), ("dispersion", window.dispersion),
            ("disagreement", window.disagreement), ("effective_sources", window.effectiveSources),
            ("duplicate_share", window.duplicateShare), ("same_direction_share", window.sameDirectionShare),
            ("herding", window.herding), ("crowding", window.crowding),
        ]
    }

    static func line(_ event: EventNovelty) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.field("kind", "event")
            writer.field("event_id", event.eventID)
            writer.field("article_id", event.articleID)
            writer.field("type", event.type)
            writer.field("slot_key", event.slotKey)
            writer.field("fact_key", event.factKey)
            writer.field("time", SignalTime.text(event.time))
            writer.field("first_seen", SignalTime.text(event.firstSeen))
            writer.field("first_source", event.firstSource)
            writer.field("rank", Int64(event.rank))
            writer.field("seen_24h", Int64(event.seen24Hours))
            writer.field("seen_3d", Int64(event.seen3Days))
            writer.field("seen_7d", Int64(event.seen7Days))
            writer.field("distinct_sources", Int64(event.sources))
            if let days = event.daysSinceSlot { writer.scoreField("days_since_slot", days) }
            writer.scoreField("novelty", event.novelty)
            writer.list("contradictions", event.contradictions) { writer, other in
                writer.object {
                    $0.field("event_id", other.eventID)
                    $0.field("kind", other.kind.rawValue)
                }
            }
        }
        return writer.bytes + [0x0A]
    }
}

/// Signals for a person.
struct SignalTables {
    private var windows = TextTable([
        .init(title: "WINDOW", maxWidth: 17), .init(title: "ENTITY", maxWidth: 28),
        .init(title: "ARTICLES", maxWidth: 8, alignsRight: true), .init(title: "+ / 0 / −", maxWidth: 13),
        .init(title: "MEAN", maxWidth: 6, alignsRight: true), .init(title: "SPREAD", maxWidth: 6, alignsRight: true),
        .init(title: "MOMENTUM", maxWidth: 8, alignsRight: true),
        .init(title: "DISAGREE", maxWidth: 8, alignsRight: true),
        .init(title: "CROWDING", maxWidth: 8, alignsRight: true),
        .init(title: "SOURCES", maxWidth: 7, alignsRight: true),
    ])
    private var events = TextTable([
        .init(title: "SEEN", maxWidth: 17), .init(title: "EVENT", maxWidth: 20),
        .init(title: "ID", maxWidth: 12), .init(title: "NOVELTY", maxWidth: 7, alignsRight: true),
        .init(title: "RANK", maxWidth: 5, alignsRight: true), .init(title: "24H / 3D / 7D", maxWidth: 15),
        .init(title: "SOURCES", maxWidth: 7, alignsRight: true), .init(title: "FIRST", maxWidth: 32),
        .init(title: "CONTRADICTS", maxWidth: 32),
    ])

    mutating func add(_ window: EntityWindow) {
        windows.add([
            Self.minute(window.start), window.name.isEmpty ? window.entityID : window.name, "\(window.count)",
            "\(window.positive) / \(window.neutral) / \(window.negative)", Self.signed(window.mean),
            Self.fixed(window.dispersion), window.momentum.map(Self.signed) ?? "", Self.fixed(window.disagreement),
            Self.fixed(window.crowding), "\(window.sources)",
        ])
    }

    mutating func add(_ event: EventNovelty) {
        events.add([
            Self.minute(event.time), event.type, event.eventID, Self.fixed(event.novelty), "\(event.rank)",
            "\(event.seen24Hours) / \(event.seen3Days) / \(event.seen7Days)", "\(event.sources)",
            event.rank == 1 ? "" : "\(Self.minute(event.firstSeen)) \(event.firstSource)",
            event.contradictions.map { "\($0.kind.rawValue) \($0.eventID.prefix(8))" }.joined(separator: ", "),
        ])
    }

    func text(windows showsWindows: Bool, events showsEvents: Bool) -> String {
        [showsWindows ? windows.rendered() : nil, showsEvents ? events.rendered() : nil]
            .compactMap { $0 }.joined(separator: "\n\n") + "\n"
    }

    /// `2025-11-01 00:00`, in UTC.
    private static func minute(_ milliseconds: Int64) -> String {
        let text = SignalTime.text(milliseconds)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    private static func signed(_ value: Double) -> String { (value < 0 ? "−" : "+") + fixed(abs(value)) }

    private static func fixed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
