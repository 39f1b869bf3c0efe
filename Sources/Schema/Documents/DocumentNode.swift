/// A JSON document as a tree whose members keep their order, written for people and for comparison byte by byte.
enum DocumentNode {
    case text(String)
    case integer(Int)
    case flag(Bool)
    case list([DocumentNode])
    case object([(String, DocumentNode)])

    static func texts(_ texts: [String]) -> DocumentNode { .list(texts.map(DocumentNode.text)) }
    static func reference(_ path: String) -> DocumentNode { .object([("$ref", .text(path))]) }

    /// Two blanks a level, and a line feed at the end.
    var written: String { lines(indent: "") + "\n" }

    private func lines(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .integer(let number): return "\(number)"
        case .flag(let flag): return "\(flag)"
        case .list(let nodes) where nodes.isEmpty: return "[]"
        case .object(let members) where members.isEmpty: return "{}"
        case .list(let nodes):
            return "[\n" + nodes.map { inner + $0.lines(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            let rows = members.map { "\(inner)\(Self.quoted($0)): \($1.lines(indent: inner))" }
            return "{\n" + rows.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
