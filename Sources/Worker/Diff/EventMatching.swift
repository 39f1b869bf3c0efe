/// What decides which event of one side is which of the other. Ids are unique within a document.
struct EventKey: Equatable, Sendable {
    var id: String
    /// Empty: none.
    var fact: String
    var type: String
    /// Entity id of the first participant.
    var subject: String
    /// Of the evidence, code points of the raw body, end exclusive.
    var start: Int64
    var end: Int64
}

/// One event of each side that are the same one, by their indexes.
struct EventPair: Equatable, Sendable {
    enum Reason: String, CaseIterable, Sendable {
        case id = "event_id"
        case fact = "fact_key"
        case evidence
    }

    let left: Int
    let right: Int
    let by: Reason
}

/// Matches the events of one document: by id, then those left by fact, then those left by overlapping evidence.
///
/// Facts that several events share are paired in the order of their evidence. Of overlapping ones the best pair goes
/// first: same type, same subject, largest share of common text; those of different types count only if at least half
/// of what either quotes is common. Every order is total, so the answer does not depend on the order of the inputs.
enum EventMatching {
    static func pairs(_ left: [EventKey], _ right: [EventKey]) -> [EventPair] {
        var pairs = byID(left, right)
        var (restLeft, restRight) = rest(pairs, left, right)
        pairs += byFact(left, restLeft, right, restRight)
        (restLeft, restRight) = rest(pairs, left, right)
        pairs += byEvidence(left, restLeft, right, restRight)
        return pairs.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    private static func rest(_ pairs: [EventPair], _ left: [EventKey], _ right: [EventKey]) -> ([Int], [Int]) {
        let (takenLeft, takenRight) = (Set(pairs.map(\.left)), Set(pairs.map(\.right)))
        return (
            left.indices.filter { !takenLeft.contains($0) }.sorted { precedes(left[$0], left[$1]) },
            right.indices.filter { !takenRight.contains($0) }.sorted { precedes(right[$0], right[$1]) }
        )
    }

    /// By evidence, then id.
    static func precedes(_ one: EventKey, _ other: EventKey) -> Bool {
        (one.start, one.end, one.id) < (other.start, other.end, other.id)
    }

    private static func byID(_ left: [EventKey], _ right: [EventKey]) -> [EventPair] {
        let places = Dictionary(right.indices.map { (right[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        return left.indices.compactMap { index in
            places[left[index].id].map { EventPair(left: index, right: $0, by: .id) }
        }
    }

    private static func byFact(
        _ left: [EventKey], _ restLeft: [Int], _ right: [EventKey], _ restRight: [Int]
    ) -> [EventPair] {
        // The last of each list is the first in order.
        var waiting: [String: [Int]] = [:]
        for index in restRight.reversed() where !right[index].fact.isEmpty {
            waiting[right[index].fact, default: []].append(index)
        }
        return restLeft.compactMap { index in
            waiting[left[index].fact]?.popLast().map { EventPair(left: index, right: $0, by: .fact) }
        }
    }

    /// How well two events' evidence agrees.
    struct Overlap {
        let isSameType: Bool
        let isSameSubject: Bool
        /// Code points of both quotes, and of either.
        let common: Int64
        let whole: Int64

        /// Nil for two that do not overlap enough.
        init?(_ left: EventKey, _ right: EventKey) {
            common = min(left.end, right.end) - max(left.start, right.start)
            guard common > 0 else { return nil }
            whole = max(left.end, right.end) - min(left.start, right.start)
            isSameType = left.type == right.type
            isSameSubject = left.subject == right.subject
            guard isSameType || common * 2 >= whole else { return nil }
        }

        /// Positive when this is the better one, 0 when they are equal.
        func compare(_ other: Overlap) -> Int64 {
            if isSameType != other.isSameType { return isSameType ? 1 : -1 }
            if isSameSubject != other.isSameSubject { return isSameSubject ? 1 : -1 }
            return common * other.whole - other.common * whole
        }
    }

    private static func byEvidence(
        _ left: [EventKey], _ restLeft: [Int], _ right: [EventKey], _ restRight: [Int]
    ) -> [EventPair] {
        var candidates: [(overlap: Overlap, left: Int, right: Int)] = []
        for (place, index) in restLeft.enumerated() {
            for (otherPlace, other) in restRight.enumerated() {
                if right[other].start >= left[index].end { break }
                guard let overlap = Overlap(left[index], right[other]) else { continue }
                candidates.append((overlap, place, otherPlace))
            }
        }
        candidates.sort {
            let order = $0.overlap.compare($1.overlap)
            return order != 0 ? order > 0 : ($0.left, $0.right) < ($1.left, $1.right)
        }
        var (takenLeft, takenRight): (Set<Int>, Set<Int>) = ([], [])
        var pairs: [EventPair] = []
        for candidate in candidates
        where !takenLeft.contains(candidate.left) && !takenRight.contains(candidate.right) {
            takenLeft.insert(candidate.left)
            takenRight.insert(candidate.right)
            pairs.append(
                EventPair(left: restLeft[candidate.left], right: restRight[candidate.right], by: .evidence))
        }
        return pairs
    }
}
