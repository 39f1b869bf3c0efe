internal import Extraction
internal import Schema

/// What a change of the lexicon changes: every document read twice, the events compared.
struct LexiconTrial {
    struct Change: Equatable, Sendable {
        enum Kind: String, CaseIterable, Sendable { case added, removed, changed }
        let kind: Kind
        let rule: String
        let type: String
        let document: String
        /// The sentence, or what fits of it.
        let sentence: String
        /// `who: before → after` by field; the event in short where it is new or gone.
        let details: [String]
    }

    let before: DocumentAnalyzer
    let after: DocumentAnalyzer
    private(set) var changes: [Change] = []
    private(set) var documents = 0
    private(set) var events = 0
    private(set) var unread: [String] = []
    private let ignored = IgnoredFields(["confidence"])

    init(before: DocumentAnalyzer, after: DocumentAnalyzer) {
        self.before = before
        self.after = after
    }

    mutating func add(_ batch: [InputDocument]) {
        let (before, after, ignored) = (before, after, ignored)
        for result in Parallel.map(batch, { Self.compared($0, before, after, ignored) }) {
            documents += 1
            switch result {
            case .success(let found):
                events += found.events
                changes += found.changes
            case .failure(let rejection): unread.append("\(rejection.code): \(rejection.message)")
            }
        }
    }

    private typealias Compared = (events: Int, changes: [Change])

    private static func compared(
        _ input: InputDocument, _ before: DocumentAnalyzer, _ after: DocumentAnalyzer, _ ignored: IgnoredFields
    ) -> Result<Compared, Rejection> {
        do throws(Rejection) {
            let incoming = try before.decode(value: input.value, headers: input.headers)
            let sides = (try records(incoming, before), try records(incoming, after))
            let comparison = Comparison(
                document: incoming.documentID, quotes: CodePointIndex(incoming.body), ignored: ignored)
            return .success((sides.0.count, comparison.changes(sides.0, sides.1)))
        } catch {
            return .failure(error)
        }
    }

    private static func records(_ incoming: IncomingArticle, _ analyzer: DocumentAnalyzer) throws(Rejection)
        -> [DiffRecord]
    {
        let origin = RecordOrigin(topic: "", partition: 0, offset: 0, timestampMilliseconds: -1, traceparent: nil)
        var records: [DiffRecord] = []
        for record in try analyzer.analyze(incoming, origin: origin) where record.kind == .event {
            guard let members = try? JSONMembers(record.value(.json)) else { continue }
            records.append(DiffRecord(members))
        }
        return records
    }

    /// The changes of one document.
    private struct Comparison {
        let document: String
        let quotes: CodePointIndex
        let ignored: IgnoredFields

        func changes(_ left: [DiffRecord], _ right: [DiffRecord]) -> [Change] {
            let pairs = EventMatching.pairs(left.map { $0.key() }, right.map { $0.key() })
            var changes: [Change] = []
            for pair in pairs {
                let differing = left[pair.left].changes(to: right[pair.right], ignoring: ignored)
                if differing.isEmpty { continue }
                changes.append(
                    change(
                        .changed, right[pair.right],
                        differing.map { "\($0.field): \($0.before ?? "–") → \($0.after ?? "–")" }))
            }
            let (known, kept) = (Set(pairs.map(\.left)), Set(pairs.map(\.right)))
            for index in left.indices where !known.contains(index) {
                changes.append(change(.removed, left[index], [left[index].brief]))
            }
            for index in right.indices where !kept.contains(index) {
                changes.append(change(.added, right[index], [right[index].brief]))
            }
            return changes
        }

        private func change(_ kind: Change.Kind, _ record: DiffRecord, _ details: [String]) -> Change {
            Change(
                kind: kind, rule: record.rule, type: record.type, document: document,
                sentence: sentence(Int(record.key().start)..<Int(record.key().end)), details: details)
        }

        /// How far the text around a quote is shown.
        private static let reach = 120

        /// The quote with the rest of its sentence.
        private func sentence(_ span: Range<Int>) -> String {
            let head = quotes.text(max(0, span.lowerBound - Self.reach)..<span.lowerBound).unicodeScalars
            let tail = quotes.text(span.upperBound..<span.upperBound + Self.reach).unicodeScalars
            let start = head.lastIndex(where: Self.isEnd).map { head.index(after: $0) } ?? head.startIndex
            let end = tail.firstIndex(where: Self.isEnd).map { tail.index(after: $0) } ?? tail.endIndex
            return String(head[start...]) + quotes.text(span) + String(tail[..<end])
        }

        private static func isEnd(_ scalar: Unicode.Scalar) -> Bool { "。！？；\n!?;".unicodeScalars.contains(scalar) }
    }
}

extension LexiconTrial {
    /// How many there are, by rule, and at most so many of each rule with their sentences.
    func report(showing limit: Int) -> String {
        var lines: [String] = []
        for rule in Set(changes.map(\.rule)).sorted() {
            let own = changes.filter { $0.rule == rule }
            let counts = Change.Kind.allCases.map { kind in "\(own.count { $0.kind == kind }) \(kind.rawValue)" }
            lines.append("\(rule): \(counts.joined(separator: ", "))")
            for change in own.prefix(limit) { lines += Self.lines(change) }
            if own.count > limit { lines.append("  and \(own.count - limit) more") }
        }
        for line in unread { lines.append("not read: \(line)") }
        let totals = Change.Kind.allCases.map { kind in "\(changes.count { $0.kind == kind }) \(kind.rawValue)" }
        lines.append("\(totals.joined(separator: ", ")); \(events) events in \(documents) documents before")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ change: Change) -> [String] {
        let sign =
            switch change.kind {
            case .added: "+"
            case .removed: "-"
            case .changed: "~"
            }
        return ["  \(sign) \(change.type) in \(change.document): \(TerminalText.line(change.sentence))"]
            + change.details.map { "      \(TerminalText.line($0))" }
    }
}
