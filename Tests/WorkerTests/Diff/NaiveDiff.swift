import Schema

@testable import Worker

/// The comparison as one would write it down first: everything in memory and decoded, every pair looked at.
enum NaiveDiff {
    /// Pairs of one document, by trying what the definition says.
    static func pairs(_ left: [EventKey], _ right: [EventKey]) -> [EventPair] {
        var pairs: [EventPair] = []
        func isFree(_ one: Int, _ other: Int) -> Bool {
            !pairs.contains { $0.left == one || $0.right == other }
        }
        for one in left.indices {
            for other in right.indices where left[one].id == right[other].id && isFree(one, other) {
                pairs.append(EventPair(left: one, right: other, by: .id))
            }
        }
        let byPlace = { (keys: [EventKey]) in
            keys.indices.sorted {
                let (a, b) = (keys[$0], keys[$1])
                return a.start != b.start ? a.start < b.start : a.end != b.end ? a.end < b.end : a.id < b.id
            }
        }
        let (orderedLeft, orderedRight) = (byPlace(left), byPlace(right))
        for one in orderedLeft where !left[one].fact.isEmpty {
            if let other = orderedRight.first(where: { right[$0].fact == left[one].fact && isFree(one, $0) }),
                !pairs.contains(where: { $0.left == one })
            {
                pairs.append(EventPair(left: one, right: other, by: .fact))
            }
        }
        while let best = best(orderedLeft, orderedRight, left, right, isFree) { pairs.append(best) }
        return pairs.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    private static func best(
        _ orderedLeft: [Int], _ orderedRight: [Int], _ left: [EventKey], _ right: [EventKey],
        _ isFree: (Int, Int) -> Bool
    ) -> EventPair? {
        var best: (pair: EventPair, rank: [Double])?
        for one in orderedLeft {
            for other in orderedRight where isFree(one, other) {
                guard let rank = rank(left[one], right[other]) else { continue }
                if let best, !best.rank.lexicographicallyPrecedes(rank) { continue }
                best = (EventPair(left: one, right: other, by: .evidence), rank)
            }
        }
        return best?.pair
    }

    private static func rank(_ left: EventKey, _ right: EventKey) -> [Double]? {
        let common = Set(left.start..<left.end).intersection(right.start..<right.end).count
        let whole = max(left.end, right.end) - min(left.start, right.start)
        guard common > 0 else { return nil }
        let share = Double(common) / Double(whole)
        if left.type != right.type, share < 0.5 { return nil }
        return [left.type == right.type ? 1 : 0, left.subject == right.subject ? 1 : 0, share]
    }

    struct Outcome: Equatable {
        var types: [String: DiffSummary.TypeTally] = [:]
        var groups: [DiffSummary.Group: Int] = [:]
        var matched: [EventPair.Reason: Int] = [:]
        var examples: [DiffSummary.Group: [String]] = [:]
    }

    static func compare(_ left: [[UInt8]], _ right: [[UInt8]], ignoring ignored: IgnoredFields) throws -> Outcome {
        var outcome = Outcome()
        let (left, right) = (try documents(left), try documents(right))
        for document in Set(left.keys).union(right.keys) {
            let (one, other) = (latest(left[document] ?? []), latest(right[document] ?? []))
            let pairs = pairs(one.map(key), other.map(key))
            for pair in pairs {
                outcome.matched[pair.by, default: 0] += 1
                note(document, one[pair.left], other[pair.right], ignored, &outcome)
            }
            for index in one.indices where !pairs.contains(where: { $0.left == index }) {
                note(document, one[index], .removed, &outcome)
            }
            for index in other.indices where !pairs.contains(where: { $0.right == index }) {
                note(document, other[index], .added, &outcome)
            }
        }
        return outcome
    }

    private static func documents(_ lines: [[UInt8]]) throws -> [String: [JSONValue]] {
        Dictionary(grouping: try lines.map { try JSONValue(json: $0) }) { $0["document_id"]?.string ?? "" }
    }

    private static func latest(_ events: [JSONValue]) -> [JSONValue] {
        var kept: [JSONValue] = []
        for event in events {
            if let place = kept.firstIndex(where: { $0["event_id"]?.string == event["event_id"]?.string }) {
                if age(event) >= age(kept[place]) { kept[place] = event }
            } else {
                kept.append(event)
            }
        }
        return kept
    }

    private static func age(_ event: JSONValue) -> (String, Int64) {
        (event["provenance"]?["observed_at"]?.string ?? "", event["provenance"]?["offset"]?.integer ?? 0)
    }

    private static func key(_ event: JSONValue) -> EventKey {
        EventKey(
            id: event["event_id"]?.string ?? "", fact: event["fact_key"]?.string ?? "",
            type: event["type"]?.string ?? "",
            subject: event["participants"]?.array?.first?["entity"]?["id"]?.string ?? "",
            start: event["evidence"]?["start"]?.integer ?? 0, end: event["evidence"]?["end"]?.integer ?? 0)
    }

    private static func rule(_ event: JSONValue) -> String { event["provenance"]?["rule"]?.string ?? "" }

    private static func note(
        _ document: String, _ event: JSONValue, _ kind: DiffSummary.Kind, _ outcome: inout Outcome
    ) {
        let type = event["type"]?.string ?? ""
        if kind == .added { outcome.types[type, default: .init()].added += 1 }
        if kind == .removed { outcome.types[type, default: .init()].removed += 1 }
        let group = DiffSummary.Group(kind: kind, type: type, rule: rule(event), field: "")
        outcome.groups[group, default: 0] += 1
        outcome.examples[group, default: []].append(document + "/" + (event["event_id"]?.string ?? ""))
    }

    private static func note(
        _ document: String, _ left: JSONValue, _ right: JSONValue, _ ignored: IgnoredFields, _ outcome: inout Outcome
    ) {
        func joined(_ one: String, _ other: String) -> String { one == other ? one : one + " → " + other }
        let type = joined(left["type"]?.string ?? "", right["type"]?.string ?? "")
        let fields = Set(FieldChanges.between(left, right, ignoring: ignored).map(\.field))
        if fields.isEmpty { outcome.types[type, default: .init()].same += 1 }
        if !fields.isEmpty { outcome.types[type, default: .init()].changed += 1 }
        for field in fields {
            let group = DiffSummary.Group(
                kind: .changed, type: type, rule: joined(rule(left), rule(right)), field: field)
            outcome.groups[group, default: 0] += 1
            outcome.examples[group, default: []].append(document + "/" + (left["event_id"]?.string ?? ""))
        }
    }
}
