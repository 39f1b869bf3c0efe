internal import Schema

/// One line `{"id", "text", …}` of a command that reads texts without being articles.
struct TextLine: Sendable {
    /// As written, so that the answer repeats it: a string or a number, null where the line has none.
    let id: Identifier
    let text: String
    let fields: JSONValue

    enum Identifier: Encodable, Equatable {
        case string(String)
        case integer(Int64)
        case none

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .string(let text): try container.encode(text)
            case .integer(let number): try container.encode(number)
            case .none: try container.encodeNil()
            }
        }
    }

    /// - Throws: `DecodeError` for anything that is no object with a `text`.
    init(json line: [UInt8]) throws(DecodeError) {
        fields = try JSONValue(json: line)
        guard case .object = fields.content else {
            throw DecodeError(.wrongType, at: fields.offset, "expected an object {\"id\", \"text\"}")
        }
        guard let member = fields["text"] else { throw DecodeError(.missingBody, "the line has no \"text\"") }
        guard let text = member.string else {
            throw DecodeError(.wrongType, at: member.offset, "\"text\" must be a string")
        }
        self.text = text
        id = try TextLine.identifier(fields["id"])
    }

    /// The string field `name`, empty where it is absent or null.
    func string(_ name: String) throws(DecodeError) -> String {
        guard let member = fields[name], member.content != .null else { return "" }
        guard let text = member.string else {
            throw DecodeError(.wrongType, at: member.offset, "\"\(name)\" must be a string")
        }
        return text
    }

    private static func identifier(_ value: JSONValue?) throws(DecodeError) -> Identifier {
        guard let value, value.content != .null else { return .none }
        if let text = value.string { return .string(text) }
        if let number = value.integer { return .integer(number) }
        throw DecodeError(.wrongType, at: value.offset, "\"id\" must be a string or a whole number")
    }
}

extension InputReader {
    /// A line of a file and where it stands, for messages.
    struct Line: Sendable {
        let bytes: [UInt8]
        let place: String
    }

    /// Calls `body` with batches of at most `size` lines that are not blank, in input order.
    /// - Throws: `ServiceFailure` naming a file that cannot be read, and whatever `body` throws.
    static func forEachBatchOfLines(of paths: [String], size: Int = 512, _ body: ([Line]) throws -> Void) throws {
        var batch: [Line] = []
        for path in paths.isEmpty ? [standardInput] : paths {
            guard let lines = LineReader(path: path) else {
                throw ServiceFailure(status: .badInput, description: "\(path): cannot be read")
            }
            let name = path == standardInput ? "stdin" : path
            var number = 0
            while let line = lines.next() {
                number += 1
                guard line.contains(where: { $0 > 0x20 }) else { continue }
                batch.append(Line(bytes: line, place: "\(name):\(number)"))
                if batch.count == size {
                    try body(batch)
                    batch.removeAll(keepingCapacity: true)
                }
            }
        }
        if !batch.isEmpty { try body(batch) }
    }
}
