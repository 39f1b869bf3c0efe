internal import Schema

/// What a comparison found, with the names of its sides, ready to be shown.
struct DiffReport {
    let names: Both<String>
    let summary: DiffSummary
    /// Rows of each table that a person is shown.
    var rows = 20

    /// `980 of 1000 events are the same; 12 changed, 5 added, 3 removed`.
    var headline: String {
        let total = summary.total
        return "\(total.same) of \(summary.union) events are the same; \(total.changed) changed, \(total.added) added, "
            + "\(total.removed) removed"
    }

    func side(_ name: String, _ side: KeyPath<Both<Int>, Int>, _ fingerprints: Set<String>) -> String {
        var text = "\(name): \(summary.events[keyPath: side]) events"
        if summary.repeated[keyPath: side] > 0 { text += ", \(summary.repeated[keyPath: side]) of them repeated" }
        if summary.others[keyPath: side] > 0 { text += ", \(summary.others[keyPath: side]) records of other kinds" }
        if summary.unreadable[keyPath: side] > 0 { text += ", \(summary.unreadable[keyPath: side]) unreadable" }
        if !fingerprints.isEmpty {
            text += ", fingerprint " + fingerprints.sorted().map { "\($0.prefix(16))…" }.joined(separator: ", ")
        }
        return text
    }

    var sides: [String] {
        [
            "A  " + side(names.left, \.left, summary.fingerprints.left),
            "B  " + side(names.right, \.right, summary.fingerprints.right),
        ]
    }

    var matching: String {
        "matched "
            + EventPair.Reason.allCases.map { "\(summary.matched[$0] ?? 0) by \($0.rawValue)" }
            .joined(separator: ", ") + ", in \(summary.documents) documents"
    }

    /// Groups that a person is shown, and how many are not.
    var shownGroups: (rows: ArraySlice<(group: DiffSummary.Group, tally: DiffSummary.GroupTally)>, hidden: Int) {
        let all = summary.orderedGroups
        return (all.prefix(rows), max(0, all.count - rows))
    }

    var shownShifts: (rows: ArraySlice<(key: SentimentShift.Key, shift: SentimentShift)>, hidden: Int) {
        let all = summary.orderedShifts
        return (all.prefix(rows), max(0, all.count - rows))
    }

    /// A score with its sign and four places.
    static func signed(_ score: Double) -> String {
        let units = Int((abs(score) * 10_000).rounded())
        let digits = String(10_000 + units % 10_000).dropFirst()
        return (score < 0 && units > 0 ? "−" : "+") + "\(units / 10_000).\(digits)"
    }
}

// MARK: - For a terminal

extension DiffReport {
    var text: String {
        var parts = [(sides + [headline, matching]).joined(separator: "\n")]
        if summary.union > 0 { parts.append(typeTable) }
        if !summary.orderedGroups.isEmpty { parts.append(groupTable) }
        if !summary.orderedShifts.isEmpty { parts.append(shiftTable) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var typeTable: String {
        var table = TextTable(
            [TextTable.Column(title: "TYPE", maxWidth: 40)]
                + ["SAME", "CHANGED", "ADDED", "REMOVED"].map { .init(title: $0, maxWidth: 12, alignsRight: true) })
        for (type, tally) in summary.orderedTypes + [("all", summary.total)] {
            table.add([type, "\(tally.same)", "\(tally.changed)", "\(tally.added)", "\(tally.removed)"])
        }
        return table.rendered()
    }

    private var groupTable: String {
        var table = TextTable([
            .init(title: "WHAT", maxWidth: 8), .init(title: "TYPE", maxWidth: 24), .init(title: "RULE", maxWidth: 32),
            .init(title: "FIELD", maxWidth: 36), .init(title: "EVENTS", maxWidth: 9, alignsRight: true),
            .init(title: "EXAMPLE", maxWidth: 60), .init(title: "DOCUMENT", maxWidth: 24),
        ])
        let (rows, hidden) = shownGroups
        for (group, tally) in rows {
            let example = tally.examples.first
            let change = group.kind == .changed ? example.map(Self.change) : example?.who
            table.add([
                group.kind.rawValue, group.type, group.rule, group.field, "\(tally.count)", change ?? "",
                example?.document ?? "",
            ])
        }
        return table.rendered() + more(hidden, "groups")
    }

    private var shiftTable: String {
        var table = TextTable([
            .init(title: "ENTITY", maxWidth: 32), .init(title: "FROM", maxWidth: 8),
            .init(title: "COMPARED", maxWidth: 9, alignsRight: true),
            .init(title: "CHANGED", maxWidth: 9, alignsRight: true),
            .init(title: "FLIPPED", maxWidth: 9, alignsRight: true),
            .init(title: "MEAN A", maxWidth: 8, alignsRight: true),
            .init(title: "MEAN B", maxWidth: 8, alignsRight: true),
            .init(title: "SHIFT", maxWidth: 8, alignsRight: true),
        ])
        let (rows, hidden) = shownShifts
        for (key, shift) in rows {
            table.add([
                shift.name.isEmpty ? key.entityID : shift.name, key.source.rawValue, "\(shift.compared)",
                "\(shift.changed)", "\(shift.flips)", Self.signed(shift.meanBefore), Self.signed(shift.meanAfter),
                Self.signed(shift.meanAfter - shift.meanBefore),
            ])
        }
        return table.rendered() + more(hidden, "entities")
    }

    static func change(_ example: DiffExample) -> String { "\(example.before ?? "∅") → \(example.after ?? "∅")" }

    private func more(_ hidden: Int, _ what: String) -> String {
        hidden > 0 ? "\n… and \(hidden) more \(what): see --json, or --top" : ""
    }
}

// MARK: - For machines

extension DiffReport {
    /// One JSON object with everything, in a fixed order.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        writer.object { json in
            writeSide("a", names.left, \.left, summary.fingerprints.left, to: &json)
            writeSide("b", names.right, \.right, summary.fingerprints.right, to: &json)
            json.field("documents", Int64(summary.documents))
            json.object("events") { Self.write(summary.total, to: &$0) }
            json.object("matched_by") { json in
                json.field("event_id", Int64(summary.matched[.id] ?? 0))
                json.field("fact_key", Int64(summary.matched[.fact] ?? 0))
                json.field("evidence", Int64(summary.matched[.evidence] ?? 0))
            }
            json.list("types", summary.orderedTypes) { list, row in
                list.object {
                    $0.field("type", row.type)
                    Self.write(row.tally, to: &$0)
                }
            }
            json.list("groups", summary.orderedGroups) { Self.write($1.group, $1.tally, to: &$0) }
            json.list("sentiment", summary.orderedShifts) { Self.write($1.key, $1.shift, to: &$0) }
            json.field("problems", summary.problems)
        }
        return writer.bytes + [0x0A]
    }

    private func writeSide(
        _ label: StaticString, _ name: String, _ side: KeyPath<Both<Int>, Int>, _ fingerprints: Set<String>,
        to json: inout JSONWriter
    ) {
        json.object(label) { json in
            json.field("name", name)
            json.field("events", Int64(summary.events[keyPath: side]))
            json.field("repeated", Int64(summary.repeated[keyPath: side]))
            json.field("other_records", Int64(summary.others[keyPath: side]))
            json.field("unreadable", Int64(summary.unreadable[keyPath: side]))
            json.field("fingerprints", fingerprints.sorted())
        }
    }

    private static func write(_ tally: DiffSummary.TypeTally, to json: inout JSONWriter) {
        json.field("same", Int64(tally.same))
        json.field("changed", Int64(tally.changed))
        json.field("added", Int64(tally.added))
        json.field("removed", Int64(tally.removed))
    }

    private static func write(
        _ group: DiffSummary.Group, _ tally: DiffSummary.GroupTally, to json: inout JSONWriter
    ) {
        json.object { json in
            json.field("what", group.kind.rawValue)
            json.field("type", group.type)
            json.field("rule", group.rule)
            json.optionalField("field", group.field)
            json.field("events", Int64(tally.count))
            json.list("examples", tally.examples) { list, example in
                list.object {
                    $0.field("document_id", example.document)
                    $0.field("event_id", example.event)
                    if let before = example.before { $0.field("before", before) }
                    if let after = example.after { $0.field("after", after) }
                    $0.field("who", example.who)
                    $0.field("evidence", example.evidence)
                }
            }
        }
    }

    private static func write(_ key: SentimentShift.Key, _ shift: SentimentShift, to json: inout JSONWriter) {
        json.object { json in
            json.field("entity_id", key.entityID)
            json.field("name", shift.name)
            json.field("from", key.source.rawValue)
            json.field("compared", Int64(shift.compared))
            json.field("changed", Int64(shift.changed))
            json.field("flipped", Int64(shift.flips))
            json.scoreField("mean_a", shift.meanBefore)
            json.scoreField("mean_b", shift.meanAfter)
            json.scoreField("shift", shift.meanAfter - shift.meanBefore)
        }
    }
}
