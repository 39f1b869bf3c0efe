/// A `.proto` file of the kind that this project writes: proto3 messages whose fields are scalars, messages, lists and
/// maps, one to a line, with comments above them. Enough to derive documents from it and to compare two versions.
public struct ProtoFile: Sendable, Equatable {
    public struct Message: Sendable, Equatable {
        /// With its parents, as `Event.Period`.
        public let name: String
        /// What stands above it, joined.
        public let comment: String
        public fileprivate(set) var fields: [Field] = []
    }

    public struct Field: Sendable, Equatable {
        public let name: String
        public let number: Int
        /// As written: `string`, `Event.Period`, `map<string, string>`.
        public let type: String
        public let isRepeated: Bool
        public let comment: String
    }

    /// In the order in which they begin.
    public private(set) var messages: [Message] = []

    /// Lines that are neither a message, a field nor a comment are passed over.
    public init(_ text: String) {
        // Of what is not a message, as `oneof`, there is nil.
        var open: [Int?] = []
        var comment: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.trimmed
            if words.hasPrefix("//") {
                comment.append(words.dropFirst(2).trimmed)
                continue
            }
            defer { comment = [] }
            if words.hasPrefix("message "), let name = words.split(separator: " ").dropFirst().first {
                let parents = open.last.flatMap(\.self).map { messages[$0].name + "." } ?? ""
                messages.append(Message(name: parents + name, comment: comment.joined(separator: " ")))
                open.append(messages.count - 1)
            } else if words.hasPrefix("}") {
                _ = open.popLast()
            } else if words.hasSuffix("{") {
                open.append(nil)
            } else if let index = open.last(where: { $0 != nil })?.flatMap(\.self),
                let field = Field(words, comment: comment.joined(separator: " "))
            {
                messages[index].fields.append(field)
            }
        }
    }

    /// The messages that stand in no other one: protobuf's message indexes count these.
    var topLevelNames: [String] { messages.map(\.name).filter { !$0.contains(".") } }

    /// The message that a type means inside another, looked for from the inside out; nil for a scalar.
    public func message(_ type: String, in scope: String) -> Message? {
        var parts = scope.split(separator: ".")
        while true {
            let name = (parts.map(String.init) + [type]).joined(separator: ".")
            if let found = messages.first(where: { $0.name == name }) { return found }
            if parts.popLast() == nil { return nil }
        }
    }

    /// What a reader of the older file could not read any more, one line each; empty when it reads everything.
    ///
    /// Fields may be added. None may be renamed (JSON), renumbered (protobuf), retyped or taken away.
    public func breaks(_ older: ProtoFile) -> [String] {
        var lines: [String] = []
        for was in older.messages {
            guard let now = messages.first(where: { $0.name == was.name }) else {
                lines.append("\(was.name) is gone")
                continue
            }
            for field in was.fields { lines += now.breaks(field) }
        }
        return lines
    }
}

extension ProtoFile.Message {
    fileprivate func breaks(_ was: ProtoFile.Field) -> [String] {
        if let now = fields.first(where: { $0.name == was.name }) {
            if now.number != was.number { return ["\(name).\(was.name) had number \(was.number), has \(now.number)"] }
            guard now.type != was.type || now.isRepeated != was.isRepeated else { return [] }
            return ["\(name).\(was.name) was \(was.typeText), is \(now.typeText)"]
        }
        if let now = fields.first(where: { $0.number == was.number }) {
            return ["\(name).\(was.name) is now called \(now.name)"]
        }
        return ["\(name).\(was.name) is gone"]
    }
}

extension ProtoFile.Field {
    fileprivate var typeText: String { isRepeated ? "repeated \(type)" : type }

    /// `repeated Listing listings = 6;`
    fileprivate init?(_ line: Substring, comment: String) {
        guard line.hasSuffix(";"), let equals = line.lastIndex(of: "="),
            let number = Int(line[line.index(after: equals)...].dropLast().trimmed)
        else { return nil }
        var left = line[..<equals].trimmed
        isRepeated = left.hasPrefix("repeated ")
        if isRepeated { left = left.dropFirst("repeated ".count).trimmed }
        guard let blank = left.lastIndex(of: " ") else { return nil }
        name = String(left[left.index(after: blank)...])
        type = String(left[..<blank].trimmed)
        self.number = number
        self.comment = comment
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
