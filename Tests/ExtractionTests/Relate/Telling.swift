@testable import Extraction

/// What the whole extraction tells of a text, short enough for a row of a table.
struct Telling {
    let extractor: Extractor

    /// Made once for all rows: it reads the whole lexicon.
    private static let shared = Result { () throws(LexiconError) in try Extractor() }

    init() throws { extractor = try Self.shared.get() }

    /// The events of a body without a title, whole.
    func facts(_ body: String) throws -> [Event] { try analyze(body).flatMap(\.events) }

    private func analyze(_ body: String, title: String = "") throws -> [Article] {
        let document = Document(
            id: "d", body: Array(body.utf8), title: title, source: "Reuters", publishedAt: "2026-01-09T15:30:00Z")
        return try extractor.analyze(document).articles
    }

    /// Events of the types, in order: `price_move security=Oklo change=8`; of another certainty than completed, with it.
    func events(_ body: String, _ types: Set<String>, title: String = "") throws -> [String] {
        try analyze(body, title: title).flatMap(\.events).filter { types.contains($0.type) }.map {
            var parts = [$0.type]
            parts += $0.participants.map { "\($0.role)=\($0.entity.name)" }
            parts += $0.measures.map { "\($0.name)=\($0.value)" }
            if $0.certainty != .completed { parts.append($0.certainty.rawValue) }
            return parts.joined(separator: " ")
        }
    }
}
