import Foundation
import Schema

/// Made events: few values of everything, so that the same ones meet often.
enum DiffFixtures {
    static func event(_ id: String, document: String = "d", _ change: (inout Event) -> Void = { _ in }) -> Event {
        var event = Event()
        event.eventID = id
        event.factKey = "f-" + id
        event.slotKey = "s-" + id
        event.type = "investment"
        event.documentID = document
        event.articleID = document + "#0"
        event.participants = [party("investor", "nvidia", at: 0), party("target", "openai", at: 8)]
        event.measures = [measure("amount", "100", "USD")]
        event.certainty = "planned"
        event.confidence = 0.8
        event.evidence.start = 0
        event.evidence.end = 20
        event.evidence.text = "英伟达向OpenAI投资"
        event.participantSentiment = [sentiment("nvidia", 0), sentiment("openai", 0.6)]
        event.provenance.fingerprint = "aa"
        event.provenance.rule = "investment.into"
        event.provenance.topic = "articles.raw"
        change(&event)
        return event
    }

    static func party(_ role: String, _ id: String, at start: Int64) -> Event.Participant {
        var party = Event.Participant()
        party.role = role
        party.entity.id = id
        party.entity.name = id.uppercased()
        party.mention = id
        party.start = start
        party.end = start + 4
        party.how = "stated"
        return party
    }

    static func measure(_ name: String, _ value: String, _ unit: String, basis: String = "") -> Event.Measure {
        var measure = Event.Measure()
        measure.name = name
        measure.value = value
        measure.unit = unit
        measure.basis = basis
        measure.qualifier = "exact"
        return measure
    }

    static func sentiment(_ id: String, _ score: Double) -> Sentiment {
        var sentiment = Sentiment()
        sentiment.entityID = id
        sentiment.score = score
        sentiment.label = score > 0.1 ? "positive" : score < -0.1 ? "negative" : "neutral"
        return sentiment
    }

    /// Both sides of `documents` documents: the right one is the left one with some of everything that can happen.
    static func sides(
        documents: Int, using generator: inout SeededGenerator
    ) -> (left: [Event], right: [Event]) {
        var (left, right): ([Event], [Event]) = ([], [])
        for document in 0..<documents {
            for number in 0..<Int.random(in: 0...6, using: &generator) {
                let event = random("d\(document)", number, &generator)
                let chance = Int.random(in: 0..<10, using: &generator)
                if chance != 0 { left.append(event) }
                if chance == 1 { left.append(event) }
                if chance != 2 { right.append(changed(event, document: document, &generator)) }
            }
        }
        return (left, right)
    }

    private static func random(_ document: String, _ number: Int, _ generator: inout SeededGenerator) -> Event {
        event("\(document)-\(number)", document: document) { event in
            event.type = ["investment", "stake", "metric"].randomElement(using: &generator) ?? ""
            event.factKey = ["", "f1", "f2", "f-\(number)"].randomElement(using: &generator) ?? ""
            event.evidence.start = Int64.random(in: 0..<30, using: &generator)
            event.evidence.end = event.evidence.start + Int64.random(in: 0..<12, using: &generator)
            event.provenance.rule = ["r.a", "r.b"].randomElement(using: &generator) ?? ""
            if Bool.random(using: &generator) { event.period.start = "2025-01-01" }
        }
    }

    private static func changed(_ event: Event, document: Int, _ generator: inout SeededGenerator) -> Event {
        var event = event
        event.provenance.fingerprint = "bb"
        event.provenance.offset = Int64(document)
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: event.confidence = 0.5
        case 1: event.eventID += "x"
        case 2:
            event.eventID += "y"
            event.factKey = "g"
        case 3: event.measures[0].value = "200"
        case 4: event.period.start = "2025-02-02"
        case 5: event.clearPeriod()
        case 6: event.participants.insert(party("partner", "amd", at: 3), at: 0)
        case 7: event.provenance.rule = "r.c"
        case 8:
            event.eventID += "z"
            event.factKey = ""
            event.type = "acquisition"
        case 9: event.participantSentiment[0].score = -0.4
        default: break
        }
        return event
    }

    /// Lines in a file of its own that is removed at once after `body`.
    static func withFiles<Result>(
        _ left: [[UInt8]], _ right: [[UInt8]], _ body: (String, String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = [("a.jsonl", left), ("b.jsonl", right)].map { name, lines in
            (folder.appending(path: name), Data(lines.joined(separator: [0x0A])))
        }
        for (path, data) in paths { try data.write(to: path) }
        return try body(paths[0].0.path, paths[1].0.path)
    }
}
