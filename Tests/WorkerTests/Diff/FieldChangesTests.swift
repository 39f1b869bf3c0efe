import Schema
import Testing

@testable import Worker

@Suite struct FieldChangesTests {
    struct Row: CustomTestStringConvertible {
        let left: String
        let right: String
        /// `field: before → after`.
        let changes: [String]
        var ignore: [String] = []
        var testDescription: String { "\(left) | \(right)" }
    }

    static let rows = [
        Row(left: #"{"a":1}"#, right: #"{"a":2}"#, changes: ["a: 1 → 2"]),
        Row(left: #"{"a":"x"}"#, right: #"{"b":"x"}"#, changes: ["a: x → ∅", "b: ∅ → x"]),
        Row(left: #"{"a":1}"#, right: #"{"a":"1"}"#, changes: ["a: 1 → 1"]),
        Row(
            left: #"{"period":{"start":"2025"}}"#, right: #"{}"#,
            changes: ["period.start: 2025 → ∅"]),
        Row(
            left: #"{"participants":[{"role":"investor","entity":{"id":"a"}},{"role":"target","entity":{"id":"b"}}]}"#,
            right: #"{"participants":[{"role":"target","entity":{"id":"b"}},{"role":"investor","entity":{"id":"c"}}]}"#,
            changes: ["participants.investor.entity.id: a → c"]),
        Row(
            left: #"{"participants":[{"role":"partner","entity":{"id":"a"}},{"role":"partner","entity":{"id":"b"}}]}"#,
            right:
                #"{"participants":[{"role":"partner","entity":{"id":"n"}},"#
                + #"{"role":"partner","entity":{"id":"b"},"how":"elided"}]}"#,
            changes: [
                "participants.partner: a → ∅", "participants.partner: ∅ → n",
                "participants.partner.how: ∅ → elided",
            ]),
        Row(
            left:
                #"{"measures":[{"name":"change","value":"3","basis":"yoy"},"#
                + #"{"name":"change","value":"1","basis":"qoq"}]}"#,
            right:
                #"{"measures":[{"name":"change","value":"2","basis":"qoq"},"#
                + #"{"name":"change","value":"3","basis":"yoy"}]}"#,
            changes: ["measures.change.value: 1 → 2"]),
        Row(
            left: #"{"participant_sentiment":[{"entity_id":"a","score":0.1}]}"#,
            right: #"{"participant_sentiment":[{"entity_id":"b","score":0.1}]}"#,
            changes: [
                "participant_sentiment: {entity_id: a, score: 0.1} → ∅",
                "participant_sentiment: ∅ → {entity_id: b, score: 0.1}",
            ]),
        Row(
            left: #"{"also_at":[{"start":1,"end":2}]}"#,
            right: #"{"also_at":[{"start":1,"end":2},{"start":5,"end":9}]}"#,
            changes: ["also_at: ∅ → 5–9"]),
        Row(
            left: #"{"fact_probes":["a","b"]}"#, right: #"{"fact_probes":["b","a"]}"#,
            changes: ["fact_probes: [a, b] → [b, a]"]),
        Row(
            left: #"{"provenance":{"rule":"a","offset":1}}"#, right: #"{"provenance":{"rule":"b","offset":2}}"#,
            changes: ["provenance.rule: a → b"]),
        // What says the same.
        Row(left: #"{"a":0.80,"b":[1,2]}"#, right: #"{"b":[1.0,2],"a":0.8}"#, changes: []),
        Row(left: #"{"a":null}"#, right: #"{}"#, changes: []),
        Row(left: #"{"a":"\u82f1"}"#, right: #"{"a":"英"}"#, changes: []),
        Row(
            left: #"{"provenance":{"fingerprint":"a","offset":1,"observed_at":"x"}}"#,
            right: #"{"provenance":{"fingerprint":"b","offset":2}}"#, changes: []),
        // What is not to be compared.
        Row(
            left: #"{"confidence":1,"b":1}"#, right: #"{"confidence":2,"b":2}"#, changes: ["b: 1 → 2"],
            ignore: ["confidence"]),
        Row(
            left: #"{"participants":[{"role":"investor","entity":{"id":"a","names":{"en":"A"}}}]}"#,
            right: #"{"participants":[{"role":"investor","entity":{"id":"a","names":{"en":"B"}}}]}"#,
            changes: [], ignore: ["participants.*.entity.names"]),
        Row(
            left: #"{"names":1}"#, right: #"{"names":2}"#, changes: ["names: 1 → 2"],
            ignore: ["name", "names.en", "", "."]),
    ]

    @Test(arguments: rows)
    func whatDiffersIsNamedByItsPath(row: Row) throws {
        let (left, right) = (try JSONValue(json: Array(row.left.utf8)), try JSONValue(json: Array(row.right.utf8)))
        let changes = FieldChanges.between(left, right, ignoring: IgnoredFields(row.ignore))
        let texts = changes.map { "\($0.field): \($0.before ?? "∅") → \($0.after ?? "∅")" }
        #expect(texts.sorted() == row.changes.sorted())
    }

    @Test(arguments: rows)
    func theBytesGiveWhatTheDecodedRecordsGive(row: Row) throws {
        let (left, right) = (try JSONValue(json: Array(row.left.utf8)), try JSONValue(json: Array(row.right.utf8)))
        let ignored = IgnoredFields(row.ignore)
        let fast = DiffRecord(try JSONMembers(Array(row.left.utf8))).changes(
            to: DiffRecord(try JSONMembers(Array(row.right.utf8))), ignoring: ignored)
        #expect(fast == FieldChanges.between(left, right, ignoring: ignored))
    }

    @Test func aLongValueIsCut() {
        #expect(JSONBrief.cut(String(repeating: "英", count: 300)).unicodeScalars.count == JSONBrief.limit + 1)
    }
}
