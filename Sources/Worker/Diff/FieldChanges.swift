internal import Schema

/// One field of an event that is not what it was. A field is a path of names: `measures.amount.value`.
struct FieldChange: Equatable, Sendable {
    let field: String
    /// Nil where the side has none.
    let before: String?
    let after: String?
}

/// Fields that are not compared: paths, a `*` stands for any one name, and everything below a path belongs to it.
struct IgnoredFields: Sendable {
    private let patterns: [[String]]

    /// Where a record comes from and which program wrote it: two replays differ there and nowhere else.
    static let always = [
        "fingerprint", "version", "topic", "partition", "offset", "observed_at", "fetched_at",
    ].map { "provenance.\($0)" }

    init(_ more: [String] = []) {
        let all = Self.always + more
        // An empty path would be that of the whole record.
        patterns = all.map { $0.split(separator: ".").map(String.init) }.filter { !$0.isEmpty }
    }

    func contains(_ path: [String]) -> Bool {
        patterns.contains { pattern in
            pattern.count <= path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
        }
    }
}

/// Compares two records by what they say: members in any order, numbers by value, null like absence.
///
/// Elements of lists are compared by what they are: participants by role, measures by name, what is left by entity,
/// basis, name or place. So one more participant in front does not change all others.
struct FieldChanges {
    private let ignored: IgnoredFields
    private(set) var changes: [FieldChange] = []

    init(ignoring ignored: IgnoredFields) { self.ignored = ignored }

    /// The changes between two whole records, in order of their fields.
    static func between(_ left: JSONValue, _ right: JSONValue, ignoring ignored: IgnoredFields) -> [FieldChange] {
        var changes = FieldChanges(ignoring: ignored)
        changes.compare(left, right, [])
        return changes.sorted()
    }

    func sorted() -> [FieldChange] {
        changes.sorted { ($0.field, $0.before ?? "", $0.after ?? "") < ($1.field, $1.before ?? "", $1.after ?? "") }
    }

    mutating func compare(_ left: JSONValue?, _ right: JSONValue?, _ path: [String]) {
        if ignored.contains(path) { return }
        let (left, right) = (Self.present(left), Self.present(right))
        switch (left?.content, right?.content) {
        case (nil, nil): return
        case (.object(let one)?, .object(let other)?): compareMembers(one, other, path)
        case (.array(let one)?, .array(let other)?) where Self.areObjects(one) && Self.areObjects(other):
            compareElements(one, other, path)
        case (.object(let one)?, nil): compareMembers(one, [], path)
        case (nil, .object(let other)?): compareMembers([], other, path)
        default:
            if let left, let right, Self.isSame(left, right) { return }
            note(path, left, right)
        }
    }

    private mutating func note(_ path: [String], _ left: JSONValue?, _ right: JSONValue?) {
        changes.append(
            FieldChange(
                field: path.joined(separator: "."), before: left.map(JSONBrief.text), after: right.map(JSONBrief.text)))
    }

    private static func present(_ value: JSONValue?) -> JSONValue? { value?.content == .null ? nil : value }

    private static func areObjects(_ elements: [JSONValue]) -> Bool {
        elements.allSatisfy { if case .object = $0.content { true } else { false } }
    }

    private mutating func compareMembers(_ left: [JSONValue.Member], _ right: [JSONValue.Member], _ path: [String]) {
        // Of equal names the last counts.
        let one = Dictionary(left.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        let other = Dictionary(right.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        for name in Set(one.keys).union(other.keys).sorted() { compare(one[name], other[name], path + [name]) }
    }

    private mutating func compareElements(_ left: [JSONValue], _ right: [JSONValue], _ path: [String]) {
        let one = Dictionary(grouping: left, by: Self.label)
        let other = Dictionary(grouping: right, by: Self.label)
        for label in Set(one.keys).union(other.keys).sorted() {
            compareAlike(one[label] ?? [], other[label] ?? [], label.isEmpty ? path : path + [label])
        }
    }

    /// Elements of one label: the only ones with each other, several by what they are.
    private mutating func compareAlike(_ left: [JSONValue], _ right: [JSONValue], _ path: [String]) {
        if left.count == 1, right.count == 1, path.count > 1 { return compare(left[0], right[0], path) }
        var waiting = right
        for element in left {
            let identity = Self.identity(element)
            if let place = waiting.firstIndex(where: { Self.identity($0) == identity }) {
                compare(element, waiting.remove(at: place), path)
            } else if !ignored.contains(path) {
                note(path, element, nil)
            }
        }
        for element in waiting where !ignored.contains(path) { note(path, nil, element) }
    }

    /// What an element is called in a field's path: a participant's role, a measure's name.
    private static func label(_ element: JSONValue) -> String {
        element["role"]?.string ?? (element["value"] == nil ? nil : element["name"]?.string) ?? ""
    }

    private static func identity(_ element: JSONValue) -> String {
        for name in ["entity_id", "basis", "ticker", "name"] {
            if let text = element[name]?.string, !(name == "name" && element["role"] != nil) { return text }
        }
        if let entity = element["entity"]?["id"]?.string { return entity }
        return JSONBrief.text(element)
    }

    private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left.content, right.content) {
        case (.number(let one), .number(let other)): one == other || left.double != nil && left.double == right.double
        case (.array(let one), .array(let other)): one.count == other.count && zip(one, other).allSatisfy(isSame)
        case (.object(let one), .object(let other)):
            one.count == other.count
                && one.allSatisfy { member in right[member.name].map { isSame(member.value, $0) } ?? false }
        default: left.content == right.content
        }
    }
}

/// A JSON value in few words.
enum JSONBrief {
    /// Code points shown of one value.
    static let limit = 200

    static func text(_ value: JSONValue) -> String {
        cut(describe(value, depth: 0))
    }

    static func cut(_ text: String) -> String {
        guard text.unicodeScalars.count > limit else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
    }

    private static func describe(_ value: JSONValue, depth: Int) -> String {
        switch value.content {
        case .null: return "null"
        case .boolean(let flag): return flag ? "true" : "false"
        case .number(let text), .string(let text): return text
        case .array(let elements):
            // More than the limit shows is not put together.
            return "[" + elements.prefix(limit).map { describe($0, depth: depth + 1) }.joined(separator: ", ") + "]"
        case .object(let members): return depth > 3 ? "{…}" : describe(value, members, depth: depth)
        }
    }

    private static func describe(_ value: JSONValue, _ members: [JSONValue.Member], depth: Int) -> String {
        if let entity = value["entity"]?["id"]?.string { return entity }
        if let figure = value["value"]?.string { return [figure, value["unit"]?.string ?? ""].joined(separator: " ") }
        if let start = value["start"]?.integer, let end = value["end"]?.integer { return "\(start)–\(end)" }
        return "{"
            + members.prefix(limit).map { "\($0.name): \(describe($0.value, depth: depth + 1))" }.joined(
                separator: ", ")
            + "}"
    }
}
